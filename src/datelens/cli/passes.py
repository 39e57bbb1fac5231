"""What `convert` and `profile` share: a file that is opened, and read in two passes."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from datelens.cli.progress import measured
from datelens.errors import DataError

if TYPE_CHECKING:
    from datelens.columns.files.batches import Batch, Source
    from datelens.columns.files.passes import Passes
    from datelens.columns.month_numbers import Sense
    from datelens.columns.reader import ColumnReader

SWITCH_INTERVAL = 0.0005
"""Seconds after which a thread that reads texts in Python lets one have its turn whose graph has run.

Each waits for the other some thousand times; at Python's five milliseconds a tenth of the time went by in that.
"""


def reader_of(
    model: str | None, threads: int | None, order: str | None, beside_month: Sense | None, settle: bool
) -> ColumnReader:
    """The reader of columns, in a process that does nothing else."""
    import datelens
    from datelens.columns.reader import ColumnReader

    sys.setswitchinterval(SWITCH_INTERVAL)
    return ColumnReader(datelens.Translator.load(model, threads), order, settles=settle, beside_month=beside_month)


def opened(file: Path, encoding: str | None, delimiter: str | None, skip: int = 0, *, told: bool = True) -> Source:
    """The file, and what was found of it on standard error.

    Args:
        file: on disk.
        encoding, delimiter: of it; None finds it out.
        skip: so many lines stand above the header.
        told: whether to say what was found.

    Raises:
        DataError: it cannot be read.
        UsageError: the delimiter cannot be.
    """
    from datelens.columns.files.formats import source_of

    if delimiter is not None:
        delimiter = {"\\t": "\t", "tab": "\t"}.get(delimiter, delimiter)
        if len(delimiter.encode()) != 1 or delimiter in '"\r\n':
            raise click.UsageError(f"--delimiter must be one character of ASCII, or tab; got {delimiter!r}.")
    if not file.is_file():
        raise click.UsageError(f"{file} must be a file on disk, because it is read twice; a pipe cannot be.")
    with of_file(file):
        source = source_of(file, encoding, delimiter, skip)
    if told:
        click.echo(f"{file}: {source.found}.", err=True)
    return source


def passes_over(
    source: Source, columns: Iterable[str], reader: ColumnReader, locales: tuple[str | None, str | None] = (None, None)
) -> Passes:
    """Both passes over the file.

    Args:
        source: the file.
        columns: the names of those that hold dates.
        reader: of columns.
        locales: where all rows are from, and the column that says where each is from.
    """
    from datelens.columns.files.passes import Passes

    with of_file(source.path):
        return Passes(source, tuple(dict.fromkeys(columns)), reader, *locales)


def look(passes: Passes) -> None:
    """The first pass, with a bar while it lasts."""
    with of_file(passes.source.path):
        for _ in measured(passes.look(), "Looking", of_batch):
            pass


def tell(passes: Passes) -> None:
    """Say on standard error what the columns are settled as; of many locales, where there was something to settle."""
    for column, settlements in passes.settlements.items():
        for locale, settlement in settlements.items():
            evidence = settlement.evidence
            if passes.locale_column and not (evidence.open or evidence.orders or evidence.numbers):
                continue
            named = f"{column} ({locale or 'no locale'})" if passes.locale_column else column
            settling = "; --beside-month settles them" if settlement.months.in_doubt else ""
            click.echo(f"{named}: {settlement}{settling}.", err=True)


def tell_locales(passes: Passes) -> None:
    """Say on standard error what stood in the locale column and is no locale, or hardly one, after it was read."""
    from datelens.columns.locales import in_words, some_of

    if passes.locale_column and (unknown := passes.unknown_locales):
        click.echo(in_words(passes.locale_column, unknown), err=True)
    if countries := passes.like_countries:
        click.echo(
            f"{passes.locale_column}: two capital letters ({some_of(countries)}) are read as a language and not as a "
            "country, EE as Ewe; a country stands after its language, as in et_EE.",
            err=True,
        )


def of_batch(batch: Batch) -> tuple[int, float]:
    """The rows of a batch, and the share of the file that is read with it."""
    return len(batch.rows), batch.done


@contextmanager
def of_file(file: Path) -> Iterator[None]:
    """Let an error in what a file holds name the file."""
    try:
        yield
    except DataError as error:
        raise DataError(f"{file}: {error}") from error
