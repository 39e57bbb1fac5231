"""Batching: requests that come together are read together, and no more wait than can be answered in time.

One worker thread computes; the event loop collects. While a batch is being read the next one gathers by itself, so
only an idle worker waits, for a few milliseconds, lest the first of several requests goes alone. What waits is
counted by what it costs: beyond a bound a request is told to come again instead of making all others late.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

Kind = Hashable
Work = Callable[[Any, list[Any]], list[Any]]

TOGETHER = 8192
"""The cost of a batch at most: some 300 short texts, after which a batch gets slower a text, not quicker."""


class QueueFullError(Exception):
    """More is waiting than may wait."""


class Job(NamedTuple):
    """Questions of one kind that are answered together, and the answers to come.

    Jobs are taken in their turns. The first job of a request has the turn that is now, its second the next one, and so
    on: what is asked while a long request is being read comes after a piece of it, and not after all of it.
    """

    turn: int
    kind: Kind
    questions: Sequence[Any]
    cost: int
    answers: asyncio.Future[list[Any]]


class Batcher:
    """Answers questions in one worker thread, those of one kind in batches.

    Args:
        work: a kind and questions to as many answers; called in the worker thread.
        cost: of a question of a kind, in any unit; a whole number above 0.
        most_waiting: the cost of all that waits. What finds nobody waiting is taken, whatever it costs.
        wait: seconds that an idle worker waits for more.
        together: the cost of a batch at most; one question may cost more and is then alone.
        observe: told the number of questions of every batch.
    """

    def __init__(
        self,
        work: Work,
        cost: Callable[[Any, Any], int],
        *,
        most_waiting: int,
        wait: float,
        together: int = TOGETHER,
        observe: Callable[[int], None] = lambda questions: None,
    ) -> None:
        self._work, self._cost = work, cost
        self._most_waiting, self._wait, self._together = most_waiting, wait, together
        self._observe = observe
        self._jobs: list[Job] = []
        self._more = asyncio.Event()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="datelens-model")
        self._closing = False
        self._turn = 0
        self.waiting = 0
        """The cost of what waits."""

    async def ask(self, kind: Kind, questions: Sequence[Any]) -> list[Any]:
        """The answers to some questions, once they have had their turn.

        Raises:
            QueueFullError: too much is waiting.
        """
        costs = [self._cost(kind, question) for question in questions]
        if self._jobs and self.waiting + sum(costs) > self._most_waiting:
            raise QueueFullError
        loop = asyncio.get_running_loop()
        jobs = [
            Job(self._turn + place, kind, questions[start:stop], cost, loop.create_future())
            for place, (start, stop, cost) in enumerate(_pieces(costs, self._together))
        ]
        self._jobs += jobs
        self.waiting += sum(costs)
        self._more.set()
        try:
            return [answer for job in jobs for answer in await job.answers]
        finally:  # where the first failed, or who asked has gone, nobody needs the others
            for job in jobs:
                if not job.answers.cancel() and not job.answers.cancelled():
                    job.answers.exception()  # asyncio tells of those that nobody looked at

    async def run(self) -> None:
        """Answer until `close`, and then what is still waiting."""
        loop = asyncio.get_running_loop()
        while True:
            if not self._jobs:
                if self._closing:
                    break
                self._more.clear()
                await self._more.wait()
                if self._wait and self.waiting < self._together and not self._closing:
                    await asyncio.sleep(self._wait)
            if batch := self._next():
                self._observe(sum(len(job.questions) for job in batch))
                _settle(batch, await loop.run_in_executor(self._thread, self._outcomes, batch))
        self._thread.shutdown()

    def close(self) -> None:
        """Let `run` end when nothing waits any more."""
        self._closing = True
        self._more.set()

    def _next(self) -> list[Job]:
        """The jobs of the next batch: the first in turn, and those of its kind that fit in with it."""
        batch: list[Job] = []
        others: list[Job] = []
        taken = 0
        for job in sorted(self._jobs, key=lambda job: job.turn):  # of one turn: as they came
            if job.answers.done():
                self.waiting -= job.cost
            elif not batch or (job.kind == batch[0].kind and taken + job.cost <= self._together):
                batch.append(job)
                taken += job.cost
                self.waiting -= job.cost
            else:
                others.append(job)
        self._jobs = others
        if batch:
            self._turn = batch[0].turn
        return batch

    def _outcomes(self, batch: list[Job]) -> list[list[Any] | Exception]:
        """In the worker thread: the answers to each job, or why there are none."""
        questions = [question for job in batch for question in job.questions]
        try:
            answers = iter(self._work(batch[0].kind, questions))
            return [[next(answers) for _ in job.questions] for job in batch]
        except Exception as error:  # noqa: BLE001  # whatever it is belongs to one of those who asked, not to the loop
            if len(batch) == 1:
                return [error]
        return [self._outcomes([job])[0] for job in batch]


def _settle(batch: list[Job], outcomes: list[list[Any] | Exception]) -> None:
    for job, outcome in zip(batch, outcomes, strict=True):
        if job.answers.done():  # who asked has gone
            continue
        if isinstance(outcome, Exception):
            job.answers.set_exception(outcome)
        else:
            job.answers.set_result(outcome)


def _pieces(costs: Sequence[int], together: int) -> Iterator[tuple[int, int, int]]:
    """The `(start, stop, cost)` of runs that cost no more than a batch, or are one question long."""
    start = total = 0
    for place, cost in enumerate(costs):
        if place > start and total + cost > together:
            yield start, place, total
            start, total = place, 0
        total += cost
    yield start, len(costs), total
