"""Metrics: numbers worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from datelens import metrics

A, B = "2016-01-05", "2016-05-01"


@pytest.mark.parametrize(
    ("answers", "targets", "expected"),
    [([A, B], [A, A], 0.5), ([None], [None], 1.0), ([None], [A], 0.0), ([A, A, None, B], [A, A, None, B], 1.0)],
)
def test_exact_match_counts_whole_answers(answers: list, targets: list, expected: float) -> None:
    assert metrics.exact_match(answers, targets) == expected


def test_a_share_of_nothing_is_nan() -> None:
    assert math.isnan(metrics.exact_match([], []))
    assert math.isnan(metrics.expected_calibration_error(np.zeros(0), np.zeros(0, bool)))
    assert math.isnan(metrics.area_under_risk(np.zeros(0), np.zeros(0, bool)))
    assert math.isnan(metrics.refusal([A], [A]).no_dates_refused)


def test_answers_and_targets_go_together() -> None:
    with pytest.raises(ValueError, match="`answers` and `targets` must be of one length; got 1 and 2"):
        metrics.exact_match([A], [A, B])


def test_refusal_is_told_both_ways() -> None:
    found = metrics.refusal([None, None, A, A, None, B], [None, None, None, A, A, A])
    assert found == metrics.Refusal(no_dates_refused=2 / 3, dates_refused=1 / 3)


def test_the_reliability_table_leaves_empty_bins_out() -> None:
    confidences = np.array([0.0, 0.25, 0.5, 0.75, 1.0])
    correct = np.array([False, False, True, False, True])
    assert metrics.reliability_table(confidences, correct, bins=4) == [
        metrics.Bin(0.0, 0.25, 2, 0.125, 0.0),
        metrics.Bin(0.25, 0.5, 1, 0.5, 1.0),
        metrics.Bin(0.5, 0.75, 1, 0.75, 0.0),
        metrics.Bin(0.75, 1.0, 1, 1.0, 1.0),
    ]


def test_the_calibration_error_is_the_weighted_distance() -> None:
    confidences = np.array([0.2, 0.4, 0.8, 0.8])  # two bins: mean 0.3, none right; mean 0.8, one of two right
    correct = np.array([False, False, True, False])
    assert metrics.expected_calibration_error(confidences, correct, bins=2) == pytest.approx(0.5 * 0.3 + 0.5 * 0.3)


def test_who_says_how_often_they_are_right_is_calibrated() -> None:
    confidences, correct = np.full(10, 0.7), np.arange(10) < 7
    assert metrics.expected_calibration_error(confidences, correct) == pytest.approx(0.0)
    assert metrics.expected_calibration_error(np.full(10, 1.0), correct) == pytest.approx(0.3)


def test_risk_rises_with_coverage_where_doubt_is_worth_something() -> None:
    coverage, risk = metrics.risk_coverage(np.array([0.5, 0.9, 0.7, 0.8]), np.array([False, True, False, True]))
    assert coverage.tolist() == [0.25, 0.5, 0.75, 1.0]
    assert risk.tolist() == [0.0, 0.0, 1 / 3, 0.5]


def test_answers_may_be_told_right_by_numbers() -> None:
    confidences = np.array([0.5, 0.9, 0.7, 0.8])
    assert metrics.area_under_risk(confidences, np.array([0, 1, 0, 1])) == metrics.area_under_risk(
        confidences, np.array([False, True, False, True])
    )


def test_equal_confidences_are_kept_together() -> None:
    coverage, risk = metrics.risk_coverage(np.array([0.5, 0.5, 0.9]), np.array([False, True, True]))
    assert (coverage.tolist(), risk.tolist()) == ([1 / 3, 1.0], [0.0, 1 / 3])
    assert metrics.area_under_risk(np.full(4, 0.5), np.array([True, False, False, True])) == 0.5


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("", "", 0),
        ("", "abc", 3),
        ("abc", "", 3),
        ("kitten", "sitting", 3),
        ("2016-01-05", "2016-01-05", 0),
        ("2016-01-05", "2016-05-01", 2),
        ("abcd", "bcd", 1),
        ("flaw", "lawn", 2),
        ("intention", "execution", 5),
    ],
)
def test_the_edit_distance_counts_the_fewest_changes(one: str, other: str, distance: int) -> None:
    assert metrics.edit_distance(one, other) == metrics.edit_distance(other, one) == distance
