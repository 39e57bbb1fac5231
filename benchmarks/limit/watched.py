"""A network that counts what it is asked and how long it takes."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from datelens import search
from datelens.runtime import Network


class Watched(Network):
    """Counts runs, rows and seconds of each of its graphs.

    Attributes:
        runs, rows: of `greedy`, `start` and `step`.
        seconds: within them.
    """

    def __init__(self, network: Network) -> None:
        super().__init__(network.bundle)
        self.runs: Counter[str] = Counter()
        self.rows: Counter[str] = Counter()
        self.seconds = 0.0

    def greedy(self, sources: np.ndarray) -> search.Found:
        """See `Network`."""
        with self._watched("greedy", len(sources)):
            return super().greedy(sources)

    def start(self, sources: np.ndarray) -> tuple[search.Memory, np.ndarray]:
        """See `Network`."""
        with self._watched("start", len(sources)):
            return super().start(sources)

    def step(self, memory: search.Memory, rows: np.ndarray, state: np.ndarray, symbols: np.ndarray) -> search.Step:
        """See `Network`."""
        with self._watched("step", len(symbols)):
            return super().step(memory, rows, state, symbols)

    @contextmanager
    def _watched(self, name: str, rows: int) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.seconds += time.perf_counter() - start
        self.runs[name] += 1
        self.rows[name] += rows
