"""`python -m benchmarks.train`: train by the tutorial's recipe and by ours, and write RESULTS-train.md."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from benchmarks import machine
from benchmarks.page import results_path, write_page
from benchmarks.train import page

if TYPE_CHECKING:
    from benchmarks.original.recipe import Point

INTERRUPTED = 130
QUICK_EXAMPLES = 96


@click.command
@click.option("--folder", type=click.Path(path_type=Path), default=Path("runs/benchmark"), show_default=True)
@click.option("--only", type=click.Choice(("original", "ours")), help="Train one of them.")
@click.option("--examples", type=click.IntRange(min=1), help="For ours, whatever its recipe says.")
@click.option("--quick", is_flag=True, help="Tiny networks and a few steps, to see that it works.")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=results_path("train"), help="The page.")
def main(folder: Path, only: str | None, examples: int | None, quick: bool, output: Path) -> None:
    """Train on the tutorial's task twice and compare the times.

    It takes the better part of an hour. Ctrl+C ends after the score under way, and the same command goes on from there.
    The page is written when both are done. Needs the extra `train`, and a machine that does nothing else.
    """
    # Here and not above: the process that prepares batches loads this file again, and needs no Keras
    import dataclasses

    import datelens.keras  # chooses a backend before anything loads Keras  # noqa: F401
    from benchmarks.original import recipe as original
    from benchmarks.train import ours
    from datelens.keras.interrupt import stop_on_interrupt
    from datelens.keras.recipe import ModelRecipe

    plan, recipe = original.Plan(), ours.RECIPE
    if quick:
        plan = original.Plan(batches=2, every=1, validation=4, length=34, units=4)
        recipe = dataclasses.replace(
            recipe,
            examples=QUICK_EXAMPLES,
            model=ModelRecipe(embedding=4, encoder_units=4, units=4, attention_units=4),
            batches=dataclasses.replace(recipe.batches, size=32, chunk=2, lengths=(64,), workers=0),
            validation=dataclasses.replace(recipe.validation, examples=4, every=2),
        )
    if examples is not None:
        recipe = dataclasses.replace(recipe, examples=examples)
    points = {"original": original.scored(folder / "original"), "ours": ours.scored(folder / "ours")}
    with stop_on_interrupt() as stop:
        if only != "ours":
            points["original"] = original.train(folder / "original", plan, partial(tell, "original"), stop)
        if only != "original" and not stop():
            points["ours"] = ours.train(folder / "ours", recipe, partial(tell, "ours"), stop)
    done = {
        "original": bool(points["original"]) and points["original"][-1].examples >= plan.batches * original.BATCH,
        "ours": bool(points["ours"]) and points["ours"][-1].examples >= recipe.examples,
    }
    if not all(done.values()):
        click.echo(f"Not done yet: {', '.join(name for name in done if not done[name])}. Go on with the same command.")
        raise click.exceptions.Exit(INTERRUPTED)
    write_page(output, page.lines(described(), points["original"], points["ours"]))
    click.echo(f"Wrote {output}.", err=True)


def described() -> str:
    """The machine and the backend."""
    import keras

    backend = keras.backend.backend()
    return machine.described(("numpy", "keras", backend)) + f", Keras on {backend}"


def tell(name: str, point: Point) -> None:
    """Say a score of a run on standard error."""
    click.echo(f"{name}: {point.examples:,} examples, {point.seconds:.0f} s, {point.exact:.2%}", err=True)


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.train")
