"""Change: what is left of a digit when a part of what it came from is taken away."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence

from datelens.errors import ArgumentError


def chance_of_change(cases: Sequence[tuple[Hashable, str]]) -> list[float]:
    """For each digit, how often it would become another if it were drawn anew: `1 - p(digit | place)`.

    A `0` as the tens of a month survives most lesions by chance, as three months of four have it; so a lesion is to be
    held against this and not against 1. The distribution is that of the cases themselves.

    Args:
        cases: of each digit its place in what kind of reading, and the digit.

    Example:
        >>> chance_of_change([("month tens", "0"), ("month tens", "0"), ("month tens", "1"), ("day units", "5")])
        [0.333..., 0.333..., 0.666..., 0.0]
    """
    found: dict[Hashable, Counter[str]] = defaultdict(Counter)
    for place, digit in cases:
        found[place][digit] += 1
    return [1 - found[place][digit] / found[place].total() for place, digit in cases]


def comprehensiveness(whole: float, without: Sequence[float]) -> float:
    """How much less probable a digit is without what the map points at: should be large.

    `p(y | x) - p(y | x without r)`, the mean over rationales `r` of several sizes; DeYoung et al. 2020
    (arXiv:1911.03429), equation (1) and the area over the perturbation curve.

    Args:
        whole: the probability that the digit has, with everything.
        without: those that it has without the first token, the first two, … of the map.

    Example:
        >>> comprehensiveness(1.0, [0.25, 0.25])
        0.75
    """
    return whole - _mean(without)


def sufficiency(whole: float, alone: Sequence[float]) -> float:
    """How much less probable a digit is with nothing but what the map points at: should be small.

    `p(y | x) - p(y | r)`, the mean over rationales of several sizes; as above, equation (2).

    Args:
        whole: as for `comprehensiveness`.
        alone: those that it has with the first token alone, the first two, … of the map.
    """
    return whole - _mean(alone)


def _mean(values: Sequence[float]) -> float:
    if not values:
        raise ArgumentError("there must be at least one rationale; got none.")
    return sum(values) / len(values)
