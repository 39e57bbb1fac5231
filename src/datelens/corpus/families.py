"""The families of full dates in a locale's names and numbers: CLDR's own forms, free forms, numeric forms."""

from __future__ import annotations

import datetime
import random
from dataclasses import replace
from functools import cache

from datelens.corpus import customs, locales, patterns
from datelens.corpus.dates import draw_date, draw_short_date
from datelens.corpus.draws import choose, draw_locale, draw_locale_of_order
from datelens.corpus.example import DAY, MONTH, Draft, Piece
from datelens.corpus.locales import LocaleData
from datelens.corpus.shared_names import draw_shared_name, layout_of

WRONG_WEEKDAY_SHARE = 0.1

SMALL_ORDINAL_SHARE = 0.4
"""Of days written as ordinals, those drawn anew from 1 to 9: what follows a single digit is easily read as another."""


def write_layout(
    tokens: tuple[patterns.Token, ...], date: datetime.date, data: LocaleData, rng: random.Random
) -> tuple[Piece, ...]:
    """The pieces of a layout; one weekday in ten is wrong, so that the network learns to ignore it."""
    weekday = int(rng.random() * 7) if rng.random() < WRONG_WEEKDAY_SHARE else None
    if ("o", 1) in tokens:
        ordinal = choose(rng, customs.ordinals(data.language, date.day))
        before, after = tokens[: tokens.index(("o", 1))], tokens[tokens.index(("o", 1)) + 1 :]
        return (
            *patterns.write(before, date, data.names, weekday),
            (ordinal, DAY),
            *patterns.write(after, date, data.names, weekday),
        )
    return patterns.write(tokens, date, data.names, weekday)


def draw_date_of(tokens: tuple[patterns.Token, ...], rng: random.Random) -> datetime.date:
    """A date for a layout: of this time where the year has two digits, and often of a small day where it is ordinal."""
    date = draw_short_date(rng) if ("yy", 2) in tokens else draw_date(rng)
    if ("o", 1) in tokens and rng.random() < SMALL_ORDINAL_SHARE:
        return date.replace(day=1 + int(rng.random() * 9))
    return date


def _finish(
    pieces: tuple[Piece, ...], date: datetime.date, data: LocaleData, pattern: str, family: str, order: str
) -> Draft:
    return Draft(pieces, date.isoformat(), data.identifier, pattern, family, order=order)


@cache
def order_of(tokens: tuple[patterns.Token, ...]) -> str:
    """The order in which a layout writes its parts, `DMY`."""
    letters = patterns.fields(tokens).replace("o", "d").upper()
    return "".join(letter for letter in letters if letter in "DMY")


def draw_cldr(rng: random.Random) -> Draft:
    """A date as CLDR writes it in a locale: formats of all widths, and skeletons that hold a full date."""
    if rng.random() < SHARED_NAME_SHARE:
        return _draw_shared_name(rng)
    data = draw_locale(rng)
    pattern, tokens = choose(rng, data.forms)
    date = draw_date_of(tokens, rng)
    if rng.random() < 0.1:
        tokens = _other_month_form(tokens, rng)
    return _finish(write_layout(tokens, date, data, rng), date, data, pattern, "cldr", order_of(tokens))


SHARED_NAME_SHARE = 0.15
"""Of dates as CLDR writes them, those of a month whose name stands for another month elsewhere: three hundred pairs
of a name and a language, each to be learned by heart."""


def _draw_shared_name(rng: random.Random) -> Draft:
    """A date whose language has to be told, because its month's name is another month's in some other language."""
    shared = draw_shared_name(rng)
    data, (pattern, tokens) = locales.load(shared.locale), layout_of(shared, rng)
    date = draw_date_of(tokens, rng)
    date = date.replace(month=shared.month, day=min(date.day, 28))
    pieces = dot_month(write_layout(tokens, date, data, rng), rng)
    draft = _finish(pieces, date, data, pattern, "cldr", order_of(tokens))
    return replace(draft, ambiguous=True, told=True)


def _other_month_form(tokens: tuple[patterns.Token, ...], rng: random.Random) -> tuple[patterns.Token, ...]:
    """The same layout with another form of the month's name: wide or short, format or stand-alone."""
    form = choose(rng, ("MMM", "MMMM", "LLL", "LLLL"))
    return tuple((form, len(form)) if patterns.names_month(token) else token for token in tokens)


