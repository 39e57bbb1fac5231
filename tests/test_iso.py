"""The output grammar, held against Python's own calendar."""

from __future__ import annotations

import calendar
import datetime
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from datelens import iso

SYMBOLS = (*iso.CHARACTERS, iso.END)
GRAMMAR = iso.date_grammar(SYMBOLS)
FINAL = GRAMMAR.walk((*"2016", iso.END))
ALLOWED = GRAMMAR.table >= 0

DATES = st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31))


def step(states: np.ndarray, symbol: str) -> np.ndarray:
    """The states that follow under the grammar's table; -1 stays -1."""
    following = GRAMMAR.table[states, SYMBOLS.index(symbol)]
    return np.where(states < 0, -1, following)


def two_digits(states: np.ndarray, number: int) -> np.ndarray:
    tens, units = divmod(number, 10)
    return step(step(states, str(tens)), str(units))


def after_every_year() -> np.ndarray:
    """The states after each of 0000 … 9999."""
    states = np.zeros(1, np.int64)
    for _ in range(4):
        states = np.stack([step(states, digit) for digit in "0123456789"], axis=1).ravel()
    return states


def test_all_hundred_million_digit_strings_are_accepted_exactly_if_the_calendar_has_them() -> None:
    days_in = np.zeros((10_000, 100), np.int64)  # (years, months 00 … 99)
    for year in range(1, 10_000):
        days_in[year, 1:13] = [calendar.monthrange(year, month)[1] for month in range(1, 13)]
    years = after_every_year()
    np.testing.assert_array_equal(step(years, iso.END) == FINAL, np.arange(10_000) > 0)
    for month in range(100):
        months = two_digits(step(years, "-"), month)
        np.testing.assert_array_equal(step(months, iso.END) == FINAL, days_in[:, month] > 0)
        for day in range(100):
            ends = step(two_digits(step(months, "-"), day), iso.END)
            expected = (day >= 1) & (day <= days_in[:, month])
            assert np.array_equal(ends == FINAL, expected), f"{month:02}-{day:02}"


def test_the_grammar_prints_every_date_month_year_and_month_with_day_and_nothing_else() -> None:
    following = GRAMMAR.table
    paths = np.zeros(len(following), np.int64)
    paths[GRAMMAR.start] = 1
    accepted = 0
    for _ in range(iso.LONGEST + 1):  # the end symbol is the last
        after = np.zeros_like(paths)
        for state in range(len(following)):
            for target in following[state][following[state] >= 0]:
                after[target] += paths[state]
        accepted += after[FINAL]
        after[FINAL] = 0
        paths = after
    assert not paths.any()
    assert accepted == datetime.date.max.toordinal() + 9999 * 12 + 9999 + 366 + 1


@pytest.mark.parametrize(
    "text",
    ["0001-01-01", "9999-12-31", "2000-02-29", "2016-02-29", "1900-02-28", "2016-01", "0001", "--02-29", "--12-31"],
)
def test_what_the_grammar_prints_is_written(text: str) -> None:
    assert iso.is_written(text)


@pytest.mark.parametrize(
    "text",
    [
        *("0000-01-01", "0000", "0000-01", "10000-01-01", "-0001-01-01"),
        *("1900-02-29", "2015-02-29", "2100-02-29", "2016-02-30", "2016-04-31", "2016-00-10", "2016-13-01"),
        *("2016-01-00", "2016-01-32", "--02-30", "--00-01", "--13-01", "--04-31", "--01", "--01-", "---05"),
        *("", "-", "2", "201", "2016-", "2016-1", "2016-01-", "2016-01-5", "20160105", "2016-01-05 ", " 2016-01-05"),
        *("2016-01-05\n", "2016-01-05T00:00", "2016/01/05", "２０１６-01-05", "٢٠١٦", "²016", "2016–01–05"),
        *("∅", "∅∅", "<end>", "2016<end>"),
    ],
    ids=ascii,
)
def test_what_the_grammar_does_not_print_is_not_written(text: str) -> None:
    assert not iso.is_written(text)


def python_knows(text: str) -> bool:
    """Whether a text in one of the shapes of the grammar is a date, or the beginning or end of one."""
    full = {4: f"{text}-01-01", 7: f"2000-{text[2:]}" if text[0] == "-" else f"{text}-01", 10: text}[len(text)]
    try:
        datetime.date.fromisoformat(full)
    except ValueError:
        return False
    return True


@given(st.from_regex(r"[0-9]{4}(-[0-3][0-9](-[0-3][0-9])?)?|--[0-3][0-9]-[0-3][0-9]", fullmatch=True))
def test_a_text_in_the_shape_of_a_date_is_written_if_python_knows_it(text: str) -> None:
    assert iso.is_written(text) == python_knows(text)


