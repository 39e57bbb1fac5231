"""A reading that the network is made to write, with its map and all that can be asked about it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np

from datelens.explain import map_of
from datelens.explain.counterfactual import Trace, imposed, read
from datelens.explain.erasure import erased
from datelens.explain.faithfulness import is_century
from datelens.explain.forced import target_of
from datelens.explain.symbols import WrittenSymbol, merged, written_symbols
from datelens.folding import fold
from datelens.hints import Hints
from datelens.iso import fields
from datelens.records import AttentionMap
from datelens.runtime import Network

Attend = Callable[[np.ndarray], np.ndarray]
"""From the weights of a reading, float array (output, input), those that are measured."""


def as_it_is(weights: np.ndarray) -> np.ndarray:
    """The attention itself."""
    return weights


@dataclass(frozen=True, slots=True)
class Look:
    """A reading and its map.

    Attributes:
        network: that made it.
        iso: the reading.
        source, target: numbers of the input and the output symbols.
        symbols: the input symbols as written.
        trace: its steps.
        weights: that are measured, float array (output, input).
        map_: the same, over the symbols as written.
    """

    network: Network
    iso: str
    source: Sequence[int]
    target: Sequence[int]
    symbols: Sequence[WrittenSymbol]
    trace: Trace
    weights: np.ndarray
    map_: AttentionMap

    @property
    def digits(self) -> list[int]:
        """The places of the digits, without those of the century."""
        return [
            place for place, name in enumerate(fields(self.iso)) if name is not None and not is_century(self.iso, place)
        ]

    def place_of(self, place: int) -> tuple[int, str | None, int]:
        """What tells a place from those of other kinds of readings: length, field, place."""
        return len(self.iso), fields(self.iso)[place], place

    def without(self, gone: Sequence[Collection[int]]) -> np.ndarray:
        """Log-probabilities (questions, output) without some of the symbols as written."""
        said = erased(self.network, self.source, self.symbols, self.target, gone)
        return said[:, : len(self.iso)]

    def with_weights(self, places: Sequence[int], weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Which digits change when steps are given other weights, and how probable another symbol then is.

        Args:
            places: of each case the output position.
            weights: float array (cases, input).

        Returns:
            boolean (cases,) and float array (cases,).
        """
        said = imposed(self.network, self.trace, places, weights)
        rows = np.arange(len(places))
        target = self.trace.target[list(places)]
        allowed = np.where(self._states()[list(places)] >= 0, said, -np.inf)
        return allowed.argmax(axis=1) != target, 1 - np.exp(said[rows, target])

    def _states(self) -> np.ndarray:
        """What may be written at each place: rows of the automaton (output, symbols)."""
        state, rows = 0, []
        for symbol in self.target:
            rows.append(self.network.automaton[state])
            state = int(self.network.automaton[state, symbol])
        return np.stack(rows)


def look(network: Network, text: str, hints: Hints, iso: str, attend: Attend = as_it_is) -> Look:
    """Make the network read a text so.

    Args:
        network: a model with attention.
        text: that folds to something.
        hints: known to the model.
        iso: the reading.
        attend: what is measured in place of the attention.
    """
    symbols = written_symbols(text, hints)
    source = network.bundle.description.input_alphabet.encode((*hints.symbols(), *fold(text).symbols))
    target = target_of(network, iso)
    trace = read(network, source, target)
    weights = attend(trace.attention.astype(np.float64)[: len(iso)])
    said = trace.log_probabilities[np.arange(len(target)), trace.target]
    rows = [merged(row, symbols) for row in weights.tolist()]
    map_ = map_of(text, symbols, iso, "attention", rows, float(np.exp(said.sum())))
    return Look(network, iso, source, target, symbols, trace, weights, map_)
