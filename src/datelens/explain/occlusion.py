"""Occlusion: how much less probable each output character becomes when an input symbol is made unknown.

After Zeiler and Fergus 2014 (arXiv:1311.2901), who covered parts of pictures. The reading is forced: each output
character is judged after the same characters before it, whatever the network would rather have written.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from datelens.alphabet import Alphabet
from datelens.explain.forced import force
from datelens.explain.symbols import WrittenSymbol
from datelens.runtime import Network


def occlusion_weights(
    network: Network, source: Sequence[int], symbols: Sequence[WrittenSymbol], target: Sequence[int], output: int
) -> list[tuple[float, ...]]:
    """`log p(y_t | x) - log p(y_t | x without x_j)`: a row an output character over the input symbols.

    A weight below 0 says that the output character is more probable without the symbol.

    Args:
        network: the model.
        source: numbers of the input symbols.
        symbols: the input symbols as written; those that are one are made unknown together.
        target: numbers of the output symbols.
        output: number of output characters.
    """
    covered = np.tile(np.array(source, np.int32), (len(symbols) + 1, 1))  # the first as it is
    for row, symbol in enumerate(symbols, start=1):
        covered[row, slice(*symbol.places)] = Alphabet.unknown
    said = force(network, covered.tolist(), target).log_probabilities[:, :output]
    drops = said[0] - said[1:]  # (input, output)
    return [tuple(row) for row in drops.T.tolist()]
