"""Progress bars: on standard error, and only where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
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
