"""Dates that do not exist, written just as those that do: `31 February 2020`, `29.02.2019`, `13/13/2013`.

An `Impossible` has the attributes of a date that layouts ask for, so that every family can write one. What is drawn is
impossible in every order that a reader could take and under every month that its name stands for anywhere.
"""

from __future__ import annotations

import calendar
import datetime
import random
import unicodedata
from dataclasses import dataclass

from datelens.corpus import customs, patterns
from datelens.corpus.ambiguity import folded_name, month_index, numeric_readings
from datelens.corpus.dates import draw_date, full_year
from datelens.corpus.draws import choose, draw_locale, draw_locale_of_order
from datelens.corpus.example import DAY, MONTH, YEAR, Draft, Piece
from datelens.corpus.families import dot_month, order_of, write_layout
from datelens.corpus.locales import LocaleData

FAMILY = "impossible"


@dataclass(frozen=True, slots=True)
class Impossible:
    """Three numbers that are no date, and the weekday that is written before them.

    Stands where a `datetime.date` is written; months above 12 or below 1 can be written in numbers only.
    """

    year: int
    month: int
    day: int
    day_of_week: int = 0

    def weekday(self) -> int:
        """0 (Monday) to 6, as drawn."""
        return self.day_of_week


def draw_parts(rng: random.Random) -> Impossible:
    """A day that its month has not, of a month that exists: 30 February, 29 February of a common year, 45 January."""
    year, weekday = draw_date(rng).year, int(rng.random() * 7)
    draw = rng.random()
    if draw < 0.22:
        return Impossible(year, 2, 30 + int(rng.random() * 2), weekday)
    if draw < 0.42:
        return Impossible(year + 1 if calendar.isleap(year) else year, 2, 29, weekday)
    if draw < 0.68:
        return Impossible(year, choose(rng, (4, 6, 9, 11)), 31, weekday)
    month = 1 + int(rng.random() * 12)
    if draw < 0.92:
        return Impossible(year, month, 32 + int(rng.random() * (18 if draw < 0.86 else 68)), weekday)
    if draw < 0.97:
        return Impossible(year, month, 0, weekday)
    return Impossible(0, month, 1 + int(rng.random() * 28), weekday)


def draw_numbers(rng: random.Random) -> Impossible:
    """The same, or a month that no year has: 13/13/2013, 2016-00-10."""
    if rng.random() < 0.55:
        return draw_parts(rng)
    year, weekday = draw_date(rng).year, int(rng.random() * 7)
    draw = rng.random()
    if draw < 0.2:
        return Impossible(year, 0, 1 + int(rng.random() * 31), weekday)
    month = 13 + int(rng.random() * (8 if draw < 0.7 else 87))
    return Impossible(year, month, 1 + int(rng.random() * 31) if draw < 0.6 else 13 + int(rng.random() * 50), weekday)


def draw(rng: random.Random) -> Draft:
    """An impossible date in numbers, or with a month's name, in the forms of a locale."""
    while True:
        draft = _numeric(rng) if rng.random() < 0.5 else _named(rng)
        if is_impossible(draft.pieces):
            return draft


_SEPARATORS = ("/",) * 8 + ("-",) * 8 + (".",) * 8 + (" ", ". ", " / ", "_")


def _numeric(rng: random.Random) -> Draft:
    """Three numbers in the order of a locale."""
    separator = choose(rng, _SEPARATORS)
    order = choose(rng, ("DMY", "DMY", "MDY", "YMD"))
    day, month = choose(rng, (("d", "M"), ("dd", "MM"), ("dd", "MM")))
    parts = {"D": day, "M": month, "Y": "yy" if rng.random() < 0.2 else "yyyy"}
    pattern = separator.join(parts[letter] for letter in order)
    if rng.random() < 0.07:
        pattern = choose(rng, ("E ", "EEEE, ", "E, ")) + pattern
    data = draw_locale_of_order(rng, order)
    return _written(pattern, patterns.parse(pattern), draw_numbers(rng), data, rng)


_PLAIN = tuple(
    (pattern, patterns.parse(pattern))
    for pattern in (
        "d MMMM y", "d MMMM y", "d MMM y", "MMMM d, y", "MMM d, y", "MMMM d y", "d. MMMM y", "y MMMM d",
        "d-MMM-y", "dd MMM y", "d MMM yy",
        "EEEE, d MMMM y", "E, MMM d, y", "dd-MMM-yyyy", "d/MMM/y", "d.MMM.y", "d MMMM", "d MMM", "EEEE d MMMM",
    )
)  # fmt: skip


def _named(rng: random.Random) -> Draft:
    """A layout of CLDR, of the language, or a plain one; one in numbers where the month has no name."""
    data, parts = draw_locale(rng), draw_parts(rng)
    share = rng.random()
    options = data.forms if share < 0.4 else customs.layouts(data.language) if share < 0.6 else _PLAIN
    pattern, tokens = choose(rng, options or _PLAIN)
    return _written(pattern, tokens, parts, data, rng)


def _written(
    pattern: str, tokens: tuple[patterns.Token, ...], parts: Impossible, data: LocaleData, rng: random.Random
) -> Draft:
    if parts.day > 31 or parts.day < 1:
        tokens = tuple(("d", 1) if token == ("o", 1) else token for token in tokens)  # no language has a 45th day
    pieces = dot_month(write_layout(tokens, _as_date(parts), data, rng), rng)
    return Draft(pieces, None, data.identifier, pattern, FAMILY, order=order_of(tokens))


def _as_date(parts: Impossible) -> datetime.date:
    """What layouts take for a date: they ask for nothing but its year, month, day and weekday."""
    return parts  # type: ignore[return-value]


def is_impossible(pieces: tuple[Piece, ...]) -> bool:
    """Whether the pieces make no date in any order and under any month that the name stands for."""
    written = [(name, _digits(text), text) for text, name in pieces if name is not None]
    texts = {name: text for name, _, text in written}
    numbers = [number for _, number, _ in written]
    if MONTH not in texts or DAY not in texts or len(written) != len(texts):
        return False
    if numbers[[name for name, _, _ in written].index(MONTH)]:
        return len(numbers) == 3 and not numeric_readings(*numbers)
    day = int(_digits(texts[DAY]) or -1)
    year = _digits(texts.get(YEAR, ""))
    months = month_index().get(folded_name(texts[MONTH]), {})
    if day < 0 or not months:
        return False
    if YEAR not in texts:
        return not any(1 <= day <= _longest(month) for month in months)
    return not any(_exists(year, month, day) or _exists(f"{day:02}", month, int(year)) for month in months)


def _digits(text: str) -> str:
    """The number that a piece begins with, in ASCII digits: `22` of `22nd`; empty where it begins with none."""
    found = ""
    for character in text.lstrip("'’"):
        digit = unicodedata.decimal(character, None)
        if digit is None:
            break
        found += str(digit)
    return found


def _longest(month: int) -> int:
    return calendar.monthrange(2000, month)[1]


def _exists(year: str, month: int, day: int) -> bool:
    """Whether a day exists, the year as written: two digits mean a year of our time."""
    number = full_year(int(year)) if len(year) <= 2 else int(year)
    return 1 <= number <= 9999 and 1 <= day <= calendar.monthrange(number, month)[1]
