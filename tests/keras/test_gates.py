"""The equations of the state and the readout, against numbers worked out by hand."""

from __future__ import annotations

import math

import numpy as np
from backends import array, tensor

from datelens.keras import gates


def sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x))


def test_the_initial_state_by_hand() -> None:
    # h_1 W + b = (1*1 + 2*3 - 6, 1*2 + 2*0 + 0.5) = (1, 2.5)
    kernel = tensor([[1.0, 2.0], [3.0, 0.0]])
    state = gates.initial_state(tensor([[1.0, 2.0]]), kernel, tensor([-6.0, 0.5]))
    np.testing.assert_allclose(array(state), [[math.tanh(1.0), math.tanh(2.5)]], rtol=1e-6)


def test_one_update_by_hand() -> None:
    # one unit, one feature: every matrix is a number, every one of them different
    s, c = 0.4, -1.5
    w_r, w_z, w_p = 0.1, 0.2, 0.3
    u_r, u_z, u_p = 0.5, -0.6, 0.7
    c_r, c_z, c_p = -0.8, 0.9, 1.1
    r = sigmoid(w_r + u_r * s + c_r * c)
    z = sigmoid(w_z + u_z * s + c_z * c)
    proposal = math.tanh(w_p + u_p * r * s + c_p * c)
    expected = (1 - z) * s + z * proposal
    others = {
        "gates swapped": (1 - r) * s + r * math.tanh(w_p + u_p * z * s + c_p * c),
        "update reversed": z * s + (1 - z) * proposal,
        "reset after the product": (1 - z) * s + z * math.tanh(r * (w_p + u_p * s + c_p * c)),
    }
    assert all(abs(other - expected) > 1e-2 for other in others.values())
    state = gates.gated_update(
        tensor([[s]]),
        tensor([[w_r, w_z, w_p]]),
        tensor([[c]]),
        tensor([[u_r, u_z]]),
        tensor([[u_p]]),
        tensor([[c_r, c_z, c_p]]),
    )
    np.testing.assert_allclose(array(state), [[expected]], rtol=1e-6)


def test_one_lstm_update_by_hand() -> None:
    # one unit, one feature: every matrix is a number, every one of them different
    s, m, c = 0.4, -0.9, -1.5
    w, u, k = (0.1, 0.2, 0.3, -0.4), (0.5, -0.6, 0.7, 1.2), (-0.8, 0.9, 1.1, -0.3)
    i, f, p, o = (w[gate] + u[gate] * s + k[gate] * c for gate in range(4))
    remembered = sigmoid(f) * m + sigmoid(i) * math.tanh(p)
    expected = sigmoid(o) * math.tanh(remembered)
    swapped = sigmoid(o) * math.tanh(sigmoid(i) * m + sigmoid(f) * math.tanh(p))
    assert abs(swapped - expected) > 1e-2
    row = lambda *numbers: tensor([numbers])  # noqa: E731
    state, kept = gates.lstm_update(row(s), row(m), row(*w), row(c), row(*u), row(*k))
    np.testing.assert_allclose(array(state), [[expected]], rtol=1e-6)
    np.testing.assert_allclose(array(kept), [[remembered]], rtol=1e-6)


def test_the_readout_by_hand() -> None:
    logits = gates.readout_logits(
        tensor([[0.0, 1.0]]),
        tensor([[2.0]]),
        tensor([[3.0, 4.0, 5.0]]),
        tensor([[9.0, 9.0], [0.25, 0.5]]),
        tensor([[10.0, 20.0]]),
        tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]),
        tensor([1000.0, 2000.0]),
    )
    np.testing.assert_array_equal(array(logits), [[0.25 + 20 + 8 + 1000, 0.5 + 40 + 9 + 2000]])
