"""A map as text: characters across, ISO digits down, shade or colour for weight.

Characters stand in the order in which they are read on screen, so Arabic and Hebrew run from right to left, and each
has a cell of its own. Terminals that would turn such a line round once more are told not to (mode 8 of ECMA-48), and
text files say the same with an override mark (U+202D), which other programs do not show. Where terminals differ about
the width of a character (signs of Indic scripts), each cell is placed by its column, so that what follows stays in
line.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from datelens.draw import colours
from datelens.draw.graphemes import width
from datelens.draw.layout import Block, Column, blocks
from datelens.draw.panels import VISIBLE, Panel

Colour = Literal["none", "256", "24-bit"]
"""What a terminal can show: no colour, 256 of them, or all."""

SHADES = " ░▒▓█"
SHADES_BELOW = " .-=#"
STEPS = (VISIBLE, 0.25, 0.5, 0.75)  # the strength from which each shade is used
_MARGIN = 2
_BETWEEN = 4  # columns between panels side by side

_EXPLICIT, _IMPLICIT = "\x1b[8l", "\x1b[8h"
_OVERRIDE, _POP = "\u202d", "\u202c"


@dataclass(frozen=True, slots=True)
class Style:
    """How to draw on what is there.

    Attributes:
        columns: the width of a line.
        colour: what can be shown.
        terminal: whether escape sequences are understood; False for a file or a pipe.
    """

    columns: int = 100
    colour: Colour = "none"
    terminal: bool = False


def style_for(environ: Mapping[str, str], terminal: bool, columns: int) -> Style:
    """The style for an output, after its environment (`NO_COLOR`, `COLORTERM`, `TERM`).

    Example:
        >>> style_for({"TERM": "xterm-256color"}, terminal=True, columns=80).colour
        '256'
        >>> style_for({"TERM": "xterm-256color", "NO_COLOR": "1"}, terminal=True, columns=80).colour
        'none'
    """
    kind = environ.get("TERM", "")
    windows = "WT_SESSION" in environ  # its terminal sets no TERM
    escapes = terminal and (windows or kind not in ("", "dumb"))
    colour: Colour = "none"
    if escapes and not environ.get("NO_COLOR"):
        if windows or environ.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
            colour = "24-bit"
        elif "256color" in kind:
            colour = "256"
    return Style(columns, colour, escapes)


def draw(panels: Sequence[Panel], style: Style = Style()) -> str:
    """Panels of one text as lines, side by side where they fit, with a legend under them.

    Args:
        panels: at least one.
        style: the width and the means of the output.

    Returns:
        Lines, each ended by a newline.
    """
    plans = [_plan(panel, style.columns) for panel in panels]
    lit = {column for panel in panels for column in panel.lit_columns()}
    lines = [panels[0].layout.written]
    if sum(plan.width for plan in plans) + _BETWEEN * (len(plans) - 1) <= style.columns:
        lines += _beside(plans, style, lit)
    else:
        lines += [line for plan in plans for line in ("", *_panel(plan, style, 0, lit))]
    lines.append("")
    legends = dict.fromkeys(tuple(_legend(panel, style)) for panel in panels)
    lines += [line for legend in legends for line in legend]
    text = "".join(line.rstrip(" ") + "\n" for line in lines)
    if style.terminal and panels[0].layout.right_to_left:
        first, rest = text.split("\n", 1)  # the text itself is for the terminal to turn round
        return f"{first}\n{_EXPLICIT}{rest}{_IMPLICIT}"
    return text


@dataclass(frozen=True, slots=True)
class _Plan:
    """A panel cut into blocks, with the widths of its parts."""

    panel: Panel
    blocks: tuple[Block, ...]
    label: int
    gap: int
    width: int

    def cell(self, column: Column) -> int:
        return _cell(column, self.gap)


def _cell(column: Column, gap: int) -> int:
    return max(1, width(column.label)) + (gap if column.span else 0)


def _plan(panel: Panel, columns: int) -> _Plan:
    """The blocks that fit on lines of this many columns."""
    layout = panel.layout
    # Letters that join would be drawn joined, in the wrong order, if nothing stood between them.
    gap = int(any(column.level % 2 for column in layout.columns))
    label = _MARGIN + max((width(row) for row in layout.rows), default=0) + 1
    cut = blocks(layout, max(columns - label - 2 * layout.hints, 8), lambda column: _cell(column, gap))
    plan = _Plan(panel, tuple(cut), label, gap, 0)
    widest = max(_block_width(plan, block) for block in cut)
    return replace(plan, width=max(widest, width(panel.title)))


def _block_width(plan: _Plan, block: Block) -> int:
    columns = plan.panel.layout.columns
    cells = sum(plan.cell(columns[i]) for i in (*block.hints, *block.characters))
    return plan.label + cells + 2 * len(block.hints)


def _beside(plans: Sequence[_Plan], style: Style, lit: set[Column]) -> list[str]:
    """Panels of one block each, side by side."""
    left = 0
    parts = []
    for plan in plans:
        parts.append(_panel(plan, style, left, lit))
        left += plan.width + _BETWEEN
    most = max(map(len, parts))
    whole = [part + [" " * plan.width] * (most - len(part)) for part, plan in zip(parts, plans, strict=True)]
    return [""] + [(" " * _BETWEEN).join(line) for line in zip(*whole, strict=True)]


def _panel(plan: _Plan, style: Style, left: int, lit: set[Column]) -> list[str]:
    """The lines of a panel, each padded to the panel's width; `left` is where it starts on the line."""
    layout = plan.panel.layout
    lines = [plan.panel.title + " " * (plan.width - width(plan.panel.title))]
    for block in plan.blocks:
        pad = " " * (plan.width - _block_width(plan, block))
        lines.append(_header(plan, block, style, left) + pad)
        columns = (layout.columns[i] for i in (*block.hints, *block.characters))
        if len(plan.blocks) == 1 or not lit.isdisjoint(columns):  # of a long text only the lines that say something
            lines += [_row(plan, block, row, style) + pad for row in range(len(layout.rows))]
    return lines


