"""A client that costs little: requests written by hand on open connections, in one event loop."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from math import inf


@dataclass(slots=True)
class Told:
    """What a service answered.

    Attributes:
        seconds: from when to when it was asked.
        texts: how many were translated.
        latencies: seconds of each request by its status; 0 where the connection broke.
    """

    seconds: float = 0.0
    texts: int = 0
    latencies: dict[int, list[float]] = field(default_factory=dict)

    def count(self, status: int) -> int:
        """Requests answered with a status."""
        return len(self.latencies.get(status, ()))

    def quantile(self, share: float, status: int = 200) -> float:
        """The seconds within which this share of the requests with a status was answered; nan for none."""
        ordered = sorted(self.latencies.get(status, ()))
        return ordered[min(int(share * len(ordered)), len(ordered) - 1)] if ordered else float("nan")

    @property
    def rate(self) -> float:
        """Texts translated a second."""
        return self.texts / self.seconds

    def add(self, status: int, seconds: float, texts: int) -> None:
        """Count a request."""
        self.latencies.setdefault(status, []).append(seconds)
        self.texts += texts if status == 200 else 0


def request(port: int, texts: Sequence[str]) -> bytes:
    """A question, as bytes."""
    body = json.dumps({"texts": list(texts)}).encode()
    head = (
        f"POST /translate HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def bounded(
    port: int, questions: Iterator[list[str]], connections: int, seconds: float = inf, most: int | None = None
) -> Told:
    """Ask on so many connections at once, each the next question when it has its answer, so long or so often."""
    told = Told()
    start = time.perf_counter()

    async def one() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for texts in islice(questions, most):
            if time.perf_counter() - start >= seconds:
                break
            began = time.perf_counter()
            writer.write(request(port, texts))
            status = await _status(reader)
            told.add(status, time.perf_counter() - began, len(texts))
        writer.close()

    await asyncio.gather(*(one() for _ in range(connections)))
    told.seconds = time.perf_counter() - start
    return told


async def unbounded(port: int, questions: Iterator[list[str]], rate: float, seconds: float) -> Told:
    """Ask so many times a second, whether or not there are answers, each on a connection of its own."""
    told = Told()
    start = time.perf_counter()
    asked: list[asyncio.Task[None]] = []

    async def one(texts: list[str]) -> None:
        began = time.perf_counter()
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(request(port, texts))
            status = await _status(reader)
            writer.close()
        except (OSError, asyncio.IncompleteReadError):
            status = 0
        told.add(status, time.perf_counter() - began, len(texts))

    while (now := time.perf_counter() - start) < seconds:
        while len(asked) < rate * now:
            asked.append(asyncio.create_task(one(next(questions))))
        await asyncio.sleep(0.002)
    told.seconds = time.perf_counter() - start
    await asyncio.gather(*asked)
    return told


async def _status(reader: asyncio.StreamReader) -> int:
    """The status of a response, whose body is read and forgotten."""
    head = await reader.readuntil(b"\r\n\r\n")
    _, _, after = head.lower().partition(b"content-length: ")
    await reader.readexactly(int(after.split(b"\r\n", 1)[0]))
    return int(head[9:12])
