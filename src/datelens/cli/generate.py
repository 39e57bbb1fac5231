"""`datelens generate`: labelled examples, to a file or to standard output."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Collection, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from datelens.cli.extras import needed
from datelens.cli.progress import tracked
from datelens.errors import DataError, shown
from datelens.files import refuse_existing, written_whole

if TYPE_CHECKING:
    from datelens.corpus.example import Example
    from datelens.corpus.stream import Split

STDOUT = Path("-")

# Examples are asked for a step at a time, and the last step is cut: a longer run begins with the rows of a shorter one.
STEP = 1_000

SPLITS = ("train", "held-out")
FIELDS = ("year", "month", "day")
COLUMNS = (
    *("text", "iso", "locale", "pattern", "family"),
    *(f"{name}_{end}" for name in FIELDS for end in ("start", "stop")),
    *("ambiguous", "language", "region", "order"),
)


def examples(seed: int, number: int, split: Split = "train", without: Collection[str] = ()) -> Iterator[Example]:
    """The first `number` examples of a seed: those of step 0, of step 1, …, a thousand each; as `stream.generate`."""
    with needed("train", "`datelens generate`"):
        from datelens.corpus.stream import generate
    steps = range(-(-number // STEP))
    chunks = (generate(seed, step, STEP, split=split, without=without) for step in steps)
    return islice(chain.from_iterable(chunks), number)


def to_row(example: Example) -> list[str]:
    """The fields of a CSV row, under `COLUMNS`; an empty field is a None, `iso` of a text that is no date for one."""
    spans = (example.spans.get(name, ("", "")) for name in FIELDS)
    hints = (example.hints.language, example.hints.region, example.hints.order)
    return [
        *(example.text, example.iso or "", example.locale, example.pattern, example.family),
        *(str(end) for span in spans for end in span),
        *(str(example.ambiguous).lower(), *(hint or "" for hint in hints)),
    ]


def to_record(example: Example) -> dict[str, Any]:
    """The JSON object of an example."""
    return {
        "text": example.text,
        "iso": example.iso,
        "locale": example.locale,
        "pattern": example.pattern,
        "family": example.family,
        "spans": {name: list(span) for name, span in example.spans.items()},
        "ambiguous": example.ambiguous,
        "hints": {
            "language": example.hints.language,
            "region": example.hints.region,
            "order": example.hints.order,
        },
    }


def write_csv(examples: Iterable[Example], file: IO[str]) -> None:
    """Write the examples as RFC 4180 has it: a header, lines ended by CR LF, quotes where a field needs them."""
    rows = csv.writer(file, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    rows.writerows(map(to_row, examples))


def write_jsonl(examples: Iterable[Example], file: IO[str]) -> None:
    """Write the examples as JSON, one a line."""
    for example in examples:
        file.write(json.dumps(to_record(example), ensure_ascii=False) + "\n")


WRITERS = {"csv": write_csv, "jsonl": write_jsonl}


@click.command(short_help="Make labelled examples to train or measure on.")
@click.option("-n", "--number", type=click.IntRange(min=0), default=1_000, show_default=True, help="How many examples.")
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Same seed, same examples.")
@click.option("--split", type=click.Choice(SPLITS), default="train", show_default=True, help="No date is in both.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default="-", help="A .csv or .jsonl file; else they are printed."
)
@click.option("--format", "form", type=click.Choice(list(WRITERS)), help="By default what the ending says, or csv.")
@click.option("--force", is_flag=True, help="Replace the output file where it exists.")
def command(number: int, seed: int, split: Split, output: Path, form: str | None, force: bool) -> None:
    """Make labelled examples: texts that are dates and texts that are not.

    Dates are written as people all over the world write them. Each example has its text, its ISO date, its locale and
    pattern, and the characters that write the year, the month and the day. The same seed gives the same examples
    everywhere, and more of them begin with the fewer.

    \b
    Examples:
      datelens generate -n 10000 --seed 1 -o train.csv
      datelens generate -n 5 --format jsonl
    """
    write = WRITERS[form or form_of(output)]
    items = tracked(examples(seed, number, split), "Making examples", number)
    if output == STDOUT:
        write(items, sys.stdout)
    else:
        refuse_existing(output, force=force)
        with written_whole(output) as part, part.open("w", encoding="utf-8", newline="") as file:
            write(items, file)


def form_of(output: Path) -> str:
    """The format that the ending of a path names; CSV for standard output.

    Raises:
        DataError: the ending names none.
    """
    if output == STDOUT:
        return "csv"
    form = output.suffix.lower().removeprefix(".")
    if form not in WRITERS:
        raise DataError(f"`--output` must end in .csv or .jsonl; got {shown(str(output))}. Or say --format.")
    return form
