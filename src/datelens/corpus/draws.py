"""Which locale is drawn, and small choices that all families share."""

from __future__ import annotations

import random
from bisect import bisect
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import accumulate
from typing import TypeVar

from babel.core import get_global

from datelens.corpus import locales
from datelens.corpus.ambiguity import folded_name, month_index
from datelens.corpus.locales import LocaleData

T = TypeVar("T")

EVEN_SHARE = 0.6
"""The share of draws that goes over all voices by what they have to teach; the rest goes to `locales.COMMON`."""

ENGLISH_SHARE = 0.14
"""The share of the rest that goes to English alone, of which the layouts are the most varied."""

PLAIN_SHARE = 0.5
"""The share of draws of a voice that goes to its plainest identifier (`de`), the rest evenly over its layouts."""

SHARED_WEIGHT, ROOT_WEIGHT = 0.4, 0.15
"""What a voice weighs besides its own names, which add up to 1; and one that writes only CLDR's `M01`."""

Voice = tuple[tuple[str, ...], ...]
"""Identifiers that write the same month names, grouped by the layouts that they write; the plainest comes first."""


def choose(rng: random.Random, options: Sequence[T]) -> T:
    """One of the options, all alike; faster than `rng.choice`."""
    return options[int(rng.random() * len(options))]


def draw_locale(rng: random.Random) -> LocaleData:
    """A locale: over half of the draws by voice, so that no names or layouts starve, the rest over common languages."""
    share = rng.random()
    if share < EVEN_SHARE:
        drawn, bounds = _all_voices()
        voice = drawn[bisect(bounds, rng.random() * bounds[-1])]
    else:
        language = "en" if share < EVEN_SHARE + (1 - EVEN_SHARE) * ENGLISH_SHARE else choose(rng, locales.COMMON)
        of_language = voices()[language]
        voice = of_language[0] if len(of_language) == 1 or rng.random() < PLAIN_SHARE else choose(rng, of_language)
    return locales.load(voice[0][0] if rng.random() < PLAIN_SHARE else choose(rng, choose(rng, voice)))


@cache
def voices() -> Mapping[str, tuple[Voice, ...]]:
    """The voices of each language, its plain one first: the scripts and regions that name the months differently."""
    found: dict[str, tuple[Voice, ...]] = {}
    for language, identifiers in locales.by_language().items():
        by_names: dict[object, dict[object, list[str]]] = defaultdict(lambda: defaultdict(list))
        for identifier in identifiers:
            data = locales.load(identifier)
            by_names[tuple(data.names.months.values())][data.forms, data.partial].append(identifier)
        found[language] = tuple(tuple(map(tuple, layouts.values())) for layouts in by_names.values())
    return found


def weight(voice: Voice) -> float:
    """How much a voice has to teach: most where it shares its month names with no other language."""
    months = locales.load(voice[0][0]).names.months
    if months["format", "wide"][0] == "M01":
        return ROOT_WEIGHT
    index = month_index()
    own = sum(max(1 / index[folded_name(names[month])][month + 1] for names in months.values()) for month in range(12))
    return SHARED_WEIGHT + own / 12


@cache
def _all_voices() -> tuple[tuple[Voice, ...], list[float]]:
    """Every voice, and the bounds of their shares."""
    drawn = tuple(voice for of_language in voices().values() for voice in of_language)
    return drawn, list(accumulate(map(weight, drawn)))


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


TURNED_SHARE = 0.15
"""Of the locales that write the year first, those let through where the day does: the order they turn to otherwise."""


def draw_locale_of_order(rng: random.Random, order: str) -> LocaleData:
    """A locale that writes numeric dates in this order."""
    if order != "MDY":
        for _ in range(8):
            data = draw_locale(rng)
            if data.order == order or (order == "DMY" and data.order == "YMD" and rng.random() < TURNED_SHARE):
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
