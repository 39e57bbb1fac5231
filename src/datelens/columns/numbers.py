"""The three numbers of a text that may be written in several orders."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from datelens.orders import dates_by_order, orders_of

# Day, month and year between the same separators, and no fourth number beside them: neither an address nor a version
_THREE = re.compile(
    r"(?<!\d)(?<!\d[-/.])(\d{1,4})(?P<between>[ ]?[-/.·][ ]?|[ ])(\d{1,2})(?P=between)(\d{1,4})(?![-/.]?\d)"
)
_TIME = re.compile(r"\d{1,2}:\d{2}(:\d{2})?([.,]\d+)?|[+-]\d{2}:?\d{2}\b")
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_DIGIT = re.compile(r"\d")
_LEAST = len("1/2/03")


class Numbers(NamedTuple):
    """Three numbers that several orders fit by their lengths; a tuple, because there are many.

    Attributes:
        dates: the ISO date in each order in which there is one: `{"DMY": "2021-04-13"}` for `13/04/2021`.
        ruled_out: the orders that fit by length and in which there is none: `("MDY",)`.
        alone: whether the text holds no other number than a time of day.
    """

    dates: Mapping[str, str]
    ruled_out: tuple[str, ...]
    alone: bool

    @property
    def open(self) -> bool:
        """Whether they are several dates."""
        return len(set(self.dates.values())) > 1

    @property
    def triple(self) -> tuple[int, int, int] | None:
        """The three numbers, where the day may be the first or the last and the other of these is the year.

        Example:
            >>> numbers_of("13/04/21").triple
            (13, 4, 21)
        """
        if not self.dates.keys() >= {"DMY", "YMD"}:
            return None
        _, month, first = map(int, self.dates["DMY"].split("-"))
        return first, month, int(self.dates["YMD"][-2:])

    def order_of(self, iso: str | None) -> str | None:
        """The order in which they are this date; None where that is none, or not one alone."""
        orders = [order for order, date in self.dates.items() if date == iso]
        return orders[0] if len(orders) == 1 else None


def plain(text: str) -> str:
    """The text in NFKC and lower case, without invisible characters: folded, fast and without the way back."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).lower()


def numbers_of(text: str) -> Numbers | None:
    """The numbers of a text in plain form.

    None where it holds no three, or several times three, or where their lengths leave one order alone (`2021-04-13`).

    Example:
        >>> numbers_of("13/04/2021 10:30")
        Numbers(dates={'DMY': '2021-04-13'}, ruled_out=('MDY',), alone=True)
    """
    match = _THREE.search(text) if len(text) >= _LEAST else None
    if match is None or _THREE.search(text, match.end()):
        return None
    numbers = match.group(1, 3, 4)
    orders = orders_of(numbers)
    if len(orders) < 2:
        return None
    dates = dates_by_order(numbers)
    ruled_out = tuple(order for order in orders if order not in dates) if len(dates) < len(orders) else ()
    start, stop = match.span()
    alone = stop - start == len(text) or not _DIGIT.search(_TIME.sub("", text[:start]) + _TIME.sub("", text[stop:]))
    return Numbers(dates, ruled_out, alone)
