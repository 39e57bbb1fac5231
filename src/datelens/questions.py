"""What is asked: texts and their hints, checked, and the hints as symbols of the model."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

import numpy as np

from datelens.alphabet import Alphabet
from datelens.customary import customary_order
from datelens.errors import HintError, TextError, shown
from datelens.hints import NO_HINTS, Hints, parse_locale, parse_order

Hint = str | None
HintOfEach = Hint | Sequence[Hint]

MOST_HINTS = 3  # language, region, order


def checked_texts(texts: Iterable[str]) -> list[str]:
    """The texts as a list of plain strings, whatever kinds of strings they were (numpy has its own).

    Raises:
        TextError: one is not a string, or they are no texts at all.
    """
    if isinstance(texts, bytes | bytearray) or not isinstance(texts, Iterable):
        raise TextError(f"`texts` must be a string or several; got {type(texts).__name__} {shown(texts)}.")
    checked = list(texts)
    for row, text in enumerate(checked):
        if type(text) is str:
            continue
        if not isinstance(text, str):
            raise TextError(f"a text must be a string; got {type(text).__name__} {shown(text)} in row {row}.")
        checked[row] = str.__str__(text)
    return checked


def checked_hint(hint: object, name: str) -> Hint:
    """The hint of a single text.

    Raises:
        HintError: it is neither a string nor None.
    """
    if hint is not None and not isinstance(hint, str):
        raise HintError(f"`{name}` of one text must be one string or None; got {shown(hint)}.")
    return hint


class HintReader:
    """Reads hints as the symbols that a model knows.

    Args:
        alphabet: of the model's input.
    """

    def __init__(self, alphabet: Alphabet) -> None:
        self._alphabet = alphabet

    def parse(self, locale: Hint = None, order: Hint = None) -> Hints:
        """The hints of a locale and an order; without an order, that which the locale is known to write.

        Raises:
            HintError: one of them cannot be, or the model does not know it.
        """
        known = self._alphabet.hints
        given = NO_HINTS if locale is None else parse_locale(locale, known.get("lang", ()), known.get("region", ()))
        if order is None:
            customary = None if locale is None else customary_order(locale)
            return replace(given, order=customary) if customary in known.get("order", ()) else given
        parsed = parse_order(order)
        if parsed not in known.get("order", ()):
            raise HintError(f"this model knows nothing of the `order` of day, month and year; got {shown(order)}.")
        return Hints(given.language, given.region, parsed)

    def symbols(self, hints: Hints) -> np.ndarray:
        """The symbols of the hints: int32 (3,), padded at the right."""
        numbers = self._alphabet.encode(hints.symbols())
        return np.array(numbers + [Alphabet.padding] * (MOST_HINTS - len(numbers)), np.int32)

    def rows(self, number: int, locale: HintOfEach, order: HintOfEach) -> np.ndarray:
        """The symbols of the hints of so many texts: int32 (rows, 3).

        Args:
            number: of texts.
            locale, order: one for all or one a text.

        Raises:
            HintError: as many hints as there are texts were expected, or one of them is not known.
        """
        if (locale is None or isinstance(locale, str)) and (order is None or isinstance(order, str)):
            return np.tile(self.symbols(self.parse(locale, order)), (number, 1))
        places: dict[tuple[Hint, Hint], int] = {}
        pairs = zip(_each(locale, number, "locale"), _each(order, number, "order"), strict=True)
        rows = [places.setdefault(pair, len(places)) for pair in pairs]
        distinct = [self.symbols(self.parse(*pair)) for pair in places]
        return np.array(distinct, np.int32).reshape(-1, MOST_HINTS)[rows]


def _each(hint: HintOfEach, number: int, name: str) -> Sequence[Hint]:
    """The hint of each text."""
    if hint is None or isinstance(hint, str):
        return [hint] * number
    if not isinstance(hint, Collection) or isinstance(hint, AbstractSet | Mapping):  # a set has no order to go by
        raise HintError(f"`{name}` must be one for all texts or one a text; got {shown(hint)}.")
    if len(hint) != number:
        raise HintError(f"`{name}` must be one for all texts or one a text; got {len(hint)} for {number} texts.")
    for row, one in enumerate(hint):
        if one is not None and not isinstance(one, str):
            raise HintError(f"`{name}` of one text must be one string or None; got {shown(one)} in row {row}.")
    return hint
