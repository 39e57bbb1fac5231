"""Attention: how much the network looked at each input symbol when it wrote each output character."""

from __future__ import annotations

from collections.abc import Sequence

from datelens.errors import ExplanationError
from datelens.explain.forced import Forced
from datelens.explain.symbols import WrittenSymbol, merged


def attention_weights(forced: Forced, symbols: Sequence[WrittenSymbol], output: int) -> list[tuple[float, ...]]:
    """The weights α_tj of a forced reading: a row an output character, which sums to 1, over the input symbols.

    Args:
        forced: the reading, for the one source.
        symbols: the input symbols.
        output: number of output characters.

    Raises:
        ExplanationError: the model has no attention.
    """
    if forced.attention is None:
        raise ExplanationError("this model was trained without attention; `method` must be occlusion.")
    return [merged(row, symbols) for row in forced.attention[0, :output].tolist()]
