"""A month's name and one number: what it may be, and what its column says that it is."""

from __future__ import annotations

import pyarrow as pa
import pytest

from datelens.columns.arrow import settled, translate_array
from datelens.columns.evidence import Evidence
from datelens.columns.month_numbers import month_number_of
from datelens.columns.numbers import plain
from datelens.columns.reader import ColumnReader
from datelens.columns.settlement import Settlement, number_of
from datelens.translator import Translator

MONTHS = {
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(),
    "fr": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.".split(),
    "ru": "янв фев мар апр май июн июл авг сен окт ноя дек".split(),
}

SPREADSHEET = [(year, month) for year in range(1995, 2020) for month in range(12)]
"""Months in a row, of which those of the last century, and of 2000, can be told from days."""


@pytest.mark.parametrize(
    ("text", "kind", "year", "close"),
    [
        ("Jan-16", "either", 2016, True),
        ("Jan 16", "either", 2016, False),
        ("JAN16", "either", 2016, True),
        ("janv. 31", "either", 2031, False),
        ("févr.-01", "either", 2001, True),
        (" März 16 ", "either", 2016, False),
        ("Nov-98", "year", 1998, True),
        ("Nov 32", "year", 2032, False),
        ("Nov/00", "year", 2000, True),
        ("Nov - 68", "year", 2068, False),
        ("May 5", "day", 2005, False),
    ],
)
def test_a_month_and_a_number_are_found(text: str, kind: str, year: int, close: bool) -> None:
    found = month_number_of(plain(text))
    assert found is not None
    assert (found.kind, found.year, found.close) == (kind, year, close)


@pytest.mark.parametrize(
    "text", ["", "16", "Jan", "Jan 2016", "Jan '16", "16-Jan", "5 May 16", "May 5, 16", "hello 16", "Jan 016", "Q1-16"]
)
def test_other_texts_are_none(text: str) -> None:
    assert month_number_of(plain(text)) is None


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ({}, None),
        ({"either": 500}, None),
        ({"either": 500, "year": 9}, None),
        ({"either": 500, "year": 10}, "year"),
        ({"either": 500, "day": 10}, "day"),
        ({"either": 500, "year": 10, "day": 1}, None),
        ({"either": 500, "year": 1, "day": 1000}, "day"),
    ],
    ids=str,
)
def test_ten_clear_rows_say_what_the_number_is(numbers: dict[str, int], expected: str | None) -> None:
    assert number_of(Evidence(numbers=numbers)) == expected


@pytest.mark.parametrize("language", MONTHS)
@pytest.mark.parametrize("between", ["-", " "])
def test_months_of_years_are_read_as_such_in_every_row(language: str, between: str, translator: Translator) -> None:
    texts = pa.array([f"{MONTHS[language][month]}{between}{year % 100:02}" for year, month in SPREADSHEET])
    reader = ColumnReader(translator)
    [settlement] = settled(texts, reader=reader).values()
    assert settlement.number == "year"
    assert "a year beside a month, " in str(settlement)
    answers = translate_array(texts, reader=reader).to_pylist()
    assert [answer["iso"] for answer in answers] == [f"{year}-{month + 1:02}" for year, month in SPREADSHEET]
    assert sum(answer["ambiguous"] for answer in answers) < 0.01 * len(texts)


def test_days_are_left_to_be_days(translator: Translator) -> None:
    days = [(month, day) for month in range(12) for day in range(1, 29)]
    texts = pa.array([f"{MONTHS['en'][month]}-{day}" for month, day in days])
    reader = ColumnReader(translator)
    [settlement] = settled(texts, reader=reader).values()
    assert settlement.number == "day"
    answers = translate_array(texts, reader=reader).to_pylist()
    assert [answer["iso"] for answer in answers] == [f"--{month + 1:02}-{day:02}" for month, day in days]
    assert sum(answer["ambiguous"] for answer in answers) < 0.01 * len(days)


def test_where_nothing_tells_what_a_spreadsheet_may_have_written_is_in_doubt(translator: Translator) -> None:
    texts = pa.array([f"{month}-{number}" for month in MONTHS["en"] for number in range(16, 20)])
    reader = ColumnReader(translator)
    [settlement] = settled(texts, reader=reader).values()
    assert str(settlement) == "day or year beside a month not told, 48 rows open"
    assert all(answer["ambiguous"] for answer in translate_array(texts, reader=reader).to_pylist())
    [answer] = reader.read(["Jan-16"], settlement)
    assert [iso for iso, _ in answer.readings] == ["--01-16", "2016-01"]


@pytest.mark.parametrize(("few", "ambiguous"), [([], False), (["Nov 98"], True)])
def test_some_year_among_days_puts_them_in_doubt(few: list[str], ambiguous: bool, translator: Translator) -> None:
    texts = pa.array([*few, "Jan 16", "May 12"])
    answers = translate_array(texts, reader=ColumnReader(translator)).to_pylist()[-2:]
    assert [(answer["iso"], answer["ambiguous"]) for answer in answers] == [
        ("--01-16", ambiguous),
        ("--05-12", ambiguous),
    ]


def test_rows_that_are_left_to_themselves_are_in_doubt_too(translator: Translator) -> None:
    for reader in (ColumnReader(translator, settles=False), ColumnReader(translator, "DMY")):
        [answer] = reader.read(["Jan-16"], Settlement(reader.order))
        assert (answer.iso, answer.ambiguous) == ("--01-16", True)


def test_what_is_no_month_tells_nothing(translator: Translator) -> None:
    evidence = ColumnReader(translator).gather({"Mon-99": 1, "Tue-00": 1, "Wed 5": 1, "hello-99": 1})
    assert not evidence.numbers
