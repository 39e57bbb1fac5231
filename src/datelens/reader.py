"""The reader: texts whose hints are symbols already, to translations, in the calling thread."""

from __future__ import annotations

import re

import numpy as np

from datelens.alphabet import Alphabet
from datelens.answers import LEAST_READING, Scribe, answer, calendar_of, certain
from datelens.bundle import DATES, Bundle, Thresholds
from datelens.folding import fold_symbols
from datelens.hints import Hints
from datelens.iso import reading_by_law
from datelens.records import Reading, Translation
from datelens.runtime import LENGTH_STEP, Network
from datelens.sources import Folder

LONGEST_TEXT = 1000
"""A text of more characters, as written or as folded, is no date; it is refused unread."""

_WIDTH = 4  # of the beam, unless more readings are asked for
_ENTERING_BEAM = 512  # what a beam costs a batch whatever is in it, in symbols: each of its steps is a call by itself
_MAYBE_LAWFUL = re.compile(r"[0-9-]{4}[0-9WwTtZz:.,+ -]{0,32}").fullmatch


class Reader:
    """Reads texts with the model of a bundle: greedily, and those that are in doubt once more with a beam.

    Args:
        bundle: the model.
        thresholds: when a reading is doubtful.
    """

    def __init__(self, bundle: Bundle, thresholds: Thresholds) -> None:
        self.network = Network(bundle)
        self.thresholds = thresholds
        self._alphabet = bundle.description.input_alphabet
        self._of_dates = bundle.description.grammar == DATES
        self._folder = Folder(self._alphabet)
        self.calendar = calendar_of(bundle.description)
        self._scribe = Scribe(bundle.description.output_alphabet, self.calendar)

    def read(self, text: str, hints: Hints, readings: int) -> Translation:
        """The translation of one text, without what it takes to prepare a batch."""
        if (iso := self._by_law(text)) is not None:
            return certain(text, iso)
        symbols = folded(text)
        if symbols is None:
            return certain(text, None, self.calendar)
        numbers = self._alphabet.encode((*hints.symbols(), *symbols))
        source = np.array([numbers + [Alphabet.padding] * (-len(numbers) % LENGTH_STEP)], np.int32)
        found = self.network.greedy(source)
        if np.exp(found.log_probabilities[0]) <= self._settled(readings):
            [several] = self._several(source, readings)
        else:
            [several] = self._scribe.readings(found, 1)
        return answer(text, several, self.thresholds, readings)

    def read_all(self, texts: list[str], hints: np.ndarray, readings: int) -> list[Translation]:
        """The translations of many texts; the same ones as `read` gives.

        Args:
            texts: any strings.
            hints: int32 (rows, 3); see `Sources`.
            readings: how many to list.
        """
        sources = self._folder.fold([text if len(text) <= LONGEST_TEXT else "" for text in texts], hints)
        lawful = self._lawful(texts, sources.lengths)
        asked = np.ones(len(texts), bool)
        asked[list(lawful)] = False
        symbols = np.zeros((len(texts), self.network.steps), np.int32)
        scores = np.zeros(len(texts))
        for rows, batch in sources.batches(np.flatnonzero(asked), LENGTH_STEP):
            found = self.network.greedy(batch)
            symbols[rows], scores[rows] = found.symbols, found.log_probabilities
        isos, probabilities = self._scribe.write(symbols), np.exp(scores)
        given = (probabilities >= self.thresholds.refusal).tolist()
        calendar = self.calendar
        translations = [
            Translation(text, iso if sure else None, probability, False, (Reading(iso, probability, calendar),))
            for text, iso, probability, sure in zip(texts, isos, probabilities.tolist(), given, strict=True)
        ]
        for row, iso in lawful.items():
            translations[row] = certain(texts[row], iso, calendar)
        doubtful = np.flatnonzero(asked & (probabilities <= self._settled(readings)))
        for rows, batch in sources.batches(doubtful, LENGTH_STEP, _ENTERING_BEAM):
            for row, several in zip(rows.tolist(), self._several(batch, readings), strict=True):
                translations[row] = answer(texts[row], several, self.thresholds, readings)
        return translations

    def _several(self, batch: np.ndarray, readings: int) -> list[tuple[Reading, ...]]:
        """The readings of some rows, found with a beam.

        Where the best one is below the floor a better one may have been left, and it is searched for again.
        """
        width, floor = max(_WIDTH, readings), self._floor(readings)
        several = self._scribe.readings(self.network.beam(batch, width, floor), len(batch))
        poor = [row for row, found in enumerate(several) if LEAST_READING < floor > found[0].probability]
        if poor:
            again = self.network.beam(batch[poor], width, LEAST_READING)
            for row, found in zip(poor, self._scribe.readings(again, len(poor)), strict=True):
                several[row] = found
        return several

    def _settled(self, readings: int) -> float:
        """The probability above which a greedy reading needs no beam.

        Another reading has at most what it leaves over: too little to come first, to make the text ambiguous or, where
        more are asked for, to be listed.
        """
        return 1 - min(self._floor(readings), 0.5)

    def _floor(self, readings: int) -> float:
        """The probability below which a hypothesis needs no following: no part of a reading is less probable than it.

        Where one reading is asked for, no other is listed but those that make the text ambiguous.
        """
        return max(self.thresholds.ambiguity, LEAST_READING) if readings == 1 else LEAST_READING

    def _by_law(self, text: str) -> str | None:
        return reading_by_law(text) if self._of_dates and _MAYBE_LAWFUL(text) else None

    def _lawful(self, texts: list[str], lengths: np.ndarray) -> dict[int, str | None]:
        """The rows that are answered by law, with the answers."""
        refused = np.flatnonzero((lengths == 0) | (lengths > LONGEST_TEXT)).tolist()
        lawful = {row: iso for row, text in enumerate(texts) if (iso := self._by_law(text)) is not None}
        return dict.fromkeys(refused) | lawful


def folded(text: str) -> str | None:
    """The folded text; None where it is refused unread, because nothing is left of it or too much."""
    symbols = fold_symbols(text) if len(text) <= LONGEST_TEXT else ""
    return symbols if 0 < len(symbols) <= LONGEST_TEXT else None
