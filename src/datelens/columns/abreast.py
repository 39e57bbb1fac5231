"""Work on several items at once, in threads: while one is in Python, others are in the model or in Arrow."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def abreast(work: Callable[[Item], Result], items: Iterable[Item], threads: int) -> Iterator[Result]:
    """What comes of each item, in the order of the items.

    Args:
        work: called in several threads at once, unless there is to be one.
        items: taken as they are needed, so that no more than one a thread is ahead of what was given out.
        threads: how many items are worked on at once; one needs no thread of its own.

    Example:
        >>> list(abreast(len, ["a", "bcd", "ef"], threads=2))
        [1, 3, 2]
    """
    if threads < 2:
        yield from map(work, items)
        return
    with ThreadPoolExecutor(threads) as pool:
        begun: deque[Future[Result]] = deque()
        try:
            for item in items:
                begun.append(pool.submit(work, item))
                if len(begun) > threads:
                    yield begun.popleft().result()
            while begun:
                yield begun.popleft().result()
        finally:
            for future in begun:
                future.cancel()


def ahead(items: Iterable[Item], threads: int) -> Iterator[Item]:
    """The items, each made in a thread of its own while the one before is in use; with one thread, as they come.

    Example:
        >>> list(ahead(range(3), threads=2))
        [0, 1, 2]
    """
    if threads < 2:
        yield from items
        return
    iterator = iter(items)
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(_following, iterator)
        while following := coming.result():
            coming = pool.submit(_following, iterator)
            yield following[0]


def _following(iterator: Iterator[Item]) -> tuple[Item] | None:
    """The next item; None at the end, which a future cannot tell by an error of its own."""
    for item in iterator:
        return (item,)
    return None
