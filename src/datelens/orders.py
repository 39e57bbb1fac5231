"""Dates in three numbers: which orders of day, month and year they can be read in."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from functools import cache

from datelens.hints import ORDERS

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
    return _fitting(len(first), len(second), len(third))[0]


def dates_by_order(numbers: Sequence[str]) -> dict[str, str]:
    """The ISO dates that three numbers are, by order; one that is no date in any has none.

    Example:
        >>> dates_by_order(("13", "04", "21"))
        {'DMY': '2021-04-13', 'YMD': '2013-04-21'}
    """
    first, second, third = numbers
    if not (first.isascii() and second.isascii() and third.isascii()):
        numbers = [f"{int(number):0{len(number)}}" for number in numbers]  # in ASCII digits
    found: dict[str, str] = {}
    for order, y, m, d in _fitting(len(first), len(second), len(third))[1]:
        ending = _ENDINGS.get((numbers[m], numbers[d]))
        if ending is None:
            continue
        year = numbers[y] if len(numbers[y]) == 4 else str(full_year(int(numbers[y])))
        if year != _NO_YEAR and (ending != _LEAP_DAY or calendar.isleap(int(year))):
            found[order] = year + ending
    return found


@cache
def _fitting(*lengths: int) -> tuple[tuple[str, ...], tuple[tuple[str, int, int, int], ...]]:
    """The orders that fit numbers of these lengths; and each with where it has its year, its month and its day."""
    places = [(order, order.index("Y"), order.index("M"), order.index("D")) for order in ORDERS]
    fitting = tuple(
        (order, y, m, d) for order, y, m, d in places if lengths[y] in (2, 4) and max(lengths[m], lengths[d]) <= 2
    )
    return tuple(order for order, *_ in fitting), fitting


_NO_YEAR, _LEAP_DAY = "0000", "-02-29"

_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

# How the date of a month and a day ends, by how these may be written, with a zero before them or without: looked up, as
# columns ask for a million of them
_ENDINGS = {
    (month, day): f"-{i:02}-{k:02}"
    for i, length in enumerate(_LENGTHS, 1)
    for k in range(1, length + 1)
    for month in {str(i), f"{i:02}"}
    for day in {str(k), f"{k:02}"}
}
