"""The losses, against numbers worked out by hand."""

from __future__ import annotations

import math
from typing import Any

import keras
import numpy as np
import pytest
from backends import array

from datelens.keras import coverage_loss, guided_alignment, masked_cross_entropy


def number(tensor: object) -> float:
    return float(array(tensor))


LOGITS = np.log(np.array([[[1.0, 2.0, 5.0], [1.0, 1.0, 2.0]], [[4.0, 3.0, 1.0], [1.0, 8.0, 1.0]]], "float32"))
TARGETS = np.array([[2, 1], [1, 0]])  # of the four, the last is padding


def test_cross_entropy_is_the_mean_over_real_targets() -> None:
    expected = -(math.log(5 / 8) + math.log(1 / 4) + math.log(3 / 8)) / 3
    assert number(masked_cross_entropy(TARGETS, LOGITS)) == pytest.approx(expected, rel=1e-6)


def test_without_a_padding_symbol_every_target_counts() -> None:
    expected = -(math.log(5 / 8) + math.log(1 / 4) + math.log(3 / 8) + math.log(1 / 10)) / 4
    assert number(masked_cross_entropy(TARGETS, LOGITS, padding=None)) == pytest.approx(expected, rel=1e-6)


def test_label_smoothing_spreads_its_share_over_all_symbols() -> None:
    logs = [[math.log(p) for p in row] for row in ((1 / 8, 2 / 8, 5 / 8), (1 / 4, 1 / 4, 2 / 4), (4 / 8, 3 / 8, 1 / 8))]
    rights = (2, 1, 1)
    expected = -sum(0.7 * row[right] + 0.1 * sum(row) for row, right in zip(logs, rights, strict=True)) / 3
    assert number(masked_cross_entropy(TARGETS, LOGITS, label_smoothing=0.3)) == pytest.approx(expected, rel=1e-6)


def test_no_target_at_all_costs_nothing() -> None:
    assert number(masked_cross_entropy(np.zeros((2, 2), int), LOGITS)) == 0.0


def test_the_guide_is_minus_the_log_of_the_mass_inside_the_span() -> None:
    weights = np.array([[[0.1, 0.2, 0.7, 0.0], [0.4, 0.3, 0.2, 0.1], [1.0, 0.0, 0.0, 0.0]]], "float32")
    spans = np.array([[[1, 3], [0, 1], [0, 0]]])  # the last target has no gold
    expected = -(math.log(0.2 + 0.7) + math.log(0.4)) / 2
    assert number(guided_alignment(spans, weights)) == pytest.approx(expected, rel=1e-5)


def test_without_gold_the_guide_is_silent() -> None:
    assert number(guided_alignment(np.zeros((1, 2, 2), int), np.full((1, 2, 3), 1 / 3, "float32"))) == 0.0


def test_no_mass_inside_is_a_large_loss_and_no_infinity() -> None:
    weights = np.array([[[1.0, 0.0]]], "float32")
    assert 10 < number(guided_alignment(np.array([[[1, 2]]]), weights)) < 20


def test_coverage_is_what_was_looked_at_before_and_is_again() -> None:
    # steps look at (0.9, 0.1, 0), (0.2, 0.8, 0), (0.5, 0.5, 0); coverage before them is 0, (0.9, 0.1), (1.1, 0.9)
    weights = np.array([[[0.9, 0.1, 0.0], [0.2, 0.8, 0.0], [0.5, 0.5, 0.0]]], "float32")
    assert number(coverage_loss(np.array([[7, 7, 7]]), weights)) == pytest.approx((0 + 0.3 + 1.0) / 3, rel=1e-6)
    assert number(coverage_loss(np.array([[7, 7, 0]]), weights)) == pytest.approx((0 + 0.3) / 2, rel=1e-6)
    assert number(coverage_loss(np.array([[7, 7, 0]]), weights, padding=None)) == pytest.approx(1.3 / 3, rel=1e-6)


def test_a_map_that_moves_on_costs_nothing() -> None:
    assert number(coverage_loss(np.ones((1, 3)), np.eye(3, dtype="float32")[None])) == 0.0


def test_steps_of_padding_cover_nothing() -> None:
    weights = np.array([[[1.0, 0.0], [1.0, 0.0], [1.0, 0.0], [0.0, 1.0]]], "float32")
    assert number(coverage_loss(np.array([[0, 0, 5, 6]]), weights)) == 0.0
    assert number(coverage_loss(np.array([[0, 4, 5, 6]]), weights)) == pytest.approx(1 / 3)


@pytest.mark.parametrize("target", [3, -1])
def test_a_target_that_is_no_symbol_is_no_number_in_the_end(target: int) -> None:
    assert math.isnan(number(masked_cross_entropy(np.array([[target, 1], [1, 0]]), LOGITS)))
    assert not math.isnan(number(masked_cross_entropy(np.array([[target, 1], [1, 2]]), LOGITS, padding=target)))


@pytest.mark.parametrize(
    "loss", [masked_cross_entropy, guided_alignment, coverage_loss], ids=lambda loss: loss.__name__
)
def test_a_loss_is_registered_under_its_name(loss: Any) -> None:
    assert keras.saving.get_registered_object(f"datelens>{loss.__name__}") is loss
