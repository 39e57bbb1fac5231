"""Width against exact match: the recipes, the page; and the whole of it, tiny."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.sizes import Size, Worth, lines, main
from datelens.keras.recipe import Recipe

pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept:DeprecationWarning")


def test_a_size_changes_the_model_and_the_examples_alone() -> None:
    recipe = Size(192, 1000).recipe(Recipe())
    assert (recipe.model.encoder_units, recipe.model.units, recipe.model.embedding) == (192, 192, 96)
    assert (recipe.examples, recipe.batches, recipe.loss) == (1000, Recipe().batches, Recipe().loss)


def test_the_curve_has_a_row_a_width_and_a_column_a_number_of_examples() -> None:
    found = {
        Size(64, 100): Worth(0.5, 2000.0, 1.0),
        Size(64, 200): Worth(0.75, 2500.0, 1.25),
        Size(128, 100): Worth(0.6, 1000.0, 2.0),
    }
    written = list(lines("two cores", 30, found))
    assert "| units | after 100 | after 200 | strings a second | MB |" in written
    assert "| 64 | 50.00 % | 75.00 % | 2,500 | 1.2 |" in written
    assert "| 128 | 60.00 % | – | 1,000 | 2.0 |" in written


@pytest.mark.usefixtures("cheap_compilation")
def test_the_whole_of_it_tiny(tmp_path: Path) -> None:
    arguments = ["--quick", "--width", "4", "--examples", "64", "--rows", "30", "--folder", str(tmp_path / "runs")]
    result = CliRunner().invoke(main, [*arguments, "-o", str(tmp_path / "page.md")], catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    assert "| 4 | " in (tmp_path / "page.md").read_text(encoding="utf-8")
