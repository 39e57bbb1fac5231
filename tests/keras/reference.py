"""The model in numpy, written from the equations alone: one example, one step and one symbol at a time.

`weights` are named as `datelens.keras.model_weights` names them. Other tests hold ONNX Runtime to this file too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

Weights = Mapping[str, np.ndarray]


def sigmoid(x: np.ndarray) -> np.ndarray:
    """σ."""
    return 1.0 / (1.0 + np.exp(-x))


def softmax(x: np.ndarray) -> np.ndarray:
    """Over the last axis."""
    powers = np.exp(x - x.max())
    return powers / powers.sum()


def lstm(weights: Weights, direction: str, vectors: np.ndarray) -> np.ndarray:
    """One direction of the encoder: vectors `(input, embedding)` in, outputs `(input, units)` out."""
    kernel, recurrent, bias = (
        weights[f"encoder/{direction}/{part}"] for part in ("kernel", "recurrent_kernel", "bias")
    )
    h = c = np.zeros(recurrent.shape[0])
    outputs = []
    for x in vectors if direction == "forward" else vectors[::-1]:
        i, f, g, o = np.split(x @ kernel + h @ recurrent + bias, 4)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
        outputs.append(h)
    return np.array(outputs if direction == "forward" else outputs[::-1])


def annotate(weights: Weights, source: Sequence[int]) -> np.ndarray:
    """The annotations `(input, features)` of symbol numbers, which hold no padding."""
    vectors = weights["encoder/embedding"][np.array(source)]
    return np.concatenate([lstm(weights, "forward", vectors), lstm(weights, "backward", vectors)], axis=-1)


def gru(weights: Weights, direction: str, vectors: np.ndarray) -> np.ndarray:
    """As `lstm`, for an encoder of Keras' GRUs, which reset after the product."""
    kernel, recurrent, bias = (
        weights[f"encoder/{direction}/{part}"] for part in ("kernel", "recurrent_kernel", "bias")
    )
    h = np.zeros(recurrent.shape[0])
    outputs = []
    for x in vectors if direction == "forward" else vectors[::-1]:
        z, r, p = np.split(x @ kernel + bias[0], 3)
        u_z, u_r, u_p = np.split(h @ recurrent + bias[1], 3)
        z, proposal = sigmoid(z + u_z), np.tanh(p + sigmoid(r + u_r) * u_p)
        h = z * h + (1 - z) * proposal
        outputs.append(h)
    return np.array(outputs if direction == "forward" else outputs[::-1])


def initial_state(weights: Weights, annotations: np.ndarray) -> np.ndarray:
    """`s_0`, `(units,)`."""
    return np.tanh(annotations[0] @ weights["decoder/initial_kernel"] + weights["decoder/initial_bias"])


