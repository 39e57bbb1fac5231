"""CLDR date patterns: `d MMMM y`, `EEEE, d 'de' MMMM 'de' y`, parsed once and written many times.

Fields and widths are those of UTS #35, https://unicode.org/reports/tr35/tr35-dates.html#Date_Field_Symbol_Table.
The week-based year `Y` is never written: around New Year it is not the year of the date.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from datelens.corpus.example import DAY, MONTH, YEAR, Piece

_TOKEN = re.compile(r"''|'((?:[^']|'')+)'|(([A-Za-z])\3*)|([^A-Za-z']+)")

Token = tuple[str, int]
"""A field letter and its width, or a literal and 0."""


@cache
def parse(pattern: str) -> tuple[Token, ...]:
    """The tokens of a pattern.

    Example:
        >>> parse("d 'de' MMM")
        (('d', 1), (' de ', 0), ('MMM', 3))
    """
    tokens: list[Token] = []
    for match in _TOKEN.finditer(pattern):
        quoted, letters, _, literal = match.groups()
        if letters:
            tokens.append((letters, len(letters)))
            continue
        text = "'" if match[0] == "''" else quoted.replace("''", "'") if quoted else literal
        if tokens and tokens[-1][1] == 0:
            tokens[-1] = (tokens[-1][0] + text, 0)
        else:
            tokens.append((text, 0))
    return tuple(tokens)


@dataclass(frozen=True)
class Names:
    """The names that one locale writes, by CLDR context (`format`, `stand-alone`) and width.

    Attributes:
        months: 12 names for each `(context, width)`, width `wide` or `abbreviated`.
        days: 7 names, Monday first.
        eras: before Christ and after, for each width.
    """

    months: Mapping[tuple[str, str], Sequence[str]]
    days: Mapping[tuple[str, str], Sequence[str]]
    eras: Mapping[str, Sequence[str]]


def write(tokens: Sequence[Token], date: datetime.date, names: Names, weekday: int | None = None) -> tuple[Piece, ...]:
    """The pieces that a pattern writes for a date.

    Args:
        tokens: of `parse`.
        date: the date.
        names: of the locale.
        weekday: 0 (Monday) to 6, where it is not to be the right one.

    Raises:
        ValueError: a field that is no part of a date, such as the hour or the week-based year `Y`.
    """
    pieces: list[Piece] = []
    for text, width in tokens:
        letter = text[0] if width else ""
        if not width:
            pieces.append((text, None))
        elif letter in "yu":
            pieces.append((f"{date.year % 100:02}" if width == 2 else f"{date.year:0{width}}", YEAR))
        elif letter in "ML":
            pieces.append((_month(date.month, letter, width, names), MONTH))
        elif letter == "d":
            pieces.append((f"{date.day:0{width}}", DAY))
        elif letter in "Ec":
            day = date.weekday() if weekday is None else weekday
            context = "format" if letter == "E" else "stand-alone"
            pieces.append((names.days[context, "wide" if width == 4 else "abbreviated"][day], None))
        elif letter == "G":
            pieces.append((names.eras["wide" if width == 4 else "abbreviated"][1], None))
        else:
            raise ValueError(f"{text!r} is no field of a date.")
    return tuple(pieces)


def _month(month: int, letter: str, width: int, names: Names) -> str:
    if width <= 2:
        return f"{month:0{width}}"
    context = "format" if letter == "M" else "stand-alone"
    return names.months[context, "wide" if width == 4 else "abbreviated"][month - 1]


def names_month(token: Token) -> bool:
    """Whether a token writes a month's name, short or wide: `MMM`, `LLLL`."""
    text, width = token
    return width >= 3 and text[0] in "ML"


def fields(tokens: Sequence[Token]) -> str:
    """The field letters in order, `dMy`; stand-alone ones as `M` and `E`."""
    return "".join({"L": "M", "c": "E", "u": "y"}.get(text[0], text[0]) for text, width in tokens if width)
