"""`python -m benchmarks.columns`: a file converted, beside the bare runtime; writes benchmarks/RESULTS-columns.md."""

from __future__ import annotations

import csv
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import click
import pyarrow.parquet as parquet

from benchmarks import machine
from benchmarks.page import holds, results_path, table, write_page
from benchmarks.speed.processes import MEASURED, resident
from datelens.columns.numbers import numbers_of, plain
from datelens.corpus import locales, nondates, patterns
from datelens.corpus.dates import draw_short_date
from datelens.evaluation.figures import number

SEED = 20_170_102

LOCALES = {"en_US": "M/d/y", "en_GB": "dd/MM/y", "de_DE": "dd.MM.y", "fr_FR": "dd/MM/y", "es_MX": "d-M-y"}
"""A column each, and how it writes a date in numbers."""

JUNK, OPEN = 0.02, 0.30
"""The shares of rows that are no date, and of those that admit two orders."""

DISTINCT = 0.2  # distinct texts, as a share of the rows

MOST_MEMORY, LEAST_RATE = 500 << 20, 0.8

BARE = """
import sys, time
from pathlib import Path
from datelens import Translator
texts = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
translator = Translator.load()
translator.translate(texts[:1000])
start = time.perf_counter()
translator.translate(texts)
print(time.perf_counter() - start)
"""

HOW = """\
Written by `python -m benchmarks.columns`; made again, not edited. A CSV with a column of dates in each of five locales
is converted to Parquet by `datelens convert`, in a process of its own: from its start to its end, with both passes over
the file, what it reads and what it writes. The bare runtime translates the same distinct texts, all at once and without
hints, in a process that has loaded the model already. They are measured in turns."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured.

    Attributes:
        rows: of the file; `distinct` texts stand in it.
        converting, bare: seconds of each run.
        memory: the most bytes that a conversion was resident in.
        told: what it said of the file.
        rows_out, rejects: of the output.
        size: of the CSV, in bytes.
    """

    rows: int
    distinct: int
    converting: tuple[float, ...]
    bare: tuple[float, ...]
    memory: int
    told: str
    rows_out: int
    rejects: int
    size: int

    @property
    def ratio(self) -> float:
        """The rate of the conversion, as a share of the bare runtime's; of the median runs."""
        return sorted(self.bare)[len(self.bare) // 2] / sorted(self.converting)[len(self.converting) // 2]


@click.command
@click.option("--rows", type=click.IntRange(min=100), default=1_000_000, show_default=True)
@click.option("--repetitions", type=click.IntRange(min=1), default=3, show_default=True)
@click.option("--quick", is_flag=True, help="A few, to see that it works.")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=results_path("columns"), help="The page.")
def main(rows: int, repetitions: int, quick: bool, output: Path) -> None:
    """Measure how fast, and in how much memory, a file is converted. Needs `train`, `columns` and Linux."""
    rows, repetitions = (200, 1) if quick else (rows, repetitions)
    with tempfile.TemporaryDirectory() as folder:
        write_page(
            output,
            lines(machine.described(("numpy", "onnxruntime", "pyarrow")), measure(Path(folder), rows, repetitions)),
        )
    click.echo(f"Wrote {output}.", err=True)


def measure(folder: Path, rows: int, repetitions: int) -> Measured:
    """Make the file, and convert it beside the bare runtime."""
    source, texts = folder / "dates.csv", folder / "distinct.txt"
    pools = {
        name: pool(name, max(int(rows * DISTINCT / len(LOCALES)), 10), place) for place, name in enumerate(LOCALES)
    }
    write_file(source, pools, rows)
    distinct = list(dict.fromkeys(text for texts in pools.values() for text in texts))
    texts.write_text("\n".join(distinct) + "\n", encoding="utf-8")
    found: list[tuple[float, int, str]] = []
    bare: list[float] = []
    for _ in range(repetitions):
        found.append(convert(source, folder / "dates.parquet"))
        done = subprocess.run([sys.executable, "-c", BARE, str(texts)], capture_output=True, text=True, check=True)
        bare.append(float(done.stdout))
    told = found[-1][2]
    written = parquet.read_metadata(folder / "dates.parquet").num_rows
    rejects = (folder / "dates.rejects.csv").read_text(encoding="utf-8").count("\n") - 1
    seconds, memory = tuple(seconds for seconds, _, _ in found), max(memory for _, memory, _ in found)
    return Measured(rows, len(distinct), seconds, tuple(bare), memory, told, written, rejects, source.stat().st_size)


