"""SVG: a scene written out as a picture that scales, follows light and dark, and can be read aloud."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from xml.sax.saxutils import escape

from datelens.draw.panels import Panel
from datelens.draw.scene import Cell, Ground, Scene, Text, scene

_ANCHORS = {"left": "start", "middle": "middle", "right": "end"}
_ANCHORS_RIGHT_TO_LEFT = {"left": "end", "middle": "middle", "right": "start"}


def draw(groups: Sequence[Sequence[Panel]], heading: bool = True) -> str:
    """An SVG document of some texts, each with its panels.

    It names no other file and no address; fonts are named by family and fall back to what the reader has.

    Args:
        groups: for each text its panels, at least one.
        heading: whether the text is written above its panels.
    """
    return write(scene(groups, heading))


def write(drawn: Scene) -> str:
    """A scene as an SVG document."""
    wide, high = _number(drawn.width), _number(drawn.height)
    size = f'viewBox="0 0 {wide} {high}" width="{wide}" height="{high}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="datelens" role="img" {size}>',
        f"<title>{escape(drawn.title)}</title>",
        f"<desc>{escape(drawn.description)}</desc>",
        f"<style>{style()}</style>",
        f'<rect class="page" width="{wide}" height="{high}"/>',
        *map(_ground, drawn.grounds),
        *map(_cell, drawn.cells),
        *map(_text, drawn.texts),
        "</svg>\n",
    ]
    return "\n".join(parts)


@cache
def style() -> str:
    """The style sheet that every SVG carries."""
    return files("datelens.draw").joinpath("svg.css").read_text("utf-8")


def _ground(ground: Ground) -> str:
    return f'<rect class="ground" {_place(ground)}/>'


def _cell(cell: Cell) -> str:
    kind = "above" if cell.strength > 0 else "below"
    opening = f'<rect class="{kind}" {_place(cell)} fill-opacity="{abs(cell.strength):.2g}"'
    return f"{opening}><title>{escape(cell.says)}</title></rect>" if cell.says else f"{opening}/>"


def _place(shape: Ground | Cell) -> str:
    x, y, wide, high = map(_number, (shape.x, shape.y, shape.width, shape.height))
    return f'x="{x}" y="{y}" width="{wide}" height="{high}"'


def _text(text: Text) -> str:
    anchors = _ANCHORS_RIGHT_TO_LEFT if text.right_to_left else _ANCHORS
    anchor = anchors[text.anchor]
    attributes = f'class="{text.role}" x="{_number(text.x)}" y="{_number(text.y)}"'
    attributes += "" if anchor == "start" else f' text-anchor="{anchor}"'
    attributes += ' direction="rtl"' if text.right_to_left else ""
    return f"<text {attributes}>{escape(text.text)}</text>"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
