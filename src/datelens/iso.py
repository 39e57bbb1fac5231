"""The output grammar: which symbol of an ISO 8601 date may come next.

A reading is one of `2016-01-05`, `2016-01`, `2016`, `--01-05` or `∅` (no date). The grammar is an automaton whose
states remember just as much of the year and month as the calendar needs, so that a date which does not exist
cannot be written: years 0001 to 9999 of the proleptic Gregorian calendar, 29 February in leap years only (and in
`--02-29`, where the year is not known).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Hashable, Iterable, Sequence
from functools import cache

import numpy as np

NO_DATE = "∅"
END = "<end>"
CHARACTERS = ("-", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", NO_DATE)
LONGEST = len("2016-01-05")

# What a digit of a full date says, by its place; hyphens say nothing and belong to no field.
FIELDS = ("year", "month", "day")

_DAYS = {1: 31, 2: 29, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}

State = Hashable


def _after_year(digits: int, nonzero: bool, century_leap: int, tail: int, digit: int) -> State:
    """The state after one more digit of the year.

    A year `abcd` is leap if `cd` is 00 and `ab` divides by 4, or `cd` is not 00 and divides by 4. `century_leap`
    holds what is known of `ab` modulo 4 (after one digit `2a mod 4`, since 10a + b = 2a + b modulo 4), `tail` what
    is known of `cd`: 0 where it is 0 so far, and otherwise 4 plus its remainder.
    """
    nonzero = nonzero or digit > 0
    if digits == 0:
        return ("year", 1, nonzero, 2 * digit % 4, 0)
    if digits == 1:
        return ("year", 2, nonzero, int((century_leap + digit) % 4 == 0), 0)
    if digits == 2:
        return ("year", 3, nonzero, century_leap, 0 if digit == 0 else 4 + 2 * digit % 4)
    if not nonzero:
        return None
    if tail == 0 and digit == 0:
        return ("year end", bool(century_leap))
    return ("year end", (tail + digit) % 4 == 0)


def _next(state: State, symbol: str) -> State:
    """The state after `symbol`, or None where the grammar does not allow it."""
    if not isinstance(state, tuple):
        return None
    name, *known = state
    digit = int(symbol) if symbol in CHARACTERS and symbol.isdigit() else None
    if symbol == END:
        return ("done",) if name in ("year end", "day end", "none") or (name == "month end" and known[1]) else None
    if name == "start" and symbol == NO_DATE:
        return ("none",)
    if symbol == "-":
        if name == "start":
            return ("dash",)
        if name == "dash":
            return ("month", True, False)
        if name == "year end":
            return ("month", known[0], True)
        return ("day", known[0]) if name == "month end" else None
    if digit is None:
        return None
    if name == "start":
        return _after_year(0, False, 0, 0, digit)
    if name == "year":
        digits, nonzero, century_leap, tail = known
        return _after_year(digits, nonzero, century_leap, tail, digit)
    if name == "month":
        return ("month tens", digit, *known) if digit <= 1 else None
    if name == "month tens":
        tens, leap, with_year = known
        days = _DAYS.get(10 * tens + digit, 0)
        return ("month end", days - (days == 29 and not leap), with_year) if days else None
    if name == "day":
        return ("day tens", digit, known[0]) if 10 * digit <= known[0] else None
    if name == "day tens":
        tens, days = known
        return ("day end",) if 1 <= 10 * tens + digit <= days else None
    return None


class Grammar:
    """An automaton over the output symbols, as one table.

    Attributes:
        symbols: the output symbols, in the order of the alphabet.
        table: int16 array (states, symbols); the state that follows, or -1 where the symbol may not come.
        start: the state before the first symbol, always 0.
    """

    start = 0

    def __init__(self, symbols: Sequence[str], table: np.ndarray) -> None:
        self.symbols = tuple(symbols)
        self.table = table
        self._index = {symbol: i for i, symbol in enumerate(self.symbols)}

    def walk(self, symbols: Iterable[str]) -> int:
        """The state after `symbols`, or -1 where one of them may not come."""
        state = self.start
        for symbol in symbols:
            state = int(self.table[state, self._index[symbol]]) if symbol in self._index else -1
            if state < 0:
                return -1
        return state


def date_grammar(symbols: Sequence[str]) -> Grammar:
    """The grammar of dates over an output alphabet.

    Args:
        symbols: the output symbols in order; must hold `CHARACTERS` and `END`. Others (padding, start, unknown) are
            never allowed.
    """
    found: list[State] = [("start",)]
    numbers = {found[0]: 0}
    rows = []
    for state in found:  # which grows as it is gone through: breadth first
        row = []
        for symbol in symbols:
            following = _next(state, symbol)
            if following is not None and following not in numbers:
                numbers[following] = len(found)
                found.append(following)
            row.append(numbers.get(following, -1))
        rows.append(row)
    return Grammar(symbols, np.array(rows, np.int16))


@cache
def _plain_grammar() -> Grammar:
    return date_grammar((*CHARACTERS, END))


def is_written(text: str) -> bool:
    """Whether `text` is exactly what the grammar prints for a date: `2016-01-05`, `2016-01`, `2016`, `--01-05`."""
    return len(text) <= LONGEST and text != NO_DATE and _plain_grammar().walk((*text, END)) >= 0


# A calendar date of ISO 8601 with its time, a week date (5.2.3 of ISO 8601:2004) or an ordinal date (5.2.2) with or
# without. Seven digits alone are a number more often than an ordinal date, and eight may be any order, so they are left
# to the model where no time stands after them.
_TIME = (
    r"[Tt ](?:[01][0-9]|2[0-4])(?::?[0-5][0-9](?::?(?:[0-5][0-9]|60)(?:[.,][0-9]{1,9})?)?)?"
    r"(?: ?[Zz]| ?[+-][01][0-9](?::?[0-5][0-9])?)?"
)
_WEEK_DATE = re.compile(rf"([0-9]{{4}})-?[Ww]([0-9]{{2}})-?([1-7])(?:{_TIME})?")
_ORDINAL_DATE = re.compile(rf"([0-9]{{4}})(?:-([0-9]{{3}})(?:{_TIME})?|([0-9]{{3}})(?=[Tt]){_TIME})")
_DATE_TIME = re.compile(rf"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}){_TIME}|([0-9]{{8}})(?=[Tt][0-9]){_TIME}")

LONGEST_BY_LAW = len("2016-W01-2T10:20:30.123456789 +01:00")


def reading_by_law(text: str) -> str | None:
    """What a text that is ISO 8601 already stands for, by rule; None where it is left to the model.

    What the grammar prints stands for itself, a time after it says nothing about the day, and week dates and ordinal
    dates are counted.

    Example:
        >>> reading_by_law("2023-W37-4"), reading_by_law("2023-257T10:20Z"), reading_by_law("2016-01")
        ('2023-09-14', '2023-09-14', '2016-01')
        >>> reading_by_law("9 May") is None
        True
    """
    if is_written(text):
        return text
    try:
        if dated := _DATE_TIME.fullmatch(text):
            return datetime.date.fromisoformat(dated[1] or dated[2]).isoformat()
        if week := _WEEK_DATE.fullmatch(text):
            return datetime.date.fromisocalendar(*map(int, week.groups())).isoformat()
        if ordinal := _ORDINAL_DATE.fullmatch(text):
            year, day = int(ordinal[1]), int(ordinal[2] or ordinal[3])
            date = datetime.date(year, 1, 1) + datetime.timedelta(days=day - 1)
            return date.isoformat() if date.year == year else None
    except (ValueError, OverflowError):
        return None  # week 60, 30 February, year 0
    return None


def to_date(iso: str | None) -> datetime.date | None:
    """The date of a full reading; None for no date and for reduced precision."""
    return datetime.date.fromisoformat(iso) if iso is not None and len(iso) == LONGEST else None


def fields(iso: str) -> list[str | None]:
    """For each character of a reading the field that it writes: `year`, `month`, `day`, or None for a hyphen."""
    names = ("month", "day") if iso.startswith("--") else FIELDS
    written: list[str | None] = []
    part = 0
    for i, character in enumerate(iso):
        if character == "-":
            part += i > 1  # the two hyphens of `--01-05` open it
            written.append(None)
        else:
            written.append(names[part] if character.isdigit() else None)
    return written
