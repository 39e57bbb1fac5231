"""Dates in three numbers: which orders of day, month and year they can be read in."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from functools import cache

from datelens.hints import ORDERS

SHORTEST_MONTH = 28
"""Days that every month has."""

PIVOT = 69
"""Two-digit years from here on are of the 1900s, those below of the 2000s, as POSIX has it."""


def full_year(two_digits: int) -> int:
    """The year that two digits mean.

    Example:
        >>> full_year(69), full_year(68)
        (1969, 2068)
    """
    return two_digits + (1900 if two_digits >= PIVOT else 2000)


def orders_of(numbers: Sequence[str]) -> tuple[str, ...]:
    """The orders that fit numbers by their lengths: a year has two digits or four, a day and a month one or two.

    Example:
        >>> orders_of(("13", "04", "2021")), orders_of(("2021", "04", "13"))
        (('DMY', 'MDY'), ('YMD',))
    """
    first, second, third = numbers
    return tuple(_fitting(len(first), len(second), len(third)))


def dates_by_order(numbers: Sequence[str]) -> dict[str, str]:
    """The ISO dates that three numbers are, by order; one that is no date in any has none.

    Example:
        >>> dates_by_order(("13", "04", "21"))
        {'DMY': '2021-04-13', 'YMD': '2013-04-21'}
    """
    first, second, third = numbers
    values = int(first), int(second), int(third)
    found: dict[str, str] = {}
    for order, (y, m, d) in _fitting(len(first), len(second), len(third)).items():
        year, month, day = values[y], values[m], values[d]
        if not 0 < month <= 12 or not 0 < day <= 31:
            continue
        if len(numbers[y]) == 2:
            year = full_year(year)
        if year and (day <= SHORTEST_MONTH or day <= calendar.monthrange(year, month)[1]):
            found[order] = f"{year:04}-{month:02}-{day:02}"
    return found


@cache
def _fitting(*lengths: int) -> dict[str, tuple[int, int, int]]:
    """The orders that fit numbers of these lengths, each with where it has its year, its month and its day."""
    places = {order: (order.index("Y"), order.index("M"), order.index("D")) for order in ORDERS}
    return {
        order: (y, m, d)
        for order, (y, m, d) in places.items()
        if lengths[y] in (2, 4) and max(lengths[m], lengths[d]) <= 2
    }
