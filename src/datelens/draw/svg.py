"""SVG: a scene written out as a picture that scales, follows light and dark, and can be read aloud."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import TypeVar
from xml.sax.saxutils import escape

from datelens.draw.panels import Panel
from datelens.draw.scene import Cell, Ground, Part, Scene, Text, scene

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


def write(drawn: Scene, styled: bool = True) -> str:
    """A scene as an SVG document, with its style sheet in it or for a page that has it already."""
    wide, high = _number(drawn.width), _number(drawn.height)
    size = f'viewBox="0 0 {wide} {high}" width="{wide}" height="{high}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="datelens" role="img" {size}>',
        f"<title>{escape(drawn.title)}</title>",
        f"<desc>{escape(drawn.description)}</desc>",
        f"<style>{style()}</style>" if styled else "",
        f'<rect class="page" width="{wide}" height="{high}"/>',
        shapes(drawn),
        "</svg>\n",
    ]
    return "\n".join(parts)


def shapes(drawn: Scene, part: Part | None = None, cells: bool = True) -> str:
    """The elements of a scene, or of one part of it, with its cells or without them; alike neighbours in one group."""
    groups = [
        *_grouped(
            (ground for ground in drawn.grounds if part in (None, ground.part)), lambda _: 'class="ground"', _rect
        ),
        *_grouped((cell for cell in drawn.cells if cells and part in (None, cell.part)), _colour, _cell),
        *_grouped((text for text in drawn.texts if part in (None, text.part)), _writing, _text),
    ]
    return "\n".join(groups)


Shape = TypeVar("Shape")


def _grouped(items: Iterable[Shape], alike: Callable[[Shape], str], draw: Callable[[Shape], str]) -> list[str]:
    """Runs of items that are alike, each as a group with what they have in common."""
    return [f"<g {common}>{''.join(map(draw, run))}</g>" for common, run in groupby(items, key=alike)]


@cache
def style() -> str:
    """The style sheet that every SVG carries."""
    return files("datelens.draw").joinpath("svg.css").read_text("utf-8")


def _colour(cell: Cell) -> str:
    return 'class="above"' if cell.strength > 0 else 'class="below"'


def _cell(cell: Cell) -> str:
    opening = f'<rect {_place(cell)} fill-opacity="{abs(cell.strength):.2g}"'
    return f"{opening}><title>{escape(cell.says)}</title></rect>" if cell.says else f"{opening}/>"


def _rect(ground: Ground) -> str:
    return f"<rect {_place(ground)}/>"


def _place(shape: Ground | Cell) -> str:
    x, y, wide, high = map(_number, (shape.x, shape.y, shape.width, shape.height))
    return f'x="{x}" y="{y}" width="{wide}" height="{high}"'


def _writing(text: Text) -> str:
    anchor = (_ANCHORS_RIGHT_TO_LEFT if text.right_to_left else _ANCHORS)[text.anchor]
    common = f'class="{text.role}"'
    common += "" if anchor == "start" else f' text-anchor="{anchor}"'
    return common + (' direction="rtl"' if text.right_to_left else "")


def _text(text: Text) -> str:
    return f'<text x="{_number(text.x)}" y="{_number(text.y)}">{escape(text.text)}</text>'


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
