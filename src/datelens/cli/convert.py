"""`datelens convert`: a file with dates as people write them in, the same with ISO dates out."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from datelens.cli.extras import needed
from datelens.cli.orders import OrderChoice
from datelens.cli.passes import look, of_batch, of_file, opened, passes_over, reader_of, tell, tell_locales
from datelens.cli.progress import measured
from datelens.cli.ranges import FiniteRange
from datelens.errors import NoSpaceError, shown
from datelens.files import refuse_existing, written_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from datelens.columns.files.conversion import Conversion
    from datelens.columns.month_numbers import Sense

REJECTED = 1  # exit status with --strict

FORMATS = ("csv", "tsv", "jsonl", "parquet")

Target = tuple[Path, str, str | None]
"""A file to write, its format, and how it is packed."""


@click.command(short_help="Convert columns of dates in a file to ISO 8601.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--column", "columns", required=True, multiple=True, help="That holds dates; may be repeated.")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Where to; its ending says how.")
@click.option("--rejects", type=click.Path(path_type=Path), help="What is not read; by default beside OUTPUT.")
@click.option("--order", type=OrderChoice(), help="Of day, month, year: settles all rows.")
@click.option("--beside-month", type=click.Choice(("day", "year")), help="What 16 is in Jan-16, in all rows.")
@click.option("--settle/--each-row", default=True, help="Let clear rows settle the others, or leave each to itself.")
@click.option("--locale", help="Where the texts are from: en_GB, pt-BR, de.")
@click.option("--locale-column", metavar="COLUMN", help="A column that says where each row is from: en_GB, de.")
@click.option("--beside/--in-place", default=True, help="Put WHEN_iso beside WHEN, or dates in its place.")
@click.option("--details", is_flag=True, help="With WHEN_date, WHEN_confidence and WHEN_ambiguous.")
@click.option("--ambiguous", type=click.Choice(("reject", "guess")), default="reject", show_default=True)
@click.option("--min-confidence", type=FiniteRange(0, 1), default=0.0, help="Reject what is less sure.")
@click.option("--encoding", help="Of FILE, where it is not found out: cp1252.")
@click.option("--delimiter", help="Of FILE, where it is not found out.")
@click.option("--skip", metavar="LINES", type=click.IntRange(min=0), default=0, help="That stand above the header.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="Of OUTPUT, where its ending does not say it.")
@click.option("--strict", is_flag=True, help="End with status 1 where a row is rejected.")
@click.option("--force", is_flag=True, help="Replace the output files where they exist.")
@click.option("--model", metavar="BUNDLE", help="A model of your own in place of the shipped one.")
@click.option("--threads", type=click.IntRange(min=1), help="By default one a processor.")
def command(
    file: Path,
    columns: tuple[str, ...],
    output: Path,
    rejects: Path | None,
    order: str | None,
    beside_month: Sense | None,
    settle: bool,
    locale: str | None,
    locale_column: str | None,
    beside: bool,
    details: bool,
    ambiguous: str,
    min_confidence: float,
    encoding: str | None,
    delimiter: str | None,
    skip: int,
    form: str | None,
    strict: bool,
    force: bool,
    model: str | None,
    threads: int | None,
) -> None:
    """Convert columns of dates in FILE to ISO 8601: CSV, TSV, JSON lines or Parquet, packed with gzip or zstd or not.

    Rows that admit two orders of day and month are settled by the rows of their column that admit one. What cannot be
    read, or not without doubt, stays empty and stands among the rejects with its row, its text and the reason. What was
    found, and how many rows became what, is told on standard error.

    \b
    Examples:
      datelens convert orders.csv --column when -o clean.csv --rejects doubtful.csv
      datelens convert orders.csv.gz --column ordered --column paid --locale-column language -o orders.parquet
    """
    with needed("columns", "`datelens convert`"):
        from datelens.columns.files.conversion import Conversion, Rules
        from datelens.columns.files.formats import form_of

    target, aside = target_of(output, form), beside_output(output) if rejects is None else rejects
    for path in (output, aside):
        refuse_existing(path, force=force)
    refuse_same(aside, {"--output": output, "FILE": file})
    try:
        reader, source = reader_of(model, threads, order, beside_month, settle), opened(file, encoding, delimiter, skip)
        passes = passes_over(source, columns, reader, (locale, locale_column))
        done = Conversion(passes, Rules(not beside, details, ambiguous == "guess", min_confidence))
        write(done, target, (aside, *form_of(aside)), kept=rejects is not None)
    except KeyboardInterrupt:
        click.echo(f"Nothing was written to {output}.", err=True)
        raise
    click.echo(summary(done, aside if rejects is not None or done.rejects else None), err=True)
    if strict and done.rejects:
        raise click.exceptions.Exit(REJECTED)


def target_of(output: Path, form: str | None) -> Target:
    """The output: its ending says how it is packed, and the format where that is not given.

    Raises:
        DataError: the ending names no format, and none is given.
        UsageError: Parquet should be packed.
    """
    from datelens.columns.files.formats import form_of

    ended, packed = form_of(output, default=form)
    if packed and (form or ended) == "parquet":
        raise click.UsageError(f"Parquet is packed in itself: name an --output without {output.suffix}.")
    return output, form or ended, packed


def refuse_same(rejects: Path, others: Mapping[str, Path]) -> None:
    """Let the rejects take the place of nothing else.

    Raises:
        UsageError: they would go where another file is, or goes.
    """
    for name, path in others.items():
        if rejects.resolve() == path.resolve():
            raise click.UsageError(f"--rejects and {name} must be two files; both are {path}.")


def beside_output(output: Path) -> Path:
    """Where the rejects go if nothing is said: `2024.01.csv.gz` has `2024.01.rejects.csv`.

    Raises:
        UsageError: there is no place beside the output.
    """
    from datelens.columns.files.formats import FORMATS as ENDINGS
    from datelens.columns.files.streams import PACKED

    if output.exists() and not output.is_file():
        raise click.UsageError(f"--rejects must be said where --output is no file of its own; it is {output}.")
    plain = output.with_suffix("") if output.suffix.lower() in PACKED else output
    name = plain.stem if plain.suffix.lower() in ENDINGS else plain.name
    return output.with_name(f"{name}.rejects.csv")


def write(conversion: Conversion, output: Target, rejects: Target, *, kept: bool) -> None:
    """Both passes; the output and the rejects come to be when all is done.

    Args:
        conversion: of the file.
        output, rejects: where to, in which format, packed how.
        kept: whether the rejects are a file even where there are none.
    """
    from datelens.columns.files.formats import sink_of

    passes, source = conversion.passes, conversion.passes.source
    with told_of_both(output[0], rejects[0]), written_whole(output[0]) as part, written_whole(rejects[0]) as aside:
        look(passes)
        tell(passes)
        with (
            of_file(source.path),
            sink_of(part, *output[1:], source) as sink,
            sink_of(aside, *rejects[1:]) as rejected,
        ):
            batches = conversion.run(sink, rejected, lines=output[1] == "jsonl" and source.of_lines)
            for _ in measured(batches, "Converting", of_batch):
                pass
    tell_locales(passes)
    if not kept and not conversion.rejects:
        rejects[0].unlink()


@contextmanager
def told_of_both(output: Path, rejects: Path) -> Iterator[None]:
    """Let an error say both files where a device is full: it comes through both of them, whichever it was.

    Raises:
        NoSpaceError: one is.
    """
    try:
        yield
    except NoSpaceError as error:
        raise NoSpaceError(
            f"no space is left on the device of {shown(str(output), 300)} or on that of {shown(str(rejects), 300)}; "
            "neither was written, and what stood there before still does. Make room, then do it again."
        ) from error


def summary(done: Conversion, rejects: Path | None) -> str:
    """How many rows became what."""
    from datelens.columns.evidence import rows_of

    lines = [f"{rows_of(done.rows + done.aside)} in, {rows_of(done.rows)} out"]
    if done.aside:
        lines[0] += f", {done.aside:,} set aside"
    told = done.passes.reader.order
    for column, tally in done.tallies.items():
        lines.append(f"{column}: {tally}")
        if others := {order: rows for order, rows in tally.orders.items() if told and order != told}:
            rows = rows_of(sum(others.values()))
            lines.append(f"{column}: the numbers are no date in {told} but one in {', '.join(others)} ({rows})")
        elif len(tally.orders) > 1 and not any(one.order for one in done.passes.settlements[column].values()):
            orders = ", ".join(f"{order} {rows:,}" for order, rows in sorted(tally.orders.items()))
            lines.append(f"{column}: the model read open rows in several orders ({orders}); --order settles them")
    if rejects is not None:
        lines.append(f"{done.rejects:,} reject{'s' * (done.rejects != 1)} in {rejects}")
    return "".join(f"{line}.\n" for line in lines).rstrip()
