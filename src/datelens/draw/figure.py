"""Figures for papers: a scene as PNG or PDF, with fonts that have the script, shaped as it is written."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Literal

from datelens.draw import colours
from datelens.draw.panels import Panel
from datelens.draw.scene import SIZES, Cell, Ground, Scene, Text, scene
from datelens.errors import MissingExtraError

try:
    from matplotlib import rc_context
    from matplotlib.axes import Axes
    from matplotlib.collections import PatchCollection
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle

    from datelens.draw import fonts
except ImportError as error:
    raise MissingExtraError("drawing PNG and PDF", "draw") from error

PIXELS_PER_INCH = 96
POINTS_PER_PIXEL = 72 / PIXELS_PER_INCH
PNG_SCALE = 2  # for screens of high density and for print

_INK = {"space": "#85828f", "axis": "#605d6b"}
_CODE_POINT = 6.0  # size of what stands in place of a character that no font draws

# How a PDF holds its fonts. Journals ask for TrueType; glyphs as drawings are what is right for the rest.
_TRUETYPE, _DRAWINGS = 42, 3


def draw(
    groups: Sequence[Sequence[Panel]], form: Literal["png", "pdf"], heading: bool = True
) -> tuple[bytes, list[str]]:
    """A picture of some texts, each with its panels.

    Args:
        groups: for each text its panels, at least one.
        form: PNG at twice the size of a screen's pixels, or PDF with its fonts in it.
        heading: whether the text is written above its panels.

    Returns:
        The file's content, and what to tell: characters that no installed font draws stand as code points.
    """
    drawn = scene(groups, heading)
    figure, missing = compose(drawn)
    about: dict[str, str | None] = {"Title": drawn.title}
    if form == "pdf":
        about["CreationDate"] = None  # the same map makes the same file
    families = {family for text in figure.axes[0].texts for family in text.get_fontfamily()}
    content = io.BytesIO()
    with rc_context({"pdf.fonttype": _TRUETYPE if all(map(fonts.is_truetype, families)) else _DRAWINGS}):
        figure.savefig(content, format=form, dpi=PNG_SCALE * PIXELS_PER_INCH, metadata=about)
    return content.getvalue(), [fonts.note(missing)] if missing else []


def compose(drawn: Scene) -> tuple[Figure, list[str]]:
    """A figure of a scene, and the graphemes that no installed font draws, each once."""
    figure = Figure(figsize=(drawn.width / PIXELS_PER_INCH, drawn.height / PIXELS_PER_INCH), facecolor="white")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, drawn.width)
    axes.set_ylim(drawn.height, 0)
    _boxes(axes, drawn.grounds, [colours.on_light(0)] * len(drawn.grounds))
    _boxes(axes, drawn.cells, [colours.on_light(cell.strength) for cell in drawn.cells])
    missing: dict[str, None] = {}
    for text in drawn.texts:
        missing |= dict.fromkeys(_write(axes, text))
    return figure, list(missing)


def _boxes(axes: Axes, shapes: Sequence[Ground | Cell], fills: Sequence[colours.RGB]) -> None:
    boxes = [Rectangle((shape.x, shape.y), shape.width, shape.height) for shape in shapes]
    faces = [tuple(part / 255 for part in fill) for fill in fills]
    # An edge of the same colour, or the ground would shine through between neighbours.
    axes.add_collection(PatchCollection(boxes, facecolors=faces, edgecolors=faces, linewidths=0.3))


def _write(axes: Axes, text: Text) -> list[str]:
    """Write one text; returns the graphemes in it that no font draws."""
    families, missing = fonts.families(text.text)
    written, size = text.text, SIZES[text.role]
    if missing and text.role == "character":
        written, size = "\n".join(f"{ord(character):04X}" for character in written), _CODE_POINT
    else:
        for grapheme in missing:
            written = written.replace(grapheme, "\ufffd")
    axes.text(
        text.x,
        text.y,
        written,
        family=families,
        size=size * POINTS_PER_PIXEL,
        color=_INK.get(text.role, "#1d1b26"),
        ha={"left": "left", "middle": "center", "right": "right"}[text.anchor],
        va="baseline",
        parse_math=False,
    )
    return missing
