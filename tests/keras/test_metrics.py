"""Exact match and character accuracy, counted by hand."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest
from backends import array

from datelens.keras import ExactMatch, SymbolAccuracy
from datelens.keras.target_mask import TargetMask

TARGETS = np.array([[3, 1, 2, 0], [2, 1, 0, 0], [1, 2, 3, 1], [0, 0, 0, 0]])
WRITTEN = np.array([[3, 1, 2, 3], [2, 2, 0, 0], [1, 2, 3, 1], [1, 1, 1, 1]])
# of 9 real targets 8 are right; of the 3 rows that have any, 2 are exact


def measured(metric: keras.metrics.Metric, *arguments: Any, **more: Any) -> float:
    metric.update_state(*arguments, **more)
    return float(array(metric.result()))


def test_padding_counts_neither_for_nor_against() -> None:
    assert measured(ExactMatch(), TARGETS, WRITTEN) == pytest.approx(2 / 3)
    assert measured(SymbolAccuracy(), TARGETS, WRITTEN) == pytest.approx(8 / 9)


def test_logits_count_by_their_largest() -> None:
    logits = np.eye(4, dtype="float32")[WRITTEN] - 5
    assert measured(ExactMatch(), TARGETS, logits) == pytest.approx(2 / 3)
    assert measured(SymbolAccuracy(), TARGETS, logits) == pytest.approx(8 / 9)


def test_without_a_padding_symbol_everything_counts() -> None:
    assert measured(ExactMatch(padding=None), TARGETS, WRITTEN) == pytest.approx(1 / 4)
    assert measured(SymbolAccuracy(padding=None), TARGETS, WRITTEN) == pytest.approx(10 / 16)


def test_rows_count_by_their_weight() -> None:
    weights = np.array([1.0, 3.0, 0.0, 9.0])
    assert measured(ExactMatch(), TARGETS, WRITTEN, sample_weight=weights) == pytest.approx(1 / 4)
    assert measured(SymbolAccuracy(), TARGETS, WRITTEN, sample_weight=weights) == pytest.approx((3 + 3) / (3 + 6))


def test_symbols_of_no_weight_are_not_looked_at() -> None:
    weights = np.ones((4, 4))
    weights[1, 1] = 0.0  # the one mistake
    assert measured(ExactMatch(), TARGETS, WRITTEN, sample_weight=weights) == 1.0
    assert measured(SymbolAccuracy(), TARGETS, WRITTEN, sample_weight=weights) == 1.0


def test_weights_of_rows_may_stand_in_each_column() -> None:
    rows = np.array([1.0, 3.0, 0.0, 9.0])
    for weights in (rows[:, None], np.repeat(rows[:, None], 4, axis=1)):
        assert measured(ExactMatch(), TARGETS, WRITTEN, sample_weight=weights) == pytest.approx(1 / 4)


@pytest.mark.parametrize("metric", [ExactMatch(), SymbolAccuracy()], ids=lambda metric: metric.name)
def test_outputs_of_another_length_are_refused(metric: keras.metrics.Metric) -> None:
    with pytest.raises(ValueError, match="must be of one length; got 1 and 4 symbols"):
        metric.update_state(TARGETS[:, :1], WRITTEN)


def test_a_mask_that_keras_carries_is_honoured() -> None:
    logits = np.eye(4, dtype="float32")[WRITTEN]
    told = np.where(TARGETS == 1, 0, TARGETS)  # the mask leaves out the ones, the only mistake among them
    masked = TargetMask(padding=0)([logits, told])
    assert measured(ExactMatch(), TARGETS, masked) == 1.0
    assert measured(SymbolAccuracy(padding=None), TARGETS, masked) == 1.0
    assert measured(SymbolAccuracy(padding=None), TARGETS, logits) < 1.0


@pytest.mark.parametrize("kind", [ExactMatch, SymbolAccuracy])
def test_one_hot_targets_are_refused(kind: type[keras.metrics.Metric]) -> None:
    with pytest.raises(ValueError, match=r"`y_true` must be numbers \(batch, output\); got the shape \(\d, \d, 4\)"):
        kind().update_state(np.eye(4)[TARGETS], np.eye(4)[TARGETS])


def test_batches_add_up_and_a_reset_forgets_them() -> None:
    for metric in (ExactMatch(), SymbolAccuracy()):
        whole = measured(metric, TARGETS, WRITTEN)
        metric.reset_state()
        measured(metric, TARGETS[:1], WRITTEN[:1])
        assert measured(metric, TARGETS[1:], WRITTEN[1:]) == pytest.approx(whole)


@pytest.mark.parametrize("kind", [ExactMatch, SymbolAccuracy])
def test_a_metric_survives_serialisation(kind: type[keras.metrics.Metric]) -> None:
    metric = kind(name="other", padding=7)
    again = keras.saving.deserialize_keras_object(keras.saving.serialize_keras_object(metric))
    assert type(again) is kind
    assert (again.name, again.padding) == ("other", 7)
