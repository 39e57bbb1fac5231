"""A pair: what a training step, an evaluation and a benchmark all take, whatever the task."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pair:
    """A source, its target and the gold alignment between them.

    Attributes:
        source: input symbols, hints first, text folded.
        target: output symbols without start and end.
        gold: for each target symbol the `[start, stop)` of source positions that it comes from, or None where there
            is no gold (hyphens, "no date", a field that is spread over the text).

    Example:
        `5 mai 20` is read as `2020-05-05`; the first digits of the answer come from the `20`:

        >>> Pair(tuple("5 mai 20"), tuple("2020"), ((6, 8),) * 4).target
        ('2', '0', '2', '0')
    """

    source: tuple[str, ...]
    target: tuple[str, ...]
    gold: tuple[tuple[int, int] | None, ...]
