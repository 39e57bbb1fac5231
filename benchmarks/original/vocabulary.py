"""Numbers for the tutorial's network: rows of one length, filled up with what unknown characters get too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

UNKNOWN, END = "<unk>", "<eot>"


class Vocabulary:
    """Characters and their numbers.

    Args:
        characters: those that it knows.
        length: of every row.
    """

    def __init__(self, characters: Iterable[str], length: int) -> None:
        self.symbols = (*sorted(set(characters)), UNKNOWN, END)
        self.length = length
        self._numbers = {symbol: number for number, symbol in enumerate(self.symbols)}

    def __len__(self) -> int:
        return len(self.symbols)

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """int32 (texts, length): each text and its end, then unknown symbols.

        Example:
            >>> Vocabulary("ab", 4).encode(["ab", "c", "aaaaa"]).tolist()
            [[0, 1, 3, 2], [2, 3, 2, 2], [0, 0, 0, 3]]
        """
        unknown, end = self._numbers[UNKNOWN], self._numbers[END]
        rows = np.full((len(texts), self.length), unknown, np.int32)
        for row, text in zip(rows, texts, strict=True):
            numbers = [self._numbers.get(character, unknown) for character in text[: self.length - 1]] + [end]
            row[: len(numbers)] = numbers
        return rows

    def decode(self, rows: np.ndarray) -> list[str]:
        """What rows (texts, length) of numbers write, up to the end symbol."""
        end = self._numbers[END]
        texts = []
        for row in rows.tolist():
            stop = row.index(end) if end in row else len(row)
            texts.append("".join(self.symbols[number] for number in row[:stop]))
        return texts
