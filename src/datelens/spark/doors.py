"""The doors from Spark: whole columns of its data frames, and a function for its SQL."""

from __future__ import annotations

import pickle
import warnings
from collections.abc import Collection

from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as sf
from pyspark.sql.types import DateType, NullType, StringType, TimestampNTZType, TimestampType
from pyspark.sql.udf import UserDefinedFunction

from datelens.columns.evidence import Evidence, merged
from datelens.columns.frames import find_column
from datelens.columns.locales import in_words
from datelens.columns.reader import ColumnReader, Settlements, reader_for
from datelens.columns.settlement import Settlement
from datelens.columns.table import ANSWER
from datelens.errors import DataError, DatelensError, shown
from datelens.spark.worker import ReaderRecipe, answerer, gatherer, shipped_model
from datelens.translator import Translator

STRUCT = "iso string, date date, confidence float, ambiguous boolean"


def translate_column(
    frame: DataFrame,
    column: str,
    *,
    locale: str | None = None,
    locale_column: str | None = None,
    order: str | None = None,
    settle: bool = True,
    reader: ColumnReader | None = None,
) -> DataFrame:
    """The frame with `when_iso`, `when_date`, `when_confidence` and `when_ambiguous` more, where `when` is the column.

    One job over the column gathers its evidence now; the answers are worked out when the frame is computed. How the
    rows are parted, and which tasks are tried again, changes nothing. Everything else stays: the order and the types
    of the columns, the nulls. A row without a text has no answer, and its `when_ambiguous` is False. Columns of these
    names are replaced.

    Args:
        frame: of Spark; `cache` it first where it is dear to compute, or differs from time to time.
        column: the name of the column that holds texts (or dates, or timestamps).
        locale: where all texts are from, as for `datelens.translate`.
        locale_column: the name of a column that says where each text is from. Rows that say nothing, or nothing that
            the model knows, are from `locale`; a warning of the job names what is not known.
        order: of day, month and year in them; then the rows settle nothing, and no job is run.
        settle: False leaves every row to itself; then no job is run either.
        reader: with a model of one's own, whose folder the executors have too; then it says the order, and whether rows
            settle others.

    Raises:
        DataError: there is no such column, or it holds neither texts nor dates; or it is to be settled and never ends.
        HintError: a locale or order cannot be, or is not known to the model.
        ArgumentError: there is a reader, and `order` or `settle` beside it.

    Example:
        >>> translate_column(orders, "when").select("when_iso").first()  # doctest: +SKIP
        Row(when_iso='2021-04-13')
    """
    reader = reader_for(reader, order, settle, _translator)
    inputs = _inputs(frame, column, locale_column)
    settlements, unknown = _settled(frame, inputs, locale, reader)
    if locale_column is not None and unknown:
        warnings.warn(in_words(locale_column, unknown), stacklevel=2)
    function = _function(reader, settlements, locale)
    answer = _unused("answer", frame)
    parts = {f"{column}_{part.name}": sf.col(answer).getField(part.name) for part in ANSWER}
    parts[f"{column}_ambiguous"] = sf.coalesce(parts[f"{column}_ambiguous"], sf.lit(False))
    return frame.withColumn(answer, function(*inputs)).withColumns(parts).drop(answer)


def settle_column(
    frame: DataFrame, column: str, *, locale: str | None = None, reader: ColumnReader | None = None
) -> Settlement:
    """What a column is settled as, with the evidence for it; printed, it is a sentence.

    Args:
        frame, column, locale, reader: as for `translate_column`.

    Raises:
        DataError: there is no such column, or it holds something else than texts, dates or timestamps.
        HintError: the model does not know the locale.
    """
    reader = reader_for(reader, None, True, _translator)
    settlements, _ = _settled(frame, _inputs(frame, column, None), locale, reader)
    [settlement] = settlements.values() or [Settlement()]
    return settlement


