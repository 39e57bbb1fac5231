"""`python -m benchmarks.sizes`: what width buys and what it costs; writes benchmarks/RESULTS-sizes.md."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from benchmarks import machine
from benchmarks.page import results_path, table, write_page
from benchmarks.timing import in_turns
from datelens.evaluation.figures import number, percent

if TYPE_CHECKING:
    from datelens.evaluation import Row
    from datelens.keras.recipe import Recipe

INTERRUPTED = 130
WIDTHS = (32, 64, 128)
EXAMPLES = (100_000, 200_000)
SEED = 11  # of what is measured on
ROWS = 2_000  # of the file whose reading is timed

HOW = """\
Written by `python -m benchmarks.sizes`; made again, not edited. One recipe in several widths: so many LSTM units in
each direction and so many units of the decoder, half as many of the attention and of the embedding. Each is trained on
several numbers of examples, every time from the start and under a learning rate of its own. They read the same held-out
examples without hints; speed is that of `Translator.translate` on distinct texts, in one thread, int8."""


@dataclass(frozen=True, slots=True)
class Size:
    """A model of the curve.

    Attributes:
        width: units in each direction, and of the decoder.
        examples: trained on.
    """

    width: int
    examples: int

    @property
    def slug(self) -> str:
        """The name of its folder."""
        return f"{self.width}-units-{self.examples}"

    def recipe(self, base: Recipe) -> Recipe:
        """The recipe in this size."""
        from benchmarks.small_runs import sized

        return dataclasses.replace(sized(base, self.width), examples=self.examples)


@dataclass(frozen=True, slots=True)
class Worth:
    """What a size is worth.

    Attributes:
        exact: the share of clear held-out rows that are read right.
        rate: strings a second.
        megabytes: of its bundle.
    """

    exact: float
    rate: float
    megabytes: float


@click.command
@click.option("--folder", type=click.Path(path_type=Path), default=Path("runs/sizes"), show_default=True)
@click.option("--width", "widths", type=click.IntRange(min=4), multiple=True, default=WIDTHS, show_default=True)
@click.option("--examples", type=click.IntRange(min=1), multiple=True, default=EXAMPLES, show_default=True)
@click.option("--rows", type=click.IntRange(min=1), default=10_000, show_default=True, help="That each reads.")
@click.option("--quick", is_flag=True, help="Tiny networks and a few steps, to see that it works.")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=results_path("sizes"), help="The page.")
def main(
    folder: Path, widths: tuple[int, ...], examples: tuple[int, ...], rows: int, quick: bool, output: Path
) -> None:
    """Train models of several sizes on several numbers of examples, and see what each is worth.

    Half an hour on two cores. Ctrl+C ends after the step under way, and the same command goes on from there. The
    page holds what is done. Needs the extra `train`.
    """
    # Here and not above: the process that prepares batches loads this file again, and needs no Keras
    import datelens.keras  # chooses a backend before anything loads Keras  # noqa: F401
    from benchmarks.small_runs import base_recipe, tell, train
    from datelens.cli.evaluate import generated
    from datelens.keras.interrupt import stop_on_interrupt

    base = base_recipe(1, quick=quick)
    sizes = [Size(width, number_of) for number_of in sorted(examples) for width in sorted(widths)]
    with stop_on_interrupt() as stop:
        done = [
            size for size in sizes
            if not stop() and train(folder / size.slug, size.recipe(base), partial(tell, size.slug), stop)
        ]  # fmt: skip
    found = worth({size: folder / size.slug / "bundle" for size in done}, generated("held-out", rows, SEED))
    if found:
        write_page(output, lines(machine.described(("onnxruntime",)), rows, found))
        click.echo(f"Wrote {output}.", err=True)
    if len(done) < len(sizes):
        click.echo(f"{len(sizes) - len(done)} are not done yet. Go on with the same command.", err=True)
        raise click.exceptions.Exit(INTERRUPTED)


def worth(bundles: Mapping[Size, Path], rows: list[Row]) -> dict[Size, Worth]:
    """What each size reads, and how fast; the speeds are measured in turns."""
    from datelens.evaluation import ModelReader, read_all
    from datelens.translator import Translator

    clear = [row.unaided() for row in rows if not row.ambiguous]
    timed = list(dict.fromkeys(row.text for row in clear))[:ROWS]
    translators = {size: Translator.load(path, threads=1) for size, path in bundles.items()}
    times = in_turns({size.slug: partial(reader.translate, timed) for size, reader in translators.items()}, 3)
    found = {}
    for size, translator in translators.items():
        answers = read_all(ModelReader(translator), [clear]).answers
        right = sum(answer.reading == row.iso for answer, row in zip(answers, clear, strict=True))
        bytes_of = sum(path.stat().st_size for path in bundles[size].iterdir())
        found[size] = Worth(right / len(clear), len(timed) / times[size.slug].median, bytes_of / 1e6)
    return found


def lines(described: str, rows: int, found: Mapping[Size, Worth]) -> Iterator[str]:
    """The page."""
    yield from ("# Width against exact match and speed", "", HOW, "", f"Machine: {described}.", "")
    yield from (f"Exact match on the clear ones of {rows:,} held-out examples.", "", "## The curve", "")
    numbers = sorted({size.examples for size in found})
    head = ("units", *(f"after {number(count)}" for count in numbers), "strings a second", "MB")
    body = []
    for width in sorted({size.width for size in found}):
        of_width = {size.examples: value for size, value in found.items() if size.width == width}
        last = of_width[max(of_width)]
        exact = [percent(of_width[count].exact if count in of_width else None) for count in numbers]
        body.append((str(width), *exact, number(last.rate), f"{last.megabytes:.1f}"))
    yield from table(head, body)


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.sizes")
