"""Several models of one task as one: at each step their probabilities are averaged, and what they looked at.

    p(y_t | y_<t, x) = 1/M Σ_m p_m(y_t | y_<t, x)        α_t = 1/M Σ_m α_m,t

So a symbol is chosen by all of them together, and all of them go on from it; this is what "ensemble" means in neural
machine translation since Sutskever, Vinyals and Le 2014 (arXiv:1409.3215, section 3.2). The graphs take and give what
those of one model do: annotations, keys and states stand side by side in the last axis, and there is one mask.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from datelens.keras.onnx_decoder import Decoder, Memory, State
from datelens.keras.onnx_encoder import spread
from datelens.keras.onnx_nodes import Nodes

MEMBERS = "members"
"""The key of a config under which those of the members stand."""

_LEAST_PROBABILITY = np.float32(1e-37)


class Ensemble:
    """Adds the parts of several decoders to a graph; used as one `Decoder`.

    Args:
        nodes: the graph.
        members: decoders in it, of one kind of attention.
    """

    def __init__(self, nodes: Nodes, members: Sequence[Decoder]) -> None:
        self.nodes = nodes
        self.members = members

    @property
    def memory_axes(self) -> dict[str, tuple[str | int, ...]]:
        """As of a `Decoder`."""
        return self.members[0].memory_axes

    def remember(self, symbols: str) -> tuple[Memory, State]:
        """As of a `Decoder`; the memories and states of the members side by side."""
        memories, states = zip(*(member.remember(symbols) for member in self.members), strict=True)
        joined = {
            name: memories[0][name]
            if name == "mask"
            else str(self.nodes.add("Concat", *(memory[name] for memory in memories), axis=-1))
            for name in self.memory_axes
        }
        return joined, [part for state in states for part in state]

    def step(self, memory: Memory, state: State, symbols: str) -> tuple[str, State, str | None]:
        """As of a `Decoder`; the logits are logarithms of the mean probabilities."""
        nodes = self.nodes
        parts = {
            name: nodes.split(value, [self._width(member, name) for member in self.members])
            for name, value in memory.items()
            if name != "mask"
        }
        probabilities: list[str] = []
        following: list[str] = []
        looked: list[str] = []
        for number, member in enumerate(self.members):
            own = {name: memory[name] if name == "mask" else parts[name][number] for name in memory}
            first = sum(len(other.state_sizes) for other in self.members[:number])
            logits, after, attention = member.step(own, state[first : first + len(member.state_sizes)], symbols)
            probabilities.append(nodes.add("Softmax", logits, axis=-1))
            following += after
            looked += [attention] if attention is not None else []
        # float32 has no number for what all of them find all but impossible, and whatever runs this takes no -inf
        mean = nodes.add("Add", self._mean(probabilities), nodes.constant(_LEAST_PROBABILITY))
        return nodes.add("Log", mean), following, self._mean(looked) if looked else None

    def pack(self, state: State) -> str:
        """As of a `Decoder`."""
        return self.members[0].pack(state)

    def unpack(self, state: str) -> State:
        """As of a `Decoder`."""
        sizes = [size for member in self.members for size in member.state_sizes]
        return self.nodes.split(self.nodes.expand(state, 1), sizes)

    def _width(self, member: Decoder, name: str) -> int:
        """The last axis of a member's part of the memory."""
        if name == "keys":
            return int(member.weights["decoder/attention/energy_kernel"].size)
        return int(spread(member.context_kernel, member.encoder_units, self.nodes.precision).shape[0])

    def _mean(self, values: Sequence[str]) -> str:
        total = values[0]
        for value in values[1:]:
            total = self.nodes.add("Add", total, value)
        return str(self.nodes.add("Mul", total, self.nodes.constant(np.float32(1 / len(values)))))


def joined(weights: Sequence[Mapping[str, np.ndarray]], configs: Sequence[Mapping[str, Any]]) -> tuple[Any, Any]:
    """The weights and the config of an ensemble, from those of its members."""
    named = {f"{number}/{name}": value for number, own in enumerate(weights) for name, value in own.items()}
    return named, {"attention": configs[0]["attention"], MEMBERS: [dict(config) for config in configs]}


def decoder_of(
    nodes: Nodes, weights: Mapping[str, np.ndarray], config: Mapping[str, Any], temperature: float = 1.0
) -> Decoder | Ensemble:
    """The decoder of a model, or of an ensemble."""
    if MEMBERS not in config:
        return Decoder(nodes, weights, config, temperature)
    members = []
    for number, own in enumerate(config[MEMBERS]):
        prefix = f"{number}/"
        mine = {name.removeprefix(prefix): value for name, value in weights.items() if name.startswith(prefix)}
        members.append(Decoder(nodes, mine, own, temperature))
    return Ensemble(nodes, members)
