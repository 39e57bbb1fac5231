"""What a process of its own costs: its start, its memory, and the disk that it is installed on."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import IO, cast

import datelens
from benchmarks.timing import Times, in_turns

TEXT, DATE = "5 Jan 2016", "2016-01-05"

TRANSLATE = "from datelens.cli.main import main; main()"
STARTS = {
    "datelens": (TRANSLATE, "translate", TEXT),
    "dateparser": ("import dateparser, sys; print(dateparser.parse(sys.argv[1]).date())", TEXT),
    "dateutil": ("import dateutil.parser, sys; print(dateutil.parser.parse(sys.argv[1]).date())", TEXT),
    "pandas": ("import pandas, sys; print(pandas.to_datetime(sys.argv[1]).date())", TEXT),
}
"""Python programs, with their arguments, that each print the date of `TEXT`."""

# Ends by telling what Linux says of the process. (What the system tells a parent of its child's memory begins with the
# parent's own.)
MEASURED = (
    "import atexit, pathlib, sys; "
    "atexit.register(lambda: sys.stderr.write(pathlib.Path('/proc/self/status').read_text())); " + TRANSLATE
)


def starts(repetitions: int) -> dict[str, Times]:
    """How long a cold process takes from its start to the printed date and its end."""
    return in_turns({name: partial(_start, *program) for name, program in STARTS.items()}, repetitions)


def _start(code: str, *arguments: str) -> None:
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    if done.stdout.strip() != DATE:
        raise RuntimeError(f"a program must print {DATE}; got {done.stdout!r} and {done.stderr[-300:]!r}.")


@dataclass(frozen=True, slots=True)
class Streamed:
    """What `datelens translate` took to read a stream.

    Attributes:
        lines: how many it read.
        early, peak: the most memory that it was resident in, in bytes, after a tenth of the lines and at the end.
    """

    lines: int
    early: int
    peak: int


def stream(lines: Iterable[str], number: int, model: str | None, told: Callable[[], object] = lambda: None) -> Streamed:
    """Pipe lines through `datelens translate`; on Linux, which tells how much memory a process takes.

    Args:
        lines: without their ends; at least so many.
        number: how many.
        model: a bundle in place of the shipped one.
        told: called now and then, to show that something moves.
    """
    command = [sys.executable, "-c", MEASURED, "translate", *([] if model is None else ["--model", model])]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    pipe, early = cast("IO[bytes]", process.stdin), 0
    for place, line in zip(range(number), lines, strict=False):
        pipe.write(line.replace("\n", " ").encode("utf-8", "surrogateescape") + b"\n")
        if place == number // 10:
            pipe.flush()
            early = resident(Path(f"/proc/{process.pid}/status").read_text(encoding="ascii"))
        if not place % 1_000:
            told()
    _, told_at_the_end = process.communicate()
    if process.returncode:
        raise RuntimeError(f"`datelens translate` ended with status {process.returncode}.")
    return Streamed(number, early, resident(told_at_the_end.decode()))


def resident(status: str) -> int:
    """The most bytes that a process was resident in so far, from what Linux says of it.

    Example:
        >>> resident("VmPeak:  300 kB\\nVmHWM:   200 kB\\n")
        204800
    """
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    if found is None:
        raise RuntimeError(f"the status of a process must hold VmHWM; got {status[:100]!r}.")
    return 1024 * int(found[1])


def installed(name: str) -> int:
    """The bytes on disk of an installed package, without what Python compiles from it."""
    if name == "datelens":  # which may be installed in place
        paths: Iterable[Path] = Path(datelens.__file__).parent.rglob("*")
    else:
        paths = (Path(str(path.locate())) for path in distribution(name).files or ())
    return sum(path.stat().st_size for path in paths if path.is_file() and "__pycache__" not in path.parts)


def needed(name: str) -> frozenset[str]:
    """A package and all that it cannot do without, as far as they are installed."""
    found: set[str] = set()
    open_ = [name]
    while open_:
        name = open_.pop().lower().replace("_", "-")
        if name in found:
            continue
        try:
            requirements = distribution(name).requires or []
        except PackageNotFoundError:  # of another system
            continue
        found.add(name)
        open_ += [re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in requirements if "extra ==" not in line]
    return frozenset(found)
