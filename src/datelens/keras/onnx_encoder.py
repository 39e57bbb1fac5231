"""The encoder in ONNX: embedding and bidirectional LSTM, `h_j = [LSTM→(x)_j ; LSTM←(x)_j]`.

In int8 it is ONNX Runtime's `DynamicQuantizeLSTM`, which takes the scale of inputs and states from their smallest and
largest value in the whole batch: what a row gives would then depend on its neighbours. So both are pinned. The inputs
get two features that are always as small and as large as any embedded value. Each direction gets two units whose cells
begin at ±20 and forget nothing, so that their outputs stand at ±1, the bounds of what any unit can give. Their weights
elsewhere are 0, and they change nothing but the scale. (An encoder with 8 n - 2 units a direction costs no more than
one with 8 n - 1 or 8 n without them.)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from datelens.alphabet import Alphabet
from datelens.keras.onnx_nodes import Nodes, Precision, quantise

DIRECTIONS = ("forward", "backward")

_PINS = 2
_PINNED = np.array([20.0, -20.0], np.float32)  # tanh and σ of 20 are 1 in float32


@dataclass(frozen=True, slots=True)
class Encoded:
    """Names of what the encoder gives.

    Attributes:
        annotations: (batch, input, features), after each direction's features those of its pinned units.
        summary: (batch, features); the forward direction's last output and the backward direction's first.
    """

    annotations: str
    summary: str


def pinned_units(precision: Precision) -> int:
    """How many units a direction has beside its own."""
    return _PINS if precision == "int8" else 0


def spread(kernel: np.ndarray, encoder_units: int, precision: Precision) -> np.ndarray:
    """A kernel (features, out) with rows of 0 for the pinned units of both directions."""
    none = np.zeros((pinned_units(precision), kernel.shape[1]), np.float32)
    return np.concatenate([kernel[:encoder_units], none, kernel[encoder_units:], none])


def encode(nodes: Nodes, weights: Mapping[str, np.ndarray], encoder_units: int, symbols: str) -> Encoded:
    """Add the encoder over `symbols` (batch, input), padded at the right."""
    real = nodes.add("Cast", nodes.add("Not", nodes.equals(symbols, Alphabet.padding)), to=nodes.int32)
    lengths = nodes.add("ReduceSum", real, nodes.constant([1], np.int64), keepdims=0)
    by_time = nodes.add("Transpose", symbols, perm=[1, 0])
    pins = pinned_units(nodes.precision)
    build = _pinned_lstm if pins else _float_lstm
    outputs, last = build(nodes, weights, encoder_units, by_time, lengths)
    features = nodes.constant([0, 0, 2 * (encoder_units + pins)], np.int64)
    # (input, directions, batch, units) → (batch, input, features)
    annotations = nodes.add("Reshape", nodes.add("Transpose", outputs, perm=[2, 0, 1, 3]), features)
    summary = nodes.add(
        "Reshape",
        nodes.add("Transpose", last, perm=[1, 0, 2]),
        nodes.constant([0, 2 * (encoder_units + pins)], np.int64),
    )
    return Encoded(annotations, summary)


def _float_lstm(
    nodes: Nodes, weights: Mapping[str, np.ndarray], units: int, by_time: str, lengths: str
) -> tuple[str, str]:
    """The standard operator; its kernels stand as (directions, gates, in)."""
    kernel, recurrent, bias = (_both(weights, part) for part in ("kernel", "recurrent_kernel", "bias"))
    embedded = nodes.add("Gather", nodes.constant(weights["encoder/embedding"], np.float32), by_time)
    operands = (
        nodes.constant(kernel.swapaxes(1, 2), np.float32),
        nodes.constant(recurrent.swapaxes(1, 2), np.float32),
        nodes.constant(np.concatenate([bias, np.zeros_like(bias)], axis=1), np.float32),
    )
    names = nodes.add("LSTM", embedded, *operands, lengths, outputs=2, direction="bidirectional", hidden_size=units)
    return names[0], names[1]


def _pinned_lstm(
    nodes: Nodes, weights: Mapping[str, np.ndarray], units: int, by_time: str, lengths: str
) -> tuple[str, str]:
    """ONNX Runtime's int8 operator with pinned ranges; its kernels stand as (directions, in, gates)."""
    embedding = weights["encoder/embedding"]
    bound = np.abs(embedding).max()
    ends = np.broadcast_to(np.array([bound, -bound], np.float32), (len(embedding), _PINS))
    embedded = nodes.add("Gather", nodes.constant(np.concatenate([embedding, ends], axis=1), np.float32), by_time)

    hidden = units + _PINS
    kernel = _widen(_both(weights, "kernel"), units, rows=_PINS)
    recurrent = _widen(_both(weights, "recurrent_kernel"), units, rows=_PINS)
    bias = _widen(_both(weights, "bias")[:, None], units, rows=0).reshape(2, 4, hidden)
    bias[:, :, units:] = np.array([-20, 20, 20, 0])[None, :, None]  # input shut, output and forget open, no candidate

    batch = nodes.add("Shape", lengths)
    shape = nodes.add("Concat", nodes.constant([2], np.int64), batch, nodes.constant([hidden], np.int64), axis=0)
    cell = np.zeros((1, 1, hidden), np.float32)
    cell[..., units:] = _PINNED
    first_output = nodes.add("Expand", nodes.constant(np.tanh(cell)), shape)
    first_cell = nodes.add("Expand", nodes.constant(cell), shape)

    whole_kernel, kernel_factor = (np.stack(parts) for parts in zip(*map(quantise, kernel), strict=True))
    whole_recurrent, recurrent_factor = (np.stack(parts) for parts in zip(*map(quantise, recurrent), strict=True))
    zero = nodes.constant(np.zeros((2, 4 * hidden), np.int8))
    names = nodes.add(
        "DynamicQuantizeLSTM",
        embedded,
        nodes.constant(whole_kernel),
        nodes.constant(whole_recurrent),
        nodes.constant(np.concatenate([bias, np.zeros_like(bias)], axis=1).reshape(2, -1), np.float32),
        lengths,
        first_output,
        first_cell,
        "",
        nodes.constant(kernel_factor),
        zero,
        nodes.constant(recurrent_factor),
        zero,
        outputs=2,
        domain="com.microsoft",
        direction="bidirectional",
        hidden_size=hidden,
    )
    return names[0], names[1]


def _both(weights: Mapping[str, np.ndarray], part: str) -> np.ndarray:
    """A weight of both directions (directions, …, gates), gates in ONNX' order: input, output, forget, candidate."""
    ordered = []
    for direction in DIRECTIONS:
        gates = np.split(weights[f"encoder/{direction}/{part}"], 4, axis=-1)  # Keras: input, forget, candidate, output
        ordered.append(np.concatenate([gates[i] for i in (0, 3, 1, 2)], axis=-1))
    return np.stack(ordered)


def _widen(kernel: np.ndarray, units: int, rows: int) -> np.ndarray:
    """A kernel (directions, in, 4 units) with `rows` more inputs and the pinned units' columns in each gate, all 0."""
    gates = kernel.reshape(*kernel.shape[:2], 4, units)
    wider: np.ndarray = np.pad(gates, ((0, 0), (0, rows), (0, 0), (0, _PINS)))
    return wider.reshape(2, kernel.shape[1] + rows, -1)
