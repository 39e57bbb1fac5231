"""`python -m benchmarks.families`: what each family of examples teaches; writes benchmarks/RESULTS-families.md."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from benchmarks.page import results_path, table, write_page
from datelens.corpus.stream import SHARES, TRANSFORMATIONS
from datelens.evaluation.figures import NOTHING, number, percent

if TYPE_CHECKING:
    from datelens.evaluation import Row
    from datelens.keras.recipe import Recipe

INTERRUPTED = 130
EXAMPLES = 150_000  # three minutes each on two cores
SEED = 11  # of what is measured on
WHOLE = "nothing"

HOW = """\
Written by `python -m benchmarks.families`; made again, not edited. Small models of one recipe, each trained with one
family of examples left out, or one thing that is done to examples, and one with all. What is left out makes room for
the rest: all are given the same number of examples. They read the same held-out examples without hints; *its own* are
those of the family that was left out, *all others* are the rest, so that a family which only takes room, or misleads,
is seen to. One point of *all others* is noise: models that differ in nothing but their seed differ by as much."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A part of the generator that a model never sees.

    Attributes:
        name: of a family or a transformation; `WHOLE` where nothing is left out.
    """

    name: str

    def recipe(self, base: Recipe) -> Recipe:
        """The recipe without it."""
        if self.name in SHARES:
            shares = {family: share for family, share in SHARES.items() if family != self.name}
            return dataclasses.replace(base, corpus={"shares": shares})
        without = [self.name] if self.name in TRANSFORMATIONS else []
        return dataclasses.replace(base, corpus={"without": without})


Counts = Mapping[str, tuple[int, int]]
"""Of each family the clear rows that are read right, and how many there are."""

OWN = {"reduced": ("month-year", "month-day", "year")}
"""The families of examples that a share stands for where their names differ."""


@click.command
@click.option("--folder", type=click.Path(path_type=Path), default=Path("runs/families"), show_default=True)
@click.option("--only", type=click.Choice([WHOLE, *SHARES, *TRANSFORMATIONS]), multiple=True, help="May be repeated.")
@click.option("--examples", type=click.IntRange(min=1), default=EXAMPLES, show_default=True, help="Trained on by each.")
@click.option("--rows", type=click.IntRange(min=1), default=10_000, show_default=True, help="That each reads.")
@click.option("--quick", is_flag=True, help="Tiny networks and a few steps, to see that it works.")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=results_path("families"), help="The page.")
def main(folder: Path, only: tuple[str, ...], examples: int, rows: int, quick: bool, output: Path) -> None:
    """Leave one family of examples out at a time, and see what is lost.

    One model is trained for each, some twenty in all, over an hour on two cores. Ctrl+C ends after the step under way,
    and the same command goes on from there. The page holds what is done. Needs the extra `train`.
    """
    # Here and not above: the process that prepares batches loads this file again, and needs no Keras
    import datelens.keras  # chooses a backend before anything loads Keras  # noqa: F401
    from benchmarks.small_runs import base_recipe, tell, train
    from datelens.cli.evaluate import generated
    from datelens.keras.interrupt import stop_on_interrupt

    base = base_recipe(examples, quick=quick)
    chosen = [LeftOut(name) for name in (WHOLE, *SHARES, *TRANSFORMATIONS) if not only or name in only]
    with stop_on_interrupt() as stop:
        done = [
            left for left in chosen
            if not stop() and train(folder / left.name, left.recipe(base), partial(tell, left.name), stop)
        ]  # fmt: skip
    asked = [row.unaided() for row in generated("held-out", rows, SEED)]
    found = {left.name: counted(folder / left.name / "bundle", asked) for left in done}
    if found:
        write_page(output, lines(examples, found))
        click.echo(f"Wrote {output}.", err=True)
    if len(done) < len(chosen):
        click.echo(f"{len(chosen) - len(done)} are not done yet. Go on with the same command.", err=True)
        raise click.exceptions.Exit(INTERRUPTED)


def counted(bundle: Path, rows: Sequence[Row]) -> Counts:
    """What a model reads of each family."""
    from datelens.evaluation import ModelReader, read_all
    from datelens.translator import Translator

    answers = read_all(ModelReader(Translator.load(bundle)), [rows]).answers
    counts: dict[str, tuple[int, int]] = {}
    for answer, row in zip(answers, rows, strict=True):
        if not row.ambiguous:
            right, seen = counts.get(row.family, (0, 0))
            counts[row.family] = right + (answer.reading == row.iso), seen + 1
    return counts


def lines(examples: int, found: Mapping[str, Counts]) -> Iterator[str]:
    """The page."""
    rows = sum(seen for _, seen in next(iter(found.values())).values())
    facts = f"Each model was trained on {examples:,} examples and read {rows:,} clear texts."
    yield from ("# What each family of examples teaches", "", HOW, "", facts, "")
    if missing := [name for name in (*SHARES, *TRANSFORMATIONS) if name not in found]:
        yield from (f"Not done yet: {', '.join(missing)}.", "")
    yield from ("## Exact match", "")
    head = ("left out", "its own", "with it", "rows", "all others", "with it", "difference")
    yield from table(head, [_row(name, counts, found.get(WHOLE, {})) for name, counts in found.items()])


def _row(name: str, counts: Counts, whole: Counts) -> tuple[str, ...]:
    own = OWN.get(name, (name,))
    others = [family for family in counts if family not in own]
    mine, theirs = _share(counts, own), _share(counts, others)
    before = _share(whole, others)
    known = theirs is not None and before is not None
    return (
        name,
        percent(mine),
        percent(_share(whole, own)),
        number(sum(counts[family][1] for family in own if family in counts)) if mine is not None else NOTHING,
        percent(theirs),
        percent(before),
        f"{100 * (theirs - before):+.2f}" if known and name != WHOLE else NOTHING,
    )


def _share(counts: Counts, families: Sequence[str]) -> float | None:
    """The share of the rows of some families that is read right; None where there are none."""
    pairs = [counts[family] for family in families if family in counts]
    return sum(right for right, _ in pairs) / sum(seen for _, seen in pairs) if pairs else None


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.families")
