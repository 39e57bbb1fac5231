"""The model as the service uses it: kinds of questions, what they cost and how they are answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from datelens.draw.panels import panel
from datelens.records import AttentionMap, Translation
from datelens.translator import Translator

LEAST_COST = 24
"""What a text costs beside its characters, in characters: rows, records, JSON."""

READINGS_COST = 5
"""So many more readings cost as much again, where the text is in doubt."""

Asked = tuple[str, str | None, str | None]  # text, locale, order


@dataclass(frozen=True, slots=True)
class Translate:
    """Texts to translate, with so many readings."""

    readings: int


@dataclass(frozen=True, slots=True)
class Explain:
    """Texts to explain."""

    method: str
    iso: str | None
    layout: bool


def cost(kind: Translate | Explain, asked: Asked) -> int:
    """What a question costs, in characters to be read."""
    length = len(asked[0]) + LEAST_COST
    if isinstance(kind, Explain):
        return length * (len(asked[0]) + 2) if kind.method == "occlusion" else 2 * length
    return length * (READINGS_COST + kind.readings - 1) // READINGS_COST


class Model:
    """Answers questions of a kind.

    Args:
        translator: made once.
    """

    def __init__(self, translator: Translator) -> None:
        self.translator = translator

    def answer(self, kind: Translate | Explain, asked: list[Asked]) -> list[Any]:
        """Translations, or records of maps, in the order of the questions."""
        if isinstance(kind, Explain):
            return [self._explain(kind, *question) for question in asked]
        if len(asked) == 1:  # has a shorter way
            return [self.translator.translate(*asked[0], kind.readings)]
        texts, locales, orders = map(list, zip(*asked, strict=True))
        translations: list[Translation] = self.translator.translate(texts, locales, orders, kind.readings)
        return translations

    def hints(self) -> dict[str, list[str]]:
        """The languages, regions and orders that the model knows."""
        known = self.translator.bundle.description.input_alphabet.hints
        names = {"languages": "lang", "regions": "region", "orders": "order"}
        return {name: list(known.get(kind, ())) for name, kind in names.items()}

    def _explain(self, kind: Explain, text: str, locale: str | None, order: str | None) -> dict[str, Any]:
        record = self.translator.explain(text, kind.method, kind.iso, locale=locale, order=order)
        return record.to_dict() | ({"layout": layout(record)} if kind.layout else {})


def layout(record: AttentionMap) -> dict[str, Any]:
    """What a picture of a map is made of: columns as a reader takes them for characters, in reading order.

    `level` is that of the bidirectional algorithm: odd runs from right to left.
    """
    drawn = panel(record)
    laid_out = drawn.layout
    return {
        "probability": min(record.probability, 1.0),
        "right_to_left": laid_out.right_to_left,
        "share": drawn.is_share,
        "fields": laid_out.fields,
        "columns": [
            {
                "label": column.label,
                "spoken": column.spoken,
                "kind": "hint" if column.span is None else "space" if column.is_space else "character",
                "level": column.level,
                "span": column.span,
            }
            for column in laid_out.columns
        ],
        "weights": laid_out.weights,
    }
