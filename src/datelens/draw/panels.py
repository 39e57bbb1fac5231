"""Panels: maps made ready to stand in one picture, with names and a common scale, and the difference of two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from datelens.draw.layout import Column, Layout, isolated, lay_out
from datelens.errors import DrawingError, shown
from datelens.iso import reading_by_law
from datelens.records import AttentionMap, Translation

Row = tuple[float, ...]

MEANINGS = {
    "attention": "share of the attention",
    "occlusion": "drop of log-probability when the character is hidden",
    "gradient": "gradient of the log-probability times input",
    "integrated": "what it adds to the log-probability, by integrated gradients",
    "gold": "where the date is written",
    "difference": "difference of the shares",
}
"""What the weights of a method are; others are simply `weight`."""


VISIBLE = 0.05
"""The strength below which a cell does not count as lit."""


LEAST_TOLD = 0.05
"""Nats: a row whose weights come to less in all depends on nothing."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One map as a picture shows it.

    Attributes:
        record: the map itself; None for a difference.
        layout: its columns and rows.
        method: how the weights were made.
        name: what tells it from the panels beside it: its method, a model, a reading.
        reading: the ISO date, or `no date`; of a task without a calendar the answer, or `no answer`.
        probability: of the reading; None where it has none, as for a difference.
        scale: the weight that is drawn at full strength.
        is_share: whether that is all of a row, so that weights read as per cent.
    """

    record: AttentionMap | None
    layout: Layout
    method: str
    name: str
    reading: str
    probability: float | None
    scale: float
    is_share: bool

    @property
    def title(self) -> str:
        """Date, probability and name in a line: `2018-05-09 · 99.7 % · attention`."""
        said = (self.reading, None if self.probability is None else percent(self.probability), self.name)
        return " · ".join(part for part in said if part)

    @property
    def signed(self) -> bool:
        """Whether some weight is below zero and would be seen."""
        return any(weight / self.scale < -VISIBLE for row in self.layout.weights for weight in row)

    @property
    def meaning(self) -> str:
        """What a weight is, in words."""
        return MEANINGS.get(self.method, "weight")

    def strength(self, row: int, column: int) -> float:
        """A weight between -1 and 1, to be turned into a shade or a colour."""
        return max(-1.0, min(1.0, self.layout.weights[row][column] / self.scale))

    def summary(self, columns: int | None = None) -> str:
        """The text, cut to so many columns if they are given, and its reading: `5 Mai 2018 → 2018-05-05`."""
        text = self.layout.written if columns is None else self.layout.shortened(columns)
        runs_left = any(column.level for column in self.layout.columns)
        return f"{isolated(text) if runs_left else text} → {self.reading}"

    def lit_columns(self) -> set[Column]:
        """The columns with a cell that can be seen."""
        columns = enumerate(self.layout.columns)
        rows = range(len(self.layout.rows))
        return {column for i, column in columns if any(abs(self.strength(row, i)) >= VISIBLE for row in rows)}

    def sentences(self) -> list[str]:
        """What the map shows, in words: for each digit the characters that count most."""
        return [f"{self.title}.", *(f"{said}." for said in map(self._row_said, range(len(self.layout.rows))))]

    def leading(self, row: int) -> list[int]:
        """The columns that count most for a row: at most three, largest first, lit ones only."""
        columns = sorted(range(len(self.layout.columns)), key=lambda i: -abs(self.strength(row, i)))
        return [i for i in columns[:3] if abs(self.strength(row, i)) >= VISIBLE]

    def _row_said(self, row: int) -> str:
        layout = self.layout
        counted = [f"{layout.columns[i].spoken} {self.said(layout.weights[row][i])}" for i in self.leading(row)]
        return f"{layout.rows[row]} from {', '.join(counted) if counted else 'nothing in particular'}"

    def said(self, weight: float) -> str:
        """A weight as a person reads it: `62 %`, or a plain number."""
        return percent(weight) if self.is_share else f"{weight:.3g}".replace("-", "−")


def panel(record: AttentionMap, name: str | None = None, beside: Sequence[AttentionMap] = ()) -> Panel:
    """A map made ready to be drawn.

    Args:
        record: the map.
        name: what to call it; its method by default.
        beside: the maps of its method that it shares a scale with.

    Raises:
        DrawingError: the map's parts do not fit each other.
    """
    together = [record, *beside]
    return Panel(
        record=record,
        layout=lay_out(record),
        method=record.method,
        name=record.method if name is None else name,
        reading=record.iso or ("no answer" if record.calendar is None else "no date"),
        probability=record.probability,
        scale=full_strength(together),
        is_share=record.method != "occlusion" and are_shares(together),
    )


def panels(records: Sequence[AttentionMap], names: Sequence[str] | None = None) -> list[Panel]:
    """Maps made ready to stand together: those of one method on the same scale.

    Args:
        records: the maps.
        names: what to call each; their methods by default.

    Raises:
        DrawingError: there are not as many names as maps, or the parts of a map do not fit each other.
    """
    named = [record.method for record in records] if names is None else names
    if len(named) != len(records):
        raise DrawingError(f"`names` must be one for each of {len(records)} maps; got {len(named)}.")
    return [
        panel(record, name, [other for other in records if other.method == record.method])
        for record, name in zip(records, named, strict=True)
    ]


def called(method: str, translation: Translation) -> str:
    """The name of a map of the first reading: its method, and where the network alone does not give the answer, so."""
    if translation.iso is None and translation.readings[0].iso is not None:
        return f"{method}, too unsure to be an answer"
    if translation.date is not None and reading_by_law(translation.text) is not None:
        return f"{method}; the answer is by rule, whatever the network says"
    return method


def full_strength(records: Sequence[AttentionMap]) -> float:
    """The weight to draw at full strength: 1 where rows are shares of a whole, else the largest one there is."""
    if are_shares(records):
        return 1.0
    return max((abs(weight) for record in records for row in record.weights for weight in row), default=0.0) or 1.0


def are_shares(records: Sequence[AttentionMap]) -> bool:
    """Whether all rows are shares of a whole."""
    return all(_is_share(row) for record in records for row in record.weights)


def difference(first: Panel, second: Panel) -> Panel:
    """What the first map weighs more (above zero) or less than the second, character by character.

    Weights that are no shares of a whole (occlusion) are made so first: what is below zero counts as nothing, and
    rows are divided by their sums. A row is empty where one of the two says nothing of it: a hyphen that depends on no
    character would be rounding noise blown up to a whole. Where the two write different characters, the row is called
    `5/6`.

    Raises:
        DrawingError: the two are of different texts, or their readings differ in length.
    """
    a, b = first.layout, second.layout
    if a.text != b.text or [c.span for c in a.columns if c.span] != [c.span for c in b.columns if c.span]:
        raise DrawingError(f"a difference needs two maps of one text; got {shown(a.text)} and {shown(b.text)}.")
    if len(a.rows) != len(b.rows):
        raise DrawingError(
            f"a difference needs two readings of one length; got {first.reading!r} and {second.reading!r}."
        )
    hints = list(dict.fromkeys([*a.columns[: a.hints], *b.columns[: b.hints]]))
    columns = (*hints, *a.columns[a.hints :])
    layout = Layout(
        text=a.text,
        columns=columns,
        rows=tuple(x if x == y else f"{x}/{y}" for x, y in zip(a.rows, b.rows, strict=True)),
        weights=tuple(
            _less(_over(hints, a, row), _over(hints, b, row_b)) for row, row_b in zip(a.weights, b.weights, strict=True)
        ),
        fields=a.fields,
    )
    reading = first.reading if first.reading == second.reading else f"{first.reading} / {second.reading}"
    name = f"{first.name} − {second.name}"
    return Panel(None, layout, "difference", name, reading, None, scale=1.0, is_share=True)


def percent(share: float) -> str:
    """A share as a person reads it; never `100 %` for what is less.

    Example:
        >>> percent(0.9973), percent(0.99999), percent(0.5), percent(0.00002)
        ('99.7 %', '>99.9 %', '50 %', '<0.1 %')
    """
    sign, share = ("−", -share) if share < 0 else ("", share)
    if 0 < share < 0.0005:
        return "<0.1 %"
    if 0.9995 <= share < 1:
        return f"{sign}>99.9 %"
    return f"{sign}{100 * share:.1f}".removesuffix(".0") + " %"


def _over(hints: Sequence[Column], layout: Layout, row: Row) -> Row:
    """A row as shares, over these hints and then the characters of the text."""
    shares = _shares(row)
    of_hint = dict(zip(layout.columns[: layout.hints], shares, strict=False))
    return (*(of_hint.get(hint, 0.0) for hint in hints), *shares[layout.hints :])


def _less(row: Row, other: Row) -> Row:
    """What the first weighs more than the other; nothing where either is empty."""
    return tuple(x - y for x, y in zip(row, other, strict=True)) if any(row) and any(other) else (0.0,) * len(row)


def _shares(row: Row) -> Row:
    if _is_share(row):
        return row
    positive = [max(weight, 0.0) for weight in row]
    total = sum(positive)
    return tuple(weight / total if total >= LEAST_TOLD else 0.0 for weight in positive)


def _is_share(row: Row) -> bool:
    """Whether a row is a distribution, or empty as the rows of hyphens are in gold maps."""
    return min(row, default=0.0) >= -1e-6 and (abs(sum(row) - 1) < 1e-3 or not any(row))
