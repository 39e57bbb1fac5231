"""Dates that do not exist, written just as those that do: `31 February 2020`, `29.02.2019`, `13/13/2013`.

An `Impossible` has the attributes of a date that layouts ask for, so that every family can write one. What is drawn is
impossible in every order that a reader could take and under every month that its name stands for anywhere.
"""

from __future__ import annotations

import calendar
import datetime
import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from datelens.corpus import customs, machine, numerals, patterns, supplement, words
from datelens.corpus.ambiguity import folded_name, month_index, numeric_readings
from datelens.corpus.dates import draw_date
from datelens.corpus.draws import choose, draw_locale, draw_locale_of_order
from datelens.corpus.example import DAY, MONTH, YEAR, Draft, Piece
from datelens.corpus.families import dot_month, order_of, write_layout
from datelens.corpus.locales import LocaleData
from datelens.orders import full_year

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

    def isoformat(self) -> str:
        """As a date of ISO 8601 would be written, `2019-02-29`."""
        return f"{self.year:04}-{self.month:02}-{self.day:02}"

    def replace(self, **parts: int) -> Impossible:
        """Another one, with some parts changed; it may exist."""
        return replace(self, **parts)


def draw_parts(rng: random.Random) -> Impossible:
    """A day that its month has not, of a month that exists: 30 February, 29 February of a common year, 45 January."""
    year, weekday = draw_date(rng).year, int(rng.random() * 7)
    draw = rng.random()
    if draw < 0.22:
        return Impossible(year, 2, 30 + int(rng.random() * 2), weekday)
    if draw < 0.42:
        if draw < 0.25:
            return Impossible(choose(rng, _COMMON_CENTURIES), 2, 29, weekday)
        return Impossible(year + 1 if calendar.isleap(year) else year, 2, 29, weekday)
    if draw < 0.68:
        return Impossible(year, choose(rng, (4, 6, 9, 11)), 31, weekday)
    month = 1 + int(rng.random() * 12)
    if draw < 0.92:
        return Impossible(year, month, 32 + int(rng.random() * (18 if draw < 0.86 else 68)), weekday)
    if draw < 0.97:
        return Impossible(year, month, 0, weekday)
    return Impossible(0, month, 1 + int(rng.random() * 28), weekday)


_COMMON_CENTURIES = (1700, 1800, 1900, 1900, 1900, 2100, 2100, 2200, 2300)
"""Years that divide by four and yet have no 29 February."""


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
    """An impossible date in numbers, with a month's name, or in the forms of another family."""
    while True:
        share = rng.random()
        if share < 0.74:
            draft = _numeric(rng) if share < 0.37 else _named(rng)
            if is_impossible(draft.pieces) and not _may_be_buddhist(draft):
                return draft
            continue
        found = _of_machines(rng) if share < 0.84 else _counted(rng) if share < 0.89 else _of_family(rng)
        if found is not None:
            return found


def _may_be_buddhist(draft: Draft) -> bool:
    """Whether a year of Thai text is one of the Buddhist calendar, by which the day may exist."""
    years = (_digits(text) for text, name in draft.pieces if name == YEAR)
    return draft.locale.startswith("th") and any(int(year or 0) > 2300 for year in years)


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


_FAMILIES: tuple[Callable[[datetime.date, random.Random], Draft], ...] = (numerals.draw, supplement.draw, words.draw)


def _of_family(rng: random.Random) -> Draft | None:
    """A date in other numerals, names beyond CLDR's or words; None where the form has moved it to one that exists."""
    write, parts = choose(rng, _FAMILIES), draw_parts(rng)
    if write is words.draw and parts.day > 31:
        return None
    if parts.day < 1 or parts.year < 100:
        return None
    draft = write(_as_date(parts), rng)
    return replace(draft, iso=None, family=FAMILY, ambiguous=False) if _is_of_no_calendar(draft) else None


def _is_of_no_calendar(draft: Draft) -> bool:
    """Whether the reading that a family gave its draft is no date, whatever month its name stands for."""
    texts = {name: text for text, name in draft.pieces if name is not None}
    if not {MONTH, DAY} <= texts.keys() or draft.iso is None or _may_be_buddhist(draft):
        return False
    if YEAR in texts and 0 < len(_digits(texts[YEAR])) < 4:
        return False  # a short year may change places with the day
    year, month, day = map(int, draft.iso.replace("--", "0004-").rsplit("-", 2))  # `--02-29` is of some leap year
    months = {month, *month_index().get(folded_name(texts[MONTH]), ())}
    return not any(1 <= day <= calendar.monthrange(max(year, 1), m)[1] for m in months)


def _of_machines(rng: random.Random) -> Draft | None:
    """A time stamp, a line of a log or a name of a file with a date that does not exist."""
    _, _, options = choose(rng, machine.forms())
    form = choose(rng, options)
    if form.has_short_year or not _CALENDAR & {*form.parts} or _COUNTED & {*form.parts}:
        return None
    parts = draw_parts(rng) if _NAMED_MONTHS & {*form.parts} else draw_numbers(rng)
    pieces = machine.write(form, machine.draw_moment(_as_date(parts), rng), rng)
    if not is_impossible(pieces) or _reads_as_compact("".join(text for text, _ in pieces)):
        return None
    return Draft(pieces, None, form.locale, form.template, FAMILY, order=form.order)


_CALENDAR = frozenset(("%d", "%-d", "%e"))
_COUNTED = frozenset(("%j", "%V", "%G", "%u", "%s"))
_NAMED_MONTHS = frozenset(("%b", "%^b", "%~b", "%B"))


def _reads_as_compact(text: str) -> bool:
    """Whether eight digits in the text are a date with the day first: `20111301`."""
    runs = re.findall(r"(?<!\d)\d{8}(?!\d)", text)
    return any(numeric_readings(run[:2], run[2:4], run[4:]) for run in runs)


def _counted(rng: random.Random) -> Draft:
    """A week or a day that its year has not: `2023-W54-1`, `2023-W37-8`, `2023-366`; a month of a year, `13/2019`."""
    year, draw = 1950 + int(rng.random() * 100), rng.random()
    if draw < 0.4:
        week, day = choose(
            rng,
            (
                (0, 1),
                (54 + int(rng.random() * 46), 3),
                (1 + int(rng.random() * 52), 8),
                (1 + int(rng.random() * 52), 0),
            ),
        )
        day = day if day in (0, 8) else 1 + int(rng.random() * 7)
        text = f"{year}-W{week:02}-{day}" if draw < 0.3 else f"{year}W{week:02}{day}"
    elif draw < 0.6:
        days = choose(rng, (0, 366 + calendar.isleap(year), 367 + int(rng.random() * 600)))
        text = f"{year}-{days:03}"
    else:
        month = f"{choose(rng, (0, 13, 13 + int(rng.random() * 80))):02}"
        mark = choose(rng, ("/", "-", ".", "/", " / "))
        text = f"{month}{mark}{year}" if draw < 0.8 else f"{year}{mark}{month}"
    return Draft(((text, None),), None, "", "counted", FAMILY)


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
