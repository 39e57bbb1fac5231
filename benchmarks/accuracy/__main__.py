"""`python -m benchmarks.accuracy`: measure on foreign data and write benchmarks/RESULTS-accuracy.md."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import click

import datelens
from benchmarks.accuracy import formats, measure, results
from benchmarks.accuracy.searchers import DateparserSearch, DateutilFuzzy
from benchmarks.accuracy.sets import all_changes, all_sets
from datelens.cli.progress import tracked
from datelens.evaluation.peers import Dateparser, Dateutil, Peer
from datelens.evaluation.readers import ModelReader
from datelens.evaluation.report import Share, report
from datelens.files import written_whole

RESULTS = Path(__file__).parent.parent / "RESULTS-accuracy.md"


@click.command
@click.option("--model", metavar="BUNDLE", help="In place of the shipped one.")
@click.option("-n", "--number", type=click.IntRange(min=1), default=1_000, show_default=True, help="Rows a kind.")
@click.option("--each", type=click.IntRange(min=1), default=2, show_default=True, help="Dates a locale and format.")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True)
@click.option("--peer-rows", type=click.IntRange(min=0), default=400, show_default=True, help="Rows a set for peers.")
@click.option(
    "--search-rows", type=click.IntRange(min=0), default=100, show_default=True, help="For those that search."
)
@click.option("--node", "folder", type=click.Path(path_type=Path), help="Where libraries of Node.js are kept.")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=RESULTS, help="Where the page goes.")
@click.option("--mistakes", type=click.Path(path_type=Path), help="All mistakes, as lines of JSON.")
def main(
    model: str | None,
    number: int,
    each: int,
    seed: int,
    peer_rows: int,
    search_rows: int,
    folder: Path | None,
    output: Path,
    mistakes: Path | None,
) -> None:
    """Measure how well foreign data is read, and by others, and write it down.

    Needs Node.js with npm, the extras `train` and `bench`, and PyICU for dates that are spelled out.
    """
    reader = ModelReader(datelens.Translator.load(model))
    peers: list[Peer] = [Dateparser(), Dateutil()] if peer_rows else []
    with tempfile.TemporaryDirectory() as fresh:
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        written = formats.write(folder or Path(fresh), seed, each)
    sets, missing = all_sets(written, number, 8 * each, seed)
    measured = [
        measure.measure(chosen, reader, peers, peer_rows, seed) for chosen in tracked(sets, "Measuring", len(sets))
    ]
    found = results.Results(
        model=described(model),
        releases=written.releases,
        missing=missing,
        measured=measured,
        searchers=searched(measured, search_rows) if search_rows else {},
        changes=[(change, measure.changed(change, reader)) for change in all_changes(written, number, seed)],
        pooled=measure.pooled(measured, reader),
    )
    with written_whole(output) as part:
        part.write_text(results.write(found), encoding="utf-8", newline="\n")
    if mistakes is not None:
        with written_whole(mistakes) as part:
            part.write_text("".join(f"{line}\n" for line in results.records(measured)), encoding="utf-8", newline="\n")
    click.echo(f"Wrote {output}.", err=True)


def described(model: str | None) -> str:
    """The model, by the checksum of what it computes."""
    bundle = datelens.Translator.load(model).bundle
    name = "shipped" if model is None else bundle.path.name
    return f"datelens {datelens.__version__}, {name}, {bundle.checksums['greedy.onnx'][:12]}"


def searched(measured: Sequence[measure.Measured], rows: int) -> dict[str, Share]:
    """How well the peers that search read sentences."""
    [sentences] = [one.set for one in measured if one.set.name.startswith("in sentences")]
    sample = [row.unaided() for row in sentences.rows[:: max(len(sentences.rows) // rows, 1)][:rows]]
    readers = {"dateparser.search": DateparserSearch(), "dateutil, fuzzy": DateutilFuzzy()}
    return {name: report(name, sample, peer.read(sample)).clear for name, peer in readers.items()}


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.accuracy")
