"""ONNX graphs of a trained translator, built from its weights: the equations of `AttentionDecoderCell`, node by node.

Three graphs come out, each with its own copy of the weights that it needs:

encoder   symbols → memory (what attention looks at) and the decoder's first state
step      memory, state and the last symbol → log-probabilities of the next one, the next state and the attention
greedy    symbols → the most probable symbol at every step and its log-probability: encoder and search in one
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from datelens.alphabet import Alphabet
from datelens.keras.onnx_ensemble import decoder_of
from datelens.keras.onnx_nodes import Nodes, Precision, Turn, tensor

Weights = Mapping[str, np.ndarray]
Config = Mapping[str, Any]

_SYMBOLS = tensor("symbols", "int32", "batch", "input")
_HYPOTHESES = ("hypotheses",)


def encoder_graph(weights: Weights, config: Config, *, precision: Precision = "int8") -> bytes:
    """The encoder as an ONNX file.

    Inputs: `symbols` int32 (batch, input), padded at the right with 0. Where the input length is a multiple of 4,
    more padding changes no bit of the result.
    Outputs: `state` (batch, state) and the memory: `annotations` (batch, input, features), `mask` (batch, 1, input)
    and, for additive attention, `keys` (batch, input, attention_units); the one `context` (batch, features) without
    attention.

    Args:
        weights: by the names of `datelens.keras.model_weights`; of an ensemble, as `onnx_ensemble.joined` gives them.
        config: `units`, `encoder_units`, `attention`, `readout`; of an ensemble likewise.
        precision: of the matrix products.
    """
    nodes = Nodes(precision)
    decoder = decoder_of(nodes, weights, config)
    memory, state = decoder.remember("symbols")
    for name, value in memory.items():
        nodes.rename(value, name)
    nodes.rename(decoder.pack(state), "state")
    outputs = [tensor(name, "float32", *axes) for name, axes in decoder.memory_axes.items()]
    return nodes.model("encoder", [_SYMBOLS], [*outputs, tensor("state", "float32", "batch", "state")])


def step_graph(weights: Weights, config: Config, *, precision: Precision = "int8", temperature: float = 1.0) -> bytes:
    """One step of the decoder as an ONNX file.

    Inputs: the memory as the encoder gives it, and for each hypothesis its row of the memory, `rows` int64
    (hypotheses,), its `state` (hypotheses, state) and its last symbol, `symbols` int32 (hypotheses,).
    Outputs: `log_probabilities` (hypotheses, output symbols), `next_state` (hypotheses, state) and, unless the model
    has no attention, `attention` (hypotheses, input).

    Args:
        weights, config, precision: as for `encoder_graph`.
        temperature: divides the logits.
    """
    nodes = Nodes(precision)
    decoder = decoder_of(nodes, weights, config, temperature)
    memory = {name: nodes.add("Gather", name, "rows") for name in decoder.memory_axes}
    last = nodes.expand("symbols", 1)
    logits, state, attention = decoder.step(memory, decoder.unpack("state"), last)
    nodes.add("LogSoftmax", nodes.squeeze(logits, 1), outputs=["log_probabilities"], axis=-1)
    nodes.rename(decoder.pack(state), "next_state")
    outputs = [
        tensor("log_probabilities", "float32", *_HYPOTHESES, "output_symbols"),
        tensor("next_state", "float32", *_HYPOTHESES, "state"),
    ]
    if attention is not None:
        nodes.rename(nodes.squeeze(attention, 1), "attention")
        outputs.append(tensor("attention", "float32", *_HYPOTHESES, "input"))
    inputs = [
        *(tensor(name, "float32", *axes) for name, axes in decoder.memory_axes.items()),
        tensor("rows", "int64", *_HYPOTHESES),
        tensor("state", "float32", *_HYPOTHESES, "state"),
        tensor("symbols", "int32", *_HYPOTHESES),
    ]
    return nodes.model("step", inputs, outputs)


def greedy_graph(
    weights: Weights,
    config: Config,
    automaton: np.ndarray,
    steps: int,
    *,
    precision: Precision = "int8",
    temperature: float = 1.0,
) -> bytes:
    """The whole greedy search as an ONNX file.

    Inputs: `symbols` int32 (batch, input), as for the encoder.
    Outputs: `written` int64 (batch, output): at each step the most probable of the symbols that may come, up to the
    step where all rows have ended; `log_probabilities` (batch, output): of each among all symbols.

    Args:
        weights, config, precision, temperature: as for `step_graph`.
        automaton: whole numbers (states, symbols): the state after a symbol, -1 where it may not come. State 0 is the
            first; where a row has ended, padding alone may come.
        steps: length of the longest output.
    """
    nodes = Nodes(precision)
    decoder = decoder_of(nodes, weights, config, temperature)
    places = _Places(nodes, automaton)
    memory, state = decoder.remember("symbols")
    rows = nodes.add("Shape", "symbols", end=1)
    column = nodes.add("Concat", rows, nodes.constant([1], np.int64), axis=0)  # (batch, 1)
    place = nodes.add("Expand", nodes.constant([0], np.int64), column)
    start = nodes.add("Expand", nodes.constant([Alphabet.start], np.int64), column)

    def turn(carried: list[str]) -> Turn:
        *state, place, last = carried
        logits, following, _ = decoder.step(memory, state, last)
        symbol = nodes.add("ArgMax", places.bar(logits, place), axis=-1, keepdims=0)
        place = places.follow(place, symbol)
        return Turn(places.any_open(place), [*following, place, symbol], [symbol, logits])

    symbols, logits = nodes.loop(
        steps, [*state, place, start], turn
    )  # (output, batch, 1) and (output, batch, 1, symbols)
    said = nodes.add("GatherElements", nodes.add("LogSoftmax", logits, axis=-1), nodes.expand(symbols, 3), axis=-1)
    nodes.rename(nodes.add("Transpose", nodes.squeeze(symbols, 2), perm=[1, 0]), "written")
    nodes.rename(nodes.add("Transpose", nodes.squeeze(said, 2, 3), perm=[1, 0]), "log_probabilities")
    outputs = [
        tensor("written", "int64", "batch", "output"),
        tensor("log_probabilities", "float32", "batch", "output"),
    ]
    return nodes.model("greedy", [_SYMBOLS], outputs)


class _Places:
    """An automaton as tables to look up in.

    A place is where a state begins in the table laid out as one row, so that a place plus a symbol is where to look up
    what follows: one addition instead of two.
    """

    def __init__(self, nodes: Nodes, automaton: np.ndarray) -> None:
        states, symbols = automaton.shape
        barrier, unfinished = np.zeros((states * symbols, symbols)), np.zeros(states * symbols)
        barrier[::symbols] = np.where(automaton >= 0, 0, -np.inf)
        unfinished[::symbols] = automaton[:, Alphabet.padding] < 0
        self._nodes = nodes
        self._barrier = nodes.constant(barrier, np.float32)
        self._unfinished = nodes.constant(unfinished, np.int32)
        self._following = nodes.constant(automaton.clip(0).reshape(-1) * symbols, np.int64)

    def bar(self, logits: str, place: str) -> str:
        """Logits (batch, 1, symbols), -inf for symbols that may not come."""
        return str(self._nodes.add("Add", logits, self._nodes.add("Gather", self._barrier, place)))

    def follow(self, place: str, symbol: str) -> str:
        """The place (batch, 1) after a symbol (batch, 1)."""
        return str(self._nodes.add("Gather", self._following, self._nodes.add("Add", place, symbol)))

    def any_open(self, place: str) -> str:
        """Whether an output has not ended: boolean scalar."""
        nodes = self._nodes
        any_ = nodes.add("ReduceMax", nodes.add("Gather", self._unfinished, place), keepdims=0)
        return str(nodes.add("Cast", any_, to=nodes.boolean))
