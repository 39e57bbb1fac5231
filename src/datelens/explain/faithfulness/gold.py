"""Gold: where the weight of a map lies, against where the date is written.

What is counted are the characters of a reading that have a gold span; hyphens have none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from datelens.errors import ArgumentError
from datelens.explain.faithfulness.agreement import top
from datelens.folding import fold
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


def own_digits(text: str, iso: str, spans: Mapping[str, Span]) -> list[Span | None]:
    """For each digit of a reading that the text writes itself, the `[start, stop)` of that very digit.

    A digit that has to be worked out has none: the month of `May`, both digits of the day of `5`, the century of `16`.

    Args:
        text: as it came.
        iso, spans: as for `gold_of`.

    Example:
        >>> own_digits("26 May 16", "2016-05-26", {"day": (0, 2), "month": (3, 6), "year": (7, 9)})
        [None, None, None, None, None, None, None, None, (0, 1), (1, 2)]
    """
    folded = fold(text)
    written = fields(iso)
    own: list[Span | None] = [None] * len(iso)
    for name, (start, stop) in spans.items():
        places = [place for place, field in enumerate(written) if field == name]
        symbols = [
            i for i, (a, b) in enumerate(zip(folded.starts, folded.stops, strict=True)) if start <= a < b <= stop
        ]
        if "".join(folded.symbols[i] for i in symbols) == "".join(iso[place] for place in places):
            for place, i in zip(places, symbols, strict=True):
                own[place] = (folded.starts[i], folded.stops[i])
    return own


def is_century(iso: str, place: int) -> bool:
    """Whether a character of a reading is one of the first two digits of its year."""
    return place < 2 and not iso.startswith("-")


def inside(map_: AttentionMap, span: Span) -> list[bool]:
    """Which input symbols lie in a span of the text, at least in part; hints never do."""
    start, stop = span
    return [own is not None and own[0] < stop and start < own[1] for own in map_.spans]


def gold_hits(map_: AttentionMap, gold: Gold) -> list[bool | None]:
    """For each output character, whether the symbol of the largest weight lies in its gold span; None without one.

    Where no weight is above 0, as on a map without symbols, no symbol has the largest one (see `top`): that is no hit.

    Args:
        map_: the map.
        gold: the span of each output character, None where there is none.

    Raises:
        ArgumentError: there are not as many spans as output characters.
    """
    _check(map_, gold)
    return [
        None if span is None else (most := top(row)) is not None and inside(map_, span)[most]
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
        raise ArgumentError(
            f"`gold` must have a span or None for each of {len(map_.output)} characters; got {len(gold)}."
        )
