"""Which texts of three numbers can be read in several orders."""

from __future__ import annotations

import datetime
import re

from datelens.folding import fold
from datelens.hints import ORDERS

_NUMBERS = re.compile(r"\D*(\d{1,4})\D+(\d{1,4})\D+(\d{1,4})\D*").fullmatch

PIVOT = 69
"""Two-digit years from here on are of the 1900s, those below of the 2000s, as POSIX has it."""


def admits_several_orders(text: str) -> bool:
    """Whether a text is three numbers, no letters, and different dates in different orders of day, month and year.

    Example:
        >>> [admits_several_orders(text) for text in ("03/04/2021", "13/04/2021", "03/03/2021", "3 May 2021")]
        [True, False, False, False]
    """
    folded = fold(text).symbols
    match = None if any(character.isalpha() for character in folded) else _NUMBERS("".join(folded))
    return match is not None and len({date for order in ORDERS if (date := _date(order, match.groups()))}) > 1


def _date(order: str, numbers: tuple[str, ...]) -> datetime.date | None:
    """The date of three numbers in an order; None where there is none."""
    parts = dict(zip(order, numbers, strict=True))
    year, month, day = int(parts["Y"]), int(parts["M"]), int(parts["D"])
    if len(parts["Y"]) not in (2, 4) or max(len(parts["M"]), len(parts["D"])) > 2:
        return None
    if len(parts["Y"]) == 2:
        year += 1900 if year >= PIVOT else 2000
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
