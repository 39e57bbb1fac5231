"""The comparison page: its figures are those of the results' pages."""

from __future__ import annotations

import pytest

from benchmarks.comparison import PAGE, filled
from benchmarks.page import results_path


@pytest.mark.parametrize("name", ["accuracy", "chrono"])
def test_the_figures_are_those_of_the_results(name: str) -> None:
    """Red after a measurement: `python -m benchmarks.comparison` puts the new figures in."""
    page = PAGE.read_text(encoding="utf-8")
    assert filled(page, name, results_path(name).read_text(encoding="utf-8")) == page


def test_a_page_without_the_mark_is_refused() -> None:
    with pytest.raises(ValueError, match="must have the mark <!-- other -->"):
        filled("no mark", "other", "")
