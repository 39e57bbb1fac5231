"""A month's name and one number: what it may be, and what its column says that it is."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import Any

import pyarrow as pa
import pytest

from datelens.columns.arrow import settled, translate_array
from datelens.columns.month_numbers import month_number_of
from datelens.columns.month_settlement import settle_months
from datelens.columns.numbers import plain
from datelens.columns.reader import ColumnReader
from datelens.columns.settlement import Settlement
from datelens.errors import ArgumentError
from datelens.translator import Translator

MONTHS = {
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(),
    "fr": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.".split(),
    "ru": "янв фев мар апр май июн июл авг сен окт ноя дек".split(),
    "hi": "जन॰ फ़र॰ मार्च अप्रैल मई जून जुल॰ अग॰ सित॰ अक्टू॰ नव॰ दिस॰".split(),
    "th": "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.".split(),
}

SPREADSHEET = [(year, month) for year in range(1995, 2020) for month in range(12)]
"""Months in a row, of which those of the last century, and of 2000, can be told from days."""


@pytest.mark.parametrize(
    ("text", "kind", "year"),
    [
        ("Jan-16", "close", 2016),
        ("Jan 16", "apart", 2016),
        ("JAN16", "close", 2016),
        ("janv. 31", "apart", 2031),
        ("févr.-01", "close", 2001),
        (" März 16 ", "apart", 2016),
        ("Jan–16", "close", 2016),
        ("Jan_16", "close", 2016),
        ("जन॰-16", "close", 2016),
        ("ינו׳ 16", "apart", 2016),
        ("ม.ค. 16", "apart", 2016),
        ("Nov-98", "year", 1998),
        ("Nov 32", "year", 2032),
        ("Nov/00", "year", 2000),
        ("Nov - 68", "year", 2068),
        ("May 5", "day", 2005),
    ],
)
def test_a_month_and_a_number_are_found(text: str, kind: str, year: int) -> None:
    found = month_number_of(plain(text))
    assert found is not None
    assert (found.kind, found.year) == (kind, year)


@pytest.mark.parametrize(
    "text", ["", "16", "Jan", "Jan 2016", "Jan '16", "Jan’16", "16-Jan", "5 May 16", "May 5, 16", "Jan 016", "Q1-16"]
)
def test_other_texts_are_none(text: str) -> None:
    assert month_number_of(plain(text)) is None


@pytest.mark.parametrize(
    ("text", "month", "kind"), [("Feb-29", 2, "close"), ("Feb-30", 2, "year"), ("Apr 31", 4, "year")]
)
def test_a_number_that_the_month_has_not_is_a_year(text: str, month: int, kind: str) -> None:
    found = month_number_of(plain(text))
    assert found is not None
    assert found.kind_in(month) == kind


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ({}, None),
        ({"close": 500}, None),
        ({"close": 500, "year": 9}, None),
        ({"close": 500, "year": 10}, "year"),
        ({"close": 500, "day": 10}, "day"),
        ({"close": 500, "year": 10, "day": 1}, None),
        ({"close": 500, "year": 1, "day": 1000}, "day"),
    ],
    ids=str,
)
def test_ten_clear_rows_say_what_the_number_is(numbers: dict[str, int], expected: str | None) -> None:
    assert settle_months(numbers, set()).kind == expected


def table(numbers: Iterable[int], months: Iterable[int] = range(1, 13)) -> set[tuple[int, int]]:
    return set(product(months, numbers))


@pytest.mark.parametrize(
    ("months", "days", "expected"),
    [
        (table(range(16, 21)), 0, "year"),
        (table(range(20, 32)), 0, "year"),
        (table(range(16, 18)), 0, "year"),
        (table([16]), 0, None),  # pay days look the same
        (table([1, 15]), 0, None),
        (table(range(1, 32)), 0, None),
        (table(range(16, 21), [6]), 0, None),
        ({(month, 22 + month % 4) for month in range(1, 13)}, 0, None),
        (table(range(16, 21)), 1, None),
    ],
)
def test_a_table_by_months_and_years_shows_in_its_numbers(
    months: set[tuple[int, int]], days: int, expected: str | None
) -> None:
    assert settle_months({"close": len(months), "day": days}, months).kind == expected


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ({}, ""),
        ({"day": 2}, ""),
        ({"apart": 44}, ""),
        ({"apart": 44, "year": 1}, "day or year beside a month not told, 44 rows open"),
        ({"apart": 44, "year": 1, "day": 100}, ""),
        ({"close": 1, "apart": 44}, "day or year beside a month not told, 1 row open"),
        ({"year": 36}, "a year beside a month, 36 rows for, 0 against"),
    ],
    ids=str,
)
def test_words_count_the_rows_that_are_in_doubt(numbers: dict[str, int], expected: str) -> None:
    assert str(settle_months(numbers, set())) == expected


@pytest.mark.parametrize("language", MONTHS)
@pytest.mark.parametrize("between", ["-", " "])
def test_months_of_years_are_read_as_such_in_every_row(language: str, between: str, translator: Translator) -> None:
    texts = pa.array([f"{MONTHS[language][month]}{between}{year % 100:02}" for year, month in SPREADSHEET])
    reader = ColumnReader(translator)
    [settlement] = settled(texts, reader=reader).values()
    assert settlement.months.kind == "year"
    assert "a year beside a month, " in str(settlement)
    answers = translate_array(texts, reader=reader).to_pylist()
    assert [answer["iso"] for answer in answers] == [f"{year}-{month + 1:02}" for year, month in SPREADSHEET]
    assert sum(answer["ambiguous"] for answer in answers) < 0.01 * len(texts)


def test_days_are_left_to_be_days(translator: Translator) -> None:
    days = [(month, day) for month in range(12) for day in range(1, 29)]
    texts = pa.array([f"{MONTHS['en'][month]}-{day}" for month, day in days])
    reader = ColumnReader(translator)
    [settlement] = settled(texts, reader=reader).values()
    assert settlement.months.kind == "day"
    answers = translate_array(texts, reader=reader).to_pylist()
    assert [answer["iso"] for answer in answers] == [f"--{month + 1:02}-{day:02}" for month, day in days]
    assert sum(answer["ambiguous"] for answer in answers) < 0.01 * len(days)


def test_a_spreadsheet_of_these_years_is_read_as_months_of_years(translator: Translator) -> None:
    months = [(year, month) for year in range(2020, 2032) for month in range(12)]
    texts = pa.array([f"{MONTHS['en'][month]}-{year % 100}" for year, month in months])
    reader = ColumnReader(translator)
    [settlement] = settled(texts, reader=reader).values()
    assert str(settlement).startswith("a year beside a month, for 12 numbers in a row stand beside most months")
    answers = translate_array(texts, reader=reader).to_pylist()
    assert [answer["iso"] for answer in answers] == [f"{year}-{month + 1:02}" for year, month in months]


def test_where_nothing_tells_what_a_spreadsheet_may_have_written_is_in_doubt(translator: Translator) -> None:
    texts = pa.array([f"{month}-16" for month in MONTHS["en"]])
    reader = ColumnReader(translator)
    [settlement] = settled(texts, reader=reader).values()
    assert str(settlement) == "day or year beside a month not told, 12 rows open"
    assert all(answer["ambiguous"] for answer in translate_array(texts, reader=reader).to_pylist())
    [answer] = reader.read(["Jan-16"], settlement)
    assert [iso for iso, _ in answer.readings] == ["--01-16", "2016-01"]


@pytest.mark.parametrize(
    ("few", "ambiguous"),
    [([], False), (["Nov 98"], True), (["Nov 98", *(f"May {day % 9 + 1}" for day in range(30))], False)],
)
def test_some_year_puts_days_in_doubt_and_a_slip_does_not(
    few: list[str], ambiguous: bool, translator: Translator
) -> None:
    texts = pa.array([*few, "Jan 16", "May 12"])
    answers = translate_array(texts, reader=ColumnReader(translator)).to_pylist()[-2:]
    assert [(answer["iso"], answer["ambiguous"]) for answer in answers] == [
        ("--01-16", ambiguous),
        ("--05-12", ambiguous),
    ]


def test_a_name_that_is_no_month_s_is_read_as_it_stands(translator: Translator) -> None:
    years = [f"Nov-{year}" for year in range(70, 90)]
    texts = [*years, "Sunday 12", "chapter 12"]
    answers = translate_array(pa.array(texts), reader=ColumnReader(translator)).to_pylist()
    assert [answer["iso"] for answer in answers] == [*(f"19{text[-2:]}-11" for text in years), None, None]


@pytest.mark.parametrize("options", [{}, {"settles": False}, {"order": "DMY"}], ids=str)
@pytest.mark.parametrize(("said", "expected"), [("year", "2016-01"), ("day", "--01-16")])
def test_the_caller_may_say_what_the_number_is(
    options: dict[str, Any], said: Any, expected: str, translator: Translator
) -> None:
    reader = ColumnReader(translator, beside_month=said, **options)
    [settlement] = settled(pa.array(["Jan-16"]), reader=reader).values()
    assert str(settlement).endswith(f"a {said} beside a month, as was said")
    [answer] = translate_array(pa.array(["Jan-16"]), reader=reader).to_pylist()
    assert (answer["iso"], answer["ambiguous"]) == (expected, False)


def test_another_word_for_the_number_is_refused(translator: Translator) -> None:
    with pytest.raises(ArgumentError, match="`beside_month` must be 'day', 'year' or None; got 'month'"):
        ColumnReader(translator, beside_month="month")  # type: ignore[arg-type]


def test_rows_that_are_left_to_themselves_are_in_doubt_too(translator: Translator) -> None:
    for reader in (ColumnReader(translator, settles=False), ColumnReader(translator, "DMY")):
        [answer] = reader.read(["Jan-16"], Settlement(reader.order))
        assert (answer.iso, answer.ambiguous) == ("--01-16", True)


def test_what_is_no_month_tells_nothing(translator: Translator) -> None:
    evidence = ColumnReader(translator).gather({"Mon-99": 1, "Tue-00": 1, "Wed 5": 1, "hello-99": 1})
    assert not evidence.numbers
