"""Figures of a model whose answers are strings: worked out by hand on four pairs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, cast

import pytest

from datelens.evaluation.report import Mistake
from datelens.evaluation.strings import StringReport, string_report, to_json, to_page, to_text
from datelens.pair_files import WrittenPair
from datelens.records import Reading, Translation
from datelens.translator import Translator

ANSWERS = {
    "one": Translation("one", "1", 0.9, False, (Reading("1", 0.9, None),)),
    "two": Translation("two", "3", 0.8, True, (Reading("3", 0.8, None), Reading("2", 0.2, None))),
    "many": Translation("many", None, 0.4, False, (Reading("1000", 0.4, None),)),
    "none": Translation("none", None, 1.0, False, (Reading(None, 1.0, None),)),
}


class Told:
    """Answers from a table."""

    def translate(self, texts: list[str]) -> list[Translation]:
        return [ANSWERS[text] for text in texts]


def reported(*pairs: tuple[str, str]) -> StringReport:
    clock: Iterator[float] = iter((0.0, 2.0))
    written = [WrittenPair(source, target, (None,) * len(target)) for source, target in pairs]
    return string_report("pairs.csv", written, cast(Translator, Told()), "mine", clock=lambda: next(clock))


@pytest.fixture(scope="module")
def report() -> StringReport:
    return reported(("one", "1"), ("two", "2"), ("many", "1000"), ("none", "∅"))


def test_the_figures_are_those_worked_out_by_hand(report: StringReport) -> None:
    assert (report.rows, report.seconds) == (4, 2.0)
    assert report.exact == 2 / 4
    assert report.symbol_errors == (1 + 4) / (1 + 1 + 4)  # 3 for 2, and four characters that are not there
    assert report.refused == 1 / 3
    assert report.ambiguous == 1 / 4
    # of first readings: 0.9, 0.4 and 1.0 are right, 0.8 is wrong
    assert report.calibration_error == pytest.approx((0.1 + 0.8 + 0.6 + 0.0) / 4)


def test_the_surest_mistake_comes_first_and_each_is_told_once() -> None:
    report = reported(("many", "1000"), ("two", "2"), ("two", "2"), ("one", "1"))
    assert report.mistakes == (Mistake("two", "2", "3", 0.8), Mistake("many", "1000", None, 0.4))


def test_every_form_tells_the_mistakes(report: StringReport) -> None:
    record: dict[str, Any] = json.loads(to_json(report))
    assert [mistake["text"] for mistake in record["mistakes"]] == ["two", "many"]
    assert '  "two" is 2, read as 3, 0.80 sure' in to_text(report)
    assert "<code>2</code></td><td><code>3</code>" in to_page(report)
