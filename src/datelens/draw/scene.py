"""Scene: where everything stands in a picture of maps, before anything draws it.

One scene serves SVG and the figures for papers, so both show the same. Lengths are CSS pixels; y runs down. Panels of
one text stand side by side where they fit, else below each other; a long text is cut into blocks, and of several
blocks those without a lit cell show their characters only.

    scene([panels of one text, panels of the next, …])
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Literal

from datelens.draw.graphemes import width
from datelens.draw.layout import Block, Column, blocks
from datelens.draw.panels import Panel

Role = Literal["heading", "title", "character", "space", "hint", "digit", "axis"]
"""What a text is: it decides size and ink."""

Part = Literal["map", "caption"]
"""Whether something stays when another panel of the same columns and rows is shown, or speaks of this one alone."""

WIDEST = 1040.0  # of a panel, so that a line of it can be taken in
WIDEST_BESIDE = 1400.0  # of panels side by side: three of some twenty characters
MARGIN = 16.0
CELL, ROW = 20.0, 18.0
LABEL = 34.0  # from a panel's left edge to its cells
HINT_GAP = 6.0
BETWEEN = 36.0
SIZES = {"heading": 17.0, "title": 13.0, "character": 15.0, "space": 12.0, "hint": 11.0, "digit": 13.0, "axis": 11.0}
_SWATCH = 14.0


@dataclass(frozen=True, slots=True)
class Ground:
    """The empty field that cells light up on."""

    x: float
    y: float
    width: float
    height: float
    part: Part = "map"


@dataclass(frozen=True, slots=True)
class Cell:
    """One weight; `says` is what it means, empty in a legend."""

    x: float
    y: float
    width: float
    height: float
    strength: float
    says: str = ""
    part: Part = "map"


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of writing on a baseline; `anchor` is the side of it, as seen, that stands at `x`."""

    x: float
    y: float
    text: str
    role: Role
    anchor: Literal["left", "middle", "right"] = "left"
    right_to_left: bool = False
    part: Part = "map"


@dataclass(slots=True)
class Scene:
    """All that a picture shows, and what it says to those who do not see it.

    Attributes:
        columns: of the last panel, by position in its layout, the first cell of each column that has cells.
    """

    title: str
    description: str
    width: float = 0.0
    height: float = 0.0
    grounds: list[Ground] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    columns: dict[int, Ground] = field(default_factory=dict)


def scene(groups: Sequence[Sequence[Panel]], heading: bool = True) -> Scene:
    """The scene of some texts, each with its panels.

    Args:
        groups: for each text its panels, at least one.
        heading: whether the text is written above its panels.
    """
    said = [sentence for group in groups for panel in group for sentence in panel.sentences()]
    drawn = Scene(", ".join(group[0].summary() for group in groups), " ".join(said))
    y = MARGIN
    for group in groups:
        if heading:
            y = _heading(drawn, group[0], y)
        lit = {column for panel in group for column in panel.lit_columns()}
        y = _group(drawn, group, y, lit, WIDEST) + MARGIN
    return _finished(drawn, y)


def picture(panel: Panel, lit: set[Column], room: float) -> Scene:
    """The scene of one panel, for a page that writes the text itself.

    Args:
        panel: what is drawn.
        lit: the columns that some panel of the text lights; lines without any show their characters only.
        room: the width to stay in.
    """
    drawn = Scene(panel.summary(), " ".join(panel.sentences()))
    return _finished(drawn, _group(drawn, [panel], 0, lit, room) + MARGIN)


def _finished(drawn: Scene, bottom: float) -> Scene:
    drawn.width, drawn.height = float(ceil(drawn.width + MARGIN)), float(ceil(bottom))
    return drawn


def _heading(drawn: Scene, panel: Panel, y: float) -> float:
    """The text as it was written, cut where it would leave the picture."""
    written = panel.layout.shortened(int((WIDEST - 2 * MARGIN) / (0.62 * SIZES["heading"])))
    y += SIZES["heading"]
    drawn.texts.append(Text(MARGIN, y, written, "heading", right_to_left=panel.layout.right_to_left))
    _widen(drawn, MARGIN + width(written) * 0.62 * SIZES["heading"])
    return y + 8


def _group(drawn: Scene, group: Sequence[Panel], y: float, lit: set[Column], room: float) -> float:
    """The panels of one text, and their legends; returns where they end."""
    cut = [blocks(panel.layout, room - 2 * MARGIN - LABEL, column_width) for panel in group]
    widths = [max(_panel_width(panel, these), 150.0) for panel, these in zip(group, cut, strict=True)]
    beside = sum(widths) + BETWEEN * (len(group) - 1) <= WIDEST_BESIDE - 2 * MARGIN
    x, bottom = MARGIN, y
    for panel, these, across in zip(group, cut, widths, strict=True):
        bottom = max(bottom, _panel(drawn, panel, these, x, y, lit))
        _widen(drawn, x + across)
        if beside:
            x += across + BETWEEN
        else:
            y = bottom + 8
    legends = {(panel.meaning, panel.scale): panel for panel in group}
    for panel in legends.values():
        bottom = _legend(drawn, panel, MARGIN, bottom + 10)
    return bottom


