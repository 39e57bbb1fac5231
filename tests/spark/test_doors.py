"""Spark says what the Arrow core says, however the rows are parted, and leaves all else as it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as sf

from datelens.columns import ColumnReader, frames, translate_array
from datelens.errors import DataError, HintError
from datelens.spark import register, settle_column, translate_column
from datelens.translator import Translator

CLEAR = [f"{day}/04/2021" for day in range(13, 31)]
OPEN = ["03/04/2021", "01/02/2020", None, "03/04/2021"]
OTHERS = ["Saturday 9 May 2018", "no idea", "", "2016-01", "3. März 2016", "الأحد، 4 مايو 2003", "x" * 300]
SETTLED = [*OPEN, *CLEAR, *OTHERS]
IN_CONFLICT = [*OPEN, *CLEAR, "04/13/2021", "04/14/2021"]
LOCALES = [["de_DE", "en_US", None][row % 3] for row in range(len(SETTLED))]

CASES: dict[str, tuple[Sequence[str | None], Mapping[str, Any]]] = {
    "settled": (SETTLED, {}),
    "in conflict": (IN_CONFLICT, {}),
    "order": (SETTLED, {"order": "MDY"}),
    "not settled": (SETTLED, {"settle": False}),
    "locale": (OPEN, {"locale": "en_US"}),
    "locale column": (SETTLED, {"locale_column": "where"}),
    "no row": ([], {}),
    "no text": ([None, None], {}),
}


def table_of(texts: Sequence[str | None]) -> pa.Table:
    schema = pa.schema([("n", pa.int64()), ("when", pa.string()), ("where", pa.string())])
    return pa.table([range(len(texts)), texts, LOCALES[: len(texts)]], schema=schema)


def frame_of(spark: SparkSession, texts: Sequence[str | None]) -> DataFrame:
    """The texts, all of the clear rows in one of three parts."""
    frame = spark.createDataFrame(table_of(texts))
    return frame.repartition(3, sf.coalesce("when", sf.lit("")).rlike("^1|^2|^30"))


@pytest.mark.parametrize(("texts", "options"), CASES.values(), ids=CASES)
def test_answers_are_those_of_the_arrow_core(
    spark: SparkSession, texts: Sequence[str | None], options: Mapping[str, Any]
) -> None:
    translated = translate_column(frame_of(spark, texts), "when", **options)
    expected = frames.translate_column(table_of(texts), "when", **options)
    assert translated.orderBy("n").toArrow().to_pylist() == expected.to_pylist()
    assert translated.columns == expected.column_names


def test_the_cases_differ_in_what_they_say_of_an_open_row() -> None:
    said = {
        name: tuple(frames.translate_column(table_of(texts), "when", **options).slice(0, 2)["when_iso"].to_pylist())
        + tuple(frames.translate_column(table_of(texts), "when", **options).slice(0, 2)["when_ambiguous"].to_pylist())
        for name, (texts, options) in CASES.items()
        if texts
    }
    assert said["settled"] == ("2021-04-03", "2020-02-01", False, False)
    assert said["order"] == ("2021-03-04", "2020-01-02", False, False)
    assert said["in conflict"][2:] == said["not settled"][2:] == (True, True)


@pytest.mark.parametrize("parts", [1, 5])
def test_evidence_does_not_depend_on_how_rows_are_parted(spark: SparkSession, parts: int) -> None:
    frame = spark.createDataFrame(table_of(IN_CONFLICT)).repartition(parts)
    assert settle_column(frame, "when") == frames.settle_column(table_of(IN_CONFLICT), "when")


def test_dates_and_timestamps_are_what_they_are(spark: SparkSession) -> None:
    moment = "TIMESTAMP '2021-04-03 20:00:00+00:00'"  # the next day in Tokyo
    frame = spark.sql(
        f"SELECT DATE '2021-04-03' AS day, {moment} AS moment, TIMESTAMP_NTZ '2021-04-03 20:00:00' AS local"
    )
    for column in ("day", "moment", "local"):
        frame = translate_column(frame, column)
    row = frame.first()
    assert row is not None
    assert (row.day_iso, row.moment_iso, row.local_iso) == ("2021-04-03", "2021-04-04", "2021-04-03")
    assert (row.local_date, row.local_confidence, row.local_ambiguous) == (dt.date(2021, 4, 3), 1.0, False)


def test_all_else_stays_as_it_was(spark: SparkSession) -> None:
    frame = spark.sql(
        """
        SELECT 5 AS `When_ISO`, '5 Jan 2016' AS `when`, X'00ff' AS bytes, 1.50BD AS price, array(1, null) AS list,
            map('a', 1) AS pairs, named_struct('x', 1, 'y', null) AS parts, INTERVAL '1' DAY AS days,
            make_interval(1, 2) AS months, parse_json('{"a": 1}') AS json, null AS nothing, 2Y AS `a.b`, 'c' AS answer
        """
    )
    translated = translate_column(frame, "when")
    assert translated.columns == ["when_iso", *frame.columns[1:], "when_date", "when_confidence", "when_ambiguous"]
    kept = translated.columns[1:-3]
    assert [translated.schema[name] for name in kept] == [frame.schema[name] for name in kept]
    shown = [f"to_json(struct(`{name}`))" for name in kept if name != "months"]  # which JSON does not know
    assert translated.selectExpr(*shown).collect() == frame.selectExpr(*shown).collect()
    assert translated.select("when_iso").collect() == [("2016-01-05",)]


def test_a_name_may_hold_anything(spark: SparkSession) -> None:
    translated = translate_column(spark.sql("SELECT '5 Jan 2016' AS `a.b ``c`"), "a.b `c")
    assert translated.columns[1] == "a.b `c_iso"
    assert translated.toArrow().column(1).to_pylist() == ["2016-01-05"]


def test_a_filter_over_answers_does_not_have_them_worked_out_twice(spark: SparkSession) -> None:
    doubtful = translate_column(frame_of(spark, OPEN), "when", settle=False).filter("when_ambiguous")
    plan = doubtful._jdf.queryExecution().executedPlan().toString()
    assert plan.count("ArrowEvalPython") == 1


def test_sql_has_a_function(spark: SparkSession) -> None:
    function = register(spark, "read_date", order="MDY")
    frame_of(spark, OPEN).createOrReplaceTempView("orders")
    by_sql = spark.sql("SELECT read_date(when) AS answer FROM orders ORDER BY n")
    by_column = frame_of(spark, OPEN).orderBy("n").select(function("when"))
    expected = translate_array(pa.array(OPEN), order="MDY").to_pylist()
    assert by_sql.toArrow().column(0).to_pylist() == by_column.toArrow().column(0).to_pylist() == expected


def test_the_function_takes_the_settlement_of_a_column(spark: SparkSession) -> None:
    settlement = settle_column(frame_of(spark, SETTLED), "when")
    function = register(spark, "read_settled", settlement=settlement)
    answers = frame_of(spark, OPEN).orderBy("n").select(function("when").iso).toArrow().column(0).to_pylist()
    assert answers == ["2021-04-03", "2020-02-01", None, "2021-04-03"]


def test_a_model_of_ones_own_is_used(spark: SparkSession, untrained: Path) -> None:
    def reader() -> ColumnReader:
        return ColumnReader(Translator.load(untrained, refusal_threshold=0.0))

    texts = ["5 jan 2016", "3/4/21", "x"]
    translated = translate_column(frame_of(spark, texts), "when", reader=reader()).orderBy("n").toArrow()
    expected = frames.translate_column(table_of(texts), "when", reader=reader())
    assert translated.to_pylist() == expected.to_pylist()
    assert translated["when_iso"] != frames.translate_column(table_of(texts), "when")["when_iso"]


def test_a_worker_loads_a_bundle_once(spark: SparkSession) -> None:
    frame = frame_of(spark, SETTLED).coalesce(1)

    def found(batches: Any) -> Any:
        from datelens.spark.worker import translator_of

        for _ in batches:
            pass
        info = translator_of.cache_info()
        yield pa.RecordBatch.from_pylist([{"loaded": info.misses, "bundles": info.currsize, "hits": info.hits}])

    for options in ({}, {"order": "DMY"}, {"settle": False}) * 3:
        translate_column(frame, "when", **options).collect()
        row = frame.mapInArrow(found, "loaded long, bundles long, hits long").first()
        assert row is not None
        assert row.loaded == row.bundles
        if row.hits:  # Spark gives the work to whichever worker is idle, on a busy machine to a new one
            break
    else:
        pytest.fail("no worker was ever asked twice")


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"column": "wen"}, DataError, r"there is no column 'wen'\. The columns are 'n', 'when', 'where'\."),
        ({"column": "n"}, DataError, "column 'n' must hold texts, dates or timestamps; it holds bigint"),
        ({"locale_column": "n"}, DataError, "column 'n' must hold"),
        ({"order": "DYM"}, HintError, "DYM"),
        ({"locale": "xx_XX"}, HintError, "xx"),
    ],
    ids=["no column", "numbers", "locales in numbers", "order", "locale"],
)
def test_wrong_use_is_refused_without_a_job(
    spark: SparkSession, options: dict[str, Any], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        translate_column(frame_of(spark, OPEN), **{"column": "when", **options})


def test_a_locale_in_a_row_that_is_not_known_is_warned_of_and_left_out(spark: SparkSession) -> None:
    frame = frame_of(spark, ["03/04/2021"]).withColumn("where", sf.lit("xx_XX"))
    with pytest.warns(UserWarning, match="where: the model does not know 'xx_XX'; such rows are read without"):
        found = translate_column(frame, "when", locale="en_US", locale_column="where")
    assert found.first()["when_iso"] == "2021-03-04"


def test_a_stream_has_to_be_told_its_order(spark: SparkSession) -> None:
    stream = spark.readStream.format("rate").load().withColumn("when", sf.lit("03/04/2021"))
    assert translate_column(stream, "when", order="DMY").isStreaming
    with pytest.raises(DataError, match="a stream has no last row that could settle it: say its `order`"):
        translate_column(stream, "when")
