"""The comparison of recipes: what each changes, what is measured, kept and written; and the whole of it, tiny."""

from __future__ import annotations

import unicodedata
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.maps import page, score
from benchmarks.maps.__main__ import LABELLED, main
from benchmarks.maps.plots import plot
from benchmarks.maps.score import Result, by_length, keep, kept, scored
from benchmarks.maps.variants import DEFAULT, SUMMARY, UNGUIDED, VARIANTS, seeds
from benchmarks.small_runs import base_recipe, sized
from datelens.errors import CheckpointError
from datelens.evaluation import Row
from datelens.evaluation.maps import MapCase
from datelens.evaluation.maps.files import read_cases
from datelens.keras.recipe import Recipe
from datelens.translator import Translator

# Keras asks its variables for numpy arrays, when it saves them too, in a way that numpy 2 will not have for ever
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept:DeprecationWarning")

QUICK = ("--quick", "--examples", "64", "--rows", "30", "--texts", "2", "--seeds", "1", "--no-shipped")


def result(**maps: float) -> Result:
    figures = {name.replace("_", " "): (value, 7) for name, value in maps.items()}
    return Result(30, 0.9, 0.95, [(10, 9, 10), (20, 5, 10)], figures)


def test_a_recipe_differs_in_one_thing() -> None:
    base = Recipe()
    differing = {
        variant.slug: [
            f"{table}.{name}"
            for table, values in base.to_dict().items()
            if isinstance(values, dict)
            for name in values
            if variant.recipe(base).to_dict()[table][name] != values[name]
        ]
        for variant in VARIANTS
    }
    assert differing == {
        UNGUIDED: ["loss.guide"],
        "guide-0.03": ["loss.guide"],
        DEFAULT: [],
        "guide-0.3": ["loss.guide"],
        "readout-previous": ["model.readout"],
        "multiplicative": ["model.attention"],
        "no-forgetting": ["forgetting.share"],
        "conicity-0.1": [],  # these four differ in their translators
        "conicity-0.5": [],
        "own-embedding": [],
        "orthogonal": [],
        SUMMARY: ["model.attention", "loss.guide"],
    }
    assert [variant.recipe(base).seed for variant in seeds(3)] == [2, 3]
    assert seeds(1) == []


def test_lengths_are_those_of_folded_clear_texts() -> None:
    rows = [Row("a" * 10, None), Row("ﬁ" * 10, None), Row("b " * 7, None), Row("c", None, ambiguous=True)]
    assert by_length(rows, [True, False, True, True]) == [(10, 1, 1), (15, 1, 1), (20, 0, 1)]


def test_a_result_is_kept_with_its_question(tmp_path: Path) -> None:
    keep(tmp_path, {"rows": 3}, result(gold_top=0.5))
    assert kept(tmp_path, {"rows": 3}) == result(gold_top=0.5)
    assert kept(tmp_path, {"rows": 4}) is None
    assert kept(tmp_path / "none", {"rows": 3}) is None


