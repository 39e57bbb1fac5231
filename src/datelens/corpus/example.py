"""Examples, and the drafts that they are joined from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from datelens import iso as iso_grammar
from datelens.folding import fold
from datelens.hints import NO_HINTS, Hints
from datelens.pairs import Pair

YEAR, MONTH, DAY = "year", "month", "day"

Piece = tuple[str, str | None]
"""Some characters, and the field that they write, if any."""


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled text.

    Attributes:
        text: as a person would write it.
        iso: the right reading; None where the text is no date.
        locale: whose names and customs it follows, `en_GB`; empty where it follows none.
        pattern: how it is laid out: a CLDR pattern (`d MMM y`) or the name of a form.
        family: the kind of form, `cldr`, `numeric`, `non-date`, …
        spans: the gold spans: for `year`, `month`, `day` the `[start, stop)` of `text` that writes it. A field that is
            spread over the text (the month of a week date) has none.
        ambiguous: whether the text alone, without hints, admits another reading.
        hints: what is told to the network besides the text.
    """

    text: str
    iso: str | None
    locale: str
    pattern: str
    family: str
    spans: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    ambiguous: bool = False
    hints: Hints = NO_HINTS


@dataclass(frozen=True, slots=True)
class Draft:
    """An example whose text is still in pieces.

    Attributes beside those of an `Example`:
        order: in which the parts stand, `DMY`.
        told: whether the text has this reading only where its language is told beside it.
    """

    pieces: tuple[Piece, ...]
    iso: str | None
    locale: str
    pattern: str
    family: str
    ambiguous: bool = False
    order: str | None = None
    told: bool = False

    def with_pieces(self, pieces: tuple[Piece, ...]) -> Draft:
        """The same draft, written differently."""
        return Draft(  # three times as fast as `replace`, and called for most examples
            pieces, self.iso, self.locale, self.pattern, self.family, self.ambiguous, self.order, self.told
        )

    @property
    def text(self) -> str:
        """What the pieces write together."""
        return "".join([text for text, _ in self.pieces])

    def spans(self) -> dict[str, tuple[int, int]]:
        """The gold spans; a field written by several pieces spans from the first to the last."""
        spans: dict[str, tuple[int, int]] = {}
        position = 0
        for text, name in self.pieces:
            stop = position + len(text)
            if name is not None and text:
                spans[name] = (spans[name][0] if name in spans else position, stop)
            position = stop
        return spans

    def example(self, hints: Hints = NO_HINTS) -> Example:
        """The finished example."""
        return Example(self.text, self.iso, self.locale, self.pattern, self.family, self.spans(), self.ambiguous, hints)


def as_pair(example: Example) -> Pair:
    """The example as the network sees it: folded, hints first, gold spans in source positions.

    A digit of the answer that the text writes itself, one for one (`2016`, `05`), comes from that digit alone; one that
    has to be worked out (the month of `May`, both digits of the day of `5`) comes from the whole span.
    """
    folded = fold(example.text)
    hints = example.hints.symbols()
    if example.iso is None:
        return Pair(hints + tuple(folded.symbols), (iso_grammar.NO_DATE,), (None,))
    positions = {
        name: _folded_span(folded.starts, folded.stops, *span, len(hints)) for name, span in example.spans.items()
    }
    written = iso_grammar.fields(example.iso)
    gold: list[tuple[int, int] | None] = []
    for place, name in enumerate(written):
        span = positions.get(name) if name is not None else None
        if span is not None and name is not None:
            first = written.index(name)
            count = written.count(name)
            digits = folded.symbols[span[0] - len(hints) : span[1] - len(hints)]
            if digits == example.iso[first : first + count]:
                span = (span[0] + place - first, span[0] + place - first + 1)
        gold.append(span)
    return Pair(hints + tuple(folded.symbols), tuple(example.iso), tuple(gold))


def _folded_span(
    starts: tuple[int, ...], stops: tuple[int, ...], start: int, stop: int, offset: int
) -> tuple[int, int] | None:
    """The folded positions whose characters lie in `[start, stop)` of the text; None if folding left none."""
    inside = [i for i in range(len(starts)) if starts[i] < stop and stops[i] > start]
    return (inside[0] + offset, inside[-1] + 1 + offset) if inside else None
