"""Tokens: runs of letters, runs of digits, and every other character by itself.

Any one letter of `September` can be guessed back from the others, so to ask which letter counts most is to ask about
noise; a token cannot.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import groupby

from datelens.records import AttentionMap

Token = tuple[int, int]
"""The `[start, stop)` of input symbols."""


def tokens(map_: AttentionMap) -> list[Token]:
    """The tokens of a map's input; a hint is one of its own. Characters that stand for numbers (`五`) are digits.

    Example:
        >>> map_ = AttentionMap("5 Mai16", None, "", tuple("5 Mai16"), (), (), tuple((i, i + 1) for i in range(7)), 1.0)
        >>> tokens(map_)
        [(0, 1), (1, 2), (2, 5), (5, 7)]
    """
    kinds = [
        _kind(symbol, place) if span is not None else place
        for place, (symbol, span) in enumerate(zip(map_.input, map_.spans, strict=True))
    ]
    found: list[Token] = []
    for _, run in groupby(range(len(kinds)), key=kinds.__getitem__):
        places = list(run)
        found.append((places[0], places[-1] + 1))
    return found


def _kind(symbol: str, place: int) -> str | int:
    """What joins neighbours to one token: `digit`, `letter`, or the place itself, which nothing else has."""
    first = symbol[0]
    if unicodedata.numeric(first, None) is not None:
        return "digit"
    return "letter" if unicodedata.category(first)[0] in "LM" else place


def by_token(row: Sequence[float], found: Sequence[Token]) -> list[float]:
    """Weights of input symbols, summed over each token."""
    return [sum(row[start:stop]) for start, stop in found]


def token_of(place: int, found: Sequence[Token]) -> int:
    """Which token a symbol belongs to."""
    return next(i for i, (start, stop) in enumerate(found) if start <= place < stop)
