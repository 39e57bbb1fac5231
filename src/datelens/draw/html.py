"""One HTML file: maps to explore, without a network, a server or a library.

The page shows a text and its date; pointing at a digit (or moving to it with the arrow keys) lights the characters
that it comes from, and the other way round. Where there are several panels of a text they can be switched between:
methods, the difference of two, other readings, other models. Every picture is drawn here; the page's script only
fills in the cells and moves the light.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import Any

from datelens.draw import bidi, svg
from datelens.draw.layout import Column
from datelens.draw.panels import Panel
from datelens.draw.scene import ROW, Scene, picture
from datelens.records import ANSWER

ROOM = 760.0  # the width of a picture in a page
_CARD = 540.0  # the widest picture that fits in a card of a gallery; a wider one takes a whole line

_POINT_AT_DATES = """\
Point at a digit of a date to light the characters that it comes from, or at a character to light the digits that
lean on it. With the keyboard: Tab to the text or to the date, then the arrow keys."""
_POINT_AT_ANSWERS = """\
Point at a character of an answer to light the characters of the text that it comes from, or at one of the text to
light those that lean on it. With the keyboard: Tab to the text or to the answer, then the arrow keys."""

STEPS, _LEAST = 1000, 5  # strengths are whole numbers of these steps; those that could not be seen are left out


def draw(groups: Sequence[Sequence[Panel]], title: str | None = None) -> str:
    """A page of some texts, each with its panels.

    Args:
        groups: for each text its panels, at least one.
        title: of the page; by default the text and its date, or how many there are.
    """
    of_dates = any(map(_is_of_dates, groups))
    if title is None:
        outcomes = "dates" if of_dates else "answers"
        title = groups[0][0].summary(60) if len(groups) == 1 else f"{len(groups)} texts, their {outcomes} and why"
    return _asset("page.html").substitute(
        title=escape(title),
        point_at=_POINT_AT_DATES if of_dates else _POINT_AT_ANSWERS,
        page_style=_asset("page.css").template,
        svg_style=svg.style(),
        maps="\n".join(map(_map, groups)),
        script=_asset("page.js").template,
    )


@cache
def _asset(name: str) -> Template:
    return Template(files("datelens.draw").joinpath("page", name).read_text("utf-8"))


def _is_of_dates(group: Sequence[Panel]) -> bool:
    """Whether the answers are dates, or "no date"; what another task writes has no fields of a date."""
    return any(field != ANSWER for panel in group for field in panel.layout.fields)


def _map(group: Sequence[Panel]) -> str:
    """One text: the picture of its first panel, and what the script needs to show the others.

    Panels often share their columns and rows, so what is drawn of those stands once, in a numbered frame.
    """
    first = group[0]
    lit = {column for panel in group for column in panel.lit_columns()}
    scenes = [picture(panel, lit, ROOM) for panel in group]
    drawings = [svg.shapes(drawn, "map", cells=False) for drawn in scenes]
    frames = {drawing: _frame(panel, drawn) for drawing, panel, drawn in zip(drawings, group, scenes, strict=True)}
    records = [
        _record(panel, drawn, list(frames).index(drawing))
        for drawing, panel, drawn in zip(drawings, group, scenes, strict=True)
    ]
    methods = {panel.method for panel in group} - {"difference"}
    captions = [svg.shapes(drawn, "caption") for drawn in scenes]
    data = {
        "steps": STEPS,
        "row": ROW,
        "together": len(group) > 1 and len(methods) == 1,
        "frames": list(frames.values()),
        "panels": records,
    }
    return _asset("map.html").substitute(
        kind="map wide" if scenes[0].width > _CARD else "map",
        direction="rtl" if first.layout.right_to_left else "ltr",
        written=escape(first.layout.written) or "(no text)",
        outcome="Digits of the date" if _is_of_dates(group) else "Characters of the answer",
        picture=svg.write(scenes[0], styled=False),
        frames="\n".join(f'<template class="frame"><svg>{frame}</svg></template>' for frame in frames),
        captions="\n".join(f'<template class="caption"><svg>{caption}</svg></template>' for caption in captions),
        data=json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"),
    )


def _frame(panel: Panel, drawn: Scene) -> dict[str, Any]:
    """What panels with one frame have in common; a column's place is the `[x, y, width]` of its first cell."""
    places = (drawn.columns.get(i) for i in range(len(panel.layout.columns)))
    return {
        "columns": list(map(_column, panel.layout.columns)),
        "places": [place and [round(place.x, 1), round(place.y, 1), round(place.width, 1)] for place in places],
    }


def _column(column: Column) -> str | dict[str, str]:
    """A column: just its character, or what stands for it in a line of text, its kind and its name."""
    if column.span is None:
        return {"text": column.label, "kind": "hint", "name": column.spoken}
    if column.is_space:
        return {"text": " ", "kind": "space", "name": column.spoken}
    if column.level % 2:  # in a line the browser itself mirrors brackets
        return {"text": bidi.mirrored(column.label), "kind": "character", "name": column.spoken}
    return column.label


def _record(panel: Panel, drawn: Scene, frame: int) -> dict[str, Any]:
    """A panel as the script sees it; strengths are whole numbers of steps."""
    layout = panel.layout
    return {
        "name": panel.name,
        "reading": panel.reading,
        "title": panel.title,
        "summary": panel.summary(),
        "share": panel.is_share,
        "scale": panel.scale,
        "rows": layout.rows,
        "fields": layout.fields,
        "frame": frame,
        "width": drawn.width,
        "height": drawn.height,
        "strengths": [_strengths(panel, row) for row in range(len(layout.rows))],
    }


def _strengths(panel: Panel, row: int) -> list[int]:
    """The strengths of a row that could be seen, each after its column: `[column, strength, column, strength, …]`."""
    steps = [_step(panel.strength(row, i)) for i in range(len(panel.layout.columns))]
    return [number for i, strength in enumerate(steps) if abs(strength) >= _LEAST for number in (i, strength)]


def _step(strength: float) -> int:
    """The strength as a number of steps; what is less than the whole is never all of it, nor drawn as `100 %`."""
    step = round(STEPS * strength)
    return step if abs(step) < STEPS or abs(strength) >= 1 else step - int(math.copysign(1, step))
