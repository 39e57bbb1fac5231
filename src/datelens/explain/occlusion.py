"""Occlusion: how much less probable each output character becomes when an input symbol is made unknown.

After Zeiler and Fergus 2014 (arXiv:1311.2901), who covered parts of pictures.
"""

from __future__ import annotations

from collections.abc import Sequence

from datelens.explain.erasure import erased
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
        symbols: the input symbols as written.
        target: numbers of the output symbols.
        output: number of output characters.
    """
    said = erased(network, source, symbols, target, [(), *((place,) for place in range(len(symbols)))])
    drops = said[:1, :output] - said[1:, :output]  # (input, output)
    return [tuple(row) for row in drops.T.tolist()]
