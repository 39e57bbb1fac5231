"""The equations of attention, against numbers worked out by hand."""

from __future__ import annotations

import math

import keras
import numpy as np
import pytest
from backends import array, tensor

from datelens.keras import attention


def test_additive_energies_by_hand() -> None:
    # one state (1, 2); two annotations, projected to (0, 0) and (1, -1); W_a swaps, V_a = (2, 3)
    state = tensor([[0.5, -0.25]])
    projected = tensor([[[0.0, 0.0], [1.0, -1.0]]])
    swap = tensor([[0.0, 1.0], [1.0, 0.0]])
    energies = attention.additive_energies(state, projected, swap, tensor([2.0, 3.0]))
    first = 2 * math.tanh(-0.25) + 3 * math.tanh(0.5)
    second = 2 * math.tanh(0.75) + 3 * math.tanh(-0.5)
    np.testing.assert_allclose(array(energies), [[first, second]], rtol=1e-6)


def test_annotations_are_projected_with_their_bias() -> None:
    annotations = tensor([[[1.0, 2.0, 3.0], [0.0, 0.0, 0.0]]])
    kernel = tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    projected = attention.project_annotations(annotations, kernel, tensor([10.0, 20.0]))
    np.testing.assert_array_equal(array(projected), [[[14.0, 25.0], [10.0, 20.0]]])


def test_multiplicative_energies_by_hand() -> None:
    # s W_a = (1*1 + 2*0, 1*1 + 2*1, 1*0 + 2*2) = (1, 3, 4)
    state = tensor([[1.0, 2.0]])
    kernel = tensor([[1.0, 1.0, 0.0], [0.0, 1.0, 2.0]])
    annotations = tensor([[[1.0, 1.0, 1.0], [2.0, 0.0, -1.0]]])
    energies = attention.multiplicative_energies(state, annotations, kernel)
    np.testing.assert_array_equal(array(energies), [[8.0, -2.0]])


def test_weights_are_the_softmax_over_unmasked_positions() -> None:
    energies = tensor(np.log([[1.0, 2.0, 5.0, 3.0]]))
    np.testing.assert_allclose(
        array(attention.attention_weights(energies)), [[1 / 11, 2 / 11, 5 / 11, 3 / 11]], rtol=1e-6
    )
    masked = array(attention.attention_weights(energies, np.array([[True, True, False, True]])))
    np.testing.assert_allclose(masked, [[1 / 6, 2 / 6, 0, 3 / 6]], rtol=1e-6)
    assert masked[0, 2] == 0.0


@pytest.mark.parametrize("masked_energy", [1e30, -1e30, float("inf"), float("nan")], ids=str)
def test_what_stands_at_a_masked_position_does_not_matter(masked_energy: float) -> None:
    energies = tensor([[0.0, masked_energy, 0.0]])
    weights = array(attention.attention_weights(energies, np.array([[True, False, True]])))
    np.testing.assert_array_equal(weights, [[0.5, 0.0, 0.5]])


def test_a_fully_masked_row_gets_zeros() -> None:
    weights = attention.attention_weights(tensor(np.ones((1, 3))), np.zeros((1, 3), bool))
    np.testing.assert_array_equal(array(weights), np.zeros((1, 3)))


def test_huge_energies_do_not_overflow() -> None:
    weights = attention.attention_weights(tensor([[3e4, 3e4, -3e4]]), np.ones((1, 3), bool))
    np.testing.assert_array_equal(array(weights), [[0.5, 0.5, 0.0]])


def test_half_precision_energies_give_single_precision_weights() -> None:
    energies = keras.ops.cast(np.array([[0.0, 1.0, 2.0]]), "bfloat16")
    weights = attention.attention_weights(energies, np.array([[True, True, True]]))
    assert "float32" in str(weights.dtype)
    assert abs(array(weights).sum() - 1) < 1e-6


def test_the_context_is_the_weighted_sum_of_annotations() -> None:
    annotations = tensor([[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]])
    context = attention.context_vector(tensor([[0.5, 0.25, 0.25]]), annotations)
    np.testing.assert_array_equal(array(context), [[2.5, 3.5]])


NUMBERED = tensor(np.arange(1, 17).reshape(1, 4, 4))
MASKS = {
    "all": ([True, True, True, True], [1, 2, 3, 4], [13, 14, 15, 16], [13, 14, 3, 4]),
    "padded right": ([True, True, False, False], [1, 2, 3, 4], [5, 6, 7, 8], [5, 6, 3, 4]),
    "padded left": ([False, True, True, True], [5, 6, 7, 8], [13, 14, 15, 16], [13, 14, 7, 8]),
    "padded on both sides": ([False, True, True, False], [5, 6, 7, 8], [9, 10, 11, 12], [9, 10, 7, 8]),
}


@pytest.mark.parametrize(("mask", "first", "last", "summary"), MASKS.values(), ids=MASKS)
def test_first_last_and_summary_are_of_real_symbols(
    mask: list[bool], first: list[int], last: list[int], summary: list[int]
) -> None:
    real = np.array([mask])
    np.testing.assert_array_equal(array(attention.first_annotation(NUMBERED, real)), [first])
    np.testing.assert_array_equal(array(attention.last_annotation(NUMBERED, real)), [last])
    np.testing.assert_array_equal(array(attention.summary_state(NUMBERED, real)), [summary])


def test_without_a_mask_all_symbols_are_real() -> None:
    np.testing.assert_array_equal(array(attention.summary_state(NUMBERED)), [[13, 14, 3, 4]])
