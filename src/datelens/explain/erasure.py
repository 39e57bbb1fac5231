"""Erasure: what the network gives to a reading when some input symbols are made unknown."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from datelens.alphabet import Alphabet
from datelens.explain.forced import force
from datelens.explain.symbols import WrittenSymbol
from datelens.runtime import Network


def erased(
    network: Network,
    source: Sequence[int],
    symbols: Sequence[WrittenSymbol],
    target: Sequence[int],
    gone: Sequence[Collection[int]],
) -> np.ndarray:
    """The log-probability of each output symbol without some input symbols: float array (len(gone), output).

    The reading is forced: each output character is judged after the same characters before it, whatever the network
    would rather have written. What is asked for twice is computed once.

    Args:
        network: the model.
        source: numbers of the input symbols.
        symbols: the input symbols as written; those that are one are made unknown together.
        target: numbers of the output symbols.
        gone: for each question the places in `symbols` that are made unknown; none leaves the text as it is.
    """
    asked: dict[frozenset[int], int] = {}
    rows = [asked.setdefault(frozenset(places), len(asked)) for places in gone]
    covered = np.tile(np.array(source, np.int32), (len(asked), 1))
    for places, row in asked.items():
        for place in places:
            covered[row, slice(*symbols[place].places)] = Alphabet.unknown
    said: np.ndarray = force(network, covered.tolist(), target).log_probabilities[rows]
    return said
