"""The door from DuckDB: a function for its SQL, vectorised over Arrow, and whole columns of its relations."""

from __future__ import annotations

from itertools import count
from threading import Lock
from weakref import WeakKeyDictionary

import duckdb
import pyarrow as pa

from datelens.columns.arrow import read_array
from datelens.columns.evidence import Evidence
from datelens.columns.frames import find_column
from datelens.columns.reader import ColumnReader, reader_for
from datelens.columns.settlement import Settlement
from datelens.columns.table import ANSWER
from datelens.errors import DataError, shown

STRUCT = {"iso": "VARCHAR", "date": "DATE", "confidence": "FLOAT", "ambiguous": "BOOLEAN"}

# A row without a text is not ambiguous
_PARTS = {"ambiguous": "coalesce({}, false)"}

_TEXTS = ("VARCHAR", "ENUM")
_DATES = ("DATE", "TIMESTAMP")

_numbers = count(1)
_locks: WeakKeyDictionary[ColumnReader, Lock] = WeakKeyDictionary()


def register(
    connection: duckdb.DuckDBPyConnection,
    name: str = "datelens",
    *,
    locale: str | None = None,
    settlement: Settlement | None = None,
    order: str | None = None,
    reader: ColumnReader | None = None,
) -> None:
    """Make a function of one text known to the SQL of a connection; it gives a struct, as `ANSWER` has it.

    A function sees a few thousand rows at a time and no column: rows that admit two orders stay ambiguous, unless it is
    told the order, or the settlement of the column that it is for. `translate_column` finds that out by itself.

    Args:
        connection: of DuckDB.
        name: of the function.
        locale: where the texts are from.
        settlement: of the column that they are of.
        order: of day, month and year in them.
        reader: with a model of one's own; then it says the order.

    Raises:
        HintError: a locale or order cannot be, or is not known to the model.
        ArgumentError: there is a reader, and an `order` beside it.

    Example:
        >>> connection = duckdb.connect()
        >>> register(connection)
        >>> connection.sql("SELECT datelens('5 Jan 2016').iso").fetchall()
        [('2016-01-05',)]
        >>> connection.close()
    """
    reader = reader_for(reader, order, settle=settlement is not None or reader is not None)
    reader.translator.hints(locale)
    settlements = {locale: settlement or Settlement(reader.order, given=reader.order is not None)}

    def answers(texts: pa.ChunkedArray) -> pa.ChunkedArray:
        with _alone(reader):
            return read_array(texts, settlements, reader, locale=locale)

    kind = connection.struct_type(STRUCT)
    connection.create_function(name, answers, ["VARCHAR"], kind, type="arrow", null_handling="special")


def translate_column(
    connection: duckdb.DuckDBPyConnection,
    relation: duckdb.DuckDBPyRelation,
    column: str,
    *,
    locale: str | None = None,
    order: str | None = None,
    settle: bool = True,
    reader: ColumnReader | None = None,
) -> duckdb.DuckDBPyRelation:
    """The relation with `when_iso`, `when_date`, `when_confidence` and `when_ambiguous` more, for a column `when`.

    DuckDB counts the distinct texts, which settle the column; the answers are worked out when the relation is computed.

    Args:
        connection: of DuckDB, to which the relation belongs.
        relation: `connection.table("orders")`, `connection.read_csv("orders.csv", all_varchar=True)`, a query.
        column: the name of the column that holds texts (or dates, or timestamps).
        locale: where all texts are from.
        order: of day, month and year in them; then the rows settle nothing.
        settle: False leaves every row to itself.
        reader: with a model of one's own; then it says the order, and whether rows settle others.

    Raises:
        DataError: there is no such column, or it holds neither texts nor dates.
        HintError: a locale or order cannot be, or is not known to the model.
        ArgumentError: there is a reader, and `order` or `settle` beside it.

    Example:
        >>> connection = duckdb.connect()
        >>> orders = connection.sql("SELECT '13/04/2021' AS day")
        >>> translate_column(connection, orders, "day").select("day_iso").fetchall()
        [('2021-04-13',)]
        >>> connection.close()
    """
    reader = reader_for(reader, order, settle)
    text = _text_of(relation, column)
    evidence = Evidence()
    if reader.settles:
        rows = _name("rows")
        counted = relation.query(rows, f"SELECT {text}, count(*) FROM {rows} GROUP BY 1")
        for batch in pa.RecordBatchReader.from_stream(counted):
            counts = dict(zip(*(part.to_pylist() for part in batch.columns), strict=True))
            counts.pop(None, None)
            with _alone(reader):  # the rows may be made by functions of the same reader
                evidence = evidence.merge(reader.gather(counts, locale))
    [settlement] = reader.settle({locale: evidence}).values()
    name, rows, answer = _name("function"), _name("rows"), _name("answer")
    register(connection, name, locale=locale, settlement=settlement, reader=reader)
    new = {f"{column}_{part.name}": part.name for part in ANSWER}
    replaced = {own.lower() for own in new}  # SQL knows no capitals
    kept = ", ".join(_quoted(own) for own in relation.columns if own.lower() not in replaced)
    parts = ", ".join(
        f"{_PARTS.get(part, '{}').format(f'{answer}.{part}')} AS {_quoted(own)}" for own, part in new.items()
    )
    return relation.query(rows, f"SELECT {kept}, {parts} FROM (SELECT *, {name}({text}) AS {answer} FROM {rows})")


def _alone(reader: ColumnReader) -> Lock:
    """What lets one thread at a time use a reader: DuckDB calls from several, and functions may share it."""
    return _locks.setdefault(reader, Lock())


def _text_of(relation: duckdb.DuckDBPyRelation, column: str) -> str:
    """The SQL of the texts in a column."""
    kind = str(relation.types[find_column(column, relation.columns)])
    if kind.endswith("]") or not kind.startswith((*_DATES, *_TEXTS)):  # a list, or something else
        raise DataError(
            f"column {shown(column)} must hold texts, dates or timestamps; it holds {kind}. "
            "Turn it into texts first, if these are dates."
        )
    if not kind.startswith(_DATES):
        return f"CAST({_quoted(column)} AS VARCHAR)"
    # Of a day outside of the years 1 to 9999 the model would make another; nothing is what is refused for certain
    day = f"CAST({_quoted(column)} AS DATE)"
    written = f"{day} BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'"
    return f"CASE WHEN {written} THEN CAST({day} AS VARCHAR) WHEN {day} IS NOT NULL THEN '' END"


def _name(what: str) -> str:
    """A name that nothing else has: relations that are made of one another each keep theirs."""
    return f"datelens_{what}_{next(_numbers)}"


def _quoted(name: str) -> str:
    """A name as SQL has it."""
    return '"' + name.replace('"', '""') + '"'
