"""Batching: what is read together, what waits, and what is told to come again. Every wait here is for an event."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import pytest

from datelens.web.batching import Batcher, QueueFullError, _pieces


class Desk:
    """Work that is held up until the gate opens, and remembers what was done together; "bad" cannot be done."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.begun = threading.Event()
        self.done: list[tuple[str, list[str]]] = []

    def work(self, kind: str, questions: list[str]) -> list[str]:
        self.begun.set()
        assert self.gate.wait(30)
        self.done.append((kind, questions))
        if "bad" in questions:
            raise ValueError("bad question")
        return [question.upper() for question in questions]


@asynccontextmanager
async def running(desk: Desk, **options: Any) -> AsyncIterator[Batcher]:
    limits = {"most_waiting": 100, "wait": 0.0, "together": 10} | options
    batcher = Batcher(desk.work, lambda _kind, question: len(question), **limits)
    task = asyncio.create_task(batcher.run())
    try:
        yield batcher
    finally:
        desk.gate.set()
        batcher.close()
        await task


def play(desk: Desk, scene: Callable[[Batcher], Coroutine[Any, Any, None]], **options: Any) -> None:
    async def main() -> None:
        async with asyncio.timeout(30), running(desk, **options) as batcher:
            await scene(batcher)

    asyncio.run(main())


async def busy(desk: Desk, batcher: Batcher) -> asyncio.Task[list[str]]:
    """Keep the worker at its work until the gate opens."""
    first = asyncio.create_task(batcher.ask("k", ["first"]))
    await asyncio.to_thread(desk.begun.wait)
    return first


async def waiting(batcher: Batcher, *questions: tuple[str, list[str]]) -> list[asyncio.Task[list[str]]]:
    """Questions that are put, in this order, and not answered yet."""
    tasks = [asyncio.create_task(batcher.ask(*question)) for question in questions]
    await asyncio.sleep(0)
    return tasks


def test_what_comes_while_the_model_works_is_read_in_one_batch() -> None:
    desk = Desk()

    async def scene(batcher: Batcher) -> None:
        first = await busy(desk, batcher)
        others = await waiting(batcher, ("k", ["a"]), ("k", ["b", "c"]), ("k", ["d"]))
        desk.gate.set()
        assert await asyncio.gather(first, *others) == [["FIRST"], ["A"], ["B", "C"], ["D"]]

    play(desk, scene)
    assert desk.done == [("k", ["first"]), ("k", ["a", "b", "c", "d"])]


def test_an_idle_worker_waits_for_more() -> None:
    desk = Desk()
    desk.gate.set()

    async def scene(batcher: Batcher) -> None:
        first = asyncio.create_task(batcher.ask("k", ["a"]))
        while not batcher.waiting:
            await asyncio.sleep(0)
        await asyncio.sleep(0)  # the worker has seen it
        assert await asyncio.gather(first, batcher.ask("k", ["b"])) == [["A"], ["B"]]

    play(desk, scene, wait=0.3)
    assert desk.done == [("k", ["a", "b"])]


def test_kinds_are_not_mixed_and_none_is_forgotten() -> None:
    desk = Desk()

    async def scene(batcher: Batcher) -> None:
        first = await busy(desk, batcher)
        others = await waiting(batcher, ("j", ["a"]), ("k", ["b"]), ("j", ["c"]))
        desk.gate.set()
        await asyncio.gather(first, *others)

    play(desk, scene)
    assert desk.done[1:] == [("j", ["a", "c"]), ("k", ["b"])]


def test_a_batch_costs_no_more_than_it_may_unless_it_is_one_question() -> None:
    desk = Desk()

    async def scene(batcher: Batcher) -> None:
        first = await busy(desk, batcher)
        others = await waiting(batcher, ("k", ["aaaa", "bbbb", "cccc"]), ("k", ["d" * 30]), ("k", ["e"]))
        desk.gate.set()
        answers = await asyncio.gather(first, *others)
        assert answers[1] == ["AAAA", "BBBB", "CCCC"]

    play(desk, scene)
    assert [questions for _, questions in desk.done[1:]] == [["aaaa", "bbbb", "e"], ["d" * 30], ["cccc"]]


