"""Reduced precision: month and year, month and day, a year with a word that says so."""

from __future__ import annotations

import random
from functools import cache

from datelens.corpus import customs, locales, month_phrases, numerals, patterns
from datelens.corpus.dates import draw_date
from datelens.corpus.draws import choose, draw_locale
from datelens.corpus.example import DAY, MONTH, YEAR, Draft, Piece
from datelens.corpus.families import dot_month, draw_date_of, order_of, write_layout
from datelens.corpus.locales import LocaleData

Layout = tuple[str, tuple[patterns.Token, ...]]

_MONTH_YEAR = """
    MMMM y|MMM y|MMMM, y|MMM, y|y MMMM|y MMM|MMM-y|MMM/y|MMM.y|LLLL y|LLL y|y-MMM|MMMM-y|MMM ''yy|MMM’yy|MMMM ''yy|
    LLLL, y|y, LLLL|y/MMM|MMMM_y
"""
_MONTH_DAY = """
    d MMMM|MMMM d|d MMM|MMM d|dd MMM|MMM dd|d-MMM|MMM-d|o MMMM|MMMM o|o MMM|MMM o|d. MMMM|d. MMM|EEEE, d MMMM|E d MMM|
    E, MMM d|EEEE, MMMM d|d/MMM|dd-MMM|d.MMM
"""
_NUMERIC_MONTH_YEAR = "M/y|MM/y|MM/y|MM-y|MM.y|y/MM|M-y|M.y|y.MM|y/M|MM y|M / y|MM. y|y-M|MM/yy|M/yy"
_NUMERIC_MONTH_DAY = "d/M|dd/MM|dd/MM|d.M.|dd.MM.|d. M.|dd-MM|M/d|MM/dd|MM-dd|M/d|MM/dd"


@cache
def _cut(language: str) -> tuple[tuple[Layout, ...], tuple[Layout, ...]]:
    """The layouts of a language without their day, and without their year, where that end can be cut off cleanly."""
    without_day, without_year = [], []
    for pattern, tokens in customs.layouts(language):
        letters = [text for text, width in tokens if width]
        if len(letters) != 3 or len(tokens) < 4 or "E" in pattern:
            continue
        if letters[0] in ("d", "o") and letters[1][0] == "M" and tokens[0][1]:
            without_day.append((pattern, tokens[2:]))
            if tokens[-1][0] == "y" and tokens[-1][1]:
                without_year.append((pattern, tokens[:-2]))
        elif letters[0] == "y" and letters[1][0] == "M" and tokens[0][1]:
            without_year.append((pattern, tokens[2:]))
    return tuple(without_day), tuple(without_year)


def _layout(rng: random.Random, data: LocaleData, plain: str, cut: tuple[Layout, ...], wanted: str) -> Layout:
    share = rng.random()
    if share < 0.35:
        own = [layout for layout in data.partial if set(patterns.fields(layout[1])) - {"E"} == set(wanted)]
        if own:
            return choose(rng, own)
    if share < 0.55 and cut:
        return choose(rng, cut)
    return choose(rng, _listed(plain))


@cache
def _listed(several: str) -> tuple[Layout, ...]:
    """The layouts of a list parted by bars."""
    return tuple((pattern.strip(), patterns.parse(pattern.strip())) for pattern in several.split("|"))


MONTH_PHRASE_SHARE = 0.3
"""Of months of a year in languages that have phrases for them, those that stand in one."""


def draw_month_year(rng: random.Random) -> Draft:
    """A month of a year: `März 2021`, `2021年3月`, `03/2021`, `im März 2021`."""
    data = draw_locale(rng)
    if month_phrases.known(data) and rng.random() < MONTH_PHRASE_SHARE:
        return month_phrases.draw(data, rng)
    date = draw_date(rng)
    plain = _NUMERIC_MONTH_YEAR if rng.random() < 0.25 else _MONTH_YEAR
    pattern, tokens = _layout(rng, data, plain, _cut(data.language)[0], "My")
    if "yy" in pattern.replace("yyyy", ""):
        date = date.replace(year=1969 + int(rng.random() * 100), day=1)
    pieces = dot_month(write_layout(tokens, date, data, rng), rng)
    ambiguous = ("yy", 2) in tokens and "MMM" not in pattern and 0 < date.year % 100 <= 31  # `06/18` is 18 June too
    return Draft(pieces, date.isoformat()[:7], data.identifier, pattern, "month-year", ambiguous)


def draw_month_day(rng: random.Random) -> Draft:
    """A day of any year: `5. Mai`, `May 5th`, `25/12`."""
    data = draw_locale(rng)
    numeric = rng.random() < 0.2
    pattern, tokens = _layout(rng, data, _NUMERIC_MONTH_DAY if numeric else _MONTH_DAY, _cut(data.language)[1], "Md")
    date = draw_date_of(tokens, rng)
    pieces = dot_month(write_layout(tokens, date, data, rng), rng)
    ambiguous = _all_numbers(pieces) and date.day <= 12
    return Draft(
        pieces, f"--{date.isoformat()[5:]}", data.identifier, pattern, "month-day", ambiguous, order_of(tokens)
    )


NATIVE_YEAR_SHARE = 0.3
"""Of years, those in a locale's own digits with nothing beside them; in ASCII digits a year is one by law."""


def draw_year(rng: random.Random) -> Draft:
    """A year with a word that says so, or in native digits: `im Jahr 2016`, `2016年`, `२०१६`."""
    if rng.random() < NATIVE_YEAR_SHARE:
        data = locales.load(choose(rng, _with_digits()))
        year = _YEARS_OF_NOW[0] + int(rng.random() * len(_YEARS_OF_NOW))
        draft = Draft(((str(year), YEAR),), f"{year:04}", data.identifier, "y", "year")
        return numerals.to_digits(draft, data.digits or numerals.FULL_WIDTH)
    language = choose(rng, customs.languages("years"))
    pattern = choose(rng, customs.years(language))
    year = draw_date(rng).year
    pieces = tuple((str(year), YEAR) if width else (text, None) for text, width in patterns.parse(pattern))
    return Draft(pieces, f"{year:04}", language, pattern, "year")


_YEARS_OF_NOW = range(1500, 2101)
"""Years that are no year of another calendar that is in use, or seldom: 2567 is Buddhist, 1446 Islamic."""


@cache
def _with_digits() -> tuple[str, ...]:
    """The plain identifiers of languages that have digits of their own."""
    plain = (identifiers[0] for identifiers in locales.by_language().values())
    return tuple(identifier for identifier in plain if locales.load(identifier).digits is not None)


def _all_numbers(pieces: tuple[Piece, ...]) -> bool:
    return all(text.isdecimal() for text, field in pieces if field in (MONTH, DAY))


def draw_reduced(rng: random.Random) -> Draft:
    """One of the three kinds; a month of a year most often."""
    share = rng.random()
    return draw_month_year(rng) if share < 0.48 else draw_month_day(rng) if share < 0.84 else draw_year(rng)
