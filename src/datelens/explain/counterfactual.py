"""Counterfactuals: what a step of the decoder would write if it had looked elsewhere.

After Jain and Wallace 2019 (arXiv:1902.10186) and Wiegreffe and Pinter 2019 (arXiv:1908.04626). One step is disturbed
at a time; the state that it starts from, and the characters before it, are those of the undisturbed reading.

The graphs of a bundle need nothing for this. They add a mask to the energies, and energies are what makes weights:
with `m_j = log w_j - log α_j` added, the softmax of `e_j + m_j` is `w_j`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from datelens.alphabet import Alphabet
from datelens.errors import ExplanationError
from datelens.runtime import LENGTH_STEP, Network

_REMOVED = -1e9  # the energy of a padded position too: its weight becomes exactly 0
_SMALLEST = 1e-38  # a weight that is 0 in float32 may have any energy below the one that this stands for
_ROUNDS = 3  # of correction, where such weights have to be raised


@dataclass(frozen=True, slots=True)
class Trace:
    """A forced reading with what each of its steps started from.

    Attributes:
        memory: of the one source.
        states: float array (output, state), before each step.
        last: int32 (output,): the symbol before each.
        target: int32 (output,): the symbol that each is made to write.
        log_probabilities: float array (output, symbols).
        attention: float array (output, input), without padding.
    """

    memory: tuple[np.ndarray, ...]
    states: np.ndarray
    last: np.ndarray
    target: np.ndarray
    log_probabilities: np.ndarray
    attention: np.ndarray


def read(network: Network, source: Sequence[int], target: Sequence[int]) -> Trace:
    """Force a reading and keep its steps.

    Args:
        network: a model with attention.
        source: numbers of the input symbols.
        target: numbers of the output symbols.

    Raises:
        ExplanationError: the model has no attention.
    """
    symbols = np.array([source], np.int32)
    memory, state = network.start(np.pad(symbols, ((0, 0), (0, -symbols.shape[1] % LENGTH_STEP))))
    last = np.array([Alphabet.start, *target[:-1]], np.int32)
    states, said, looked = [], [], []
    for symbol in last:
        states.append(state[0])
        step = network.step(memory, np.zeros(1, np.int64), state, symbol[None])
        if step.attention is None:
            raise ExplanationError("this model was trained without attention; there are no weights to change.")
        state = step.state
        said.append(step.log_probabilities[0])
        looked.append(step.attention[0, : len(source)])
    return Trace(memory, np.stack(states), last, np.array(target, np.int32), np.stack(said), np.stack(looked))


def imposed(network: Network, trace: Trace, places: Sequence[int], weights: np.ndarray) -> np.ndarray:
    """The log-probabilities of what steps would write with other attention weights: float array (cases, symbols).

    Args:
        network: the model that was read with.
        trace: of the undisturbed reading.
        places: of each case the output position (cases,).
        weights: of each case over the input symbols (cases, input); they are divided by their sums.
    """
    rows = np.arange(len(places))
    length = weights.shape[1]
    wanted = weights / weights.sum(axis=1, keepdims=True)
    kept = wanted > 0
    target = np.log(np.where(kept, wanted, 1.0))
    looked = trace.attention[places]
    memory = tuple(np.repeat(part, len(rows), axis=0) for part in trace.memory)
    mask = memory[network.mask]  # (cases, 1, input); a copy of its own
    energy = np.zeros_like(looked)
    for _ in range(_ROUNDS):
        energy = np.where(kept, energy + target - np.log(np.maximum(looked, _SMALLEST)), _REMOVED)
        energy -= np.where(kept, energy, _REMOVED).max(axis=1, keepdims=True) * kept  # near 0, where floats are fine
        mask[:, 0, :length] = energy
        step = network.step(memory, rows, trace.states[places], trace.last[places])
        looked = np.asarray(step.attention)[:, :length]
        if np.abs(looked - wanted).max() < 1e-4:
            break
    said: np.ndarray = step.log_probabilities
    return said