def test_a_long_request_lets_others_have_their_turns() -> None:
    desk = Desk()

    async def scene(batcher: Batcher) -> None:
        first = await busy(desk, batcher)
        others = await waiting(batcher, ("k", ["aaaaaaaa", "bbbbbbbb", "cccccccc"]), ("j", ["d"]), ("k", ["e" * 8]))
        desk.gate.set()
        assert (await asyncio.gather(first, *others))[1] == ["AAAAAAAA", "BBBBBBBB", "CCCCCCCC"]

    play(desk, scene)
    assert [questions for _, questions in desk.done[1:]] == [
        ["aaaaaaaa"],
        ["d"],
        ["eeeeeeee"],
        ["bbbbbbbb"],
        ["cccccccc"],
    ]


def test_what_keeps_coming_does_not_put_off_a_long_request() -> None:
    """What comes while its second piece is read has the turn of that piece, and not the first one."""
    desk = Desk()
    desk.gate.set()

    async def scene(batcher: Batcher) -> None:
        async def short(number: int) -> None:
            for _ in range(number):
                await batcher.ask("j", ["d"])

        await asyncio.gather(batcher.ask("k", ["aaaaaaaa", "bbbbbbbb", "cccccccc"]), short(20))

    play(desk, scene)
    places = [place for place, (kind, _) in enumerate(desk.done) if kind == "k"]
    assert len(places) == 3
    assert places[-1] < 8


def test_pieces_hold_everything_once_in_order() -> None:
    assert list(_pieces([4, 4, 4, 30, 1], 10)) == [(0, 2, 8), (2, 3, 4), (3, 4, 30), (4, 5, 1)]
    assert list(_pieces([3], 10)) == [(0, 1, 3)]


def test_too_much_is_refused_and_taken_again_once_there_is_room() -> None:
    desk = Desk()

    async def scene(batcher: Batcher) -> None:
        first = await busy(desk, batcher)
        second = await waiting(batcher, ("k", ["a" * 8]))
        with pytest.raises(QueueFullError):
            await batcher.ask("k", ["b" * 3])
        third = await waiting(batcher, ("k", ["c" * 2]))  # which fits in
        desk.gate.set()
        await asyncio.gather(first, *second, *third)
        assert batcher.waiting == 0
        assert await batcher.ask("k", ["b" * 3]) == ["BBB"]

    play(desk, scene, most_waiting=10)


def test_what_finds_nobody_waiting_is_taken_whatever_it_costs() -> None:
    desk = Desk()

    async def scene(batcher: Batcher) -> None:
        first = await busy(desk, batcher)
        large = await waiting(batcher, ("k", ["a" * 500]))
        desk.gate.set()
        await asyncio.gather(first, *large)
        assert desk.done[-1] == ("k", ["a" * 500])

    play(desk, scene, most_waiting=10)


def test_a_question_that_cannot_be_answered_spoils_no_other() -> None:
    desk = Desk()

    async def scene(batcher: Batcher) -> None:
        first = await busy(desk, batcher)
        others = await waiting(batcher, ("k", ["a"]), ("k", ["bad"]), ("k", ["b"]))
        desk.gate.set()
        answers = await asyncio.gather(first, *others, return_exceptions=True)
        assert answers[1] == ["A"]
        assert isinstance(answers[2], ValueError)
        assert answers[3] == ["B"]

    play(desk, scene)


def test_nobody_works_for_who_has_gone() -> None:
    desk = Desk()

    async def scene(batcher: Batcher) -> None:
        first = await busy(desk, batcher)
        gone, stays = await waiting(batcher, ("k", ["a"]), ("k", ["b"]))
        gone.cancel()
        await asyncio.sleep(0)
        desk.gate.set()
        await asyncio.gather(first, stays)
        assert batcher.waiting == 0

    play(desk, scene)
    assert desk.done[1:] == [("k", ["b"])]


def test_closing_lets_what_waits_be_answered() -> None:
    desk = Desk()

    async def scene(batcher: Batcher) -> None:
        first = await busy(desk, batcher)
        others = await waiting(batcher, ("k", ["a"]))
        batcher.close()
        desk.gate.set()
        assert await asyncio.gather(first, *others) == [["FIRST"], ["A"]]

    play(desk, scene)


def test_batches_are_told_of() -> None:
    desk = Desk()
    sizes: list[int] = []

    async def scene(batcher: Batcher) -> None:
        first = await busy(desk, batcher)
        others = await waiting(batcher, ("k", ["a", "b"]), ("k", ["c"]))
        desk.gate.set()
        await asyncio.gather(first, *others)

    play(desk, scene, observe=sizes.append)
    assert sizes == [1, 3]