def draw_custom(rng: random.Random) -> Draft:
    """A date in a layout of its language beyond CLDR; plain `d MMMM y` where we know none."""
    data = draw_locale(rng)
    pattern, tokens = choose(rng, customs.layouts(data.language) or _FALLBACK)
    date = draw_date_of(tokens, rng)
    if rng.random() < 0.15:
        tokens = _other_month_form(tokens, rng)
    pieces = dot_month(write_layout(tokens, date, data, rng), rng)
    return _finish(pieces, date, data, pattern, "custom", order_of(tokens))


_FALLBACK = tuple((p, patterns.parse(p)) for p in ("d MMMM y", "MMMM d, y", "y MMMM d", "EEEE, d MMMM y"))

# Orders of free forms with a month name; the year is written in full unless it comes last.
_FREE_ORDERS = ("DMY",) * 40 + ("MDY",) * 26 + ("YMD",) * 16 + ("MYD",) * 8 + ("YDM",) * 6 + ("DYM",) * 4
_SEPARATORS = (" ",) * 40 + ("-", "/", ".", ", ", "_", " - ", ". ", " / ", ",", "") * 3 + (" , ", "  ", "–", "·", "|")
_DAYS = ("d",) * 12 + ("dd",) * 5 + ("o",) * 5 + ("d.",) * 2
_MONTHS = ("MMM",) * 8 + ("MMMM",) * 9 + ("LLL",) * 2 + ("LLLL",) * 3
_YEARS = ("y",) * 14 + ("yy",) * 3 + ("''yy", "’yy")
COMPACT_SHARE = 0.02
"""Of dates with a month name, those without any separator: `14SEP2023`, `9may18`."""

_WEEKDAYS = ("E, ", "EEEE, ", "E ", "EEEE ", "E. ", "cccc, ", "EEE-", "(E) ")


def draw_free(rng: random.Random) -> Draft:
    """A date with a month name in any order, with any separator, ordinals, weekdays, short years."""
    data = draw_locale(rng)
    order = choose(rng, _FREE_ORDERS)
    year = choose(rng, _YEARS) if order[2] == "Y" else "y"
    day, month, separator = choose(rng, _DAYS), choose(rng, _MONTHS), choose(rng, _SEPARATORS)
    if rng.random() < COMPACT_SHARE:
        separator, order, day = "", "DMY", choose(rng, ("d", "dd", "dd"))
        year = choose(rng, ("y", "y", "yy"))
    if separator == "" and not (order[1] == "M" and day in ("d", "dd")):
        separator = " "
    if day == "d." and separator[:1] == ".":
        day = "d"
    parts = [{"D": day, "M": month, "Y": year}[letter] for letter in order]
    second = separator if rng.random() < 0.7 or not separator else choose(rng, (" ", ", ", " ", ","))
    pattern = f"{parts[0]}{_quoted(separator)}{parts[1]}{_quoted(second)}{parts[2]}"
    share = rng.random()
    if share < 0.16:
        pattern = choose(rng, _WEEKDAYS) + pattern
    elif share < 0.2:
        pattern += choose(rng, (", EEEE", " EEEE", " (E)", ", E", " E"))
    tokens = patterns.parse(pattern)
    date = draw_date_of(tokens, rng)
    pieces = dot_month(write_layout(tokens, date, data, rng), rng)
    if rng.random() < 0.05:
        pieces = shorten_month(pieces, date.month, data)
    return _finish(pieces, date, data, pattern, "free", order)


def _quoted(separator: str) -> str:
    return f"'{separator}'" if separator and not separator.isascii() else separator


def dot_month(pieces: tuple[Piece, ...], rng: random.Random) -> tuple[Piece, ...]:
    """Half of the dots of short month names taken away, and a few set where there is none."""
    share = rng.random()
    if share < 0.5:
        return tuple((t.rstrip("."), f) if f == MONTH else (t, f) for t, f in pieces)
    if share < 0.54:
        return tuple((f"{t}.", f) if f == MONTH and 2 < len(t) < 5 and t.isalpha() else (t, f) for t, f in pieces)
    return pieces


