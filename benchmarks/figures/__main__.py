"""`python -m benchmarks.figures`: draw the tutorial's figures into docs/figures, and the page that shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import wrap

import click

import datelens
from benchmarks.figures.original import Original
from benchmarks.figures.plan import PLANS, Plan, View
from benchmarks.page import write_page
from datelens.draw.formats import save
from datelens.draw.panels import Panel, panels
from datelens.records import AttentionMap
from datelens.translator import Translator

WIDTH = 120
DOCS = Path(__file__).parent.parent.parent / "docs"

HOW = """\
Drawn by `python -m benchmarks.figures` from the model that is shipped; made again, not edited. Characters run across
and the digits of the date down; the stronger the colour of a cell, the more of the digit's attention lies there. How
far these maps can be believed is measured by `datelens evaluate --maps`."""


@click.command
@click.option("--model", metavar="BUNDLE", help="In place of the shipped one.")
@click.option("--original", type=click.Path(path_type=Path), help="The folder of the tutorial's network, once trained.")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=DOCS, help="The folder of the page.")
def main(model: str | None, original: Path | None, output: Path) -> None:
    """Draw the tutorial's figures from the shipped model."""
    translator = datelens.Translator.load(model)
    theirs = Original(original) if original else None
    (output / "figures").mkdir(parents=True, exist_ok=True)
    for plan in PLANS:
        save(output / "figures" / f"{plan.slug}.svg", groups(plan, translator, theirs), force=True)
    write_page(output / "figures.md", page(PLANS, translator))
    click.echo(f"Wrote {len(PLANS)} figures to {output / 'figures'}.", err=True)


def groups(plan: Plan, translator: Translator, theirs: Original | None = None) -> list[list[Panel]]:
    """The panels of a figure: those of one text together."""
    found: dict[str, list[tuple[AttentionMap, str]]] = {}
    for view in plan.views:
        found.setdefault(view.text, []).append((explain(view, translator), view.name or told(view)))
    if plan.original and theirs is not None:
        text = plan.views[0].text
        found[text] = [(found[text][0][0], "datelens"), (theirs.explain(text), "the tutorial's network")]
    return [panels([map_ for map_, _ in several], [name for _, name in several]) for several in found.values()]


def explain(view: View, translator: Translator) -> AttentionMap:
    """The map of a view."""
    return translator.explain(view.text, iso=view.iso, locale=view.locale, order=view.order)


def told(view: View) -> str:
    """The hints of a view in words, or what its weights are."""
    hints = [hint for hint in (view.order, view.locale) if hint]
    return f"told {' and '.join(hints)}" if hints else "attention"


def page(plans: Sequence[Plan], translator: Translator) -> Iterator[str]:
    """The page that shows the figures."""
    yield from ("# Figures", "", HOW)
    for plan in plans:
        yield from ("", f"## {plan.title}", "")
        yield f"![{described(plan, translator)}](figures/{plan.slug}.svg)"
        yield from ("", *wrap(plan.caption, WIDTH))


def described(plan: Plan, translator: Translator) -> str:
    """What a figure shows, for those who do not see it."""
    readings = [f"{map_.iso} from {view.text}" for view in plan.views for map_ in [explain(view, translator)]]
    return f"Attention map of {', and of '.join(readings)}"


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.figures")
