"""`python -m benchmarks.service`: the service under load; writes benchmarks/RESULTS-service.md."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import click
import uvloop

from benchmarks import machine, texts
from benchmarks.page import holds, results_path, table, write_page
from benchmarks.service.client import Question, Told, bounded, question, unbounded
from datelens.evaluation.figures import number
from datelens.translator import Translator

CONNECTIONS = 64
RESIDENT, COMPUTED = "process_resident_memory_bytes", "process_cpu_seconds_total"
BATCHES, READ = "datelens_batch_texts_count", "datelens_batch_texts_sum"
"""Figures of the service, as Prometheus gets them."""

OVERLOAD, TOGETHER = 4, 100
"""How many times what it can serve it is asked for, and the texts of such a request."""

LEAST_RATE, MOST_LATENCY, MOST_GROWTH = 0.6, 0.25, 0.05

SERVE = "from datelens.cli.main import main; main(prog_name='datelens')"
TO_LOAD = 30.0  # seconds that a service has for its start

HOW = """\
Written by `python -m benchmarks.service`; made again, not edited. `datelens serve` runs in a process of its own and is
asked over loopback by another, on the same cores: what the client takes is missing to the service. The bare runtime
translates the same texts, a thousand at once, before and after."""

WHERE = """\
Where the time goes: what both processes compute for a text, and what the bare runtime computes for it in one thread,
a thousand texts at once and as many as the service reads at once. With few texts at once a text costs the runtime more,
because the graphs are entered as often, and because texts of unequal length are padded to the longest."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a text of the load costs, in seconds of processor.

    Attributes:
        service, client: in each process.
        together: texts that the service reads at once, in the mean.
        few, many: in the bare runtime, so many at once and a thousand.
    """

    service: float
    client: float
    together: float
    few: float
    many: float


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured.

    Attributes:
        one, two: texts a second of the bare runtime in one thread and in two.
        load: of single-text requests on `CONNECTIONS` connections.
        cost: of a text in it.
        early, late: bytes that the service was resident in, early in the load and at its end.
        overload: of requests for `TOGETHER` texts at `OVERLOAD` times the rate of `load`.
        recovery: seconds from the last of these to the first answer that is quick again.
    """

    one: float
    two: float
    load: Told
    cost: Cost
    early: float
    late: float
    overload: Told
    recovery: float


@click.command
@click.option("--seconds", type=click.FloatRange(min=0.2), default=60.0, show_default=True, help="Of the bounded load.")
@click.option("--rows", type=click.IntRange(min=100), default=20_000, show_default=True, help="Distinct texts.")
@click.option("--quick", is_flag=True, help="A little of everything, to see that it works.")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=results_path("service"), help="The page.")
def main(seconds: float, rows: int, quick: bool, output: Path) -> None:
    """Measure what the service bears. Needs the extras `train` and `web`, and a machine that does nothing else."""
    seconds, rows = (0.5, 200) if quick else (seconds, rows)
    write_page(output, lines(machine.described(("onnxruntime", "starlette", "uvicorn")), measure(seconds, rows)))
    click.echo(f"Wrote {output}.", err=True)


def measure(seconds: float, rows: int) -> Measured:
    """Load the service, overload it, and see it recover."""
    asked = [row.text for row in texts.multilingual(rows).rows]
    before = [bare(asked, threads) for threads in (1, 2)]
    with service() as port:
        single = cycle([question([text]) for text in asked])
        several = cycle([question(asked[first : first + TOGETHER]) for first in range(0, len(asked), TOGETHER)])
        uvloop.run(bounded(port, single, CONNECTIONS, min(seconds / 10, 3)))
        early, own = figures(port), time.process_time()
        load = uvloop.run(bounded(port, single, CONNECTIONS, seconds))
        own, late = time.process_time() - own, figures(port)
        rate = OVERLOAD * before[0] / TOGETHER  # its model reads in one thread
        overload = uvloop.run(unbounded(port, several, rate, min(seconds, 20)))
        recovery = recovered(port, single)
    after = [bare(asked, threads) for threads in (1, 2)]
    one, two = (max(pair) for pair in zip(before, after, strict=True))
    gained = {name: late[name] - early[name] for name in late}
    together = gained[READ] / gained[BATCHES]
    few, many = (computed(asked[:4000], several) for several in (round(together), 1000))
    cost = Cost(gained[COMPUTED] / load.texts, own / load.texts, together, few, many)
    return Measured(one, two, load, cost, early[RESIDENT], late[RESIDENT], overload, recovery)


def bare(asked: list[str], threads: int, clock: Callable[[], float] = time.perf_counter, together: int = 1000) -> float:
    """Texts a second of the runtime without the service."""
    translator = Translator.load(threads=threads)
    translator.translate(asked[:1000])
    start = clock()
    for first in range(0, len(asked), together):
        translator.translate(asked[first : first + together])
    return len(asked) / (clock() - start)


def computed(asked: list[str], together: int) -> float:
    """Seconds of processor that a text takes without the service, so many at once, in one thread."""
    return 1 / bare(asked, 1, time.process_time, together)


