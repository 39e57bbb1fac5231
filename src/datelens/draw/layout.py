"""Layout: from a map to the columns and rows of its picture, whatever the picture is drawn with.

A column is what a reader takes for one character of the text as it was written. Several input symbols may fall into
one (a letter and its mark), and one symbol may cover several (a run of spaces); their weights are added. Characters
that the model never saw, such as spaces at the ends, are drawn without weight.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from datelens.draw import bidi
from datelens.draw.graphemes import graphemes, is_invisible, width
from datelens.errors import DrawingError
from datelens.records import AttentionMap

SPACE = "␣"
_UNDRAWABLE = "\ufffd"
_DOTTED_CIRCLE = "◌"

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a map: a hint, or a character of the text.

    Attributes:
        label: what to draw above it: the character as written, with a sign for spaces and controls.
        span: the `(start, stop)` of the text, None for a hint.
        level: of the bidirectional algorithm; odd runs from right to left.
    """

    label: str
    span: Span | None
    level: int = 0

    @property
    def is_space(self) -> bool:
        return self.label == SPACE

    @property
    def spoken(self) -> str:
        """What to call the column in a sentence, which it does not turn round: `‘M’`, `space`, `lang:de`."""
        if self.is_space or self.span is None:
            return "space" if self.is_space else self.label
        return f"‘{isolated(self.label) if self.level % 2 else self.label}’"


@dataclass(frozen=True, slots=True)
class Layout:
    """A map as columns and rows.

    Attributes:
        text: as it came.
        columns: hints first, then the characters of the text in reading order.
        rows: the output characters.
        weights: a row for each output character over `columns`.
        fields: what each row writes; see `AttentionMap.fields`.
    """

    text: str
    columns: tuple[Column, ...]
    rows: tuple[str, ...]
    weights: tuple[tuple[float, ...], ...]
    fields: tuple[str | None, ...]

    @property
    def hints(self) -> int:
        """How many of the columns are hints."""
        return sum(column.span is None for column in self.columns)

    @property
    def written(self) -> str:
        """The text on one line, with signs in place of what cannot be drawn."""
        return "".join(" " if character.isspace() else _drawable(character) for character in self.text)

    def shortened(self, columns: int) -> str:
        """The text on one line that is at most this wide, as a terminal counts, with `…` where it was cut."""
        written = self.written
        if width(written) <= columns:
            return written
        pieces = [written[start:stop] for start, stop in graphemes(written)]
        ends = accumulate(map(width, pieces))
        return "".join(piece for piece, end in zip(pieces, ends, strict=True) if end < columns) + "…"

    @property
    def right_to_left(self) -> bool:
        """Whether the text as a whole runs from right to left."""
        return bidi.is_right_to_left(self.text)


@dataclass(frozen=True, slots=True)
class Block:
    """What stands side by side on one line of a picture: positions in `Layout.columns`, from left to right."""

    hints: tuple[int, ...]
    characters: tuple[int, ...]


def isolated(text: str) -> str:
    """The text between marks that keep its direction from what stands around it."""
    return f"\u2068{text}\u2069"


def lay_out(record: AttentionMap) -> Layout:
    """The columns and rows of a map.

    Raises:
        DrawingError: the map's parts do not fit each other.
    """
    _check(record)
    columns = (*_hint_columns(record), *_text_columns(record.text, [span for span in record.spans if span]))
    starts = {column.span[0]: i for i, column in enumerate(columns) if column.span}
    place: list[int] = []
    column = record.hints
    for i, span in enumerate(record.spans):
        if span is None:
            place.append(i)
        else:  # symbols come in the order of the text, and a column starts with the first one in it
            column = starts.get(span[0], column)
            place.append(column)
    weights = []
    for row in record.weights:
        summed = [0.0] * len(columns)
        for i, weight in zip(place, row, strict=True):
            summed[i] += weight
        weights.append(tuple(summed))
    return Layout(record.text, columns, record.output, tuple(weights), record.fields)