def convert(source: Path, target: Path) -> tuple[float, int, str]:
    """The seconds that a conversion takes, the bytes that it is resident in, and what it says."""
    columns = [part for name in LOCALES for part in ("--column", name)]
    command = [sys.executable, "-c", MEASURED, "convert", str(source), *columns, "-o", str(target), "--force"]
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    if done.returncode:
        raise RuntimeError(f"`datelens convert` ended with status {done.returncode}: {done.stderr[:300]}")
    told = done.stderr.partition("Name:")[0].replace(str(source.parent), "").replace("/dates", "dates")
    return seconds, resident(done.stderr), told


def pool(name: str, size: int, seed: int) -> list[str]:
    """Distinct texts of a locale: junk, open ones, and clear ones in words and numbers; the same for the same seed."""
    rng = random.Random(f"{SEED}/{seed}")
    data = locales.load(name)
    numeric = patterns.parse(LOCALES[name])
    written = [tokens for _, tokens in data.forms] + [numeric]
    junk, opened, clear = {}, {}, {}
    while len(junk) < JUNK * size:
        text = nondates.draw(rng).text.replace("\r", " ").replace("\n", " ")
        if len(text) <= 40:
            junk[text] = None
    while len(opened) < OPEN * size or len(clear) < (1 - JUNK - OPEN) * size:
        date = draw_short_date(rng)
        tokens = numeric if len(opened) < OPEN * size and rng.random() < 0.7 else rng.choice(written)
        text = "".join(piece for piece, _ in patterns.write(tokens, date, data.names))
        numbers = numbers_of(plain(text))
        kept, most = (opened, OPEN) if numbers and numbers.open else (clear, 1 - JUNK - OPEN)
        if len(kept) < most * size:
            kept[text] = None
    texts = [*junk, *opened, *clear]
    rng.shuffle(texts)
    return texts


def write_file(path: Path, pools: dict[str, list[str]], rows: int) -> None:
    """Write the file: every text of a column as often as any other, in an order of its own."""
    rng = random.Random(SEED)
    drawn = [[texts[place % len(texts)] for place in range(rows)] for texts in pools.values()]
    for column in drawn:
        rng.shuffle(column)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", *pools])
        writer.writerows(zip(range(rows), *drawn, strict=True))


def lines(described: str, found: Measured) -> Iterator[str]:
    """The page."""
    yield from ("# Converting a file", "", HOW, "", f"Machine: {described}.", "", "## A CSV to Parquet", "")
    settled = cast("Sequence[str]", re.findall(r"^(\w+: [DMY]{3}, .*)\.$", found.told, re.MULTILINE))
    yield (
        f"{found.rows:,} rows of {len(LOCALES)} columns, {found.size / 2**20:,.0f} MiB; {found.distinct:,} distinct "
        f"texts, {100 * JUNK:.0f} % of them no dates, {100 * OPEN:.0f} % open to two orders. "
        f"{found.rejects:,} cells rejected."
    )
    yield ""
    median = sorted(found.converting)[len(found.converting) // 2]
    bare = sorted(found.bare)[len(found.bare) // 2]
    yield from table(
        ("what", "measured", "bar", "holds"),
        [
            ("rows out", f"{found.rows_out:,}", f"{found.rows:,}", holds(found.rows_out == found.rows)),
            ("columns settled", f"{len(settled)}", f"{len(LOCALES)}", holds(len(settled) == len(LOCALES))),
            ("resident, at most", f"{found.memory / 2**20:,.0f} MiB", "≤ 500 MiB", holds(found.memory <= MOST_MEMORY)),
            ("seconds, converting", f"{median:.1f}", "–", "–"),
            ("distinct texts a second, converting", number(found.distinct / median), "–", "–"),
            ("distinct texts a second, bare runtime", number(found.distinct / bare), "–", "–"),
            ("rate, of the bare runtime's", f"{100 * found.ratio:.0f} %", "≥ 80 %", holds(found.ratio >= LEAST_RATE)),
            ("cells a second", number(found.rows * len(LOCALES) / median), "–", "–"),
        ],
    )
    yield from ("", "What the command said:", "", "```text", *found.told.strip().splitlines(), "```")


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.columns")
