"""The stream of examples: a pure function of (seed, step).

Every example is drawn in three moves: a family makes a draft, transformations change how it is written (damage, native
digits, words around it), and hints are drawn, which may be wrong where the text is clear. `SHARES` says how often each
family comes.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, Literal

from datelens import iso
from datelens.alphabet import Alphabet
from datelens.corpus import (
    ambiguity,
    before_christ,
    calendars,
    damage,
    eras,
    families,
    impossible,
    locales,
    machine,
    nondates,
    numerals,
    reduced,
    splits,
    supplement,
    surroundings,
    tutorial,
    words,
)
from datelens.corpus.characters import input_alphabet
from datelens.corpus.dates import draw_date, draw_date_of_an_era
from datelens.corpus.draws import choose, draw_locale, likely_region
from datelens.corpus.example import DAY, Draft, Example, as_pair
from datelens.customary import customary_order
from datelens.hints import NO_HINTS, ORDERS, Hints
from datelens.pairs import Pair

Family = Callable[[random.Random], Draft]
Split = Literal["train", "held-out"]

# How often each family is drawn. The first three carry the names and orders of all languages and so take most; what
# is rare in life but must be known (machine forms, words, eras) needs a few hundred thousand examples, no more.
SHARES: Mapping[str, float] = {
    "cldr": 0.19,
    "custom": 0.145,
    "free": 0.145,
    "numeric": 0.13,
    "machine": 0.05,
    "words": 0.05,
    "numerals": 0.03,
    "eras": 0.028,
    "supplement": 0.04,
    "buddhist": 0.01,
    "other-calendar": 0.03,
    "before-christ": 0.007,
    "reduced": 0.065,
    "non-date": 0.11,
    "impossible": 0.03,
}

DAMAGE_SHARE, RARE_DAMAGE_SHARE = 0.14, 0.05
"""Of all drafts, and of those of languages that are drawn rarely, whose names have to be learned clean first."""
SURROUND_SHARE = 0.28
DIGITS_SHARE = 0.3
"""Of the locales that have digits of their own."""
UPPER_SHARE, LOWER_SHARE = 0.06, 0.06

HINTED_SHARE = 0.45
LANGUAGE_SHARE, REGION_SHARE, ORDER_SHARE = 0.65, 0.5, 0.3
"""Of what is hinted at all, how much tells each."""
CUSTOMARY_SHARE = 0.6
"""Of the orders told with clear texts, those that are the locale's own in place of the text's: see `customary`."""
WRONG_HINT_SHARE = 0.06
"""Of the hints of clear texts: the text wins."""


def _dated(draw: Callable[[Any, random.Random], Draft]) -> Family:
    """A family that is given its date, as one that draws it."""
    return lambda rng: draw(draw_date(rng), rng)


FAMILIES: Mapping[str, Family] = {
    "cldr": families.draw_cldr,
    "custom": families.draw_custom,
    "free": families.draw_free,
    "numeric": families.draw_numeric,
    "machine": _dated(machine.draw),
    "words": _dated(words.draw),
    "numerals": _dated(numerals.draw),
    "eras": lambda rng: eras.draw(draw_date_of_an_era(rng), rng),
    "supplement": _dated(supplement.draw),
    "buddhist": _dated(calendars.draw_buddhist),
    "other-calendar": calendars.draw_other,
    "before-christ": before_christ.draw,
    "reduced": reduced.draw_reduced,
    "non-date": nondates.draw,
    "impossible": impossible.draw,
    "tutorial": tutorial.draw,
}
"""By name. The tutorial's task is asked for by name alone: all that it writes, other families write too."""


def generate(
    seed: int,
    step: int,
    n: int,
    *,
    split: Split = "train",
    shares: Mapping[str, float] = SHARES,
    plain: bool = False,
    without: Collection[str] = (),
) -> list[Example]:
    """The examples of one step.

    The same arguments give the same examples in every process and on every machine (with the same releases of Babel and
    Faker, whose data they are made from).

    Args:
        seed: of the stream.
        step: which chunk of it, from 0.
        n: how many examples the chunk holds.
        split: `train`, or `held-out`: dates, and layouts of locales, that `train` never holds (see `splits`).
        shares: how often each family is drawn; a family that is not named is left out.
        plain: whether to leave the drafts as their family draws them, undamaged and without hints.
        without: which of `TRANSFORMATIONS` are left out, so that it can be seen what each does. Without hints there are
            no texts that can be read so only where their language is told.

    Example:
        >>> generate(seed=1, step=0, n=3) == generate(seed=1, step=0, n=3)
        True
    """
    rng = random.Random(f"datelens/{seed}/{step}/{split}")
    draw = _chooser(tuple(shares.items()))
    examples: list[Example] = []
    while len(examples) < n:
        example = _plain(draw(rng), split) if plain else _example(draw(rng), rng, split, without)
        if example is not None:
            examples.append(example)
    return examples


def _example(draft: Draft, rng: random.Random, split: Split, without: Collection[str]) -> Example | None:
    """A finished example of the split, or None where the draft belongs to the other."""
    if splits.of(draft) != split or _seems_buddhist(draft) or (draft.told and "hints" in without):
        return None
    if not draft.ambiguous and ambiguity.is_ambiguous(draft):
        draft = replace(draft, ambiguous=True)
    draft = _rewritten(draft, rng, split, without)
    if _against_the_law(draft):
        return None
    hints = _hints(draft, rng)
    return draft.example(NO_HINTS if "hints" in without else hints)


