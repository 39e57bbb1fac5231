"""What is evaluated: a reader of rows, datelens itself first of all."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from datelens.evaluation.rows import Row

if TYPE_CHECKING:
    from datelens.translator import Translator

Clock = Callable[[], float]
"""Seconds since some moment, such as `time.perf_counter`."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reader says of a text.

    Attributes:
        iso: the answer; None where it refuses.
        reading: the first reading, whether or not it became the answer.
        confidence: in the first reading; None of a reader that knows no doubt.
        ambiguous: whether it warns of a second reading; None of a reader that never does.
        aided: whether it was given a hint with the text.
    """

    iso: str | None
    reading: str | None
    confidence: float | None = None
    ambiguous: bool | None = None
    aided: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """The answers to some rows.

    Attributes:
        answers: one a row.
        seconds: that they took.
        hints_left_out: how many rows had a hint that the reader was not given, because it knows or takes none such.
    """

    answers: tuple[Answer, ...]
    seconds: float
    hints_left_out: int = 0


class Reader(Protocol):
    """Whatever reads rows.

    Attributes:
        name: what to call it, with its release.
        tells_precision: whether `2016-01` and `2016-01-01` are different answers of it. Where they are not, its answers
            are compared as far as the right reading goes.
        chunk: how many rows to read at once.
    """

    @property
    def name(self) -> str: ...

    @property
    def tells_precision(self) -> bool: ...

    @property
    def chunk(self) -> int: ...

    def read(self, rows: Sequence[Row]) -> Answered:
        """The answers to rows, with the hints that these hold."""


def chunked(rows: Sequence[Row], size: int) -> list[Sequence[Row]]:
    """The rows in chunks of a size; the last may be shorter."""
    return [rows[start : start + size] for start in range(0, len(rows), size)]


def read_all(reader: Reader, chunks: Iterable[Sequence[Row]]) -> Answered:
    """The answers of a reader to all chunks."""
    parts = [reader.read(chunk) for chunk in chunks]
    return Answered(
        tuple(answer for part in parts for answer in part.answers),
        sum(part.seconds for part in parts),
        sum(part.hints_left_out for part in parts),
    )


class ModelReader:
    """Reads with a translator.

    A hint that the model does not know is left out, so that one strange row does not end an evaluation.

    Args:
        translator: of the model.
        name: what to call it.
        clock: measures the time that it takes.
    """

    tells_precision = True
    chunk = 8192  # enough to fill the batches of several threads

    def __init__(self, translator: Translator, name: str = "datelens", clock: Clock = time.perf_counter) -> None:
        self.name = name
        self._translator = translator
        self._clock = clock
        self._known: dict[tuple[str | None, str | None], tuple[str | None, str | None]] = {}
        translator.translate(["1 Jan 2000", "no date"])  # what is set up with the first texts is not timed

    def read(self, rows: Sequence[Row]) -> Answered:
        """The answers to rows, with the hints that these hold."""
        hints = [self._known_hints(*row.hints) for row in rows]
        texts = [row.text for row in rows]
        start = self._clock()
        translations = self._translator.translate(texts, [locale for locale, _ in hints], [order for _, order in hints])
        seconds = self._clock() - start
        answers = [
            Answer(t.iso, t.readings[0].iso, t.confidence, t.ambiguous, aided=given != (None, None))
            for t, given in zip(translations, hints, strict=True)
        ]
        left_out = sum(known != row.hints for known, row in zip(hints, rows, strict=True))
        return Answered(tuple(answers), seconds, left_out)

    def _known_hints(self, locale: str | None, order: str | None) -> tuple[str | None, str | None]:
        """The hints, without one that the model does not know."""
        if (locale, order) not in self._known:
            knows = self._translator.knows
            self._known[locale, order] = (locale if knows(locale) else None, order if knows(order=order) else None)
        return self._known[locale, order]
