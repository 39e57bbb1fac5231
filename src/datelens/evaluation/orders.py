"""Which texts of three numbers can be read in several orders."""

from __future__ import annotations

import re

from datelens.folding import fold
from datelens.orders import dates_by_order

_NUMBERS = re.compile(r"\D*(\d{1,4})\D+(\d{1,4})\D+(\d{1,4})\D*").fullmatch


def admits_several_orders(text: str) -> bool:
    """Whether a text is three numbers, no letters, and different dates in different orders of day, month and year.

    Example:
        >>> [admits_several_orders(text) for text in ("03/04/2021", "13/04/2021", "03/03/2021", "3 May 2021")]
        [True, False, False, False]
    """
    folded = fold(text).symbols
    match = None if any(character.isalpha() for character in folded) else _NUMBERS("".join(folded))
    return match is not None and len(set(dates_by_order(match.groups()).values())) > 1
