"""Direction: which way a text runs, and the order in which its characters stand on a line.

The Unicode bidirectional algorithm (Standard Annex #9) for one paragraph, over `unicodedata` alone: the rules P2–P3,
W1–W7, N0–N2, I1–I2, L1–L2. Explicit embeddings, overrides and isolates (X1–X8) are taken for the invisible
characters that they are: a date does not nest.

    levels(text)          an embedding level for each character; odd runs right to left
    visual_order(levels)  the characters of one line from left to right
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import groupby

_STRONG = {"L": 0, "R": 1, "AL": 1}
_LEVELS = ({"L": 0, "R": 1}, {"R": 1})  # rules I1 and I2, by the paragraph's level; all else stands on level 2
_EXPLICIT = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI", "BN"))
_NEUTRAL = frozenset(("B", "S", "WS", "ON"))

_MIRRORS = {"(": ")", "[": "]", "{": "}", "<": ">", "«": "»", "‹": "›", "（": "）", "「": "」", "【": "】"}
_MIRRORED = _MIRRORS | {closing: opening for opening, closing in _MIRRORS.items()}
_BRACKETS = {opening: _MIRRORS[opening] for opening in "([{（「【"}


def is_right_to_left(text: str) -> bool:
    """Whether the first strong character of a text runs from right to left (rules P2 and P3)."""
    strong = (unicodedata.bidirectional(c) for c in text)
    return next((_STRONG[kind] == 1 for kind in strong if kind in _STRONG), False)


def mirrored(character: str) -> str:
    """The character as it is drawn where the text runs from right to left: `(` for `)`."""
    return _MIRRORED.get(character, character)


def levels(text: str) -> list[int]:
    """The embedding level of each character; even runs left to right, odd right to left.

    Example:
        A Hebrew word, a space and a year: the word runs left, the digits inside it right.

        >>> levels("מאי 21")
        [1, 1, 1, 1, 2, 2]
    """
    base = int(is_right_to_left(text))
    kinds = [unicodedata.bidirectional(c) or "L" for c in text]
    kept = [i for i, kind in enumerate(kinds) if kind not in _EXPLICIT]
    types = _weak([kinds[i] for i in kept], "RL"[1 - base])
    types = _neutral(types, "".join(text[i] for i in kept), base)
    found = [base] * len(text)
    for i, kind in zip(kept, types, strict=True):
        found[i] = _LEVELS[base].get(kind, 2)
    for i, kind in enumerate(kinds):  # what draws nothing goes with the character before it
        if kind in _EXPLICIT and i > 0:
            found[i] = found[i - 1]
    _reset_spaces(found, kinds, base)
    return found


def visual_order(levels: Sequence[int]) -> list[int]:
    """Positions of one line from left to right (rule L2): from the highest level down, runs are turned round.

    Example:
        >>> visual_order([1, 1, 1, 1, 2, 2])
        [4, 5, 3, 2, 1, 0]
    """
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        inside = ["R" if levels[i] >= level else "L" for i in order]
        for start, stop in _runs(inside, {"R"}):
            order[start:stop] = reversed(order[start:stop])
    return order


def _weak(types: list[str], sentence: str) -> list[str]:
    """Rules W1 to W7: marks follow their letter; separators and terminators follow the numbers beside them."""
    types = list(types)
    previous, strong = sentence, sentence
    for i, kind in enumerate(types):
        if kind == "NSM":  # W1
            types[i] = previous
        elif kind == "EN" and strong == "AL":  # W2
            types[i] = "AN"
        elif kind in _STRONG:
            strong = kind
        previous = types[i]
    types = ["R" if kind == "AL" else kind for kind in types]  # W3
    for i in range(1, len(types) - 1):  # W4
        joins = {"CS": ("EN", "AN"), "ES": ("EN",)}.get(types[i], ())
        if types[i - 1] == types[i + 1] and types[i - 1] in joins:
            types[i] = types[i - 1]
    for start, stop in _runs(types, {"ET"}):  # W5
        if (start > 0 and types[start - 1] == "EN") or (stop < len(types) and types[stop] == "EN"):
            types[start:stop] = ["EN"] * (stop - start)
    types = ["ON" if kind in ("ES", "ET", "CS") else kind for kind in types]  # W6
    strong = sentence
    for i, kind in enumerate(types):  # W7
        if kind == "EN" and strong == "L":
            types[i] = "L"
        elif kind in ("L", "R"):
            strong = kind
    return types


def _neutral(types: list[str], text: str, base: int) -> list[str]:
    """Rules N0 to N2: brackets follow what they hold, other neutrals what stands on both sides, else the paragraph."""
    types = list(types)
    embedding = "LR"[base]
    for opening, closing in _bracket_pairs(text):
        inside = {_side(kind) for kind in types[opening + 1 : closing]} - {None}
        if embedding in inside:
            types[opening] = types[closing] = embedding
        elif inside:
            strong = next((side for side in map(_side, reversed(types[:opening])) if side), embedding)
            types[opening] = types[closing] = strong if strong in inside else embedding
    for start, stop in _runs(types, _NEUTRAL):
        before = _side(types[start - 1]) if start > 0 else embedding
        after = _side(types[stop]) if stop < len(types) else embedding
        direction = before if before is not None and before == after else embedding
        types[start:stop] = [direction] * (stop - start)
    return types


def _side(kind: str) -> str | None:
    """The direction that a type lends to neutrals: numbers count as right to left."""
    return "L" if kind == "L" else "R" if kind in ("R", "EN", "AN") else None


def _runs(types: Sequence[str], members: frozenset[str] | set[str]) -> list[tuple[int, int]]:
    """The `[start, stop)` of each longest run of types that are members."""
    runs, start = [], 0
    for inside, run in groupby(types, key=lambda kind: kind in members):
        stop = start + len(list(run))
        if inside:
            runs.append((start, stop))
        start = stop
    return runs


def _bracket_pairs(text: str) -> list[tuple[int, int]]:
    """Positions of matching brackets, by opening position (definition BD16)."""
    pairs, stack = [], []
    for i, character in enumerate(text):
        if character in _BRACKETS:
            stack.append((_BRACKETS[character], i))
        elif any(closing == character for closing, _ in stack):
            while True:
                closing, opening = stack.pop()
                if closing == character:
                    pairs.append((opening, i))
                    break
    return sorted(pairs)


def _reset_spaces(levels: list[int], kinds: Sequence[str], base: int) -> None:
    """Rule L1: white space at the end of the text takes the paragraph's level."""
    for i in range(len(kinds) - 1, -1, -1):
        if kinds[i] not in ("WS", "B", "S") and kinds[i] not in _EXPLICIT:
            return
        levels[i] = base
