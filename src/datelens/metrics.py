"""How good answers are: exact match, refusal, calibration, and what doubt is worth. Pure functions of arrays.

An answer is an ISO string or None for "no date". A share of nothing is `nan`, which no comparison takes for good.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from datelens.errors import ArgumentError

Answer = str | None

BINS = 15
"""Of a reliability table; as in Guo et al. 2017."""


def right(answers: Sequence[Answer], targets: Sequence[Answer]) -> np.ndarray:
    """Which answers equal their targets, boolean (rows,).

    Raises:
        ArgumentError: there are not as many answers as targets.
    """
    if len(answers) != len(targets):
        raise ArgumentError(f"`answers` and `targets` must be of one length; got {len(answers)} and {len(targets)}.")
    return np.array([answer == target for answer, target in zip(answers, targets, strict=True)], bool)


def share(chosen: np.ndarray) -> float:
    """The share of True in a boolean array; `nan` where it is empty."""
    return float(chosen.mean()) if len(chosen) else float("nan")


def exact_match(answers: Sequence[Answer], targets: Sequence[Answer]) -> float:
    """The share of answers that equal their targets, "no date" included.

    Example:
        >>> exact_match(["2016-01-05", None, "2016"], ["2016-01-05", None, "2016-01"]) == 2 / 3
        True
    """
    return share(right(answers, targets))


def edit_distance(one: str, other: str) -> int:
    """How many characters have to be put in, taken out or changed to make one string the other (Levenshtein 1966).

    Example:
        >>> edit_distance("kitten", "sitting")
        3
    """
    above = list(range(len(other) + 1))
    for row, mine in enumerate(one, 1):
        here = [row]
        for column, theirs in enumerate(other, 1):
            here.append(min(above[column] + 1, here[-1] + 1, above[column - 1] + (mine != theirs)))
        above = here
    return above[-1]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Refusal both ways.

    Attributes:
        no_dates_refused: share of texts without a date that were refused; should be 1.
        dates_refused: share of texts with a date that were refused; should be 0.
    """

    no_dates_refused: float
    dates_refused: float


def refusal(answers: Sequence[Answer], targets: Sequence[Answer]) -> Refusal:
    """How often what is no date was refused, and how often a date was."""
    refused = right(answers, [None] * len(targets))
    empty = right(targets, [None] * len(targets))
    return Refusal(share(refused[empty]), share(refused[~empty]))


@dataclass(frozen=True, slots=True)
class Bin:
    """A row of a reliability table.

    Attributes:
        low, high: the confidences `low < c <= high` that fall into it (0 falls into the first).
        count: how many do.
        confidence: their mean.
        accuracy: the share of them that is right.
    """

    low: float
    high: float
    count: int
    confidence: float
    accuracy: float


def reliability_table(confidences: np.ndarray, correct: np.ndarray, bins: int = BINS) -> list[Bin]:
    """Confidence against how often it was right, in bins of equal width; empty bins are left out.

    Args:
        confidences: float array (rows,) from 0 to 1.
        correct: boolean array (rows,).
        bins: how many.
    """
    edges = np.linspace(0, 1, bins + 1)
    place = np.clip(np.searchsorted(edges, confidences, side="left") - 1, 0, bins - 1)
    return [
        Bin(
            float(edges[i]),
            float(edges[i + 1]),
            int((place == i).sum()),
            float(np.mean(confidences[place == i])),
            share(correct[place == i]),
        )
        for i in np.unique(place).tolist()
    ]


def expected_calibration_error(confidences: np.ndarray, correct: np.ndarray, bins: int = BINS) -> float:
    """The mean distance between confidence and accuracy over the bins: Σ_b n_b / n |acc_b - conf_b|.

    After Naeini, Cooper and Hauskrecht 2015; Guo et al. 2017 (arXiv:1706.04599), equation (3).

    Args:
        confidences, correct, bins: as for `reliability_table`.

    Example:
        >>> expected_calibration_error(np.array([0.9, 0.9, 0.9, 0.9]), np.array([True, True, True, False]))
        0.15...
    """
    if not len(confidences):
        return float("nan")
    table = reliability_table(confidences, correct, bins)
    return sum(row.count * abs(row.accuracy - row.confidence) for row in table) / len(confidences)


def risk_coverage(confidences: np.ndarray, correct: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The share of errors among the most confident answers, for every share of answers that can be kept.

    After El-Yaniv and Wiener 2010. Answers of equal confidence are kept or dropped together.

    Args:
        confidences, correct: as for `reliability_table`.

    Returns:
        coverage, float array (points,), rising to 1; risk, float array (points,).
    """
    order = np.argsort(-confidences, kind="stable")
    wrong = np.cumsum(~np.asarray(correct, bool)[order])  # of numbers 0 and 1 it would turn every bit
    kept = np.arange(1, len(order) + 1)
    last_of_equals = np.append(np.diff(confidences[order]) != 0, True) if len(order) else np.zeros(0, bool)
    return (kept / max(len(order), 1))[last_of_equals], (wrong / kept)[last_of_equals]


def area_under_risk(confidences: np.ndarray, correct: np.ndarray) -> float:
    """The mean risk over all coverages; 0 is best. With equal confidences it is the share of errors.

    Args:
        confidences, correct: as for `reliability_table`.
    """
    coverage, risk = risk_coverage(confidences, correct)
    return float((np.diff(coverage, prepend=0.0) * risk).sum()) if len(coverage) else float("nan")
