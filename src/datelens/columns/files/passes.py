"""The two passes over a file: what its columns tell, and what they say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from datelens.columns.abreast import ahead
from datelens.columns.arrow import Gathering, check_type, read_chunk
from datelens.columns.evidence import Evidence
from datelens.columns.files.batches import Batch, Source
from datelens.columns.files.delimited import Delimited
from datelens.columns.frames import find_column
from datelens.columns.locales import plain_strings, unknown_locales
from datelens.columns.reader import ColumnReader, Settlements
from datelens.errors import DataError, shown

_COUNTRY = "^[A-Z]{2}$"


class Passes:
    """Reads columns of a file.

    Args:
        source: the file.
        columns: the names of those that hold dates.
        reader: of all of them.
        locale: where all rows are from; of those that say nothing, where there is a `locale_column`.
        locale_column: the name of a column that says where each row is from.

    Attributes:
        settlements: what each column is settled as, after `look`.
        unknown_locales: what stood in the locale column and is not known to the model.
        like_countries: what stood there in two capital letters, as countries are written, which is read as a language.

    Raises:
        DataError: there is no such column.
        HintError: the locale cannot be, or is not known to the model.
    """

    def __init__(
        self,
        source: Source,
        columns: Sequence[str],
        reader: ColumnReader,
        locale: str | None = None,
        locale_column: str | None = None,
    ) -> None:
        for column in (*columns, *([] if locale_column is None else [locale_column])):
            _check_column(column, source)
        reader.translator.hints(locale)
        self.source, self.columns, self.reader = source, columns, reader
        self.locale, self.locale_column = locale, locale_column
        self.settlements: Mapping[str, Settlements] = {
            column: reader.settle({locale: Evidence()}) for column in columns
        }
        self.unknown_locales: set[str] = set()
        self.like_countries: set[str] = set()

    def look(self) -> Iterator[Batch]:
        """The first pass: gather the evidence of all rows, and settle the columns. Nothing to do where that is off."""
        if not self.reader.settles:
            return
        gatherings = {column: Gathering(self.reader, self.locale) for column in self.columns}
        for batch in ahead(self.source.batches(self._needed()), self.reader.threads):
            locales = self._locales_of(batch)
            for column, gathering in gatherings.items():
                gathering.add(texts_of(batch, column), locales)
            yield batch
        self.settlements = {
            column: self.reader.settle(gathering.evidence()) for column, gathering in gatherings.items()
        }

    def read(self, columns: Sequence[str] | None = None) -> Iterator[tuple[Batch, dict[str, pa.StructArray]]]:
        """The second pass: the rows, some at a time, and the answers of each column as `KNOWN`.

        Args:
            columns: those that batches hold besides; None for all of the file.
        """
        for batch in self.source.batches(None if columns is None else self._needed(columns)):
            locales = self._locales_of(batch)
            yield (
                batch,
                {
                    column: read_chunk(
                        texts_of(batch, column), self.settlements[column], self.reader, self.locale, locales
                    )
                    for column in self.columns
                },
            )

    def _needed(self, columns: Sequence[str] = ()) -> list[str]:
        """The columns to read, and no column twice."""
        return list(dict.fromkeys((*self.columns, *columns, *([self.locale_column] if self.locale_column else []))))

    def _locales_of(self, batch: Batch) -> pa.Array | None:
        """What the rows say of their locales; what a reader of it should be told of is remembered."""
        if self.locale_column is None:
            return None
        locales = texts_of(batch, self.locale_column)
        self.unknown_locales |= unknown_locales(self.reader, locales)
        said = pc.utf8_trim_whitespace(plain_strings(pc.unique(locales)))
        self.like_countries |= set(said.filter(pc.match_substring_regex(said, _COUNTRY)).to_pylist())
        return locales


def _check_column(column: str, source: Source) -> None:
    """Let only columns be asked for that are there.

    Raises:
        DataError: there is none of that name, or there are several; a line that seems to be the header is named.
    """
    try:
        find_column(column, source.columns)
    except DataError as error:
        missing = column not in source.columns
        line = source.header_at(column) if missing and isinstance(source, Delimited) else None
        if line is None:
            raise
        raise DataError(f"{error} Line {line} looks like the header: say `--skip {line - 1}`.") from None


def texts_of(batch: Batch, column: str) -> pa.Array:
    """A column of a batch.

    Raises:
        DataError: it holds neither texts nor dates.
    """
    array = batch.column(column)
    check_type(array.type, f"column {shown(column)}")
    return array


def blank_rows(texts: pa.Array) -> pa.Array:
    """Which rows hold no text, or nothing but white space: boolean (rows,)."""
    return pc.fill_null(pc.equal(pc.utf8_trim_whitespace(texts.cast(pa.large_string())), ""), True)
