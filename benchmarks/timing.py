"""Times of things that are compared: measured in turns, so that whatever else the machine does meets them all."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Clock = Callable[[], float]
"""Seconds since some moment, such as `time.perf_counter`."""


@dataclass(frozen=True, slots=True)
class Times:
    """How long something took.

    Attributes:
        seconds: of each repetition.
    """

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """In seconds."""
        return statistics.median(self.seconds)

    @property
    def spread(self) -> float:
        """Half of the distance between the fastest and the slowest, as a share of the median."""
        return (max(self.seconds) - min(self.seconds)) / 2 / self.median if self.median else 0.0

    def percentile(self, share: float) -> float:
        """The time, in seconds, that so large a share of the repetitions stayed within.

        Example:
            >>> Times((3.0, 1.0, 2.0)).percentile(0.5)
            2.0
        """
        ordered = sorted(self.seconds)
        return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def in_turns(
    tasks: Mapping[str, Callable[[], object]], repetitions: int, clock: Clock = time.perf_counter
) -> dict[str, Times]:
    """Do all tasks, one after the other, several times over.

    Args:
        tasks: by name.
        repetitions: how often each is done.
        clock: measures.
    """
    seconds: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(repetitions):
        for name, task in tasks.items():
            start = clock()
            task()
            seconds[name].append(clock() - start)
    return {name: Times(tuple(values)) for name, values in seconds.items()}


def each_in_turns(
    tasks: Mapping[str, Callable[[str], object]],
    texts: Sequence[str],
    together: int = 1,
    clock: Clock = time.perf_counter,
) -> dict[str, Times]:
    """Give the texts to all tasks, so many at a time to each in turn; the times of a task are those of its texts."""
    seconds: dict[str, list[float]] = {name: [] for name in tasks}
    for first in range(0, len(texts), together):
        for name, task in tasks.items():
            for text in texts[first : first + together]:
                start = clock()
                task(text)
                seconds[name].append(clock() - start)
    return {name: Times(tuple(values)) for name, values in seconds.items()}
