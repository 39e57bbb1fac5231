"""Meters: the figures of a service for Prometheus."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

from datelens.records import Translation

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Meters:
    """The figures of one service; two in one process do not disturb each other."""

    def __init__(self) -> None:
        registry = self._registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self.requests = Counter("datelens_requests", "Requests answered.", ["path", "status"], registry=registry)
        self.seconds = Histogram(
            "datelens_request_seconds",
            "From the first byte of a request to the last of its response.",
            ["path"],
            buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30),
            registry=registry,
        )
        self.shed = Counter("datelens_requests_shed", "Requests told to come again.", ["code"], registry=registry)
        self.in_flight = Gauge("datelens_requests_in_flight", "Requests being answered.", registry=registry)
        self.batches = Histogram(
            "datelens_batch_texts",
            "Texts that were read in one batch.",
            buckets=(1, 2, 4, 8, 16, 32, 64, 128, 256, 512),
            registry=registry,
        )
        self.waiting = Gauge("datelens_waiting_characters", "Characters that wait to be read.", registry=registry)
        self.texts = Counter("datelens_texts", "Texts translated, by what came of them.", ["answer"], registry=registry)
        self._answers = {answer: self.texts.labels(answer) for answer in ("date", "ambiguous", "refused")}
        self._found: dict[tuple[str, int], tuple[Counter, Histogram]] = {}  # by path and status: looking up takes time

    def watch_waiting(self, waiting: Callable[[], int]) -> None:
        """Ask for what waits when the figures are read."""
        self.waiting.set_function(waiting)

    def watch_in_flight(self, in_flight: Callable[[], int]) -> None:
        """Ask for what is in flight when the figures are read."""
        self.in_flight.set_function(in_flight)

    def observe(self, path: str, status: int, seconds: float) -> None:
        """Count a request; there are few paths and statuses."""
        found = self._found.get((path, status))
        if found is None:
            found = self._found[path, status] = (self.requests.labels(path, str(status)), self.seconds.labels(path))
        found[0].inc()
        found[1].observe(seconds)

    def count(self, translations: Iterable[Translation]) -> None:
        """Count what came of some texts."""
        counts = dict.fromkeys(self._answers, 0)
        for translation in translations:
            counts["refused" if translation.iso is None else "ambiguous" if translation.ambiguous else "date"] += 1
        for answer, number in counts.items():
            if number:
                self._answers[answer].inc(number)

    def exposition(self) -> bytes:
        """The figures in Prometheus' text format."""
        return generate_latest(self._registry)
