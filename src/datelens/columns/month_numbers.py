"""A month and one number: a day (`Jan 16`), or a year of two digits (`Jan-16`, as spreadsheets write it)."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from datelens.columns.languages import words
from datelens.orders import PIVOT

Kind = Literal["day", "year", "either"]
"""What the number may be: one digit is a day's; 00 and those above 31 are years'."""

_MONTH_NUMBER = re.compile(r"\s*(([^\W\d_]{3,})\.?)([-/ ]{0,3})(\d{1,2})\s*")

LAST_DAY = 31


class MonthNumber(NamedTuple):
    """A month's name and a number; a tuple, because there are many.

    Attributes:
        name: of the month, in plain form, with the dot that it may have.
        digits: one or two of them.
        close: whether no space parts them, as spreadsheets write months of years.
    """

    name: str
    digits: str
    close: bool

    @property
    def kind(self) -> Kind:
        """What the number may be."""
        if len(self.digits) < 2:
            return "day"
        return "either" if 1 <= int(self.digits) <= LAST_DAY else "year"

    @property
    def open(self) -> bool:
        """Whether what the number is follows from more than its digits being few."""
        return self.kind != "day"

    @property
    def year(self) -> int:
        """The year that the number would be."""
        number = int(self.digits)
        return number + (1900 if number >= PIVOT else 2000)

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


def month_number_of(text: str) -> MonthNumber | None:
    """The month and the number that a text in plain form consists of; None where it is something else.

    Names of days of the week are known words too: whether it is a month, the model says.

    Example:
        >>> month_number_of("jan-16").kind, month_number_of("may 5").kind, month_number_of("jan 2016")
        ('either', 'day', None)
    """
    match = _MONTH_NUMBER.fullmatch(text)
    if match is None or match[2] not in words():
        return None
    return MonthNumber(match[1], match[4], " " not in match[3])