def test_a_translator_is_scored_as_a_model_and_by_its_maps(monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = Translator.load()
    rows = [Row("5 Jan 2016", "2016-01-05"), Row("9 May 2018", "2018-05-10"), Row("hello", None)]
    cases = [MapCase(rows[0], {"day": (0, 1), "month": (2, 5), "year": (6, 10)})]
    found = scored(shipped, rows, cases, [shipped])
    assert (found.rows, found.exact, found.lengths) == (3, 2 / 3, [(10, 2, 3)])
    assert found.maps["gold top"] == (1.0, 8)
    assert found.maps["drift"] == (0.0, 8)
    monkeypatch.setattr("datelens.runtime.Network.has_attention", False)
    assert scored(shipped, rows, cases).maps == {}


def test_the_page_says_what_each_recipe_gives() -> None:
    results = {
        UNGUIDED: result(gold_top=0.8, drift=0.2),
        DEFAULT: result(gold_top=0.996),
        SUMMARY: result(),
    }
    lines = list(page.lines("Facts.", results))
    assert "| no guide | 90.00 % | 95.00 % | 80.00 % | – | – | – | – | – | – | 0.200 bits |" in lines
    assert "| summary state, no attention | 90.00 % | 95.00 % | – | – | – | – | – | – | – | – |" in lines
    assert "| largest weight inside | 80.00 % | 99.60 % | – |" in lines
    assert "| 11–15 |" not in "\n".join(lines)
    assert "| 16–20 | 10 | 50.00 % | 50.00 % | 50.00 % |" in lines
    assert "### Occlusion" not in lines


def test_the_shipped_model_stands_first() -> None:
    shipped = {"made": {"gold top": (0.998, 1200), "drift": (0.01, 3)}, "labelled": {"gold top": (1.0, 574)}}
    lines = list(page.lines("Facts.", {DEFAULT: result()}, shipped))
    assert lines.index("## The shipped model") < lines.index("## Recipes")
    assert "| Gold spans: largest weight inside | ≥ 99.50 % | 99.80 % | yes | 1,200 | 100.00 % | yes | 574 |" in lines
    assert "| Other seeds: drift | ≤ 0.050 bits | 0.010 bits | yes | 3 | – |  |  |" in lines


def test_the_labelled_texts_are_read_and_every_span_is_where_it_says() -> None:
    cases = read_cases(LABELLED)
    assert len(cases) > 70
    for case in cases:
        assert case.row.iso is not None
        parts = {name: case.row.text[slice(*span)] for name, span in case.spans.items()}
        year = "".join(str(unicodedata.decimal(digit)) for digit in parts["year"])
        assert case.row.iso[:4].endswith(year)
        if "day" in parts:
            digits = "".join(str(unicodedata.decimal(c)) for c in parts["day"] if c.isdecimal())
            assert int(digits) == int(case.row.iso[8:])
        assert {"year", "month"} <= set(parts)
        assert not case.row.ambiguous


def test_without_the_summary_state_there_is_nothing_to_compare_it_with() -> None:
    assert not any("summary" in line for line in page.lines("Facts.", {DEFAULT: result()}))


def test_plots_are_small_and_the_same_each_time(tmp_path: Path) -> None:
    lines = {"one": [(1.0, 0.5), (2.0, 0.75)], "other": [(1.0, 0.25)]}
    for name in ("a.svg", "b.svg"):
        plot(tmp_path / name, lines, "examples", {1.0: "few", 2.0: "many"})
    content = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert content == (tmp_path / "b.svg").read_text(encoding="utf-8")
    assert len(content) < 40_000
    written = "".join(ElementTree.fromstring(content).itertext())
    assert all(word in written for word in ("one", "other", "few", "many", "exact match, %"))


@pytest.mark.usefixtures("cheap_compilation")
def test_the_whole_goes_on_where_it_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = [*QUICK, "--only", SUMMARY, "--folder", str(tmp_path / "runs"), "-o", str(tmp_path / "docs")]
    first = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert first.exit_code == 0, first.stderr
    written = (tmp_path / "docs" / "maps.md").read_text(encoding="utf-8")
    assert "| summary state, no attention |" in written
    assert {path.name for path in (tmp_path / "docs" / "figures").iterdir()} == {page.CURVES, page.BY_LENGTH}

    def never(*_: object, **__: object) -> None:
        raise AssertionError("what is done is not done again")

    monkeypatch.setattr("benchmarks.small_runs.fit", never)
    monkeypatch.setattr("benchmarks.maps.__main__.scored", never)
    assert score.RESULTS in {path.name for path in (tmp_path / "runs" / SUMMARY).iterdir()}
    assert CliRunner().invoke(main, arguments, catch_exceptions=False).exit_code == 0
    assert (tmp_path / "docs" / "maps.md").read_text(encoding="utf-8") == written
    arguments[2] = "96"  # examples
    with pytest.raises(CheckpointError, match="was trained by another recipe; name another folder"):
        CliRunner().invoke(main, arguments, catch_exceptions=False)


def test_the_base_is_the_default_recipe_in_half_its_width() -> None:
    base, whole = base_recipe(1000, quick=False), Recipe()
    assert (base.examples, base.loss, base.forgetting) == (1000, whole.loss, whole.forgetting)
    assert 2 * base.model.units == whole.model.units
    assert sized(base, whole.model.units).model == whole.model
