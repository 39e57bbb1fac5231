"""Many texts: strings a second of each reader, and how many of them it reads right."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from benchmarks.texts import File
from benchmarks.timing import Clock, Times
from datelens.evaluation.readers import Answer, Answered, Reader
from datelens.evaluation.report import Share, report
from datelens.evaluation.rows import Row
from datelens.translator import Translator


class Plain:
    """Reads with `Translator.translate` as anybody calls it: all texts at once and no hints.

    Args:
        translator: of the model.
        name: what to call it.
        readings: how many to list.
        clock: measures the time that it takes.
    """

    tells_precision = True
    chunk = 1 << 20

    def __init__(self, translator: Translator, name: str, readings: int = 1, clock: Clock = time.perf_counter) -> None:
        self.name = name
        self._translator, self._readings, self._clock = translator, readings, clock
        translator.translate(["1 Jan 2000", "no date"], readings=readings)

    def read(self, rows: Sequence[Row]) -> Answered:
        """The answers to rows."""
        texts = [row.text for row in rows]
        start = self._clock()
        translations = self._translator.translate(texts, readings=self._readings)
        seconds = self._clock() - start
        return Answered(
            tuple(Answer(t.iso, t.readings[0].iso, t.confidence, t.ambiguous) for t in translations), seconds
        )


@dataclass(frozen=True, slots=True)
class Contender:
    """A reader and what it is given.

    Attributes:
        name: what to call it.
        reader: which reads.
        most: rows that it is given at most; the slow ones read a sample.
        told: whether it is told the language of each row.
    """

    name: str
    reader: Reader
    most: int
    told: bool = False

    def sample(self, rows: Sequence[Row]) -> list[Row]:
        """Its rows: all, or so many of them, evenly spread."""
        number = min(self.most, len(rows))
        chosen = [rows[place * len(rows) // number] for place in range(number)]
        return [replace(row, locale=row.language or None) for row in chosen] if self.told else chosen


@dataclass(frozen=True, slots=True)
class Throughput:
    """How fast and how well a contender reads a file.

    Attributes:
        name: of the contender.
        rows: that it was given.
        times: for all of them.
        exact: the share that it read right.
    """

    name: str
    rows: int
    times: Times
    exact: Share

    @property
    def per_second(self) -> float:
        """Strings a second, the median."""
        return self.rows / self.times.median


def measure(
    file: File, contenders: Sequence[Contender], repetitions: int, told: Callable[[], object] = lambda: None
) -> dict[str, Throughput]:
    """Let all contenders read a file in turns.

    Args:
        file: what to read.
        contenders: who reads.
        repetitions: how often.
        told: called after each reading, to show that something moves.
    """
    samples = {contender.name: contender.sample(file.rows) for contender in contenders}
    seconds: dict[str, list[float]] = {name: [] for name in samples}
    last: dict[str, Answered] = {}
    for _ in range(repetitions):
        for contender in contenders:
            last[contender.name] = answered = contender.reader.read(samples[contender.name])
            seconds[contender.name].append(answered.seconds)
            told()
    return {
        name: Throughput(
            name, len(samples[name]), Times(tuple(seconds[name])), report(name, samples[name], answered).exact
        )
        for name, answered in last.items()
    }


def ratio(found: Mapping[str, Throughput], first: str, second: str) -> float:
    """How many times as fast the first is as the second."""
    return found[first].per_second / found[second].per_second