def column_width(column: Column) -> float:
    """The width of a column, after what stands above it."""
    if column.span is None:
        return 7.0 * max(map(len, column.label.split(":"))) + 12 + HINT_GAP
    return CELL + 10.0 * max(0, width(column.label) - 1)


def _panel_width(panel: Panel, cut: Sequence[Block]) -> float:
    columns = panel.layout.columns
    cells = max(sum(column_width(columns[i]) for i in (*block.hints, *block.characters)) for block in cut)
    return max(LABEL + cells, 0.56 * SIZES["title"] * width(panel.title))


def _panel(drawn: Scene, panel: Panel, cut: Sequence[Block], x: float, y: float, lit: set[Column]) -> float:
    y += SIZES["title"] + 2
    drawn.texts.append(Text(x, y, panel.title, "title", part="caption"))
    y += 6
    layout, first = panel.layout, cut[0]
    hints = sum(column_width(column) for column in layout.columns[: layout.hints]) if first.characters else 0.0
    if hints:
        drawn.texts.append(Text(x + LABEL, y + 11, "hints", "axis"))
    if layout.right_to_left:
        end = x + LABEL + hints + sum(column_width(layout.columns[i]) for i in first.characters)
        drawn.texts.append(Text(end, y + 11, "← text as written", "axis", "right"))
    else:
        drawn.texts.append(Text(x + LABEL + hints, y + 11, "text as written →", "axis"))
    y += 13
    for block in cut:
        columns = (layout.columns[i] for i in (*block.hints, *block.characters))
        y = _block(drawn, panel, block, x, y, rows=len(cut) == 1 or not lit.isdisjoint(columns)) + 6
    return y - 6


def _block(drawn: Scene, panel: Panel, block: Block, x: float, y: float, rows: bool) -> float:
    """One line of characters, and the rows of cells under it."""
    layout = panel.layout
    y += 26 if block.hints else 18
    at = x + LABEL
    edges: list[tuple[int, float, float]] = []
    for i in (*block.hints, *block.characters):
        column = layout.columns[i]
        across = column_width(column) - (HINT_GAP if column.span is None else 0)
        edges.append((i, at, across))
        _column_label(drawn, column, at + across / 2, y)
        at += column_width(column)
    y += 6
    if not rows:
        return y
    height = ROW * len(layout.rows)
    drawn.columns |= {i: Ground(left, y, across, ROW) for i, left, across in edges}
    split = x + LABEL + sum(column_width(layout.columns[i]) for i in block.hints)
    drawn.grounds += [Ground(left, y, across, height) for i, left, across in edges if layout.columns[i].span is None]
    drawn.grounds.append(Ground(split, y, at - split, height))
    for row, character in enumerate(layout.rows):
        baseline = y + ROW * row + ROW / 2 + 0.35 * SIZES["digit"]
        drawn.texts.append(Text(x + LABEL - 8, baseline, character, "digit", "right"))
        for i, left, across in edges:
            strength = panel.strength(row, i)
            if abs(strength) >= 0.01:
                says = f"{character} ← {layout.columns[i].spoken} {panel.said(layout.weights[row][i])}"
                drawn.cells.append(Cell(left, y + ROW * row, across, ROW, strength, says))
    return y + height


def _column_label(drawn: Scene, column: Column, middle: float, y: float) -> None:
    if column.span is None:  # `lang:de` stands in two lines
        kind, _, value = column.label.rpartition(":")
        drawn.texts.append(Text(middle, y - SIZES["hint"] - 1, kind, "axis", "middle"))
        drawn.texts.append(Text(middle, y, value, "hint", "middle"))
    else:
        drawn.texts.append(Text(middle, y, column.label, "space" if column.is_space else "character", "middle"))


def _legend(drawn: Scene, panel: Panel, x: float, y: float) -> float:
    """Swatches from the least to the most, between the weights that they stand for."""
    low = -1.0 if panel.signed else 0.0
    steps = 9 if panel.signed else 6
    baseline = y + _SWATCH / 2 + 0.35 * SIZES["axis"]
    least, most = panel.said(low * panel.scale), f"{panel.said(panel.scale)}  {panel.meaning}"
    left = x + 7.2 * len(least) + 6
    drawn.texts.append(Text(x, baseline, least, "axis", part="caption"))
    drawn.grounds.append(Ground(left, y, steps * _SWATCH, _SWATCH, "caption"))
    for step in range(steps):
        strength = low + (1 - low) * step / (steps - 1)
        if strength:
            drawn.cells.append(Cell(left + step * _SWATCH, y, _SWATCH, _SWATCH, strength, part="caption"))
    drawn.texts.append(Text(left + steps * _SWATCH + 8, baseline, most, "axis", part="caption"))
    _widen(drawn, left + steps * _SWATCH + 8 + 6.2 * len(most))
    return y + _SWATCH


def _widen(drawn: Scene, right: float) -> None:
    drawn.width = max(drawn.width, right)
