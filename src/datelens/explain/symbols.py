"""The input symbols of a text as the person wrote them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from datelens.folding import fold
from datelens.hints import Hints


@dataclass(frozen=True, slots=True)
class WrittenSymbol:
    """A hint, or characters that folding keeps together, and where the network reads them.

    Attributes:
        written: as the person wrote it.
        span: the `[start, stop)` of the text, None for a hint.
        places: the `[start, stop)` of input symbols; several where folding split a character.
    """

    written: str
    span: tuple[int, int] | None
    places: tuple[int, int]


def written_symbols(text: str, hints: Hints) -> list[WrittenSymbol]:
    """The symbols of the hints, then those of the text; those that come from the same characters are one.

    Example:
        >>> [symbol.written for symbol in written_symbols("5  Mai", Hints(language="de"))]
        ['<lang:de>', '5', '  ', 'M', 'a', 'i']
    """
    symbols = [WrittenSymbol(hint, None, (place, place + 1)) for place, hint in enumerate(hints.symbols())]
    folded = fold(text)
    place = len(symbols)
    for span, together in groupby(zip(folded.starts, folded.stops, strict=True)):
        count = len(list(together))
        symbols.append(WrittenSymbol(text[slice(*span)], span, (place, place + count)))
        place += count
    return symbols


def merged(weights: Sequence[float], symbols: Sequence[WrittenSymbol]) -> tuple[float, ...]:
    """Weights of input symbols, summed over those that are one."""
    return tuple(float(sum(weights[slice(*symbol.places)])) for symbol in symbols)
