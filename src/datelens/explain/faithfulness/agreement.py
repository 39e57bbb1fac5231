"""Agreement: two rows of weights over the same symbols, or over the same tokens.

Weights below 0 (an occlusion that helped) count for nothing, but for Kendall's tau, which looks at ranks alone. Where a
row has no weight at all there is nothing to agree with, and the answer is None. Rows of two lengths are an
ArgumentError.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import log2, sqrt

import numpy as np

from datelens.errors import ArgumentError

Row = Sequence[float]


def top(row: Row) -> int | None:
    """Where the largest weight lies, the first of equals; None where no weight is above 0."""
    place = max(range(len(row)), key=row.__getitem__, default=None)
    return place if place is not None and row[place] > 0 else None


def same_top(row: Row, other: Row) -> bool | None:
    """Whether both rows have their largest weight in the same place."""
    _same_length(row, other)
    first, second = top(row), top(other)
    return None if first is None or second is None else first == second


def overlap(row: Row, other: Row) -> float | None:
    """What the two have in common as distributions: `Σ_j min(p_j, q_j)`, from 0 to 1.

    One minus their total variation distance.

    Example:
        >>> overlap([1, 1, 0], [0, 2, 2])
        0.5
    """
    _same_length(row, other)
    first, second = _distribution(row), _distribution(other)
    return None if first is None or second is None else float(np.minimum(first, second).sum())


def kendall_tau(row: Row, other: Row) -> float | None:
    """Kendall's rank correlation tau-b: concordant minus discordant pairs, ties left out, from -1 to 1.

    Kendall 1945; the figure that Jain and Wallace 2019 (arXiv:1902.10186) compare attention with gradients by.

    Returns:
        Tau, or None where all weights of a row are equal and rank nothing.

    Example:
        >>> kendall_tau([1, 2, 3], [1, 3, 2]) == 1 / 3
        True
    """
    _same_length(row, other)
    pairs = np.triu_indices(len(row), 1)
    first, second = (np.sign(np.subtract.outer(values, values)[pairs]) for values in (np.array(row), np.array(other)))
    told = np.count_nonzero(first), np.count_nonzero(second)
    return float((first * second).sum()) / sqrt(told[0] * told[1]) if all(told) else None


def divergence(row: Row, other: Row) -> float | None:
    """The Jensen-Shannon divergence of the two as distributions, in bits: 0 where equal, 1 where disjoint.

    `½ Σ p log2(p/m) + ½ Σ q log2(q/m)` with `m = (p + q) / 2`; Lin 1991.
    """
    _same_length(row, other)
    first, second = _distribution(row), _distribution(other)
    if first is None or second is None:
        return None
    middle = (first + second) / 2
    return sum(
        float(p) * log2(float(p) / float(m)) / 2
        for distribution in (first, second)
        for p, m in zip(distribution, middle, strict=True)
        if p > 0
    )


def drift(rows: Sequence[Row]) -> float | None:
    """The mean divergence over all pairs of rows, those of one digit in the maps of several models, in bits."""
    found = [bits for pair in combinations(rows, 2) if (bits := divergence(*pair)) is not None]
    return sum(found) / len(found) if found else None


def _distribution(row: Row) -> np.ndarray | None:
    weights = np.maximum(np.array(row, float), 0.0)
    total = weights.sum()
    return weights / total if total > 0 else None


def _same_length(row: Row, other: Row) -> None:
    if len(row) != len(other):
        raise ArgumentError(f"both rows must have a weight for each symbol; got {len(row)} and {len(other)}.")
