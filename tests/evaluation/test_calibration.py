"""Calibration: the temperature that makes a model as sure as it is often right, and thresholds from probabilities."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from random_model import write_random_bundle

from datelens.bundle import Thresholds
from datelens.evaluation import Row
from datelens.evaluation.calibration import (
    ambiguity_threshold,
    best_temperature,
    distributions,
    fit_thresholds,
    negative_log_likelihood,
    refusal_threshold,
)
from datelens.translator import Translator


def test_likelihood_by_hand() -> None:
    # one row of two steps over two symbols, the second target is padding
    said = np.log(np.array([[[0.2, 0.8], [0.5, 0.5]]]))
    assert negative_log_likelihood(said, np.array([[1, 0]]), 1.0) == pytest.approx(-math.log(0.8))
    # at T = 2 the odds 4 : 1 become 2 : 1
    assert negative_log_likelihood(said, np.array([[1, 0]]), 2.0) == pytest.approx(-math.log(2 / 3))


def test_the_temperature_gives_the_share_that_is_right() -> None:
    # nine rows in ten are right, and the model says 99 % each time: odds of 99 have to become odds of 9
    said = np.log(np.tile(np.array([[[0.0, 0.01, 0.99]]]) + 1e-12, (10, 1, 1)))
    targets = np.array([[2]] * 9 + [[1]])
    temperature = best_temperature(said, targets)
    assert temperature == pytest.approx(math.log(99) / math.log(9), abs=1e-3)


def test_a_calibrated_model_keeps_its_temperature() -> None:
    said = np.log(np.tile(np.array([[[1e-12, 0.1, 0.9]]]), (10, 1, 1)))
    assert best_temperature(said, np.array([[2]] * 9 + [[1]])) == pytest.approx(1, abs=1e-3)


def test_the_ambiguity_threshold_balances_both_errors() -> None:
    doubtful = [0.3] * 980 + [0.055] * 20  # 2 % too many go unflagged from 0.06 on,
    clear = [0.0] * 970 + [0.015] * 30  # and 3 % too many are flagged up to 0.01
    assert ambiguity_threshold(doubtful, clear) == 0.02


def test_the_ambiguity_threshold_stays_within_reach() -> None:
    assert ambiguity_threshold([0.0] * 10, [0.0] * 10) == 0.01
    assert ambiguity_threshold([0.9] * 10, [0.8] * 10) == 0.01
    assert ambiguity_threshold([], [0.1]) == ambiguity_threshold([0.1], []) == Thresholds().ambiguity


def test_the_refusal_threshold_parts_dates_from_no_dates() -> None:
    assert refusal_threshold([0.9] * 100, [0.35] * 50 + [0.0] * 50) == 0.36


def test_the_promise_about_dates_is_kept_first() -> None:
    dates = [0.3] * 5 + [0.5] * 6 + [0.9] * 989  # five of a thousand may be refused
    assert refusal_threshold(dates, [0.8] * 40 + [0.1] * 60) == 0.5


def test_where_the_promise_about_dates_cannot_be_kept_the_errors_are_balanced() -> None:
    assert refusal_threshold([0.0] * 10 + [0.9] * 90, [0.35] * 50 + [0.0] * 50) == 0.36


def test_refused_dates_weigh_twice_what_answered_no_dates_do() -> None:
    # one of 100 each way: to refuse a date is 1 % against a promise of 0.5 %, to answer 1 % against 1 %
    assert refusal_threshold([0.9] * 99 + [0.4], [0.5] + [0.0] * 99) <= 0.4


def test_without_both_kinds_the_refusal_threshold_is_the_usual_one() -> None:
    assert refusal_threshold([], [0.2]) == refusal_threshold([0.2], []) == Thresholds().refusal


def test_distributions_are_those_of_the_right_outputs(tmp_path: Path) -> None:
    translator = Translator(write_random_bundle(tmp_path / "bundle"))
    rows = [Row("5 may 2016", "2016-05-05"), Row("x", None), Row("jan 2016", "2016-01", locale="de")]
    said, targets = distributions(translator, rows)
    np.testing.assert_allclose(np.exp(said).sum(axis=-1), 1, atol=1e-4)
    given = np.take_along_axis(said, targets[..., None], axis=-1)[..., 0]
    for place, row in enumerate(rows):
        shown = translator.explain(row.text, iso=row.iso or "∅", locale=row.locale)
        total = np.where(targets[place] == 0, 0, given[place]).sum()
        assert math.exp(total) == pytest.approx(shown.probability, rel=1e-3)


def test_thresholds_come_from_what_the_model_says(tmp_path: Path) -> None:
    translator = Translator(write_random_bundle(tmp_path / "bundle"))
    rows = [Row("03/04/2021", "2021-04-03"), Row("5 may 2016", "2016-05-05"), Row("hello", None)]
    chosen = fit_thresholds(translator, rows)
    assert 0.01 <= chosen.ambiguity <= 0.2
    assert 0.1 <= chosen.refusal <= 0.9
