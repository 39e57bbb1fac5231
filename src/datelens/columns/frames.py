"""Doors from data frames: pandas, polars, pyarrow tables, and whatever else narwhals knows, over the one core."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import narwhals.stable.v1 as nw
import pyarrow as pa
import pyarrow.compute as pc

from datelens.columns.arrow import check_type, read_array, settled
from datelens.columns.locales import in_words, unknown_locales
from datelens.columns.reader import ColumnReader, reader_for
from datelens.columns.settlement import Settlement
from datelens.columns.table import ANSWER
from datelens.errors import DataError, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narwhals.stable.v1.typing import IntoDataFrameT


def translate_column(
    frame: IntoDataFrameT,
    column: str,
    *,
    locale: str | None = None,
    locale_column: str | None = None,
    order: str | None = None,
    settle: bool = True,
    reader: ColumnReader | None = None,
) -> IntoDataFrameT:
    """The frame with `when_iso`, `when_date`, `when_confidence` and `when_ambiguous` more, where `when` is the column.

    Everything else stays: the kind of frame, its index, the order and the types of its columns, its nulls. A row
    without a text has no answer, and its `when_ambiguous` is False. Columns of these names are replaced.

    Args:
        frame: of pandas, polars, pyarrow or another library that narwhals knows.
        column: the name of the column that holds texts (or dates, or timestamps).
        locale: where all texts are from, as for `datelens.translate`.
        locale_column: the name of a column that says where each text is from. Rows that say nothing, or nothing that
            the model knows, are from `locale`; a warning names what is not known.
        order: of day, month and year in them; then the rows settle nothing.
        settle: False leaves every row to itself.
        reader: with a model of one's own; then it says the order, and whether rows settle others.

    Raises:
        DataError: there is no such column, it holds neither texts nor dates, or two columns have one name.
        HintError: a locale or order cannot be, or is not known to the model.
        ArgumentError: there is a reader, and `order` or `settle` beside it.
        TypeError: this is no frame, or one that is yet to be computed.

    Example:
        >>> import pyarrow as pa
        >>> translate_column(pa.table({"when": ["13/04/2021"]}), "when", order="DMY")["when_iso"].to_pylist()
        ['2021-04-13']
    """
    native = _eager(frame)
    texts, locales = _array(native, column), None if locale_column is None else _array(native, locale_column)
    reader = reader_for(reader, order, settle)
    settlements = settled(texts, locale=locale, locales=locales, reader=reader)
    if locale_column is not None and (unknown := unknown_locales(reader, locales)):
        warnings.warn(in_words(locale_column, unknown), stacklevel=2)
    answers = read_array(texts, settlements, reader, locale=locale, locales=locales)
    new = nw.from_arrow(_table(answers, f"{column}_"), native_namespace=nw.get_native_namespace(native))
    answered: IntoDataFrameT = native.with_columns(*(new[name] for name in new.columns)).to_native()
    return answered


def translate_series(
    series: Any,
    *,
    locale: str | None = None,
    order: str | None = None,
    settle: bool = True,
    reader: ColumnReader | None = None,
) -> Any:
    """The answers to a series: a frame of the same library and index, with `iso`, `date`, `confidence`, `ambiguous`.

    Args:
        series: of pandas, polars, or a chunked array of pyarrow.
        locale, order, settle, reader: as for `translate_column`.

    Raises:
        DataError, HintError, ArgumentError, TypeError: as for `translate_column`.
    """
    try:
        one = nw.from_native(series, series_only=True)
    except TypeError:
        raise TypeError(
            "`series` must be a series of pandas or polars, or a chunked array of pyarrow; got "
            f"{type(series).__module__}.{type(series).__qualname__}."
        ) from None
    name = str(one.name or "series")
    frame = translate_column(
        one.alias(name).to_frame().to_native(), name, locale=locale, order=order, settle=settle, reader=reader
    )
    answers = nw.from_native(frame, eager_only=True)
    return answers.select(nw.col(f"{name}_{part.name}").alias(part.name) for part in ANSWER).to_native()


def settle_column(
    frame: Any, column: str, *, locale: str | None = None, reader: ColumnReader | None = None
) -> Settlement:
    """What a column is settled as, with the evidence for it; printed, it is a sentence.

    Args:
        frame, column, locale, reader: as for `translate_column`.

    Raises:
        DataError: there is no such column, or it holds something else than texts, dates or timestamps.
        HintError: the model does not know the locale.
        TypeError: the frame is of no kind that narwhals knows.

    Example:
        >>> import pyarrow as pa
        >>> print(settle_column(pa.table({"when": ["13/04/2021"] * 9 + ["14/04/2021"]}), "when"))
        DMY, 10 rows for, 0 against
    """
    reader = ColumnReader() if reader is None else reader
    [settlement] = settled(_array(_eager(frame), column), locale=locale, reader=reader).values() or [Settlement()]
    return settlement


def find_column(column: str, columns: Sequence[str]) -> int:
    """The place of a column.

    Raises:
        DataError: there is none of that name, or there are several.
    """
    places = [place for place, name in enumerate(columns) if name == column]
    if len(places) == 1:
        return places[0]
    there = ", ".join(map(repr, columns)) or "none"
    what = "there is no column" if not places else f"there are {len(places)} columns"
    cure = " Rename one of them." if len(places) > 1 else ""
    raise DataError(f"{what} {shown(column)}. The columns are {there}.{cure}")


def _eager(frame: Any) -> nw.DataFrame[Any]:
    """The frame in narwhals.

    Raises:
        TypeError: it is no frame, or one that is yet to be computed.
        DataError: two of its columns have one name.
    """
    try:
        return nw.from_native(frame, eager_only=True)
    except TypeError:
        raise TypeError(
            "`frame` must be a data frame of pandas, polars, pyarrow or the like, not a lazy one (`collect` it first); "
            f"got {type(frame).__module__}.{type(frame).__qualname__}."
        ) from None
    except ValueError as error:  # what narwhals cannot take, which is two columns of one name
        raise DataError(
            f"each column of `frame` must have a name of its own. {' '.join(str(error).split())}"
        ) from error


def _array(frame: nw.DataFrame[Any], column: str) -> pa.Array | pa.ChunkedArray:
    """A column as Arrow has it."""
    find_column(column, frame.columns)
    try:
        array = frame.get_column(column).to_arrow()
    except (pa.ArrowInvalid, pa.ArrowTypeError, UnicodeEncodeError) as error:  # the last of halves of characters
        what = _odd(frame.get_column(column))
        raise DataError(f"column {shown(column)} must hold texts alone: {what}. Turn it into texts first.") from error
    if array.null_count == len(array):
        return pa.nulls(len(array))  # of any type: a column of texts that are all missing is often one of numbers
    check_type(array.type, f"column {shown(column)}")
    return array


def _odd(series: nw.Series[Any]) -> str:
    """What makes a column one that is not of texts, in words: the first value that Arrow takes for none."""
    for row, value in enumerate(series):
        try:
            pa.array([value], pa.string(), from_pandas=True)
        except (pa.ArrowInvalid, pa.ArrowTypeError, UnicodeEncodeError):
            what = "has half a character:" if isinstance(value, str) else f"is of type {type(value).__name__}:"
            return f"row {row:,}, counted from 0, {what} {shown(value)}"
    return "its values are of several types"


def _table(answers: pa.Array | pa.ChunkedArray, prefix: str) -> pa.Table:
    """The answers as columns; a row without one is not ambiguous."""
    chunked = answers if isinstance(answers, pa.ChunkedArray) else pa.chunked_array([answers])
    table = pa.Table.from_arrays(chunked.flatten(), [f"{prefix}{part.name}" for part in ANSWER])
    place = ANSWER.get_field_index("ambiguous")
    return table.set_column(place, table.field(place), pc.fill_null(table.column(place), False))
