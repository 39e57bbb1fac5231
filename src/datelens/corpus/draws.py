"""Which locale is drawn, and small choices that all families share."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TypeVar

from babel.core import get_global

from datelens.corpus import locales
from datelens.corpus.locales import LocaleData

T = TypeVar("T")

EVEN_SHARE = 0.45
"""The share of draws that goes evenly over all languages; the rest goes to `locales.COMMON`."""

ENGLISH_SHARE = 0.1
"""The share of the rest that goes to English alone, of which the layouts are the most varied."""

PLAIN_SHARE = 0.5
"""The share of draws of a language that goes to its plain identifier (`de`), the rest evenly over all of them."""


def choose(rng: random.Random, options: Sequence[T]) -> T:
    """One of the options, all alike; faster than `rng.choice`."""
    return options[int(rng.random() * len(options))]


def draw_locale(rng: random.Random) -> LocaleData:
    """A locale: half of the draws even over languages, so that none starves, half over the common ones."""
    by_language = locales.by_language()
    share = rng.random()
    if share < EVEN_SHARE:
        language = choose(rng, _languages())
    elif share < EVEN_SHARE + (1 - EVEN_SHARE) * ENGLISH_SHARE:
        language = "en"
    else:
        language = choose(rng, locales.COMMON)
    identifiers = by_language[language]
    return locales.load(identifiers[0] if rng.random() < PLAIN_SHARE else choose(rng, identifiers))


@cache
def _languages() -> tuple[str, ...]:
    return tuple(locales.by_language())


# Where the month comes first most often, with the people who write so, roughly in tens of millions.
_MONTH_FIRST = {"en_US": 30, "en": 12, "en_PH": 5, "es_PR": 2, "fil": 2, "en_PR": 1, "es_PA": 1, "zu": 1, "om": 1}


@cache
def _by_order() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {"DMY": [], "MDY": [], "YMD": []}
    for identifier in locales.identifiers():
        order = locales.load(identifier).order
        if order is not None:
            found[order].append(identifier)
    found["MDY"] = [*found["MDY"], *(name for name, weight in _MONTH_FIRST.items() for _ in range(weight * 3))]
    return {order: tuple(identifiers) for order, identifiers in found.items()}


def draw_locale_of_order(rng: random.Random, order: str) -> LocaleData:
    """A locale that writes numeric dates in this order."""
    if order != "MDY":
        for _ in range(8):
            data = draw_locale(rng)
            if data.order == order:
                return data
    return locales.load(choose(rng, _by_order()[order]))


@cache
def likely_region(identifier: str) -> str | None:
    """The region of a locale, or the most likely one of a plain language by CLDR's likely subtags."""
    data = locales.load(identifier)
    if data.region is not None:
        return data.region
    likely = get_global("likely_subtags").get(identifier) or get_global("likely_subtags").get(data.language)
    last = likely.split("_")[-1] if likely else ""
    return last if len(last) == 2 else None
