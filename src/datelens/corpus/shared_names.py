"""Months whose names other languages give to other months: `listopad` is October in Croatian, November in Polish.

The text alone cannot say which is meant; its language can. They come told with it, half of them every language as often
as the others, so that the smallest is heard, and half as languages are drawn, so that a common one is not doubted.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from datelens.corpus import locales, patterns
from datelens.corpus.ambiguity import folded_name, month_index
from datelens.corpus.draws import choose, draw_locale
from datelens.corpus.patterns import Token


@dataclass(frozen=True, slots=True)
class SharedName:
    """A month's name, and one month that some language means by it.

    Attributes:
        locale: which writes it so.
        context: `format` or `stand-alone`, of CLDR.
        width: `wide` or `abbreviated`.
        month: 1 to 12.
    """

    locale: str
    context: str
    width: str
    month: int

    def field(self) -> Token:
        """The field of a pattern that writes it, `("LLLL", 4)`."""
        letter, width = "M" if self.context == "format" else "L", 4 if self.width == "wide" else 3
        return letter * width, width


@cache
def shared_names() -> tuple[tuple[SharedName, ...], ...]:
    """All of them, those that one language means by one name side by side."""
    found: dict[tuple[str, str, int], list[SharedName]] = defaultdict(list)
    index = month_index()
    for identifier in locales.identifiers():
        data = locales.load(identifier)
        for (context, width), names in data.names.months.items():
            for month, name in enumerate(names, 1):
                folded = folded_name(name)
                if len(index[folded]) > 1 and any(map(str.isalpha, folded)):
                    found[folded, data.language, month].append(SharedName(identifier, context, width, month))
    return tuple(map(tuple, found.values()))


EVEN_SHARE = 0.5
"""The share of draws that goes over all that languages mean by names; the rest goes to languages as they are drawn."""


def draw_shared_name(rng: random.Random) -> SharedName:
    """A shared name: all that languages mean by names alike, or one of a language that is drawn as others are."""
    if rng.random() >= EVEN_SHARE:
        own = _by_language().get(draw_locale(rng).language)
        if own is not None:
            return choose(rng, choose(rng, own))
    return choose(rng, choose(rng, shared_names()))


@cache
def _by_language() -> Mapping[str, tuple[tuple[SharedName, ...], ...]]:
    found: dict[str, list[tuple[SharedName, ...]]] = defaultdict(list)
    for meaning in shared_names():
        found[locales.load(meaning[0].locale).language].append(meaning)
    return {language: tuple(meanings) for language, meanings in found.items()}


_LAYOUTS = tuple(
    (pattern, patterns.parse(pattern))
    for pattern in (
        "d MMM y", "d MMM y", "d MMM y", "d. MMM y", "d MMM, y", "MMM d, y", "MMM d y", "y MMM d", "d-MMM-y", "d/MMM/y",
        "EEEE d MMM y", "E, d MMM y", "d MMM yy",
    )
)  # fmt: skip


def layout_of(shared: SharedName, rng: random.Random) -> tuple[str, tuple[Token, ...]]:
    """A pattern with that name, one of its locale's own or a plain one, and its tokens."""
    own = _own_layouts(shared.locale)
    pattern, tokens = choose(rng, own if own and rng.random() < 0.5 else _LAYOUTS)
    return pattern, tuple(shared.field() if patterns.names_month(token) else token for token in tokens)


@cache
def _own_layouts(identifier: str) -> tuple[tuple[str, tuple[Token, ...]], ...]:
    return tuple(layout for layout in locales.load(identifier).forms if any(map(patterns.names_month, layout[1])))