def attend(
    weights: Weights, attention: str, state: np.ndarray, annotations: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Equations (1) to (3): the context vector `(features,)` and the attention weights `(input,)`."""
    if attention == "none":
        half = annotations.shape[1] // 2
        return np.concatenate([annotations[-1, :half], annotations[0, half:]]), np.zeros(len(annotations))
    state_kernel = weights["decoder/attention/state_kernel"]
    if attention == "additive":
        annotation_kernel, bias = weights["decoder/attention/annotation_kernel"], weights["decoder/attention/bias"]
        energy_kernel = weights["decoder/attention/energy_kernel"]
        e = np.array(
            [energy_kernel @ np.tanh(state @ state_kernel + h @ annotation_kernel + bias) for h in annotations]
        )
    else:
        e = np.array([(state @ state_kernel) @ h for h in annotations])
    alpha = softmax(e)
    return sum(a * h for a, h in zip(alpha, annotations, strict=True)), alpha


def advance(weights: Weights, state: np.ndarray, feedback: np.ndarray, context: np.ndarray) -> np.ndarray:
    """Equations (4) to (7): the next state `(units,)`, of an LSTM with what it remembers; `feedback` is embedded."""
    if "decoder/gates/proposal_kernel" not in weights:
        return advance_lstm(weights, state, feedback, context)
    w_r, w_z, w_p = np.split(weights["decoder/gates/feedback_kernel"], 3, axis=1)
    u_r, u_z = np.split(weights["decoder/gates/state_kernel"], 2, axis=1)
    u_p = weights["decoder/gates/proposal_kernel"]
    c_r, c_z, c_p = np.split(weights["decoder/gates/context_kernel"], 3, axis=1)
    b_r, b_z, b_p = np.split(weights["decoder/gates/bias"], 3)
    r = sigmoid(feedback @ w_r + state @ u_r + context @ c_r + b_r)
    z = sigmoid(feedback @ w_z + state @ u_z + context @ c_z + b_z)
    proposal = np.tanh(feedback @ w_p + (r * state) @ u_p + context @ c_p + b_p)
    return (1 - z) * state + z * proposal


def advance_lstm(weights: Weights, state: np.ndarray, feedback: np.ndarray, context: np.ndarray) -> np.ndarray:
    """The LSTM of Xu et al. (2015): the next state and what is remembered, `(2*units,)`."""
    s, m = np.split(state, 2)
    w, u, c = (
        np.split(weights[f"decoder/gates/{part}_kernel"], 4, axis=1) for part in ("feedback", "state", "context")
    )
    i, f, p, o = (
        feedback @ w[gate] + s @ u[gate] + context @ c[gate] + np.split(weights["decoder/gates/bias"], 4)[gate]
        for gate in range(4)
    )
    m = sigmoid(f) * m + sigmoid(i) * np.tanh(p)
    return np.concatenate([sigmoid(o) * np.tanh(m), m])


def embedded(weights: Weights, feedback: np.ndarray) -> np.ndarray:
    """What is fed back of a distribution `(symbols,)`."""
    return feedback @ weights["decoder/embeddings"] if "decoder/embeddings" in weights else feedback


def visible(weights: Weights, state: np.ndarray) -> np.ndarray:
    """The part of a state that the others see."""
    return state[: weights["decoder/gates/state_kernel"].shape[0]]


def step(
    weights: Weights,
    state: np.ndarray,
    feedback: np.ndarray,
    annotations: np.ndarray,
    attention: str = "additive",
    readout: str = "current",
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """One step: logits `(symbols,)`, the next state `(units,)` and the attention weights `(input,)`."""
    context, alpha = attend(weights, attention, visible(weights, state), annotations)
    feedback = embedded(weights, feedback)
    following = advance(weights, state, feedback, context)
    logits = (
        feedback @ weights["decoder/readout/feedback_kernel"]
        + visible(weights, following if readout == "current" else state) @ weights["decoder/readout/state_kernel"]
        + context @ weights["decoder/readout/context_kernel"]
        + weights["decoder/readout/bias"]
    )
    return logits, following, alpha


def write(
    weights: Weights,
    annotations: np.ndarray,
    length: int,
    start: int | None,
    targets: Sequence[int] | None = None,
    attention: str = "additive",
    readout: str = "current",
    feedback: str = "choice",
) -> tuple[np.ndarray, np.ndarray]:
    """Logits `(output, symbols)` and attention weights `(output, input)`, taught where targets are given."""
    size = len(weights["decoder/readout/bias"])
    one_hot = np.eye(size)
    state = initial_state(weights, annotations)
    fed = np.zeros(size) if start is None else one_hot[start]
    all_logits, all_weights = [], []
    for number in range(length):
        logits, state, alpha = step(weights, state, fed, annotations, attention, readout)
        all_logits.append(logits)
        all_weights.append(alpha)
        if targets is not None:
            fed = one_hot[targets[number]]
        else:
            fed = one_hot[logits.argmax()] if feedback == "choice" else softmax(logits)
    return np.array(all_logits), np.array(all_weights)
