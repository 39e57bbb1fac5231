"""Texts as rows of symbol numbers, many at a time.

Folding is done by tables over the code points, filled as characters turn up: most characters fold to one symbol
whatever stands beside them. A text with others (combining marks, ligatures, format characters) goes through
`datelens.folding`, which the tables agree with by a law in the tests.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from datelens.alphabet import Alphabet
from datelens.folding import continues_segment, fold_segment, fold_symbols

# In the table beside the numbers of symbols, which are above 0
_NEW, _SPACE, _COMPOUND = 0, -1, -2

# A batch holds this many rows at most, and this many symbols: both keep it within the processor's cache.
ROWS = 96
SYMBOLS = 1536

ENTERING = 192
"""What a greedy search costs a batch whatever is in it, in symbols: it enters each operator of the graph as often."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Rows of symbol numbers of many lengths.

    Attributes:
        numbers: int32 (symbols,): those of the folded texts, row after row.
        starts: whole numbers (rows,): where each row begins in `numbers`.
        lengths: whole numbers (rows,): of the texts alone.
        hints: int32 (rows, 3): symbols that stand before the text, padded at the right.
    """

    numbers: np.ndarray
    starts: np.ndarray
    lengths: np.ndarray
    hints: np.ndarray

    def batches(
        self, rows: np.ndarray, length_step: int, entering: int = ENTERING
    ) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Batches of rows of near-equal length, the longest first.

        Args:
            rows: whole numbers (rows,): which to take.
            length_step: input lengths are multiples of this.
            entering: what a batch costs whatever is in it, in symbols; shorter rows get a batch of their own where they
                save more padding than that.

        Yields:
            rows (batch,), symbols int32 (batch, input).
        """
        lengths = self.lengths[rows] + (self.hints[rows] != Alphabet.padding).sum(axis=1)
        order = np.argsort(-lengths, kind="stable")
        widths = -(-np.maximum(lengths[order], 1) // length_step) * length_step
        first = 0
        while first < len(rows):
            width = int(widths[first])
            within = widths[first : first + min(ROWS, max(SYMBOLS // width, 1))]
            spared = (width - within) * np.arange(len(within), 0, -1)  # if a batch began at each of them
            size = int(spared.argmax()) if spared.max() > entering else len(within)
            chosen = rows[order[first : first + size]]
            yield chosen, self.padded(chosen, width)
            first += size

    def padded(self, rows: np.ndarray, width: int) -> np.ndarray:
        """The rows as one int32 array (rows, width), hints first, padded at the right."""
        columns = np.arange(width)
        hints = self.hints[rows]
        before = (hints != Alphabet.padding).sum(axis=1)[:, None]
        place = columns - before
        inside = (place >= 0) & (place < self.lengths[rows][:, None])
        symbols = np.zeros((len(rows), width), np.int32)
        symbols[inside] = self.numbers[(self.starts[rows][:, None] + place)[inside]]
        shown = min(hints.shape[1], width)
        symbols[:, :shown] = np.where(columns[:shown] < before, hints[:, :shown], symbols[:, :shown])
        return symbols


class Folder:
    """Folds texts to the numbers of an alphabet.

    Args:
        alphabet: of the input.
    """

    def __init__(self, alphabet: Alphabet) -> None:
        self._alphabet = alphabet
        # Zeros that are never touched take no memory
        self._folded = np.zeros(sys.maxunicode + 1, np.int32)  # number of the symbol that a character folds to
        self._plain = np.zeros(sys.maxunicode + 1, np.int32)  # number of the character itself
        for symbol in alphabet.symbols:
            if len(symbol) == 1:
                self._plain[ord(symbol)] = alphabet.number(symbol)

    def fold(self, texts: Sequence[str], hints: np.ndarray) -> Sources:
        """The rows of the texts.

        Args:
            texts: any strings.
            hints: int32 (rows, 3), as `Sources` has them.
        """
        codes, rows, lengths = _spell(texts)
        numbers = self._look_up(codes)
        # Here and below not `np.unique`, which imports masked arrays: a twentieth of a cold start
        compound = np.flatnonzero(np.bincount(rows[numbers == _COMPOUND]))
        if len(compound):
            texts = list(texts)
            for row in compound:
                texts[row] = fold_symbols(texts[row])
            codes, rows, lengths = _spell(texts)
            already = np.zeros(len(texts), bool)
            already[compound] = True
            numbers = np.where(already[rows], np.maximum(self._plain[codes], Alphabet.unknown), self._look_up(codes))
        return _without_spare_spaces(numbers, rows, lengths, self._alphabet.number(" "), hints)

    def _look_up(self, codes: np.ndarray) -> np.ndarray:
        """What each character folds to: a symbol's number, `_SPACE` or `_COMPOUND`."""
        numbers = self._folded[codes]
        if not numbers.all():
            for code in set(codes[numbers == _NEW].tolist()):
                self._folded[code] = self._meaning(chr(code))
            numbers = self._folded[codes]
        return np.asarray(numbers)

    def _meaning(self, character: str) -> int:
        folded = fold_segment(character)
        if continues_segment(character) or len(folded) != 1:
            return _COMPOUND
        return _SPACE if folded == " " else self._alphabet.number(folded)


def _spell(texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The code points of the texts (characters,), the row of each (characters,), and the lengths (rows,)."""
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    return codes, np.repeat(np.arange(len(texts)), lengths), lengths


def _without_spare_spaces(
    numbers: np.ndarray, rows: np.ndarray, lengths: np.ndarray, space: int, hints: np.ndarray
) -> Sources:
    """The rows with runs of spaces as one space, and none at the ends."""
    blank = numbers == _SPACE
    if blank.any():
        first = np.empty(len(rows), bool)  # of its row
        first[:1], first[1:] = True, rows[1:] != rows[:-1]
        spare = blank & first
        spare[1:] |= blank[1:] & blank[:-1]
        numbers, rows, blank = numbers[~spare], rows[~spare], blank[~spare]
        last = np.empty(len(rows), bool)
        last[-1:], last[:-1] = True, rows[1:] != rows[:-1]
        kept = ~(blank & last)
        numbers, rows = np.where(blank, space, numbers)[kept], rows[kept]
        lengths = np.bincount(rows, minlength=len(lengths))
    return Sources(numbers, np.cumsum(lengths) - lengths, lengths, hints)