def shorten_month(pieces: tuple[Piece, ...], month: int, data: LocaleData) -> tuple[Piece, ...]:
    """The month cut to its first letters, where that tells it from the language's other months."""
    return tuple((_short_form(text, month, data) if field == MONTH else text, field) for text, field in pieces)


@cache
def _short_form(name: str, month: int, data: LocaleData) -> str:
    if not name.isalpha() or not (name[0].isupper() or name[0].islower()):
        return name  # only alphabets with case are cut so
    others = [n.lower() for names in data.names.months.values() for i, n in enumerate(names, 1) if i != month]
    for length in (3, 4, 5):
        cut = name[:length]
        if length < len(name) and not any(other.startswith(cut.lower()) for other in others):
            return cut
    return name


# How often each order is meant by a numeric date that comes without a hint, by separator. Most people of the world
# write the day first; the month comes first for the 330 million of the United States and some more, who write a large
# share of all text: 40 of 100 dates with slashes or hyphens whose year comes last. With dots the month hardly ever
# comes first in life; it does here in one of four, so that the network's doubt lies well above any threshold at which
# a second reading counts. Real doubt is left everywhere, because a wrong date is worse than a question. A test holds
# the share of each separator in the finished stream above `LEAST_MONTH_FIRST`.
NUMERIC_ORDERS = {
    "/": {"DMY": 0.54, "MDY": 0.36, "YMD": 0.10},
    "-": {"DMY": 0.46, "MDY": 0.30, "YMD": 0.24},
    ".": {"DMY": 0.67, "MDY": 0.21, "YMD": 0.12},
    " ": {"DMY": 0.58, "MDY": 0.26, "YMD": 0.16},
    ". ": {"DMY": 0.68, "MDY": 0.18, "YMD": 0.14},
    "": {"DMY": 0.30, "MDY": 0.16, "YMD": 0.54},
    "_": {"DMY": 0.46, "MDY": 0.26, "YMD": 0.28},
}
LEAST_MONTH_FIRST = {"/": 0.3, "-": 0.25, ".": 0.12, " ": 0.15}
"""Of dates in numbers without a hint that two orders read and whose year comes last, the least share of month-first."""

_NUMERIC_SEPARATORS = ("/",) * 36 + ("-",) * 20 + (".",) * 24 + (" ",) * 6 + (". ",) * 4 + ("_",) * 3 + ("",) * 2
_LOOSE = (" / ", " - ", " . ", "/ ", " /", "–", "−", "·", ",", "|", "\\", "•", "., ")
FOREIGN_ORDER_SHARE = 0.03


def draw_numeric(rng: random.Random) -> Draft:
    """A date in numbers: the order first (see `NUMERIC_ORDERS`), then a locale that writes so."""
    separator = choose(rng, _NUMERIC_SEPARATORS)
    share, order = rng.random(), "YMD"
    for name, weight in NUMERIC_ORDERS[separator].items():
        share -= weight
        if share < 0:
            order = name
            break
    data = draw_locale(rng) if rng.random() < FOREIGN_ORDER_SHARE else draw_locale_of_order(rng, order)
    day, month = choose(rng, (("d", "M"), ("dd", "MM"), ("dd", "MM"), ("d", "MM"), ("dd", "M")))
    if separator == "":
        day, month, year = "dd", "MM", "yyyy"
    else:
        year = "yy" if rng.random() < (0.3 if order != "YMD" else 0.22) else "yyyy"
    if separator in ("/", "-", ".", " ") and rng.random() < 0.06:
        separator = choose(rng, _LOOSE)
    parts = {"D": day, "M": month, "Y": year}
    pattern = _quoted(separator).join(parts[letter] for letter in order)
    if separator not in ("", " ") and rng.random() < 0.06:
        pattern += "."
    share = rng.random()
    if share < 0.07:
        pattern = choose(rng, _WEEKDAYS) + pattern
    elif share < 0.09:
        pattern += choose(rng, (" (E)", ", EEEE", " E"))
    date = draw_short_date(rng) if year == "yy" else draw_date(rng)
    return _finish(write_layout(patterns.parse(pattern), date, data, rng), date, data, pattern, "numeric", order)
