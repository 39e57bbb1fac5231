"""The decoder's gated state and its readout, one step of them, as pure functions.

After Bahdanau, Cho and Bengio (2014), arXiv:1409.0473, appendix A.1.2, without their maxout layer; the LSTM after Xu et
al. (2015), arXiv:1502.03044. Gates are kept side by side, reset, update, proposal in the one and input, forget,
proposal, output in the other, so that one product serves all. Axes: `batch`, `units` of the state, `features` of a
context vector, `symbols` of the output alphabet, `fed` of what a symbol is fed back as; an axis `3*units` or `4*units`
holds the gates.
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
    return ops.tanh(annotation @ kernel + bias)


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
    given = feedback_gates + context @ context_kernel  # (batch, 3*units)
    gates = ops.sigmoid(given[:, : 2 * units] + state @ state_kernel)  # (batch, 2*units)
    reset, update = gates[:, :units], gates[:, units:]
    proposal = ops.tanh(given[:, 2 * units :] + (reset * state) @ proposal_kernel)
    return state + update * (proposal - state)


def lstm_update(
    state: Tensor,
    remembered: Tensor,
    feedback_gates: Tensor,
    context: Tensor,
    state_kernel: Tensor,
    context_kernel: Tensor,
) -> tuple[Tensor, Tensor]:
    """The next state of an LSTM that sees a context vector, equations (1) to (3) of Xu et al.

        i_t = σ(W_i y_{t-1} + U_i s_{t-1} + C_i c_t)      input gate
        f_t = σ(W_f y_{t-1} + U_f s_{t-1} + C_f c_t)      forget gate
        m̃_t = tanh(W_p y_{t-1} + U_p s_{t-1} + C_p c_t)   proposal
        o_t = σ(W_o y_{t-1} + U_o s_{t-1} + C_o c_t)      output gate
        m_t = f_t ∘ m_{t-1} + i_t ∘ m̃_t                   what is remembered
        s_t = o_t ∘ tanh(m_t)                             state

    Args:
        state: `s_{t-1}`, `(batch, units)`.
        remembered: `m_{t-1}`, `(batch, units)`; the paper's `c`, which is the context vector here.
        feedback_gates: `[W_i, W_f, W_p, W_o] y_{t-1} + b`, `(batch, 4*units)`.
        context: `c_t`, `(batch, features)`.
        state_kernel: `[U_i, U_f, U_p, U_o]`, `(units, 4*units)`.
        context_kernel: `[C_i, C_f, C_p, C_o]`, `(features, 4*units)`.

    Returns:
        `s_t` and `m_t`, each `(batch, units)`.
    """
    given = feedback_gates + context @ context_kernel + state @ state_kernel  # (batch, 4*units)
    admit, keep, proposal, show = ops.split(given, 4, axis=-1)
    remembered = ops.sigmoid(keep) * remembered + ops.sigmoid(admit) * ops.tanh(proposal)
    return ops.sigmoid(show) * ops.tanh(remembered), remembered


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
        feedback: `y_{t-1}`, as a distribution over symbols or embedded, `(…, fed)`.
        state: `s_t`, or `s_{t-1}` for the readout "previous", `(…, units)`.
        context: `c_t`, `(…, features)`.
        feedback_kernel: `W_o`, `(fed, symbols)`.
        state_kernel: `U_o`, `(units, symbols)`.
        context_kernel: `C_o`, `(features, symbols)`.
        bias: `(symbols,)`.

    Returns:
        `(…, symbols)`.
    """
    return feedback @ feedback_kernel + state @ state_kernel + context @ context_kernel + bias
