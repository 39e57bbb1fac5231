"""Dates in three numbers: which orders of day, month and year they can be read in."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from datelens.hints import ORDERS

PIVOT = 69
"""Two-digit years from here on are of the 1900s, those below of the 2000s, as POSIX has it."""


# Where an order has its year, month and day
_PLACES = {order: (order.index("Y"), order.index("M"), order.index("D")) for order in ORDERS}


def orders_of(numbers: Sequence[str]) -> list[str]:
    """The orders that fit numbers by their lengths: a year has two digits or four, a day and a month one or two.

    Example:
        >>> orders_of(("13", "04", "2021")), orders_of(("2021", "04", "13"))
        (['DMY', 'MDY'], ['YMD'])
    """
    year, short = [len(number) in (2, 4) for number in numbers], [len(number) <= 2 for number in numbers]
    return [order for order, (y, m, d) in _PLACES.items() if year[y] and short[m] and short[d]]


def dates_by_order(numbers: Sequence[str]) -> dict[str, datetime.date]:
    """The dates that three numbers are, by order; one that is no date in any has none.

    Example:
        >>> {order: date.isoformat() for order, date in dates_by_order(("13", "04", "21")).items()}
        {'DMY': '2021-04-13', 'YMD': '2013-04-21'}
    """
    found: dict[str, datetime.date] = {}
    for order in orders_of(numbers):
        y, m, d = _PLACES[order]
        year, month, day = int(numbers[y]), int(numbers[m]), int(numbers[d])
        if len(numbers[y]) == 2:
            year += 1900 if year >= PIVOT else 2000
        try:
            found[order] = datetime.date(year, month, day)
        except ValueError:
            continue
    return found