def _plain(draft: Draft, split: Split) -> Example | None:
    """The example of a draft that nothing is done to, or None where the draft belongs to the other split."""
    if splits.of(draft) != split or draft.told:
        return None
    return replace(draft, ambiguous=draft.ambiguous or ambiguity.is_ambiguous(draft)).example()


def _against_the_law(draft: Draft) -> bool:
    """Whether the text has another reading that is right: by rule, in the order of ISO 8601, or as an ordinal.

    Some locales of CLDR write `y-dd-MM`, which all the world reads as ISO 8601; only a day past 12 tells such a date.
    """
    text = draft.text
    if len(text) <= iso.LONGEST_BY_LAW and text[:1].isascii() and iso.reading_by_law(text) not in (None, draft.iso):
        return True
    if draft.order == "YDM" and ambiguity.is_read_as_year_first(draft):
        return True
    tens = draft.iso is not None and draft.iso.endswith("0")
    return tens and any(name == DAY and _MISREAD_TENS.fullmatch(part) for part, name in draft.pieces)


_COUNTED = re.compile("%[Vj]")
"""Week and ordinal dates. They are counted by law where they stand alone; what no rule counts no network has to."""

_MISREAD_TENS = re.compile("[123][Oo]")
"""A misread `10` that is written like an ordinal: `1º`, folded, is `1o`."""


def _seems_buddhist(draft: Draft) -> bool:
    """Whether a Gregorian year of the far future stands in Thai text, where it would be read as a Buddhist one."""
    return draft.locale.startswith("th") and draft.family != "buddhist" and "2300" < (draft.iso or "") < "2800"


TRANSFORMATIONS = ("digits", "case", "damage", "surroundings", "hints")
"""What is done to a draft, in this order."""


def _rewritten(draft: Draft, rng: random.Random, split: Split, without: Collection[str]) -> Draft:
    """The draft as somebody else would have written it down."""
    if _COUNTED.search(draft.pattern):
        return draft
    data = locales.load(draft.locale) if draft.locale else None
    if data is not None and data.digits is not None and rng.random() < DIGITS_SHARE and "digits" not in without:
        draft = numerals.to_digits(draft, data.digits)
    share = rng.random() if "case" not in without else 1.0
    if share < UPPER_SHARE:
        draft = draft.with_pieces(tuple((text.upper(), name) for text, name in draft.pieces))
    elif share < UPPER_SHARE + LOWER_SHARE:
        draft = draft.with_pieces(tuple((text.lower(), name) for text, name in draft.pieces))
    damaged = DAMAGE_SHARE if data is None or data.language in _COMMON else RARE_DAMAGE_SHARE
    if rng.random() < damaged and "damage" not in without:
        draft = damage.damage(draft, rng, damage.TRAINING_KINDS if split == "train" else damage.HELD_OUT_KINDS)
    if rng.random() < SURROUND_SHARE and "surroundings" not in without:
        draft = surroundings.surround(draft, rng)
    return draft


_COMMON = frozenset(locales.COMMON)


@cache
def _chooser(shares: tuple[tuple[str, float], ...]) -> Callable[[random.Random], Draft]:
    """A function that draws a family by its share, and a draft of it."""
    total = sum(share for _, share in shares)
    bounds, reached = [], 0.0
    for name, share in shares:
        reached += share / total
        bounds.append((reached, FAMILIES[name]))

    def draw(rng: random.Random) -> Draft:
        share = rng.random()
        return next((family for bound, family in bounds if share < bound), bounds[-1][1])(rng)

    return draw


def _hints(draft: Draft, rng: random.Random) -> Hints:
    """What is told of the draft: nothing more often than not, and a lie now and then where the text is clear.

    A locale's own numeric date never comes untold where other orders could read it: how often each order is meant when
    nothing is told is for the numeric family alone to say (`families.NUMERIC_ORDERS`).
    """
    needs_order = draft.ambiguous and draft.family not in _SPEAKS_FOR_ORDERS and ambiguity.admits_orders(draft)
    needs_language = draft.told or (draft.ambiguous and draft.iso is None)
    if not needs_order and not needs_language and rng.random() >= HINTED_SHARE:
        return NO_HINTS
    language = region = order = None
    lies = not (draft.ambiguous or draft.told) and rng.random() < WRONG_HINT_SHARE
    identifier = draw_locale(rng).identifier if lies or not draft.locale else draft.locale
    if rng.random() < LANGUAGE_SHARE or needs_language:
        language = locales.load(identifier).language
    if needs_order or rng.random() < REGION_SHARE:
        region = likely_region(identifier)
    if rng.random() < ORDER_SHARE:
        order = _order_told(draft, identifier, lies, rng)
    if needs_order and region is None:
        order = draft.order
    return Hints(language, region, order)


def _order_told(draft: Draft, identifier: str, lies: bool, rng: random.Random) -> str | None:
    """The order of the text where it is needed; else that of the locale, which its text need not have, or any."""
    if draft.ambiguous:
        return draft.order if draft.order in ORDERS else None
    order = customary_order(identifier) if rng.random() < CUSTOMARY_SHARE else None if lies else draft.order
    return order if order in ORDERS else choose(rng, ORDERS)


_SPEAKS_FOR_ORDERS = {"numeric", "month-day"}


def generate_pairs(seed: int, step: int, n: int, options: Mapping[str, Any] | None = None) -> list[Pair]:
    """The examples of one step as pairs for the network; `options` are keyword arguments of `generate`."""
    return [as_pair(example) for example in generate(seed, step, n, **(options or {}))]


def input_symbols() -> Alphabet:
    """The input alphabet of the stream's texts and hints."""
    return input_alphabet()
