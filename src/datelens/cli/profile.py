"""`datelens profile`: which columns of a file hold dates, in which order, and how many are in doubt."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from datelens.cli.extras import needed
from datelens.cli.orders import OrderChoice
from datelens.cli.passes import look, of_batch, of_file, opened, passes_over, reader_of, tell_locales
from datelens.cli.progress import measured
from datelens.cli.report import check_output, deliver, form_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from datelens.columns.files.profile import Profile, Profiling
    from datelens.columns.month_numbers import Sense

FORMATS = ("text", "json", "html")


@click.command(short_help="Say which columns of a file hold dates, and in which order.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--column", "columns", multiple=True, help="To read; may be repeated. By default those that hold dates.")
@click.option("--order", type=OrderChoice(), help="Of day, month, year: settles all rows.")
@click.option("--beside-month", type=click.Choice(("day", "year")), help="What 16 is in Jan-16, in all rows.")
@click.option("--settle/--each-row", default=True, help="Let clear rows settle the others, or leave each to itself.")
@click.option("--locale", help="Where the texts are from: en_GB, pt-BR, de.")
@click.option("--locale-column", metavar="COLUMN", help="A column that says where each row is from.")
@click.option("--encoding", help="Of FILE, where it is not found out: cp1252.")
@click.option("--delimiter", help="Of FILE, where it is not found out.")
@click.option("--skip", metavar="LINES", type=click.IntRange(min=0), default=0, help="That stand above the header.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="By default what the ending says, or text.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="A .txt, .json or .html file; else it is printed."
)
@click.option("--force", is_flag=True, help="Replace the output file where it exists.")
@click.option("--model", metavar="BUNDLE", help="A model of your own in place of the shipped one.")
@click.option("--threads", type=click.IntRange(min=1), help="By default one a processor.")
def command(
    file: Path,
    columns: tuple[str, ...],
    order: str | None,
    beside_month: Sense | None,
    settle: bool,
    locale: str | None,
    locale_column: str | None,
    encoding: str | None,
    delimiter: str | None,
    skip: int,
    form: str | None,
    output: Path | None,
    force: bool,
    model: str | None,
    threads: int | None,
) -> None:
    """Say of each column of dates in FILE how many rows are dates, in which order and language, from when to when.

    FILE is CSV, TSV, JSON lines or Parquet, packed with gzip or zstd or not. Columns of dates are found from a sample;
    then all of their rows are read. Rows in doubt and rows that are no date are counted, and some are shown.

    \b
    Examples:
      datelens profile orders.csv
      datelens profile orders.parquet --column when --column paid -o report.html
    """
    with needed("columns", "`datelens profile`"):
        from datelens.columns.files.profile import Profiling, date_columns

    form = form or form_of(output)
    check_output(output, force=force)
    reader = reader_of(model, threads, order, beside_month, settle)
    told = output is not None or form != "text"  # else it is the first line of what is printed
    source = opened(file, encoding, delimiter, skip, told=told)
    twice = sorted({name for name in source.columns if source.columns.count(name) > 1})
    if twice and not columns:
        names = ", ".join(map(repr, twice))
        click.echo(f"{file}: more than one column is called {names}: left out. Rename one in the header.", err=True)
    with of_file(file):
        chosen = columns or tuple(date_columns(source, reader, locale))
    profiling = Profiling(passes_over(source, chosen, reader, (locale, locale_column)))
    if chosen:
        look(profiling.passes)
        with of_file(file):
            for _ in measured(profiling.run(), "Reading", of_batch):
                pass
        tell_locales(profiling.passes)
    written = page(form, profiling, file)
    deliver(written, output)


def page(form: str, profiling: Profiling, file: Path) -> str:
    """What was found, in a format."""
    from datelens.columns.evidence import rows_of
    from datelens.columns.files import profile_html, profile_text

    source = profiling.passes.source
    if form == "json":
        return to_json(profiling.profiles, {"file": str(file), "found": source.found, "columns": list(source.columns)})
    aside = f"; {rows_of(profiling.aside)} set aside" if profiling.aside else ""
    number = len(source.columns)
    found = f"{file.name}: {source.found}, {number:,} column{'s' * (number != 1)}{aside}."
    if form == "html":
        return profile_html.write(profiling.profiles, found, file.name)
    return profile_text.write(profiling.profiles, found)


def to_json(profiles: Sequence[Profile], about: dict[str, object]) -> str:
    """The profiles as a JSON object."""
    record = {**about, "profiles": [profile.to_dict() for profile in profiles]}
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"
