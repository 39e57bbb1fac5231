"""`python -m benchmarks.generate`: how fast labelled examples are made; writes benchmarks/RESULTS-generate.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

import click

from benchmarks import machine
from benchmarks.original import data as original
from benchmarks.page import holds, results_path, table, write_page
from benchmarks.timing import Times, in_turns
from datelens.corpus.stream import generate, generate_pairs
from datelens.evaluation.figures import number, percent

BAR = 10_000
SEED = 4
EXAMPLES, PAIRS, ORIGINAL = "labelled examples", "the same as pairs for the network", "the tutorial's way, no spans"

HOW = """\
Written by `python -m benchmarks.generate`; made again, not edited. One process makes labelled examples, from the same
seeds in every run; the figure is the median. The tutorial's way is a call of Babel's `format_date` for each date."""


@click.command
@click.option("-n", "--number", "size", type=click.IntRange(min=1), default=8_192, show_default=True, help="At once.")
@click.option("--repetitions", type=click.IntRange(min=1), default=7, show_default=True)
@click.option("--quick", is_flag=True, help="A few, to see that it works.")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=results_path("generate"), help="The page.")
def main(size: int, repetitions: int, quick: bool, output: Path) -> None:
    """Measure how fast examples are made. Needs the extra `train`."""
    size, repetitions = (32, 1) if quick else (size, repetitions)
    tasks = {
        EXAMPLES: partial(generate, SEED, 1, size),
        PAIRS: partial(generate_pairs, SEED, 1, size),
        ORIGINAL: partial(original.generate, SEED, 1, size),
    }
    for task in tasks.values():
        task()  # what is loaded once is not timed
    write_page(output, lines(machine.described(("babel", "faker")), size, in_turns(tasks, repetitions)))
    click.echo(f"Wrote {output}.", err=True)


def lines(described: str, size: int, found: Mapping[str, Times]) -> Iterator[str]:
    """The page."""
    yield from ("# Generating examples", "", HOW, "", f"Machine: {described}.", "", "## One core", "")
    yield from table(
        ("what", "a second", "±", "bar", "holds"),
        [
            (
                name,
                number(size / times.median),
                percent(times.spread),
                f"≥ {BAR:,}" if name == EXAMPLES else "–",
                holds(size / times.median >= BAR) if name == EXAMPLES else "–",
            )
            for name, times in found.items()
        ],
    )


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.generate")
