"""Alphabets: symbols to numbers and back, the same in every process."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from datelens import iso
from datelens.errors import AlphabetError, shown

VERSION = 1
PADDING = "<padding>"
UNKNOWN = "<unknown>"
START = "<start>"
END = iso.END
SPECIAL = (PADDING, UNKNOWN, START, END)


class Alphabet:
    """An ordered set of symbols, the four special ones first.

    A symbol is a single character or, for hints and the special four, a name in angle brackets (`<lang:de>`), which
    cannot be mistaken for text because text comes one character at a time.

    Args:
        symbols: those beside the special four; order and repetition do not matter.

    Raises:
        AlphabetError: a symbol is empty or special.
    """

    padding, unknown, start, end = range(4)

    def __init__(self, symbols: Iterable[str]) -> None:
        own = sorted(set(symbols))
        for symbol in own:
            if not symbol or symbol in SPECIAL:
                special = ", ".join(SPECIAL)
                raise AlphabetError(f"`symbols` must be non-empty and none of {special}; got {shown(symbol)}.")
        self.symbols: tuple[str, ...] = (*SPECIAL, *own)
        self._index = {symbol: number for number, symbol in enumerate(self.symbols)}

    def __len__(self) -> int:
        return len(self.symbols)

    def __contains__(self, symbol: str) -> bool:
        return symbol in self._index

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Alphabet) and self.symbols == other.symbols

    def __hash__(self) -> int:
        return hash(self.symbols)

    def __repr__(self) -> str:
        return f"Alphabet({len(self)} symbols)"

    def number(self, symbol: str) -> int:
        """The number of a symbol, that of the unknown symbol where the alphabet does not hold it."""
        return self._index.get(symbol, self.unknown)

    def encode(self, symbols: Iterable[str]) -> list[int]:
        """The numbers of the symbols; what the alphabet does not hold becomes the unknown symbol."""
        index, unknown = self._index, self.unknown
        return [index.get(symbol, unknown) for symbol in symbols]

    def decode(self, numbers: Iterable[int]) -> str:
        """The text that the numbers write, up to the end symbol; padding and start write nothing."""
        written: list[str] = []
        for number in numbers:
            if number == self.end:
                break
            if number not in (self.padding, self.start):
                written.append(self.symbols[number])
        return "".join(written)

    @cached_property
    def hints(self) -> dict[str, tuple[str, ...]]:
        """The values of each kind of hint that the alphabet holds: `{"lang": ("af", …), "region": …, "order": …}`."""
        kinds: dict[str, list[str]] = {}
        for symbol in self.symbols:
            if symbol[0] == "<" and symbol[-1] == ">" and ":" in symbol:
                kind, value = symbol[1:-1].split(":", 1)
                kinds.setdefault(kind, []).append(value)
        return {kind: tuple(values) for kind, values in kinds.items()}

    def to_json(self) -> dict[str, Any]:
        """A JSON object that `from_json` reads back."""
        return {"version": VERSION, "symbols": list(self.symbols)}

    @classmethod
    def from_json(cls, data: Any) -> Alphabet:
        """The alphabet of a JSON object.

        Raises:
            AlphabetError: not an alphabet, of a newer version, or not sorted as this one would be.
        """
        if not isinstance(data, dict) or not isinstance(data.get("symbols"), list):
            raise AlphabetError(f'an alphabet must be {{"version": {VERSION}, "symbols": [...]}}; got {shown(data)}.')
        if data.get("version") != VERSION:
            raise AlphabetError(f"the alphabet has version {shown(data.get('version'))}; this release reads {VERSION}.")
        symbols: Sequence[str] = data["symbols"]
        if not all(isinstance(symbol, str) for symbol in symbols):
            raise AlphabetError("the symbols of an alphabet must all be strings.")
        alphabet = cls(symbols[len(SPECIAL) :])
        if alphabet.symbols != tuple(symbols):
            raise AlphabetError("the symbols of an alphabet must be the special four, then others sorted, each once.")
        return alphabet


def date_output_alphabet() -> Alphabet:
    """The output alphabet of dates: digits, hyphen and "no date"."""
    return Alphabet(iso.CHARACTERS)
