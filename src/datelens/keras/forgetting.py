"""Forgetting: input symbols made unknown at random, so that the unknown symbol means something.

A text may hold a character that no training text held, and occlusion asks a model what it would write without one; so
training has to answer. One unknown symbol stands for a character, for a hint, or for a whole number of one or two
digits: nothing tells how many are gone, so that a lone unknown symbol for `5` leaves doubt about the tens too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np

from datelens.alphabet import SPECIAL, Alphabet
from datelens.keras.recipe import ForgettingRecipe
from datelens.pairs import Pair

UNKNOWN = SPECIAL[Alphabet.unknown]


def forget(pair: Pair, random: np.random.Generator, rates: ForgettingRecipe) -> Pair:
    """The pair with some symbols unknown; its gold spans move along where a number becomes one symbol."""
    if random.random() >= rates.share:
        return pair
    draws = iter(random.random(2 * len(pair.source)).tolist())  # at most one a run and one a symbol
    source: list[str] = []
    places: list[int] = []  # of each old symbol in the new source
    for kind, run in groupby(pair.source, kind_of):
        symbols = list(run)
        kept = _kept(kind, symbols, draws, rates)
        places += [len(source) + min(i, len(kept) - 1) for i in range(len(symbols))]
        source += kept
    gold = tuple(None if span is None else (places[span[0]], places[span[1] - 1] + 1) for span in pair.gold)
    return Pair(tuple(source), pair.target, gold)


def kind_of(symbol: str) -> str:
    """What a symbol is: `hint`, `digit`, `letter` (vowel signs and the like too) or `mark`.

    Example:
        >>> [kind_of(symbol) for symbol in ("<lang:de>", "5", "é", " ", "年")]
        ['hint', 'digit', 'letter', 'mark', 'letter']
    """
    if len(symbol) > 1:
        return "hint"
    if symbol.isdecimal():
        return "digit"
    return "letter" if symbol.isalpha() or unicodedata.category(symbol)[0] == "M" else "mark"


def _kept(kind: str, symbols: Sequence[str], draws: Iterator[float], rates: ForgettingRecipe) -> list[str]:
    """A run of symbols of one kind, some of them unknown."""
    whole = next(draws)
    if kind == "digit" and len(symbols) <= 2 and whole < rates.number:
        return [UNKNOWN]
    rate: float = getattr(rates, kind)
    if kind == "digit" and len(symbols) == 1:
        rate = 0.0  # a lone digit goes as a number
    if kind == "letter" and whole < rates.word:
        rate = 1.0 if whole < rates.word / 2 else 0.5
    return [UNKNOWN if next(draws) < rate else symbol for symbol in symbols]
