"""Progress bars: on standard error, where that is a terminal, and nowhere else."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator

import pytest

from datelens.cli.progress import measured, tracked


class Terminal(io.StringIO):
    """A terminal that keeps what it is shown."""

    def isatty(self) -> bool:
        return True


def through_tracked(items: list[int]) -> Iterator[int]:
    return tracked(items, "Working", len(items))


def through_measured(items: list[int]) -> Iterator[int]:
    return measured(items, "Working", lambda item: (1000, item / len(items)))


@pytest.mark.parametrize("through", [through_tracked, through_measured])
def test_items_pass_and_the_bar_is_on_a_terminal_alone(
    through: Callable[[list[int]], Iterator[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for stream, shown in ((io.StringIO(), False), (Terminal(), True)):
        monkeypatch.setattr(sys, "stderr", stream)
        assert list(through([1, 2, 3])) == [1, 2, 3]
        assert ("Working" in stream.getvalue()) == shown


def test_a_measured_bar_shows_rows_and_their_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    list(through_measured([1, 2, 3]))
    assert "3,000 rows" in terminal.getvalue()
    assert "/s" in terminal.getvalue()
    assert "100%" in terminal.getvalue()
