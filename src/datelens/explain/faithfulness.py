"""How far a map can be believed: where its weight lies, against where the date is written. Pure functions.

What is counted are the characters of a reading that have a gold span. Hyphens have none: they are function characters,
written after what came before and not after any character of the text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from datelens.iso import fields
from datelens.records import AttentionMap

Span = tuple[int, int]
Gold = Sequence[Span | None]


def gold_of(iso: str, spans: Mapping[str, Span]) -> list[Span | None]:
    """The gold span of each character of a reading.

    Args:
        iso: the reading.
        spans: for `year`, `month` and `day` the `[start, stop)` of the text that writes it; fields without one are left
            out.

    Example:
        >>> gold_of("--01-05", {"month": (2, 5), "day": (0, 1)})
        [None, None, (2, 5), (2, 5), None, (0, 1), (0, 1)]
    """
    return [None if field is None else spans.get(field) for field in fields(iso)]


def inside(map_: AttentionMap, span: Span) -> list[bool]:
    """Which input symbols lie in a span of the text, at least in part; hints never do."""
    start, stop = span
    return [own is not None and own[0] < stop and start < own[1] for own in map_.spans]


def gold_hits(map_: AttentionMap, gold: Gold) -> list[bool | None]:
    """For each output character, whether the symbol of the largest weight lies in its gold span; None without one.

    Args:
        map_: the map.
        gold: the span of each output character, None where there is none.

    Raises:
        ValueError: there are not as many spans as output characters.
    """
    _check(map_, gold)
    return [
        None if span is None else inside(map_, span)[max(range(len(row)), key=row.__getitem__)]
        for row, span in zip(map_.weights, gold, strict=True)
    ]


def gold_mass(map_: AttentionMap, gold: Gold) -> list[float | None]:
    """For each output character, the share of its weight that lies in its gold span; None without one.

    Weights below 0 (an occlusion that helped) count for nothing; a row without weight has the share 0.

    Args:
        map_, gold: as for `gold_hits`.
    """
    _check(map_, gold)
    return [
        None if span is None else _share(row, inside(map_, span)) for row, span in zip(map_.weights, gold, strict=True)
    ]


def alignment_error(map_: AttentionMap, gold: Gold) -> float:
    """One minus the mean share of weight inside the gold spans: the soft alignment error rate.

    For one sure link set and a soft alignment as Och and Ney's (2003) error rate, in which each output character
    counts as much as any other. `nan` where no character has a gold span.

    Args:
        map_, gold: as for `gold_hits`.
    """
    shares = [share for share in gold_mass(map_, gold) if share is not None]
    return 1 - sum(shares) / len(shares) if shares else float("nan")


def _share(row: Sequence[float], chosen: Sequence[bool]) -> float:
    weights = [max(weight, 0.0) for weight in row]
    total = sum(weights)
    return sum(weight for weight, kept in zip(weights, chosen, strict=True) if kept) / total if total else 0.0


def _check(map_: AttentionMap, gold: Gold) -> None:
    if len(gold) != len(map_.output):
        raise ValueError(f"`gold` must have a span or None for each of {len(map_.output)} characters; got {len(gold)}.")
