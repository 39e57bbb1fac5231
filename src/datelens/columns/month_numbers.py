"""A month and one number: a day (`Jan 16`), or a year of two digits (`Jan-16`, as spreadsheets write it)."""

from __future__ import annotations

import calendar
import re
from typing import Literal, NamedTuple

from datelens.orders import full_year

Kind = Literal["day", "year", "close", "apart"]
"""What the number is, or, where it may be either, whether it stands close to its month or apart."""

Sense = Literal["day", "year"]
"""What the number is in a column."""

LAST_DAY = 31

_LEAP_YEAR = 2000

# A name in any script, marks and inner dots included; an apostrophe before the number would make a year of it
_MONTH_NUMBER = re.compile(r"\s*([^\s\d!-\-/:-@\[-`{-~،。·…’‐–—−]{2,})([-‐–—−/_ ]{0,3})(\d{1,2})\s*")


class MonthNumber(NamedTuple):
    """What may be a month's name, and a number; a tuple, because there are many.

    Attributes:
        name: in plain form, with the dots that it may have.
        digits: one or two of them.
        is_close: whether no space parts them, as spreadsheets write months of years.
    """

    name: str
    digits: str
    is_close: bool

    @property
    def kind(self) -> Kind:
        """What the number can be by itself: one digit is a day's; 00 and those above 31 are years'."""
        if len(self.digits) < 2:
            return "day"
        if not 1 <= int(self.digits) <= LAST_DAY:
            return "year"
        return "close" if self.is_close else "apart"

    @property
    def open(self) -> bool:
        """Whether it may be a year."""
        return self.kind != "day"

    @property
    def year(self) -> int:
        """The year that the number would be."""
        return full_year(int(self.digits))

    @property
    def as_year(self) -> str:
        """The text with that year in four digits.

        Example:
            >>> month_number_of("nov-98").as_year
            'nov 1998'
        """
        return f"{self.name} {self.year}"

    def is_day(self, iso: str | None) -> bool:
        """Whether a date is of the day that the number is."""
        return iso is not None and iso.startswith("--") and int(iso[-2:]) == int(self.digits)

    def is_year(self, iso: str | None) -> bool:
        """Whether a date is a month of the year that the number is."""
        return iso is not None and len(iso) == len("2016-01") and iso.startswith(f"{self.year}-")

    def kind_in(self, month: int) -> Kind:
        """What the number is, now that the month is known: beyond its last day it is a year (`Feb-30`)."""
        beyond = self.open and int(self.digits) > calendar.monthrange(_LEAP_YEAR, month)[1]
        return "year" if beyond else self.kind


def month_number_of(text: str) -> MonthNumber | None:
    """The name and the number that a text in plain form consists of; None where it is something else.

    Whether the name is a month's, the model says.

    Example:
        >>> month_number_of("jan-16").kind, month_number_of("may 5").kind, month_number_of("jan 2016")
        ('close', 'day', None)
    """
    match = _MONTH_NUMBER.fullmatch(text)
    return MonthNumber(match[1], match[3], " " not in match[2]) if match else None
