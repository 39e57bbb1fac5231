"""`python -m benchmarks.soak`: an hour of mixed calls; writes benchmarks/RESULTS-soak.md."""

from __future__ import annotations

import os
import time
from pathlib import Path

import click

from benchmarks import machine, texts
from benchmarks.page import results_path, write_page
from benchmarks.service.__main__ import started
from benchmarks.soak.calls import KINDS, doors, questions
from benchmarks.soak.page import Soaked, lines
from benchmarks.soak.watched import held
from datelens.translator import Translator

THREADS = 2  # of this process' translator: pools of threads come and go
PROBES = 6
"""How often, evenly over the time, the first questions are asked again."""

LOOKS = 120
"""How often, evenly over the time, both processes are looked at."""


@click.command
@click.option("--minutes", type=click.FloatRange(min=0.02), default=60.0, show_default=True, help="Of calls.")
@click.option("--rows", type=click.IntRange(min=100), default=20_000, show_default=True, help="Distinct texts.")
@click.option("--quick", is_flag=True, help="A few seconds of few texts, to see that it works.")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=results_path("soak"), help="The page.")
def main(minutes: float, rows: int, quick: bool, output: Path) -> None:
    """Call everything for an hour and see that nothing grows.

    Needs Linux, and the extras `train`, `columns` and `web`.
    """
    minutes, rows = (0.1, 200) if quick else (minutes, rows)
    write_page(output, lines(machine.described(("numpy", "onnxruntime", "pyarrow", "uvicorn")), soaked(minutes, rows)))
    click.echo(f"Wrote {output}.", err=True)


def soaked(minutes: float, rows: int) -> Soaked:
    """Call each door in turns for so long."""
    asked = [row.text for row in texts.multilingual(rows).rows]
    with started() as (port, process):
        calls = doors(Translator.load(threads=THREADS), port)
        first = {kind: next(given) for kind, given in questions(asked).items()}
        wanted = {kind: calls[kind](first[kind]) for kind in KINDS}
        processes = {"this process": os.getpid(), "the service": process}
        found = Soaked(dict.fromkeys(KINDS, 0), {name: [] for name in processes}, set())

        def look() -> None:
            for name, number in processes.items():
                found.watched[name].append(held(number, minutes_since(start)))

        def probe() -> None:
            found.changed.update(kind for kind in KINDS if calls[kind](first[kind]) != wanted[kind])

        given = questions(asked)
        start = time.monotonic()
        looks = probes = 0
        while (spent := minutes_since(start)) < minutes:
            for kind in KINDS:
                calls[kind](next(given[kind]))
                found.calls[kind] += 1
            if spent >= looks * minutes / LOOKS:
                looks += 1
                look()
            if spent >= probes * minutes / PROBES:
                probes += 1
                probe()
        probe()
        look()
    return found


def minutes_since(start: float) -> float:
    """The minutes since a moment of the monotonic clock."""
    return (time.monotonic() - start) / 60


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.soak")
