"""The attention decoder in ONNX: equations (1) to (8) of `AttentionDecoderCell`.

A state is carried with its products with the matrices that it is multiplied by next, so that each is computed once;
what depends on the last symbol alone is a table with a row a symbol, biases included.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from datelens.alphabet import Alphabet
from datelens.keras.onnx_encoder import encode, spread
from datelens.keras.onnx_nodes import Nodes

_PARTS = ("feedback_kernel", "state_kernel", "context_kernel", "bias")

MASKED = np.float32(-1e9)  # energy of a padded position, whose weight becomes exactly 0

Memory = dict[str, str]

# All of a step is (batch, 1, …): the one is the query's place beside the input's positions.
# s, what an LSTM remembers, the query W_a s (not without attention), the gates' part U s, the readout's part U_o s
State = Sequence[str]


class Decoder:
    """Adds the decoder's parts to a graph.

    Args:
        nodes: the graph.
        weights: by the names of `datelens.keras.model_weights`.
        config: `units`, `encoder_units`, `attention`, `readout`; `recurrence` where it is no GRU.
        temperature: divides the logits.
    """

    def __init__(
        self, nodes: Nodes, weights: Mapping[str, np.ndarray], config: Mapping[str, Any], temperature: float = 1.0
    ) -> None:
        self.nodes = nodes
        self.weights = weights
        self.units = int(config["units"])
        self.encoder_units = int(config["encoder_units"])
        self.attention = str(config["attention"])
        self.readout = str(config["readout"])
        self.remembers = config.get("recurrence", "gru") == "lstm"
        gates = {name: weights[f"decoder/gates/{name}"] for name in _PARTS}
        readout = {name: weights[f"decoder/readout/{name}"] / temperature for name in _PARTS}
        query = [] if self.attention == "none" else [weights["decoder/attention/state_kernel"]]
        if self.attention == "multiplicative":  # its columns are features
            query = [self._spread(query[0].T).T]
        state_kernels = [*query, gates["state_kernel"], readout["state_kernel"]]
        self.product_sizes = [kernel.shape[1] for kernel in state_kernels]
        self.own_sizes = [self.units] * (2 if self.remembers else 1)
        self.gate_sizes = [4 * self.units] if self.remembers else [2 * self.units, self.units]
        self.state_kernel = np.concatenate(state_kernels, axis=1)
        self.context_kernel = np.concatenate([gates["context_kernel"], readout["context_kernel"]], axis=1)
        self.feedback = np.concatenate([part["feedback_kernel"] + part["bias"] for part in (gates, readout)], axis=1)
        if config.get("start", Alphabet.start) is None:  # nothing is fed back before the first symbol
            self.feedback[Alphabet.start] = np.concatenate([gates["bias"], readout["bias"]])

    @property
    def state_sizes(self) -> list[int]:
        """The last axis of each part of a state."""
        return [*self.own_sizes, *self.product_sizes]

    @property
    def memory_axes(self) -> dict[str, tuple[str | int, ...]]:
        """What a step needs of the encoder: names and axes."""
        if self.attention == "none":
            return {"context": ("batch", 1, "features")}
        axes: dict[str, tuple[str | int, ...]] = {
            "annotations": ("batch", "input", "features"),
            "mask": ("batch", 1, "input"),
        }
        return axes | ({"keys": ("batch", "input", "attention_units")} if self.attention == "additive" else {})

    def remember(self, symbols: str) -> tuple[Memory, State]:
        """The memory of the input symbols (batch, input), and the first state `s_0 = tanh(W h_1 + b)`."""
        nodes = self.nodes
        encoded = encode(nodes, self.weights, self.encoder_units, symbols)
        initial = self._dense(nodes.expand(nodes.first(encoded.annotations, 1), 1), "initial_kernel", "initial_bias")
        first = nodes.add("Tanh", initial)
        state = self._carry(*(nodes.split(first, self.own_sizes) if self.remembers else [first]))
        if self.attention == "none":
            return {"context": nodes.expand(encoded.summary, 1)}, state
        energy = nodes.add(
            "Where", nodes.equals(symbols, Alphabet.padding), nodes.constant(MASKED), nodes.constant(np.float32(0))
        )
        memory = {"annotations": encoded.annotations, "mask": nodes.expand(energy, 1)}
        if self.attention == "additive":
            memory["keys"] = self._dense(encoded.annotations, "attention/annotation_kernel", "attention/bias")
        return memory, state

    def step(self, memory: Memory, state: State, symbols: str) -> tuple[str, State, str | None]:
        """Logits (batch, 1, symbols), the next state, and the attention (batch, 1, input) if there is one.

        Args:
            memory: by the names of `memory_axes`.
            state: as `remember` and `step` give it.
            symbols: the last symbol of each row (batch, 1).
        """
        nodes = self.nodes
        own, (*query, state_gates, state_readout) = state[: len(self.own_sizes)], state[len(self.own_sizes) :]
        attention = self._attend(memory, query[0]) if query else None
        context = nodes.add("MatMul", attention, memory["annotations"]) if attention else memory["context"]  # (3)
        seen = nodes.dense(context, self._spread(self.context_kernel))
        seen = nodes.add("Add", seen, nodes.add("Gather", nodes.constant(self.feedback, np.float32), symbols))
        *gates, readout = nodes.split(seen, [*self.gate_sizes, self.product_sizes[-1]])
        advance = self._advance_lstm if self.remembers else self._advance_gru
        following = self._carry(*advance(own, gates, state_gates))
        # (8)
        logits = nodes.add("Add", readout, following[-1] if self.readout == "current" else state_readout)
        return str(logits), following, attention

    def _advance_gru(self, own: State, gates: Sequence[str], state_gates: str) -> Sequence[str]:
        """Equations (4) to (7), from the parts of `gates` that the state has no part in and those that it has."""
        nodes, units, before = self.nodes, self.units, own[0]
        seen_gates, seen_proposal = gates
        # (4), (5)
        reset, update = nodes.split(nodes.add("Sigmoid", nodes.add("Add", seen_gates, state_gates)), [units, units])
        # (6)
        kept = nodes.dense(nodes.add("Mul", reset, before), self.weights["decoder/gates/proposal_kernel"])
        proposal = nodes.add("Tanh", nodes.add("Add", seen_proposal, kept))
        # (7) as s + z (p - s)
        change = nodes.add("Mul", update, nodes.add("Sub", proposal, before))
        return [nodes.add("Add", before, change)]

    def _advance_lstm(self, own: State, gates: Sequence[str], state_gates: str) -> Sequence[str]:
        """What `gates.lstm_update` computes: the next state and what is remembered."""
        nodes = self.nodes
        parts = nodes.split(nodes.add("Add", gates[0], state_gates), [self.units] * 4)
        admit, keep, show = (nodes.add("Sigmoid", parts[gate]) for gate in (0, 1, 3))
        admitted = nodes.add("Mul", admit, nodes.add("Tanh", parts[2]))
        remembered = nodes.add("Add", nodes.add("Mul", keep, own[1]), admitted)
        return [nodes.add("Mul", show, nodes.add("Tanh", remembered)), remembered]

    def pack(self, state: State) -> str:
        """A state as one tensor (batch, state)."""
        return self.nodes.squeeze(self.nodes.add("Concat", *state, axis=-1), 1)

    def unpack(self, state: str) -> State:
        """What `pack` put together."""
        return self.nodes.split(self.nodes.expand(state, 1), self.state_sizes)

    def _carry(self, state: str, *remembered: str) -> State:
        """The state (batch, 1, units) with its products, and what an LSTM remembers between them."""
        products = self.nodes.dense(state, self.state_kernel)
        return [state, *remembered, *self.nodes.split(products, self.product_sizes)]

    def _attend(self, memory: Memory, query: str) -> str:
        """The attention weights (batch, 1, input): energies (1), softmax (2)."""
        nodes = self.nodes
        if self.attention == "additive":
            mixed = nodes.add("Tanh", nodes.add("Add", memory["keys"], query))
            vector = self.weights["decoder/attention/energy_kernel"].reshape(1, 1, -1)
            energies = nodes.times_transposed(nodes.constant(vector, np.float32), mixed)
        else:
            energies = nodes.times_transposed(query, memory["annotations"])
        return str(nodes.add("Softmax", nodes.add("Add", energies, memory["mask"]), axis=-1))

    def _dense(self, annotations: str, kernel: str, bias: str) -> str:
        """Annotations times a kernel of the decoder (features, out)."""
        return self.nodes.dense(
            annotations, self._spread(self.weights[f"decoder/{kernel}"]), self.weights[f"decoder/{bias}"]
        )

    def _spread(self, kernel: np.ndarray) -> np.ndarray:
        return spread(kernel, self.encoder_units, self.nodes.precision)
