"""`python -m benchmarks.accuracy.chrono`: chrono-node beside datelens; writes benchmarks/RESULTS-chrono.md.

chrono searches a text for dates, in the language that it is told, and marks what it filled in. It is asked twice, as
the other peers are, as if on different days: what it is certain of both times, and alike, is its answer, so that
`tomorrow` is no date.
"""

from __future__ import annotations

import datetime
import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

import datelens
from benchmarks.accuracy import formats, nondates, numbers, sentences
from benchmarks.accuracy.sets import Set, clear, exact
from benchmarks.page import results_path, table, write_page
from datelens.evaluation.peers import BASES
from datelens.evaluation.readers import Answer, Answered, ModelReader, Reader
from datelens.evaluation.report import report
from datelens.evaluation.rows import Row
from datelens.iso import is_written

LANGUAGES = ("ar", "de", "en", "es", "fi", "fr", "id", "it", "ja", "nl", "pt", "ru", "sv", "uk", "vi", "zh")
"""That chrono has parsers for; some of them are partial, says its own documentation."""

Parts = tuple[int | None, ...]
"""Year, month and day."""

SCRIPT = Path(__file__).with_name("chrono.mjs")

HOW = """\
Written by `python -m benchmarks.accuracy.chrono`; made again, not edited. Rows of the sets of
[RESULTS-accuracy.md](RESULTS-accuracy.md) in the languages that chrono reads. It is told the language of each row,
since it reads one at a time; datelens is told nothing, or the locale. chrono looks for dates anywhere in a text and
reads relative ones, so a text that holds a date among other things is one to it; sets without dates are those of
datelens, which are no dates by its own rules. Clear rows count where a set has such."""


class Chrono:
    """chrono-node, told the language of each row.

    Args:
        folder: where it is installed.
    """

    tells_precision = True
    chunk = 100_000

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        shutil.copy(SCRIPT, folder)
        package = folder / "node_modules" / "chrono-node" / "package.json"
        if not package.is_file():
            install = ["npm", "install", "--no-audit", "--no-fund", "--silent", "chrono-node"]
            subprocess.run(install, cwd=folder, check=True)
        self.name = f"chrono-node {json.loads(package.read_text(encoding='utf-8'))['version']}"

    def read(self, rows: Sequence[Row]) -> Answered:
        """See `Reader`."""
        start = time.perf_counter()
        first, second = (self._found(rows, base) for base in BASES)
        isos = [written(one, other) for one, other in zip(first, second, strict=True)]
        return Answered(tuple(Answer(iso, iso) for iso in isos), time.perf_counter() - start)

    def _found(self, rows: Sequence[Row], base: datetime.date) -> list[Parts]:
        """What it is certain of."""
        question = {
            "texts": [row.text for row in rows],
            "doors": [door(row) for row in rows],
            "base": [base.year, base.month - 1, base.day, 12],
        }
        done = subprocess.run(
            ["node", SCRIPT.name],
            cwd=self._folder,
            input=json.dumps(question),
            capture_output=True,
            check=True,
            encoding="utf-8",
        )
        return [tuple(parts) for parts in json.loads(done.stdout)]


def door(row: Row) -> list[str]:
    """The part of chrono that reads a row's language, as its region writes it where chrono makes a difference."""
    locale = row.locale or ""
    if row.language == "en":
        return ["en"] if "US" in locale or locale == "en" else ["en", "GB"]
    if row.language == "zh":
        return ["zh", "hant" if any(part in locale for part in ("Hant", "TW", "HK", "MO")) else "hans"]
    return [row.language] if row.language in LANGUAGES else ["en"]


def written(first: Parts, second: Parts) -> str | None:
    """What two answers have in common, as far as it is a reading.

    Example:
        >>> written((2018, 5, None), (2018, 5, None)), written((2018, 5, 8), (2018, 5, 9))
        ('2018-05', '2018-05')
    """
    year, month, day = (one if one == other else None for one, other in zip(first, second, strict=True))
    parts = ["-" if year is None else f"{year:04}", *(f"{part:02}" for part in (month, day) if part is not None)]
    iso = "-".join(parts)
    return iso if (month is not None or day is None) and is_written(iso) else None


@click.command
@click.option("-n", "--number", type=click.IntRange(min=1), default=500, show_default=True, help="Rows a kind.")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True)
@click.option("--node", "folder", type=click.Path(path_type=Path), help="Where libraries of Node.js are kept.")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=results_path("chrono"), help="The page.")
def main(number: int, seed: int, folder: Path | None, output: Path) -> None:
    """Measure how well chrono-node reads, beside datelens, and write it down. Needs Node.js with npm."""
    with tempfile.TemporaryDirectory() as fresh:
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        at = folder or Path(fresh)
        chosen = sets(formats.write(at, seed, 1), number, seed)
        write_page(output, lines(chosen, ModelReader(datelens.Translator.load()), Chrono(at)))
    click.echo(f"Wrote {output}.", err=True)


def sets(written: formats.Written, number: int, seed: int) -> list[Set]:
    """The sets, with the rows of chrono's languages alone."""
    names = {name for names in written.names.values() for name in names if name}
    without, _ = nondates.draw(number, seed, names)
    found = [
        Set("ICU's formats", written.rows["icu"]),
        Set("moment's formats", written.rows["moment"]),
        Set("in sentences", sentences.draw(written.rows["icu"], 4, seed)),
        Set("month and year, year, month and day", written.rows["icu-reduced"]),
    ]
    spoken = [Set(one.name, [row for row in one.rows if row.language in LANGUAGES], clear) for one in found]
    impossible = [*numbers.impossible(number, seed), *_spoken(written.rows["icu-impossible"])]
    return [
        *spoken,
        Set("dates that do not exist, refused", impossible, exact),
        Set("texts without a date, refused", without, exact),
    ]


def _spoken(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.language in LANGUAGES]


def lines(chosen: Sequence[Set], reader: Reader, chrono: Reader) -> Iterator[str]:
    """The page."""
    yield from ("# chrono-node beside datelens", "", HOW, "")
    rows = []
    for one in chosen:
        unaided = [row.unaided() for row in one.rows]
        answered = [(unaided, reader), (one.rows, reader), (one.rows, chrono)]
        shares = [one.figure(report(one.name, asked, who.read(asked))) for asked, who in answered]
        cells = ["–" if share is None or share.value is None else f"{100 * share.value:.1f} %" for share in shares]
        rows.append((one.name, f"{len(one.rows):,}", *cells))
    head = ("set", "rows", "datelens", "told the locale", chrono.name)
    yield from table(head, rows)


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.accuracy.chrono")
