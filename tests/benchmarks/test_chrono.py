"""chrono beside datelens: what it is certain of is its answer. No test needs Node.js."""

from __future__ import annotations

import pytest

from benchmarks.accuracy.chrono import LANGUAGES, Parts, door, lines, written
from benchmarks.accuracy.sets import Set
from datelens.evaluation.readers import Answer, Answered
from datelens.evaluation.rows import Row


@pytest.mark.parametrize(
    ("first", "second", "iso"),
    [
        ((2018, 5, 9), (2018, 5, 9), "2018-05-09"),
        ((2018, 5, None), (2018, 5, None), "2018-05"),
        ((2018, None, None), (2018, None, None), "2018"),
        ((None, 5, 9), (None, 5, 9), "--05-09"),
        ((1996, 2, 4), (2004, 5, 7), None),  # tomorrow
        ((2018, None, 9), (2018, None, 9), None),
        ((2018, 2, 30), (2018, 2, 30), None),
        ((None, None, None), (None, None, None), None),
    ],
)
def test_what_is_certain_both_times_is_the_answer(first: Parts, second: Parts, iso: str | None) -> None:
    assert written(first, second) == iso


@pytest.mark.parametrize(
    ("language", "locale", "way"),
    [
        ("en", "en-US", ["en"]),
        ("en", "en-GB", ["en", "GB"]),
        ("zh", "zh-TW", ["zh", "hant"]),
        ("zh", "zh", ["zh", "hans"]),
        ("fr", "fr-CA", ["fr"]),
        ("", None, ["en"]),
    ],
)
def test_each_row_is_read_by_the_parser_of_its_language(language: str, locale: str | None, way: list[str]) -> None:
    assert door(Row("5", None, locale, None, "", language)) == way
    assert way[0] in LANGUAGES


class Always:
    """Answers the same to everything."""

    tells_precision, chunk = True, 10

    def __init__(self, name: str, iso: str | None) -> None:
        self.name, self.iso = name, iso

    def read(self, rows: list[Row]) -> Answered:
        return Answered((Answer(self.iso, self.iso),) * len(rows), 1.0)


def test_the_page_has_a_line_a_set() -> None:
    rows = [Row("May 2018", "2018-05", "en-US", None, "", "en"), Row("x", None, "en-US", None, "", "en")]
    page = "\n".join(lines([Set("both", rows)], Always("datelens", "2018-05"), Always("chrono-node 9", None)))
    assert "| set | rows | datelens | told the locale | chrono-node 9 |" in page
    assert "| both | 2 | 50.0 % | 50.0 % | 50.0 % |" in page
