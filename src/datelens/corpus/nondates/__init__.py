"""Texts that are no date, of many kinds; the answer to each is None.

`KINDS` is the one table of kinds. Each is a function of a generator and a locale; a guard redraws what a person could
read as a date. A range of two dates, a year before Christ or a season has no reading, and so stands here too.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Callable, Mapping
from functools import cache
from itertools import accumulate
from typing import Literal

from datelens import iso
from datelens.corpus.draws import draw_locale
from datelens.corpus.example import Draft
from datelens.corpus.locales import LocaleData
from datelens.corpus.nondates import identifiers, numbers, ranges, spans, texts, times, titles
from datelens.corpus.nondates.guard import nearly_names_month, reads_as_date

__all__ = ["FAMILY", "KINDS", "draw", "draw_kind"]

FAMILY = "non-date"
LONGEST = 200

Guard = Literal["near", "all", "years", "none"]
"""What is redrawn: all that could be a date, with a slip in a month's name even; all that could be one as it is; all
but four digits by themselves; only what is a date by law."""

KINDS: Mapping[str, tuple[float, Guard, Callable[[random.Random, LocaleData], str]]] = {
    "short prose": (9, "years", texts.short_prose),
    "long prose": (4.5, "years", texts.long_prose),
    "word": (5, "all", texts.wordy),
    "sentence": (10, "none", texts.sentence),
    "undated": (6, "none", texts.undated),
    "names": (4, "all", texts.names),
    "month as name": (2.5, "all", texts.month_as_name),
    "month name": (5, "all", texts.month_names),
    "month in prose": (3.5, "all", texts.month_in_prose),
    "month and count": (3.5, "none", texts.month_and_count),
    "placeholder": (4, "none", texts.placeholder),
    "label": (2, "none", texts.label),
    "heading": (6, "all", titles.heading),
    "part": (5, "all", titles.part),
    "labelled number": (4, "none", titles.labelled),
    "package": (3.5, "all", titles.package),
    "counted": (13, "near", spans.counted),
    "month-like": (4.5, "near", spans.month_like),
    "relative": (13, "none", spans.relative),
    "duration": (7, "none", spans.duration),
    "age": (5, "all", spans.age),
    "integer": (4, "all", numbers.integer),
    "decimal": (3, "all", numbers.decimal),
    "grouped number": (2, "all", numbers.grouped),
    "local number": (3, "years", numbers.local_number),
    "percentage": (1, "all", numbers.percentage),
    "money": (5, "none", numbers.money),
    "measure": (5, "none", numbers.measure),
    "score": (2, "all", numbers.score),
    "size": (1.5, "years", numbers.size),
    "version": (2, "all", numbers.version),
    "tagged version": (1, "none", numbers.tagged_version),
    "coordinates": (1, "all", numbers.coordinates),
    "fraction": (1.5, "all", numbers.fraction),
    "ordinal": (1.5, "all", numbers.ordinal),
    "time": (6, "years", times.time),
    "told time": (3, "none", times.told_time),
    "season": (6, "none", times.season),
    "before Christ": (2, "none", times.before_christ),
    "date range": (20, "none", ranges.date_range),
    "opening hours": (2, "none", times.opening_hours),
    "phone": (3.5, "years", identifiers.phone),
    "machine address": (1.5, "all", identifiers.machine_address),
    "code": (4.5, "years", identifiers.code),
    "web": (2.5, "years", identifiers.web),
    "fragment": (2, "years", identifiers.fragment),
    "notation": (2, "all", identifiers.notation),
    "noise": (2, "all", identifiers.noise),
    "postal address": (2, "years", identifiers.postal_address),
}


def draw(rng: random.Random) -> Draft:
    """A text that is no date, of a kind drawn by its weight in `KINDS`."""
    kinds, bounds = _bounds()
    return draw_kind(kinds[bisect(bounds, rng.random() * bounds[-1])], rng)


def draw_kind(kind: str, rng: random.Random) -> Draft:
    """A text of one kind.

    Raises:
        KeyError: no such kind.
    """
    _, guard, write = KINDS[kind]
    while True:
        data = draw_locale(rng)
        text = write(rng, data)
        if text.strip() and len(text) <= LONGEST and not _is_dated(text, guard):
            return Draft(((text, None),), None, data.identifier, kind, FAMILY)


def _is_dated(text: str, guard: Guard) -> bool:
    if guard == "none":
        return iso.is_written(text.strip())
    return reads_as_date(text, years=guard == "years") or (guard == "near" and nearly_names_month(text))


@cache
def _bounds() -> tuple[tuple[str, ...], tuple[float, ...]]:
    return tuple(KINDS), tuple(accumulate(weight for weight, _, _ in KINDS.values()))
