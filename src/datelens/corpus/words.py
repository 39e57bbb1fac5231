"""Days and years in words: `the third of October, nineteen ninety-two`, `le vingt-trois mars deux mille dix`."""

from __future__ import annotations

import datetime
import random
import re
from bisect import bisect
from functools import cache
from itertools import accumulate

from datelens.corpus import customs, locales, patterns, spelled, tables
from datelens.corpus.draws import choose
from datelens.corpus.example import DAY, MONTH, YEAR, Draft, Piece

WRONG_WEEKDAY_SHARE = 0.1
CAPITAL_SHARE, TITLE_SHARE = 0.2, 0.06

Token = tuple[str, bool]
"""A code or a literal, and whether it is a code."""

_LOCALES = {
    "en": ("en", "en", "en_US", "en_GB"), "pt": ("pt", "pt_PT"), "es": ("es", "es_MX"), "de": ("de", "de_AT"),
    "fr": ("fr", "fr_CA"),
}  # fmt: skip


@cache
def forms() -> tuple[tuple[str, int, tuple[tuple[str, tuple[Token, ...]], ...]], ...]:
    """The phrasings of each language, `(language, share, ((template, tokens), …))`."""
    return tuple(
        (language, table["share"], tuple((form, parse(form)) for form in table["forms"]))
        for language, table in tables.read("words").items()
    )


def parse(template: str) -> tuple[Token, ...]:
    """The tokens of a template.

    Example:
        >>> parse("the {W} of {MMMM}")
        (('the ', False), ('W', True), (' of ', False), ('MMMM', True))
    """
    return tuple((part, i % 2 == 1) for i, part in enumerate(re.split(r"\{(\w+)\}", template)) if part)


def _hindi_can_say(year: int) -> bool:
    return year >= 1000 and year // 100 % 10 == 0 and year % 100 <= 31


def write(
    tokens: tuple[Token, ...], date: datetime.date, language: str, locale: str, rng: random.Random
) -> tuple[Piece, ...]:
    """The pieces of a phrasing in a language, with the month names of the locale."""
    names = locales.load(locale).names
    weekday = int(rng.random() * 7) if rng.random() < WRONG_WEEKDAY_SHARE else None
    pieces: list[Piece] = []
    for text, is_code in tokens:
        if not is_code:
            pieces.append((text, None))
        elif text in ("W", "G", "D", "V"):
            pieces.append((choose(rng, spelled.spellings(language, text, date.day)), DAY))
        elif text in ("N", "R"):
            pieces.append((choose(rng, spelled.spellings(language, text, date.year)), YEAR))
        elif text == "o":
            pieces.append((choose(rng, customs.ordinals(language, date.day)), DAY))
        elif text == "m":
            pieces.append((_vietnamese_month(date.month), MONTH))
        else:
            pieces.extend(patterns.write(((text, len(text)),), date, names, weekday))
    return tuple(pieces)


def _vietnamese_month(month: int) -> str:
    return {4: "tư"}.get(month, spelled.vietnamese(month))


def _elided(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Italian: `il otto` is `l’otto`."""
    written = list(pieces)
    for i in range(len(written) - 1):
        if written[i][0] == "il " and written[i + 1][0][0] in "ou":
            written[i] = ("l’", None)
    return tuple(written)


def _cased(pieces: tuple[Piece, ...], rng: random.Random) -> tuple[Piece, ...]:
    share = rng.random()
    if share < TITLE_SHARE:
        return tuple((re.sub(r"(?<!\w)[^\W\d_]", lambda m: m[0].upper(), text), name) for text, name in pieces)
    if share < TITLE_SHARE + CAPITAL_SHARE:
        text, name = pieces[0]
        return ((text[:1].upper() + text[1:], name), *pieces[1:])
    return pieces


@cache
def _bounds() -> list[int]:
    return list(accumulate(share for _, share, _ in forms()))


def draw(date: datetime.date, rng: random.Random) -> Draft:
    """A date with its day, its year or both in words, in some thirty languages.

    A phrasing that leaves out the year or the day gives a reading of reduced precision.

    Example:
        >>> draw(datetime.date(1992, 10, 3), random.Random(1358)).text
        'October third, 1992'
    """
    if date.year < 100:
        date = date.replace(year=date.year + 1900)  # two digits in words are a short year, if anything
    bounds = _bounds()
    language, _, options = forms()[bisect(bounds, rng.random() * bounds[-1])]
    template, tokens = choose(rng, options)
    if language == "hi" and "{N}" in template and not _hindi_can_say(date.year):
        date = datetime.date(2000 + date.year % 32, date.month, min(date.day, 28))
    locale = choose(rng, _LOCALES.get(language, (language,)))
    pieces = write(tokens, date, language, locale, rng)
    if language == "it":
        pieces = _elided(pieces)
    pieces = _cased(pieces, rng)
    written = {name for _, name in pieces}
    iso = date.isoformat()
    if YEAR not in written:
        iso = f"--{iso[5:]}"
    elif DAY not in written:
        iso = iso[:7]
    order = "".join(name[0].upper() for _, name in pieces if name)
    return Draft(pieces, iso, locale, template, "words", order=order if len(order) == 3 else None)
