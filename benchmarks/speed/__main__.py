"""`python -m benchmarks.speed`: measure speed beside other libraries and write benchmarks/RESULTS-speed.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import click

import datelens
from benchmarks import machine, texts
from benchmarks.page import results_path, write_page
from benchmarks.speed import page, processes
from benchmarks.speed.throughput import Contender, Plain, Throughput, measure
from benchmarks.timing import Times, each_in_turns
from datelens.evaluation.peers import BASES, Dateparser, Dateutil, Pandas, Peer
from datelens.evaluation.rows import Row
from datelens.translator import Translator

LIBRARIES = ("numpy", "onnxruntime", "dateparser", "python-dateutil", "pandas")


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured.

    Attributes:
        rows: of a file, for the fast readers.
        english: rows of the English file; they are rare.
        pandas, dateparser: rows of a file, for the slow ones.
        single: texts that are given one at a time, of each kind.
        starts: of a cold process.
        stream: lines.
        repetitions: of reading a file.
    """

    rows: int = 10_000
    english: int = 2_000
    pandas: int = 2_000
    dateparser: int = 300
    single: int = 200
    starts: int = 10
    stream: int = 100_000
    repetitions: int = 5


QUICK = Sizes(rows=60, english=20, pandas=20, dateparser=4, single=3, starts=1, stream=200, repetitions=1)


@click.command
@click.option("--model", metavar="BUNDLE", help="In place of the shipped one.")
@click.option("--rows", type=click.IntRange(min=1), default=Sizes().rows, show_default=True, help="Of a file.")
@click.option("--repetitions", type=click.IntRange(min=1), default=Sizes().repetitions, show_default=True)
@click.option(
    "--stream",
    "lines",
    type=click.IntRange(min=10),
    default=Sizes().stream,
    show_default=True,
    help="Lines to pipe through `datelens translate`; 10000000 take an hour.",
)
@click.option("--quick", is_flag=True, help="A little of everything, to see that it works.")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=results_path("speed"), help="The page.")
def main(model: str | None, rows: int, repetitions: int, lines: int, quick: bool, output: Path) -> None:
    """Measure how fast texts are read, beside other libraries, and write it down.

    Needs the extras `train` and `bench`, and a machine that does nothing else.
    """
    sizes = QUICK if quick else Sizes(rows=rows, repetitions=repetitions, stream=lines)
    write_page(output, page.lines(measured(model, sizes)))
    click.echo(f"Wrote {output}.", err=True)


def measured(model: str | None, sizes: Sizes) -> page.Results:
    """All that the page says."""
    one, two = (Translator.load(model, threads=threads) for threads in (1, 2))
    peers: dict[str, Peer] = {page.DATEPARSER: Dateparser(), page.DATEUTIL: Dateutil(), page.PANDAS: Pandas()}
    contenders = [
        Contender(page.ONE, Plain(one, page.ONE), sizes.rows),
        Contender(page.TWO, Plain(two, page.TWO), sizes.rows),
        Contender(page.FOUR, Plain(two, page.FOUR, readings=4), sizes.rows),
        Contender(page.DATEUTIL, peers[page.DATEUTIL], sizes.rows),
        Contender(page.PANDAS, peers[page.PANDAS], sizes.pandas),
        Contender(page.DATEPARSER, peers[page.DATEPARSER], sizes.dateparser),
        Contender(page.TOLD, peers[page.DATEPARSER], sizes.dateparser, told=True),
    ]
    files = [texts.multilingual(sizes.rows), texts.english(sizes.english), texts.prose(sizes.rows)]
    found: list[tuple[texts.File, dict[str, Throughput]]] = []
    for file in files:
        click.echo(f"Reading {file.name}.", err=True)
        found.append((file, measure(file, contenders, sizes.repetitions)))
    click.echo("One at a time, and processes of their own.", err=True)
    dated = [row for row in files[0].rows if row.iso is not None]
    dates, again = dated[-sizes.single :], dated[: sizes.single]
    return page.Results(
        machine=machine.described(LIBRARIES),
        model=model_name(one),
        repetitions=sizes.repetitions,
        files=found,
        latency={
            "date": latency(dates, one, peers, page.IN_A_ROW),
            "junk": latency(texts.junk(sizes.single).rows, one, peers, page.IN_A_ROW),
            "date, now and then": latency(again, one, peers, 1),
        },
        starts=processes.starts(sizes.starts),
        streamed=processes.stream(cycle(row.text for row in files[0].rows), sizes.stream, model),
        sizes={name: disk(name) for name in ("datelens", "dateparser", "python-dateutil", "pandas")},
    )


def model_name(translator: Translator) -> str:
    """The model, by the checksum of what it computes."""
    return f"datelens {datelens.__version__}, {translator.bundle.checksums['greedy.onnx'][:12]}"


def latency(rows: Sequence[Row], translator: Translator, peers: dict[str, Peer], together: int) -> dict[str, Times]:
    """How long each reader takes for each row alone, so many in a row before the next reader has its turn."""
    by_text = {row.text: row for row in rows}
    tasks = {"datelens": translator.translate} | {
        name: lambda text, peer=peer: peer.parse_all([by_text[text]], BASES[0]) for name, peer in peers.items()
    }
    return each_in_turns(tasks, list(by_text), together)


def disk(name: str) -> tuple[int, int]:
    """Bytes of a package, alone and with all that it needs."""
    return processes.installed(name), sum(map(processes.installed, processes.needed(name)))


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.speed")
