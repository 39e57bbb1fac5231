"""The decoder's gated state and its readout, one step of them, as pure functions.

After Bahdanau, Cho and Bengio (2014), arXiv:1409.0473, appendix A.1.2, without their maxout layer. The three gates are
kept side by side in the order reset, update, proposal, so that one product serves all three. Axes: `batch`, `units` of
the state, `features` of a context vector, `symbols` of the output alphabet; an axis `3*units` holds the gates.
"""

from __future__ import annotations

from typing import Any

from keras import ops

Tensor = Any


def initial_state(annotation: Tensor, kernel: Tensor, bias: Tensor) -> Tensor:
    """`s_0 = tanh(W_s h_1 + b)`, from the annotation of the first symbol.

    Args:
        annotation: `h_1`, `(batch, features)`; its backward half has read the whole input.
        kernel: `W_s`, `(features, units)`.
        bias: `(units,)`.

    Returns:
        `(batch, units)`.
    """
    return ops.tanh(ops.add(ops.matmul(annotation, kernel), bias))


def gated_update(
    state: Tensor,
    feedback_gates: Tensor,
    context: Tensor,
    state_kernel: Tensor,
    proposal_kernel: Tensor,
    context_kernel: Tensor,
) -> Tensor:
    """The next state, equations (4) to (7).

        r_t = σ(W_r y_{t-1} + U_r s_{t-1} + C_r c_t)             (4) reset gate
        z_t = σ(W_z y_{t-1} + U_z s_{t-1} + C_z c_t)             (5) update gate
        s̃_t = tanh(W_p y_{t-1} + U_p (r_t ∘ s_{t-1}) + C_p c_t)  (6) proposal
        s_t = (1 - z_t) ∘ s_{t-1} + z_t ∘ s̃_t                    (7) state

    Args:
        state: `s_{t-1}`, `(batch, units)`.
        feedback_gates: `[W_r, W_z, W_p] y_{t-1} + b`, `(batch, 3*units)`.
        context: `c_t`, `(batch, features)`.
        state_kernel: `[U_r, U_z]`, `(units, 2*units)`.
        proposal_kernel: `U_p`, `(units, units)`.
        context_kernel: `[C_r, C_z, C_p]`, `(features, 3*units)`.

    Returns:
        `s_t`, `(batch, units)`.
    """
    units = proposal_kernel.shape[-1]
    given = ops.add(feedback_gates, ops.matmul(context, context_kernel))  # (batch, 3*units)
    gates = ops.sigmoid(ops.add(given[:, : 2 * units], ops.matmul(state, state_kernel)))  # (batch, 2*units)
    reset, update = gates[:, :units], gates[:, units:]
    proposal = ops.tanh(ops.add(given[:, 2 * units :], ops.matmul(ops.multiply(reset, state), proposal_kernel)))
    return ops.add(state, ops.multiply(update, ops.subtract(proposal, state)))


def readout_logits(
    feedback: Tensor,
    state: Tensor,
    context: Tensor,
    feedback_kernel: Tensor,
    state_kernel: Tensor,
    context_kernel: Tensor,
    bias: Tensor,
) -> Tensor:
    """`W_o y_{t-1} + U_o s + C_o c_t + b`, what equation (8) takes the softmax of.

    Any axes may stand before the last, so that all steps can be read out at once.

    Args:
        feedback: `y_{t-1}` as a distribution, `(…, symbols)`.
        state: `s_t`, or `s_{t-1}` for the readout "previous", `(…, units)`.
        context: `c_t`, `(…, features)`.
        feedback_kernel: `W_o`, `(symbols, symbols)`.
        state_kernel: `U_o`, `(units, symbols)`.
        context_kernel: `C_o`, `(features, symbols)`.
        bias: `(symbols,)`.

    Returns:
        `(…, symbols)`.
    """
    own = ops.add(ops.matmul(feedback, feedback_kernel), ops.matmul(state, state_kernel))
    return ops.add(ops.add(own, ops.matmul(context, context_kernel)), bias)