def blocks(layout: Layout, room: float, size: Callable[[Column], float]) -> list[Block]:
    """The lines that a picture of limited width needs, broken after a space where one is near.

    Args:
        layout: what is to be drawn.
        room: the width of a line.
        size: the width of a column, in the same unit.

    Returns:
        At least one block. Hints stand in the first, or in one of their own where they would take half the room.
    """
    hints = tuple(range(layout.hints))
    taken = sum(size(layout.columns[i]) for i in hints)
    found: list[Block] = []
    if hints and taken > room / 2:
        found, hints, taken = [Block(hints, ())], (), 0
    line: list[int] = []
    for i in range(layout.hints, len(layout.columns)):
        if line and taken + size(layout.columns[i]) > room:
            kept = _break(layout, line)
            found.append(Block(hints, _visual(layout, line[:kept])))
            hints, line = (), line[kept:]
            taken = sum(size(layout.columns[j]) for j in line)
        line.append(i)
        taken += size(layout.columns[i])
    if line or hints or not found:
        found.append(Block(hints, _visual(layout, line)))
    return found


def _break(layout: Layout, line: Sequence[int]) -> int:
    """How many columns of a full line to keep: up to the last space in its last third, or all."""
    for kept in range(len(line), 2 * len(line) // 3, -1):
        if layout.columns[line[kept - 1]].is_space:
            return kept
    return len(line)


def _visual(layout: Layout, line: Sequence[int]) -> tuple[int, ...]:
    """The columns of one line from left to right."""
    levels = [layout.columns[i].level for i in line]
    for k in range(len(line) - 1, -1, -1):  # rule L1: spaces at the end of a line stand where the line ends
        if not layout.columns[line[k]].is_space:
            break
        levels[k] = int(layout.right_to_left)
    return tuple(line[k] for k in bidi.visual_order(levels))


def _check(record: AttentionMap) -> None:
    symbols = len(record.input)
    if len(record.spans) != symbols or len(record.weights) != len(record.output):
        raise DrawingError(
            f"a map needs a span for each of its {symbols} input symbols and a row of weights for each of its "
            f"{len(record.output)} output characters; got {len(record.spans)} and {len(record.weights)}."
        )
    for row in record.weights:
        if len(row) != symbols:
            raise DrawingError(f"a row of weights must have one for each of {symbols} input symbols; got {len(row)}.")


def _hint_columns(record: AttentionMap) -> list[Column]:
    return [Column(record.input[i].strip("<>"), None) for i in range(record.hints)]


def _text_columns(text: str, spans: Sequence[Span]) -> list[Column]:
    cuts = sorted(_cuts(text, spans))
    levels = bidi.levels(text)
    return [
        Column(_label(text[start:stop], levels[start]), (start, stop), levels[start])
        for start, stop in pairwise([*cuts, len(text)])
    ]


def _cuts(text: str, spans: Sequence[Span]) -> set[int]:
    """Where columns start: at graphemes, but never inside a symbol, at what draws nothing, or in unread space."""
    pieces = graphemes(text)
    cuts = {start for start, _ in pieces}
    read: set[int] = set()
    for start, stop in spans:
        cuts.difference_update(range(start + 1, stop))
        read.update(range(start, stop))
    at_start = True
    for start, stop in pieces:
        if all(map(is_invisible, text[start:stop])):
            cuts.discard(stop if at_start and stop < len(text) else start)
        else:
            at_start = False
        if start and not {start - 1, start} & read and text[start - 1].isspace() and text[start].isspace():
            cuts.discard(start)
    return cuts | {0} if text else set()


def _label(written: str, level: int) -> str:
    """What to draw for a character as written: always something visible, and nothing that turns the line round."""
    if written.isspace():
        return SPACE
    drawn = "".join(map(_drawable, written))
    visible = [character for character in drawn if not is_invisible(character)]
    if not visible:
        return _UNDRAWABLE
    if width(drawn) == 0 or unicodedata.category(visible[0]).startswith("M"):
        return _DOTTED_CIRCLE + drawn
    return bidi.mirrored(drawn) if level % 2 else drawn


def _drawable(character: str) -> str:
    kind = unicodedata.category(character)
    if kind == "Cc":
        return chr(0x2400 + ord(character)) if character < " " else "␡" if character == "\x7f" else _UNDRAWABLE
    if kind == "Cs" or ord(character) & 0xFFFE == 0xFFFE:
        return _UNDRAWABLE
    return "" if kind == "Cf" and is_invisible(character) and character not in "\u200c\u200d" else character