@contextmanager
def service() -> Iterator[int]:
    """`datelens serve` on a free port, which is told."""
    with started() as (port, _):
        yield port


@contextmanager
def started() -> Iterator[tuple[int, int]]:
    """`datelens serve` on a free port, which is told, and so is the process."""
    command = [sys.executable, "-c", SERVE, "serve", "--port", "0", "--log", "errors"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        said = process.stderr.readline() if process.stderr else ""
        match = re.search(r":(\d+)/", said)
        if match is None:
            raise RuntimeError(f"`datelens serve` must say where it is; got {said!r}.")
        wait_until_ready(int(match[1]))
        yield int(match[1]), process.pid
    finally:
        process.terminate()
        process.wait()


def wait_until_ready(port: int) -> None:
    """Wait until the service says that it is ready."""
    end = time.monotonic() + TO_LOAD
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"`datelens serve` was not ready within {TO_LOAD:g} seconds.")


def figures(port: int) -> dict[str, float]:
    """The figures that the service has of itself, those without labels."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as response:
        told = response.read().decode()
    return {name: float(value) for name, value in re.findall(r"^(\w+) (\S+)$", told, re.MULTILINE)}


def recovered(port: int, questions: Iterator[Question]) -> float:
    """Seconds until a request is answered within the bar."""
    start = time.perf_counter()
    while (waited := time.perf_counter() - start) < TO_LOAD:
        told = uvloop.run(bounded(port, questions, 1, most=1))
        if told.count(200) and told.quantile(1) <= MOST_LATENCY:
            break
    return waited


def lines(described: str, found: Measured) -> Iterator[str]:
    """The page."""
    load, over = found.load, found.overload
    requests = sum(map(len, load.latencies.values()))
    errors = requests - load.count(200)
    rate, slowest = load.rate / found.two, load.quantile(0.99)
    growth = found.late / found.early - 1
    yield from ("# The service under load", "", HOW, "", f"Machine: {described}.", "", "## Load", "")
    yield (
        f"{CONNECTIONS} connections ask for one text at a time, each as soon as it is answered, "
        f"for {load.seconds:.0f} s."
    )
    yield ""
    yield from table(
        ("what", "measured", "bar", "holds"),
        [
            ("requests", f"{requests:,}", "–", "–"),
            ("errors", f"{errors:,}", "0", holds(errors == 0)),
            ("texts a second", number(load.rate), "–", "–"),
            ("bare runtime, two threads", number(found.two), "–", "–"),
            ("bare runtime, one thread", number(found.one), "–", "–"),
            ("share of the bare runtime's, two threads", f"{100 * rate:.0f} %", "≥ 60 %", holds(rate >= LEAST_RATE)),
            ("share of the bare runtime's, one thread", f"{100 * load.rate / found.one:.0f} %", "–", "–"),
            ("median", f"{1000 * load.quantile(0.5):.0f} ms", "–", "–"),
            ("99 of 100 within", f"{1000 * slowest:.0f} ms", "≤ 250 ms", holds(slowest <= MOST_LATENCY)),
            ("resident", f"{found.late / 2**20:.0f} MiB", "–", "–"),
            ("growth under load", f"{100 * growth:.1f} %", "≤ 5 %", holds(growth <= MOST_GROWTH)),
        ],
    )
    yield from ("", WHERE, "")
    cost, cores = found.cost, os.cpu_count() or 1
    yield from table(
        ("what", "measured", "bar", "holds"),
        [
            ("the service, for a text", _micro(cost.service), "–", "–"),
            ("the client, for a text", _micro(cost.client), "–", "–"),
            ("texts read at once", f"{cost.together:.0f}", "–", "–"),
            ("bare runtime, a thousand at once", _micro(cost.many), "–", "–"),
            (f"bare runtime, {cost.together:.0f} at once", _micro(cost.few), "–", "–"),
            ("processors in use", f"{load.rate * (cost.service + cost.client):.1f} of {cores}", "–", "–"),
        ],
    )
    other = sum(map(len, over.latencies.values())) - over.count(200) - over.count(503)
    yield from ("", "## Overload", "")
    yield (
        f"For {over.seconds:.0f} s it is asked for {OVERLOAD} times the texts that the bare runtime reads in one "
        f"thread, {TOGETHER} in a request, each on a connection of its own."
    )
    yield ""
    yield from table(
        ("what", "measured", "bar", "holds"),
        [
            ("answered", f"{over.count(200):,}", "–", "–"),
            ("told to come again (503)", f"{over.count(503):,}", "> 0", holds(over.count(503) > 0)),
            ("anything else", f"{other:,}", "0", holds(other == 0)),
            ("texts a second", number(over.rate), "–", "–"),
            ("99 of 100 answered within", f"{over.quantile(0.99):.1f} s", "–", "–"),
            ("99 of 100 refused within", f"{over.quantile(0.99, 503):.2f} s", "–", "–"),
            ("recovered after", f"{found.recovery:.2f} s", "≤ 1 s", holds(found.recovery <= 1)),
        ],
    )


def _micro(seconds: float) -> str:
    return f"{1e6 * seconds:.0f} µs"


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.service")
