"""What is answered: outputs of the model as readings, and readings as a translation, doubt included."""

from __future__ import annotations

from itertools import pairwise, repeat

import numpy as np

from datelens.alphabet import Alphabet
from datelens.bundle import DATES, Description, Thresholds
from datelens.iso import NO_DATE
from datelens.records import GREGORIAN, Reading, Translation
from datelens.search import Found

LEAST_READING = 0.001
"""A reading less probable than this is not listed beside the first."""


def calendar_of(description: Description) -> str | None:
    """The calendar of what the model of a bundle writes; None where its task is none of dates."""
    return GREGORIAN if description.grammar == DATES else None


class Scribe:
    """Writes outputs as strings.

    Args:
        alphabet: of the output.
        calendar: of what is written; None for strings that are no dates.
    """

    def __init__(self, alphabet: Alphabet, calendar: str | None = GREGORIAN) -> None:
        self._alphabet = alphabet
        self._calendar = calendar
        # None where a symbol is more than one character
        self._letters: np.ndarray | None = None
        own = alphabet.symbols[Alphabet.end + 1 :]
        if all(len(symbol) == 1 for symbol in own):
            self._letters = np.array([0] * (Alphabet.end + 1) + [ord(symbol) for symbol in own], np.uint32)

    def write(self, symbols: np.ndarray) -> list[str | None]:
        """The outputs (rows, output), None for "no date"."""
        if self._letters is None:
            return [self._alphabet.decode(row) for row in symbols.tolist()]
        letters = np.ascontiguousarray(self._letters[symbols])
        strings = letters.view(f"<U{letters.shape[1]}")[:, 0].tolist()  # padding ends a string
        return [None if string == NO_DATE else string for string in strings]

    def readings(self, found: Found, rows: int) -> list[tuple[Reading, ...]]:
        """The readings of each of the rows that were searched, best first."""
        isos, probabilities = self.write(found.symbols), np.exp(found.log_probabilities).tolist()
        ends = np.searchsorted(found.rows, np.arange(rows + 1)).tolist()
        return [
            tuple(map(Reading, isos[start:stop], probabilities[start:stop], repeat(self._calendar)))
            for start, stop in pairwise(ends)
        ]


def answer(text: str, readings: tuple[Reading, ...], thresholds: Thresholds, listed: int = 1) -> Translation:
    """The translation of a text from its readings.

    - The first reading is the answer, unless it is less probable than `thresholds.refusal`; then there is none.
    - A text is ambiguous if at least two *dates* among its readings reach `thresholds.ambiguity`. "No date" counts for
      nothing here: doubt whether there is a date at all shows in the confidence and in the readings alone.
    - `listed` readings are kept; where the text is ambiguous, at least all that make it so; beside the first none that
      is less probable than `LEAST_READING`.

    Args:
        text: as it came.
        readings: best first, at least one.
        thresholds: when a reading is doubtful.
        listed: how many readings to keep.
    """
    first = readings[0]
    rivals = [
        place
        for place, reading in enumerate(readings)
        if reading.iso is not None and reading.probability >= thresholds.ambiguity
    ]
    ambiguous = len(rivals) > 1
    kept = max(listed, rivals[-1] + 1) if ambiguous else listed
    iso = first.iso if first.probability >= thresholds.refusal else None
    likely = [reading for reading in readings[1:kept] if reading.probability >= LEAST_READING]
    return Translation(text, iso, first.probability, ambiguous, (first, *likely))


def certain(text: str, iso: str | None, calendar: str | None = GREGORIAN) -> Translation:
    """A translation by law and not by the model: confidence 1."""
    return Translation(text, iso, 1.0, False, (Reading(iso, 1.0, calendar),))