@pytest.mark.parametrize("year", [1900, 2000, 2015, 2016])
def test_the_days_of_each_month_are_those_that_python_knows(year: int) -> None:
    for month, day in product(range(14), range(33)):
        text = f"{year}-{month:02}-{day:02}"
        assert iso.is_written(text) == python_knows(text)


@given(DATES)
def test_a_date_there_and_back(date: datetime.date) -> None:
    assert iso.is_written(date.isoformat())
    assert iso.to_date(date.isoformat()) == date


@pytest.mark.parametrize("text", [None, "2016-01", "2016", "--01-05", "∅"])
def test_reduced_precision_and_no_date_are_no_day(text: str | None) -> None:
    assert iso.to_date(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2016-01-05", "YYYY-MM-DD"),
        ("2016-01", "YYYY-MM"),
        ("2016", "YYYY"),
        ("--01-05", "--MM-DD"),
        ("∅", "-"),
    ],
)
def test_each_character_belongs_to_its_field(text: str, expected: str) -> None:
    names = {"Y": "year", "M": "month", "D": "day", "-": None}
    assert iso.fields(text) == [names[letter] for letter in expected]


def test_symbols_outside_the_grammar_are_never_allowed() -> None:
    symbols = ("<padding>", "²", "٣", "12", *SYMBOLS, "x")
    grammar = iso.date_grammar(symbols)
    outside = [i for i, symbol in enumerate(symbols) if symbol not in SYMBOLS]
    assert len(outside) == 5
    assert (grammar.table[:, outside] == -1).all()
    inside = [symbols.index(symbol) for symbol in SYMBOLS]
    np.testing.assert_array_equal(grammar.table[:, inside] >= 0, ALLOWED)
    assert grammar.table.shape == (54, len(symbols))


def test_a_grammar_that_is_made_again_is_the_same() -> None:
    again = iso.date_grammar(SYMBOLS)
    np.testing.assert_array_equal(again.table, GRAMMAR.table)
    assert (again.start, again.symbols) == (GRAMMAR.start, GRAMMAR.symbols)


def test_the_order_of_the_symbols_changes_the_columns_alone() -> None:
    turned = iso.date_grammar(SYMBOLS[::-1])
    for text in ("2016-02-29", "2015-02-29", "∅", "--02-29"):
        assert (turned.walk((*text, iso.END)) < 0) == (GRAMMAR.walk((*text, iso.END)) < 0)


def test_every_state_leads_to_the_end_and_the_end_nowhere() -> None:
    assert not ALLOWED[FINAL].any()
    reaches = np.zeros(len(GRAMMAR.table), bool)
    reaches[FINAL] = True
    for _ in range(iso.LONGEST + 1):
        reaches |= (ALLOWED & reaches[GRAMMAR.table]).any(axis=1)
    assert reaches.all()


def test_a_walk_ends_where_a_symbol_may_not_come() -> None:
    assert GRAMMAR.walk("") == GRAMMAR.start
    assert GRAMMAR.walk("2016") > 0
    assert GRAMMAR.walk("2016-2") == -1
    assert GRAMMAR.walk("20x6") == -1
    assert GRAMMAR.walk((*"2016-01-05", iso.END)) == FINAL
    assert GRAMMAR.walk((*"2016", iso.END, "-")) == -1


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("2016-01-05", "2016-01-05"),
        ("--01-05", "--01-05"),
        ("2023-W37-4", "2023-09-14"),
        ("2023W374", "2023-09-14"),
        ("2020-W53-7", "2021-01-03"),
        ("2023-257", "2023-09-14"),
        ("2024-366", "2024-12-31"),
        ("2023-366", None),
        ("2023-000", None),
        ("2023-W53-1", None),
        ("2023-W00-1", None),
        ("0000-001", None),
        ("9999-W52-6", None),
        ("2023257", None),
        ("2023-W37", None),
        ("2023-W37-4 ", None),
        ("2023-w37-4T10", "2023-09-14"),
        ("2023W374T102030Z", "2023-09-14"),
        ("2023-257 10:20:30.123456789 +01:00", "2023-09-14"),
        ("2023-257T24:61", None),
        ("2016-01-05T10:20:30-0500", "2016-01-05"),
        ("2016-01-05t23:59:60z", "2016-01-05"),
        ("2023257T102030Z", "2023-09-14"),
        ("20160105T102030Z", "2016-01-05"),
        ("20160105T10:20", "2016-01-05"),
        ("2023257 10:20", None),
        ("20160105 10:20", None),
        ("20160105", None),
        ("20161305T10", None),
        ("2016-01-05 ", None),
        ("2016-01-05T", None),
        ("2016-01-05T25:00", None),
        ("2016-02-30T10:20", None),
        ("2016-01T10:20", None),
    ],
)
def test_iso_8601_is_read_by_law(text: str, reading: str | None) -> None:
    assert iso.reading_by_law(text) == reading