def _header(plan: _Plan, block: Block, style: Style, left: int) -> str:
    """The characters over their cells."""
    columns = [plan.panel.layout.columns[i] for i in (*block.hints, *block.characters)]
    placed = style.terminal and not all(column.label.isascii() for column in columns)
    line = " " * plan.label
    at = left + plan.label
    for column in columns:
        cell = plan.cell(column) + (0 if column.span else 2)
        line += (f"\x1b[{at + 1}G" if placed else "") + column.label + " " * (cell - width(column.label))
        at += cell
    if placed:
        return f"{line}\x1b[{at + 1}G"
    return f"{_OVERRIDE}{line}{_POP}" if plan.gap and not style.terminal else line


def _row(plan: _Plan, block: Block, row: int, style: Style) -> str:
    """One output character and its weights."""
    panel = plan.panel
    label = panel.layout.rows[row]
    line = " " * (plan.label - 1 - width(label)) + label + " "
    hints = [(panel.strength(row, i), plan.cell(panel.layout.columns[i])) for i in block.hints]
    for strength, cells in hints:
        line += _painted([(strength, cells)], style) + "  "
    return line + _painted(
        [(panel.strength(row, i), plan.cell(panel.layout.columns[i])) for i in block.characters], style
    )


def _painted(cells: Sequence[tuple[float, int]], style: Style) -> str:
    """Strengths, each over some columns, as shades or as runs of one colour."""
    if style.colour == "none":
        return "".join(shade(strength) * columns for strength, columns in cells)
    line = ""
    for ground, run in groupby(cells, key=lambda cell: _ground(cell[0], style.colour)):
        line += f"\x1b[{ground}m" + " " * sum(columns for _, columns in run)
    return line + "\x1b[0m" if line else ""


def _ground(strength: float, colour: Colour) -> str:
    """The escape parameters of a background."""
    if colour == "256":
        return f"48;5;{colours.grey_256(strength)}"
    red, green, blue = colours.on_dark(strength)
    return f"48;2;{red};{green};{blue}"


def shade(strength: float) -> str:
    """The block that stands for a strength between -1 and 1.

    Example:
        >>> "".join(map(shade, (0.0, 0.1, 0.3, 0.6, 1.0, -1.0)))
        ' ░▒▓█#'
    """
    return (SHADES if strength >= 0 else SHADES_BELOW)[bisect_right(STEPS, abs(strength))]


def _legend(panel: Panel, style: Style) -> list[str]:
    """What the shades or colours mean."""
    meaning = f"{' ' * _MARGIN}{panel.meaning}: "
    if style.colour != "none":
        low = -1.0 if panel.signed else 0.0
        ramp = _painted([(low + (1 - low) * i / 15, 1) for i in range(16)], style)
        return [f"{meaning}{panel.said(low * panel.scale)} {ramp} {panel.said(panel.scale)}"]
    words = [f"{s} from {panel.said(step * panel.scale)}" for s, step in zip(SHADES[1:], STEPS, strict=True)]
    if panel.signed:
        below = zip(SHADES_BELOW[1:], STEPS, strict=True)
        words += [f"{s} below {panel.said(-step * panel.scale)}" for s, step in below]
    lines: list[str] = []
    line = meaning
    for word in words:
        if width(line + word) > style.columns:
            lines, line = [*lines, line], " " * (2 * _MARGIN)
        line += word + "  "
    return [*lines, line]
