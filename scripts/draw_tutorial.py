#!/usr/bin/env python
"""Draw the pictures of the tutorial that show how things hang together: `docs/tutorial/pictures/*.svg`.

Maps are drawn by `datelens map`; these are diagrams. A picture is a list of shapes in a box, in the colours of the
maps, light and dark.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "docs" / "tutorial" / "pictures"

STYLE = """\
svg { font-family: "Noto Sans", "Segoe UI", "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; }
.page { fill: #fff; }
.box { fill: #f1f0f6; stroke: #605d6b; }
.hot { fill: #fbd9b0; stroke: #b23a0e; }
.line { stroke: #605d6b; stroke-width: 1.5; }
.look { stroke: #b23a0e; }
.head { fill: #605d6b; }
text { fill: #1d1b26; font-size: 15px; text-anchor: middle; }
text.note { fill: #605d6b; font-size: 12px; }
@media (prefers-color-scheme: dark) {
  .page { fill: #14131a; }
  .box { fill: #211f2b; stroke: #a9a6b5; }
  .hot { fill: #6b3410; stroke: #ffc34d; }
  .line { stroke: #a9a6b5; }
  .look { stroke: #ffc34d; }
  .head { fill: #a9a6b5; }
  text { fill: #eceaf2; }
  text.note { fill: #a9a6b5; }
}"""

Point = tuple[float, float]


def picture(width: int, height: int, title: str, shapes: Sequence[str]) -> str:
    """A whole SVG file."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}">\n<title>{escape(title)}</title>\n<style>{STYLE}</style>\n'
        '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path class="head" d="M0 0L8 4L0 8z"/></marker></defs>\n'
        f'<rect class="page" width="{width}" height="{height}" rx="6"/>\n' + "\n".join(shapes) + "\n</svg>\n"
    )


def text(at: Point, written: str, kind: str = "") -> str:
    """Some words, their middle at a point."""
    return f'<text class="{kind}" x="{at[0]:g}" y="{at[1] + 5:g}">{escape(written)}</text>'


def box(at: Point, size: Point, written: str, kind: str = "box") -> str:
    """A box around a point, with words in it."""
    left, top = at[0] - size[0] / 2, at[1] - size[1] / 2
    shape = f'<rect class="{kind}" x="{left:g}" y="{top:g}" width="{size[0]:g}" height="{size[1]:g}" rx="5"/>'
    return shape + text(at, written)


def arrow(start: Point, stop: Point, kind: str = "line") -> str:
    """A straight arrow."""
    path = f"M{start[0]:g} {start[1]:g}L{stop[0]:g} {stop[1]:g}"
    return f'<path class="{kind}" d="{path}" marker-end="url(#head)"/>'


def ray(start: Point, stop: Point, weight: float) -> str:
    """A line as thick as a weight from 0 to 1."""
    return (
        f'<path class="look" d="M{start[0]:g} {start[1]:g}L{stop[0]:g} {stop[1]:g}" stroke-width="{1 + 7 * weight:g}"/>'
    )


def shown(character: str) -> str:
    """A character as it is drawn."""
    return "␣" if character == " " else character


def unrolled() -> str:
    """A recurrent network over `5 Jan`."""
    shapes = [text((235, 25), "the same W and U at every step"), text((18, 90), "0", "note")]
    for place, character in enumerate("5 Jan"):
        x = 75 + 85 * place
        shapes += [text((x, 175), shown(character)), arrow((x, 162), (x, 112)), box((x, 90), (50, 38), f"h{place + 1}")]
        shapes += [
            text((x + 12, 138), "W", "note"),
            arrow((x - 58 + 12 * (not place), 90), (x - 27, 90)),
            text((x - 43, 76), "U", "note"),
        ]
    shapes += [text((415, 55), "has read all", "note")]
    return picture(470, 195, "A recurrent network, unrolled", shapes)


def encoder() -> str:
    """Two LSTMs in opposite directions."""
    shapes = []
    for place, character in enumerate("5 Jan"):
        x = 120 + 100 * place
        shapes += [text((x, 250), shown(character)), box((x, 72), (60, 38), f"h{place + 1}", "hot")]
        shapes += [arrow((x - 5, 237), (x - 18, 217)), arrow((x + 5, 237), (x + 20, 158))]
        shapes += [box((x - 22, 200), (40, 32), "→"), box((x + 22, 140), (40, 32), "←")]
        shapes += [arrow((x - 20, 183), (x - 12, 93)), arrow((x + 20, 123), (x + 14, 93))]
        if place:
            shapes += [arrow((x - 102, 200), (x - 44, 200)), arrow((x + 2, 140), (x - 56, 140))]
    shapes += [text((320, 30), "annotations: each knows its character and both sides of it")]
    shapes += [text((45, 200), "forward", "note"), text((45, 140), "backward", "note")]
    return picture(600, 275, "A bidirectional encoder", shapes)


def decoder() -> str:
    """One step of the decoder."""
    shapes, weights = [], (0.02, 0.0, 0.34, 0.4, 0.24, 0.0)
    for place, (character, weight) in enumerate(zip("5 Jan ", weights, strict=True)):
        x = 45 + 74 * place
        shapes += [ray((x, 275), (230, 205), weight)] if weight else []
        shapes += [box((x, 292), (48, 34), f"h{place + 1}"), text((x, 325), shown(character))]
        shapes += [text((x, 350), f"{weight:.2f}" if weight else "0", "note")]
    shapes += [text((230, 375), "attention α: sums to 1 (2), made from energies (1)", "note")]
    shapes += [box((230, 190), (150, 36), "context vector c", "hot"), text((325, 190), "(3)", "note")]
    shapes += [arrow((230, 171), (230, 128)), box((230, 105), (150, 44), "state s: gates")]
    shapes += [arrow((40, 105), (152, 105)), text((95, 90), "state before", "note")]
    shapes += [
        text((265, 150), "(4) to (7)", "note"),
        arrow((307, 105), (420, 105)),
        text((365, 90), "next step", "note"),
    ]
    shapes += [arrow((230, 82), (230, 56)), box((230, 36), (60, 36), "0"), text((320, 36), "of 2016-0…  (8)", "note")]
    return picture(460, 395, "One step of the decoder", shapes)


def main() -> None:
    """Write all of them."""
    FOLDER.mkdir(exist_ok=True)
    for name, draw in (("unrolled", unrolled), ("encoder", encoder), ("decoder", decoder)):
        (FOLDER / f"{name}.svg").write_text(draw(), encoding="utf-8")


if __name__ == "__main__":
    main()
