"""Progress bars: on standard error, and only where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")


def tracked(items: Iterable[Item], description: str, total: int | None) -> Iterator[Item]:
    """The items as they come, with a bar while they do.

    Args:
        items: what is worked through.
        description: what stands before the bar.
        total: how many there are; None where that is not known.
    """
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, description, total=total, console=Console(stderr=True), transient=True)


def measured(items: Iterable[Item], description: str, measure: Callable[[Item], tuple[int, float]]) -> Iterator[Item]:
    """The items as they come, with a bar while they do, the rate in rows and the time left.

    Args:
        items: what is worked through.
        description: what stands before the bar.
        measure: of an item, how many rows it has, and what share of the whole is done with it.
    """
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    parts = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    rate = TextColumn("{task.fields[rows]:,} rows, {task.fields[rate]:,.0f}/s")
    with Progress(*parts, rate, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(description, total=1.0, rows=0, rate=0.0)
        rows = 0
        for item in items:
            more, done = measure(item)
            rows += more
            elapsed = progress.tasks[task].elapsed or 0.0
            progress.update(task, completed=done, rows=rows, rate=rows / elapsed if elapsed else 0.0)
            yield item
