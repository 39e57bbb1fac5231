"""What each family of examples teaches: what is left out, what is counted and written; and the whole of it, tiny."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.families import WHOLE, LeftOut, counted, lines, main
from datelens.corpus.stream import SHARES, TRANSFORMATIONS, generate
from datelens.evaluation import Row
from datelens.keras.recipe import Recipe
from datelens.translator import shipped_path

pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept:DeprecationWarning")


@pytest.mark.parametrize("family", sorted(SHARES))
def test_a_family_that_is_left_out_is_never_drawn(family: str) -> None:
    shares = LeftOut(family).recipe(Recipe()).corpus["shares"]
    assert set(SHARES) - set(shares) == {family}


def test_a_transformation_that_is_left_out_is_not_done() -> None:
    assert LeftOut("damage").recipe(Recipe()).corpus == {"without": ["damage"]}
    assert LeftOut(WHOLE).recipe(Recipe()).corpus == {"without": []}


@pytest.mark.parametrize("name", TRANSFORMATIONS)
def test_each_transformation_changes_the_stream_and_can_be_left_out(name: str) -> None:
    assert generate(5, 0, 60, without=[name]) != generate(5, 0, 60)


def test_without_any_transformation_the_drafts_are_plain() -> None:
    shares = {"cldr": 1.0}
    bare = generate(5, 0, 200, shares=shares, without=TRANSFORMATIONS)
    assert not any(example.hints.symbols() for example in bare)
    assert (
        max(len(example.text) for example in bare) < 80 < max(len(e.text) for e in generate(5, 0, 200, shares=shares))
    )


def test_clear_rows_are_counted_by_family() -> None:
    rows = [
        Row("5 Jan 2016", "2016-01-05", family="free"),
        Row("6 Jan 2016", "2016-01-05", family="free"),
        Row("03/04/2021", "2021-04-03", family="numeric", ambiguous=True),
        Row("hello", None, family="non-date"),
    ]
    assert counted(shipped_path(), rows) == {"free": (1, 2), "non-date": (1, 1)}


def test_the_page_sets_a_family_beside_what_it_is_with_all() -> None:
    whole = {"free": (9, 10), "year": (1, 2), "month-day": (2, 2)}
    less = {"free": (8, 10), "year": (0, 2), "month-day": (1, 2)}
    written = list(lines(100, {WHOLE: whole, "reduced": less, "damage": less}))
    assert "| nothing | – | – | – | 85.71 % | 85.71 % | – |" in written
    assert "| reduced | 25.00 % | 75.00 % | 4 | 80.00 % | 90.00 % | -10.00 |" in written
    assert "| damage | – | – | – | 64.29 % | 85.71 % | -21.43 |" in written
    [left] = [line for line in written if line.startswith("Not done yet: ")]
    assert left.startswith("Not done yet: cldr, ")
    assert "reduced" not in left


@pytest.mark.usefixtures("cheap_compilation")
def test_the_whole_of_it_tiny(tmp_path: Path) -> None:
    arguments = ("--quick", "--examples", "64", "--rows", "30", "--only", "free", "--folder", str(tmp_path / "runs"))
    result = CliRunner().invoke(main, [*arguments, "-o", str(tmp_path / "page.md")], catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    assert "| free | " in (tmp_path / "page.md").read_text(encoding="utf-8")
