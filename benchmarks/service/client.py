"""A client that costs little: requests written beforehand, on open connections, without a task for any of them."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import NamedTuple, cast


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


class Question(NamedTuple):
    """A request, as bytes, and how many texts it asks about."""

    content: bytes
    texts: int


def question(texts: Sequence[str]) -> Question:
    """The request that asks about some texts."""
    body = json.dumps({"texts": list(texts)}).encode()
    head = (
        "POST /translate HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return Question(head.encode() + body, len(texts))


class Asking(asyncio.Protocol):
    """A connection that asks one question after the other, each when it has the answer to the last.

    Args:
        questions: to ask, while there are any.
        told: counts the answers.
    """

    def __init__(self, questions: Iterator[Question], told: Told) -> None:
        self._questions, self._told = questions, told
        self._received = b""
        self._texts, self._began = 0, 0.0
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask the first."""
        self._transport = cast(asyncio.Transport, transport)
        self._ask()

    def data_received(self, data: bytes) -> None:
        """Ask the next, if this is the end of an answer."""
        self._received += data
        head, end, body = self._received.partition(b"\r\n\r\n")
        if end and len(body) >= _length(head):
            self._told.add(int(head[9:12]), time.perf_counter() - self._began, self._texts)
            self._received = b""
            self._ask()

    def connection_lost(self, exc: Exception | None) -> None:
        """Count a question that is not answered."""
        if self._texts:
            self._told.add(0, time.perf_counter() - self._began, self._texts)
        if not self.ended.done():
            self.ended.set_result(None)

    def _ask(self) -> None:
        content, self._texts = next(self._questions, _NOTHING)
        if self._texts:
            self._began = time.perf_counter()
            self._transport.write(content)
        else:
            self._transport.close()


_NOTHING = Question(b"", 0)


async def bounded(
    port: int, questions: Iterator[Question], connections: int, seconds: float = inf, most: int | None = None
) -> Told:
    """Ask on so many connections at once, each the next question when it has its answer, so long or so often."""
    told = Told()
    start = time.perf_counter()

    def some() -> Iterator[Question]:
        for asked, one in enumerate(questions):
            if asked == most or time.perf_counter() - start >= seconds:
                break
            yield one

    await asyncio.gather(*(_connected(port, some(), told) for _ in range(connections)))
    told.seconds = time.perf_counter() - start
    return told


async def unbounded(port: int, questions: Iterator[Question], rate: float, seconds: float) -> Told:
    """Ask so many times a second, whether or not there are answers, each on a connection of its own."""
    told = Told()
    start = time.perf_counter()
    asked: list[asyncio.Task[None]] = []
    while (now := time.perf_counter() - start) < seconds:
        while len(asked) < rate * now:
            asked.append(asyncio.create_task(_connected(port, [next(questions)], told)))
        await asyncio.sleep(0.002)
    told.seconds = time.perf_counter() - start
    await asyncio.gather(*asked)
    return told


async def _connected(port: int, questions: Iterable[Question], told: Told) -> None:
    """Ask some questions on a connection; one that cannot be had is a question without an answer."""
    loop = asyncio.get_running_loop()
    try:
        _, asking = await loop.create_connection(lambda: Asking(iter(questions), told), "127.0.0.1", port)
    except OSError:
        told.add(0, 0.0, 0)
    else:
        await asking.ended


def _length(head: bytes) -> int:
    """How many bytes the body of a response has."""
    return int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