def register(
    spark: SparkSession,
    name: str = "datelens",
    *,
    locale: str | None = None,
    settlement: Settlement | None = None,
    order: str | None = None,
    reader: ColumnReader | None = None,
) -> UserDefinedFunction:
    """Make a function of one text known to the SQL of a session; it gives a struct, as `ANSWER` has it.

    The function sees some rows at a time and no column: rows that admit two orders stay ambiguous, unless it is told
    the order, or the settlement of the column that it is for. `translate_column` finds that out by itself.

    Args:
        spark: the session.
        name: of the function.
        locale: where the texts are from.
        settlement: of the column that they are of.
        order: of day, month and year in them.
        reader: with a model of one's own; then it says the order.

    Returns:
        the function, for columns of data frames.

    Raises:
        HintError: a locale or order cannot be, or is not known to the model.
        ArgumentError: there is a reader, and an `order` beside it.
    """
    reader = reader_for(reader, order, settlement is not None or reader is not None, _translator)
    reader.translator.hints(locale)
    settlements = {locale: settlement or Settlement(reader.order, given=reader.order is not None)}
    function = _function(reader, settlements, locale)
    spark.udf.register(name, function)
    return function


def _translator() -> Translator:
    """The driver's own, of the shipped model."""
    return Translator.load(shipped_model())


def _function(reader: ColumnReader, settlements: Settlements, locale: str | None) -> UserDefinedFunction:
    """The Arrow function of texts, and of their locales, whose answers follow from settlements.

    It says that it isn't deterministic, which it is: Spark takes the liberty to compute a deterministic function twice,
    for a filter over its answers and for the answers that are left.
    """
    answers = answerer(ReaderRecipe.of(reader), settlements, locale)
    function: UserDefinedFunction = sf.arrow_udf(answers, STRUCT)  # type: ignore[attr-defined]  # 4.3 gives it no type
    return function.asNondeterministic()


def _settled(
    frame: DataFrame, inputs: list[Column], locale: str | None, reader: ColumnReader
) -> tuple[Settlements, Collection[str]]:
    """What a column is settled as, by the locales of its rows, and which of these are not known: one job.

    Each partition gives one row for its result.

    The rows are collected and merged here. An accumulator would count the rows of a task twice that was tried twice.
    """
    reader.translator.hints(locale)
    texts = frame.select(*(column.alias(str(place)) for place, column in enumerate(inputs)))
    evidence: dict[str | None, Evidence] = {}
    unknown: set[str] = set()
    if reader.settles and not isinstance(texts.schema[0].dataType, DateType):
        if frame.isStreaming:
            raise DataError("a stream has no last row that could settle it: say its `order`, or `settle=False`.")
        gather = gatherer(ReaderRecipe.of(reader), locale)
        for row in texts.mapInArrow(gather, "evidence binary").collect():
            found = pickle.loads(row.evidence)
            if isinstance(found, DatelensError):
                raise found
            evidence = merged(evidence, found.evidence)
            unknown |= set(found.unknown)
    return reader.settle(evidence), unknown


def _inputs(frame: DataFrame, column: str, locale_column: str | None) -> list[Column]:
    """The texts, or the days in the time zone of the session; and the locales, where a column says them.

    Raises:
        DataError: there is no such column, or it holds neither texts nor dates.
    """
    inputs = []
    for name in (column, *([] if locale_column is None else [locale_column])):
        kind = frame.schema[find_column(name, frame.columns)].dataType
        values = sf.col("`" + name.replace("`", "``") + "`")
        if isinstance(kind, TimestampType | TimestampNTZType):
            values = values.cast(DateType())
        elif isinstance(kind, StringType | NullType):
            values = values.cast(StringType())
        elif not isinstance(kind, DateType):
            raise DataError(
                f"column {shown(name)} must hold texts, dates or timestamps; it holds {kind.simpleString()}. "
                "Turn it into texts first, if these are dates."
            )
        inputs.append(values)
    return inputs


def _unused(name: str, frame: DataFrame) -> str:
    """A name that no column of a frame has, in whatever case."""
    taken = {column.lower() for column in frame.columns}
    while name in taken:
        name += "_"
    return name
