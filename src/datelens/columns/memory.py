"""What was worked out of texts, remembered up to a bound."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Generic, TypeVar

Value = TypeVar("Value")

LIMIT = 1 << 18
"""So many texts are remembered: some 80 MB, and more than most columns have that differ."""

LONGEST = 100
"""A text of more characters is not remembered: it is no date, mostly, and takes the room of many."""


class Memory(Generic[Value]):
    """Values of texts, in contexts of their own; the bound is for all together.

    Texts are kept in two generations. Where the young one is full it becomes the old one, which is forgotten; a text
    that is asked for again is young again. So what is asked for stays, as in a cache of the least recently used, and
    nothing is written down for each question.

    Args:
        limit: of texts remembered.
    """

    def __init__(self, limit: int = LIMIT) -> None:
        self.limit = limit
        self._young: dict[Hashable, dict[str, Value]] = {}
        self._old: dict[Hashable, dict[str, Value]] = {}
        self._size = 0

    def recall(self, context: Hashable, texts: Sequence[str]) -> list[Value | None]:
        """The value of each text; None where it is not remembered."""
        young, old = self._young.get(context, {}), self._old.get(context, {})
        found = list(map(young.get, texts))
        if old:
            again = {
                text: value
                for text, known in zip(texts, found, strict=True)
                if known is None and (value := old.get(text)) is not None
            }
            if again:
                found = [again.get(text) if value is None else value for text, value in zip(texts, found, strict=True)]
                self.keep(context, again.keys(), again.values())
        return found

    def keep(self, context: Hashable, texts: Iterable[str], values: Iterable[Value]) -> None:
        """Remember the values of texts."""
        young = self._young.setdefault(context, {})
        before = len(young)
        young.update((text, value) for text, value in zip(texts, values, strict=True) if len(text) <= LONGEST)
        self._size += len(young) - before
        if self._size > self.limit // 2:
            self._young, self._old, self._size = {}, self._young, 0
