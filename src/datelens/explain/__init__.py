"""Explanations: which input symbols each character of a reading comes from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from datelens.answers import calendar_of
from datelens.errors import ExplanationError, shown
from datelens.explain.attention import attention_weights
from datelens.explain.forced import force, target_of
from datelens.explain.occlusion import occlusion_weights
from datelens.explain.symbols import WrittenSymbol, written_symbols
from datelens.folding import fold
from datelens.hints import Hints
from datelens.iso import NO_DATE
from datelens.records import GREGORIAN, AttentionMap
from datelens.runtime import Network

__all__ = ["METHODS", "Method", "check_method", "explain", "map_of", "methods_of", "unread"]

Method = Literal["attention", "occlusion"]
"""How input symbols are weighed: by where the network looked, or by what happens when they are made unknown."""

METHODS: tuple[str, ...] = get_args(Method)


def explain(network: Network, text: str, hints: Hints, output: str, method: str = "attention") -> AttentionMap:
    """The map of one reading of a text.

    Args:
        network: the model.
        text: at least one of whose characters is left when it is folded.
        hints: known to the model.
        output: the reading, which the network is made to write: as a translation prints it, "∅" for "no date".
        method: see `Method`.

    Raises:
        ExplanationError: `method` is unknown or the model has no attention to show, or it can never write `output`.
    """
    check_method(method)
    target = target_of(network, output)
    symbols = written_symbols(text, hints)
    source = network.bundle.description.input_alphabet.encode((*hints.symbols(), *fold(text).symbols))
    forced = force(network, [source], target)
    if method == "attention":
        weights = attention_weights(forced, symbols, len(output))
    else:
        weights = occlusion_weights(network, source, symbols, target, len(output))
    calendar = calendar_of(network.bundle.description)
    return map_of(text, symbols, output, method, weights, forced.probability, calendar)


def methods_of(network: Network) -> tuple[str, ...]:
    """The methods that a model can be asked for."""
    return METHODS if network.has_attention else ("occlusion",)


def check_method(method: str) -> None:
    """Let only methods pass that there are.

    Raises:
        ExplanationError: this is none.
    """
    if method not in METHODS:
        raise ExplanationError(f"`method` must be one of {', '.join(METHODS)}; got {shown(method)}.")


def map_of(
    text: str,
    symbols: Sequence[WrittenSymbol],
    output: str,
    method: str,
    weights: Sequence[tuple[float, ...]],
    probability: float,
    calendar: str | None = GREGORIAN,
) -> AttentionMap:
    """A map over a text, from weights over its symbols.

    Args:
        text: as it came.
        symbols: of its hints and of the text.
        output: the reading as a translation prints it, "∅" for "no date".
        method: how the weights were made.
        weights: a row an output character over `symbols`.
        probability, calendar: of the reading.
    """
    return AttentionMap(
        text=text,
        iso=None if output == NO_DATE else output,
        method=method,
        input=tuple(symbol.written for symbol in symbols),
        output=tuple(output),
        weights=tuple(weights),
        spans=tuple(symbol.span for symbol in symbols),
        probability=probability,
        calendar=calendar,
    )


def unread(text: str, method: str, calendar: str | None = GREGORIAN) -> AttentionMap:
    """The map of a text that is refused by law: no input symbol had a part in it."""
    return AttentionMap(text, None, method, (), (NO_DATE,), ((),), (), 1.0, calendar)
