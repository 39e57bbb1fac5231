"""Gregorian month names beyond CLDR: what people write in their language, and languages that Babel has no names for."""

from __future__ import annotations

import datetime
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from babel import localedata

from datelens.corpus import locales, patterns, tables
from datelens.corpus.dates import draw_short_date
from datelens.corpus.draws import choose
from datelens.corpus.example import DAY, MONTH, YEAR, Draft, Piece

WRONG_WEEKDAY_SHARE = 0.1

LAYOUTS = (
    "d MMMM y", "d MMMM y", "d MMMM y", "d MMM y", "d MMM y", "MMMM d, y", "MMM d, y", "d. MMMM y", "EEEE, d MMMM y",
    "d-MMM-y", "MMMM y", "d MMMM", "d MMMM, y", "EEEE d MMMM y", "dd MMM y", "d/MMM/y", "MMM y", "y MMMM d",
)  # fmt: skip
"""What is written in languages without layouts of their own, and now and then in the others."""

OWN_LAYOUT_SHARE = 0.8

Series = tuple[tuple[str, ...], ...]
"""For each of the twelve months its variants; none where the series has no name of its own."""


@dataclass(frozen=True, slots=True)
class SupplementNames:
    """The names of one language.

    Attributes:
        months: series of written-out names.
        abbreviated: series of short names.
        days: weekdays from Monday on; empty where CLDR's serve.
        layouts: CLDR patterns of the language; empty for `LAYOUTS`.
        share: how often it is drawn.
    """

    months: tuple[Series, ...]
    abbreviated: tuple[Series, ...]
    days: tuple[str, ...]
    layouts: tuple[str, ...]
    share: int


@cache
def names() -> Mapping[str, SupplementNames]:
    """The supplement, by language or locale identifier."""
    return {language: _names(table) for language, table in tables.read("supplement").items()}


def _names(table: Mapping[str, object]) -> SupplementNames:
    days, layouts, share = table.get("days", ""), table.get("layouts", ()), table.get("share", 1)
    if not (isinstance(days, str) and isinstance(layouts, Sequence) and isinstance(share, int)):
        raise TypeError(f"`days` must be text, `layouts` a list and `share` a number; got {table!r:.60}.")
    return SupplementNames(
        _series(table.get("names", ())), _series(table.get("short", ())), tuple(days.split(";")) if days else (),
        tuple(layouts), share,
    )  # fmt: skip


def _series(lines: object) -> tuple[Series, ...]:
    if not isinstance(lines, Sequence):
        raise TypeError(f"A series must be a list of texts; got {lines!r:.60}.")
    return tuple(tuple(tuple(filter(None, month.split("|"))) for month in line.split(";")) for line in lines)


@cache
def _drawn() -> tuple[str, ...]:
    return tuple(language for language, table in names().items() for _ in range(table.share))


@cache
def _locale(language: str) -> str:
    """The language as a locale, or nothing where Babel does not have it."""
    return language if localedata.exists(language) else ""


def draw(date: datetime.date, rng: random.Random) -> Draft:
    """A date with a month name that CLDR does not have, in a layout of its language.

    Args:
        date: the date; it is moved to a month that the names have, and to a year that the layout can write.
        rng: of the stream.

    Example:
        >>> names()["mi"].months[0][2]
        ('Poutū-te-rangi', 'Poutūterangi')
    """
    language = choose(rng, _drawn())
    table = names()[language]
    layouts = table.layouts if table.layouts and rng.random() < OWN_LAYOUT_SHARE else LAYOUTS
    pattern = choose(rng, layouts)
    if "yy" in pattern:
        date = draw_short_date(rng)
    if language == "th" and date.year > 2300:
        date = date.replace(year=1900 + date.year % 150, day=min(date.day, 28))  # or else it is a Buddhist year
    wide = "MMMM" in pattern
    options = (table.months or table.abbreviated) if wide else (table.abbreviated or table.months)
    series = choose(rng, options)
    if not series[date.month - 1]:
        month = choose(rng, tuple(i for i, variants in enumerate(series, 1) if variants))
        date = date.replace(month=month, day=min(date.day, 28))
    name = choose(rng, series[date.month - 1])
    pieces = _write(pattern, date, name, language, rng)
    fields = [field for _, field in pieces if field]
    iso = date.isoformat()
    if YEAR not in fields:
        iso = f"--{iso[5:]}"
    elif DAY not in fields:
        iso = iso[:7]
    order = "".join(field[0].upper() for field in fields) if len(fields) == 3 else None
    return Draft(pieces, iso, _locale(language), pattern, "supplement", order=order)


def _write(pattern: str, date: datetime.date, name: str, language: str, rng: random.Random) -> tuple[Piece, ...]:
    weekday = int(rng.random() * 7) if rng.random() < WRONG_WEEKDAY_SHARE else date.weekday()
    cldr = locales.load(_locale(language) or "en").names
    days = names()[language].days
    pieces: list[Piece] = []
    for token in patterns.parse(pattern):
        if token[1] and token[0][0] == "M":
            pieces.append((name, MONTH))
        elif not token[1] and token[0][0] == "." and pieces and pieces[-1][0].endswith("."):
            pieces.append((token[0][1:], None))  # one dot after an abbreviation that has its own
        elif token[1] and token[0][0] == "E" and days:
            pieces.append((days[weekday], None))
        else:
            pieces.extend(patterns.write((token,), date, cldr, weekday))
    return tuple(pieces)
