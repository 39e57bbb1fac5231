"""DuckDB: a function for its SQL, and columns of its relations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import duckdb
import pytest

from datelens.columns import ColumnReader, Settlement
from datelens.columns.duckdb import register, translate_column
from datelens.errors import ArgumentError, DataError, HintError
from datelens.translator import Translator


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def test_a_function_gives_a_struct(connection: duckdb.DuckDBPyConnection, translator: Translator) -> None:
    register(connection, reader=ColumnReader(translator))
    [(answer,)] = connection.sql("SELECT datelens('5 Jan 2016')").fetchall()
    assert answer["iso"] == "2016-01-05"
    assert answer["date"] == date(2016, 1, 5)
    found = connection.sql("SELECT datelens(NULL), datelens('n/a').iso, datelens('3/4/2011').ambiguous").fetchall()
    assert found == [(None, None, True)]


def test_a_function_may_be_told_the_order(connection: duckdb.DuckDBPyConnection, translator: Translator) -> None:
    register(connection, "american", reader=ColumnReader(translator, "MDY"))
    register(connection, "settled", settlement=Settlement("DMY"), reader=ColumnReader(translator))
    found = connection.sql("SELECT american('3/4/2011').iso, settled('3/4/2011').iso").fetchall()
    assert found == [("2011-03-04", "2011-04-03")]


def test_a_column_is_settled_by_its_rows(connection: duckdb.DuckDBPyConnection, translator: Translator) -> None:
    many = connection.sql(
        '''SELECT i AS "n ""o""", CASE WHEN i % 3 = 0 THEN $$3/4/2011$$ ELSE $$4/$$ || (13 + i % 9) || $$/2011$$ END
        AS text FROM range(5000) r(i)'''
    )
    found = translate_column(connection, many, "text", reader=ColumnReader(translator))
    assert found.columns == ['n "o"', "text", "text_iso", "text_date", "text_confidence", "text_ambiguous"]
    assert found.filter("text = '3/4/2011'").select("text_iso").distinct().fetchall() == [("2011-03-04",)]
    assert found.count("text_iso").fetchall() == [(5000,)]
    again = translate_column(connection, found, "text", reader=ColumnReader(translator))
    assert again.columns == found.columns


def test_dates_are_what_they_are(connection: duckdb.DuckDBPyConnection, translator: Translator) -> None:
    dates = connection.sql("SELECT TIMESTAMP '2016-01-05 10:30' AS a, DATE '0016-01-05' AS b, NULL::DATE AS c")
    for name, iso in (("a", "2016-01-05"), ("b", "0016-01-05"), ("c", None)):
        found = translate_column(connection, dates, name, reader=ColumnReader(translator))
        assert found.select(f"{name}_iso").fetchall() == [(iso,)]


@pytest.mark.parametrize("day", ["0073-06-21 (BC)", "0001-12-31 (BC)", "10000-01-01", "infinity", "-infinity"])
@pytest.mark.parametrize("kind", ["DATE", "TIMESTAMP"])
def test_days_that_no_iso_date_of_four_digits_names_have_no_answer(
    connection: duckdb.DuckDBPyConnection, day: str, kind: str, translator: Translator
) -> None:
    days = connection.sql(f"SELECT {kind} '{day}' AS day")
    found = translate_column(connection, days, "day", reader=ColumnReader(translator))
    assert found.select("day_iso, day_confidence, day_ambiguous").fetchall() == [(None, 1.0, False)]


def test_wrong_columns_and_hints_are_refused(connection: duckdb.DuckDBPyConnection, translator: Translator) -> None:
    relation = connection.sql("SELECT 1 AS n, 'x' AS when")
    reader = ColumnReader(translator)
    with pytest.raises(DataError, match=r"there is no column 'wen'\. The columns are 'n', 'when'"):
        translate_column(connection, relation, "wen", reader=reader)
    with pytest.raises(DataError, match="column 'n' must hold texts, dates or timestamps; it holds INTEGER"):
        translate_column(connection, relation, "n", reader=reader)
    with pytest.raises(HintError, match="names the language 'xx'"):
        register(connection, locale="xx", reader=reader)
    with pytest.raises(ArgumentError, match="say `order` and `settle` where the `reader` is made"):
        register(connection, order="DMY", reader=reader)
    with pytest.raises(ArgumentError, match="say `order` and `settle` where the `reader` is made"):
        translate_column(connection, relation, "when", settle=False, reader=reader)


def test_other_columns_may_be_called_as_they_like(
    connection: duckdb.DuckDBPyConnection, translator: Translator
) -> None:
    relation = connection.sql("SELECT '13/04/2021' AS day, 42 AS answer, 7 AS rows, 'old' AS DAY_ISO")
    found = translate_column(connection, relation, "day", reader=ColumnReader(translator))
    assert found.columns == ["day", "answer", "rows", "day_iso", "day_date", "day_confidence", "day_ambiguous"]
    assert found.select("answer, rows").fetchall() == [(42, 7)]


def test_functions_that_share_a_reader_may_be_called_side_by_side(translator: Translator) -> None:
    with duckdb.connect(config={"threads": 4}) as connection:
        connection.sql(
            "CREATE TABLE t AS SELECT (13 + i % 15) || '/04/' || (1000 + i % 3000) AS a, "
            "(13 + i % 15) || '/05/' || (1000 + i % 3000) AS b FROM range(20000) r(i)"
        )
        reader = ColumnReader(translator)
        relation = translate_column(connection, connection.table("t"), "a", reader=reader)
        relation = translate_column(connection, relation, "b", reader=reader)
        assert relation.aggregate("count(a_iso), count(b_iso)").fetchall() == [(20000, 20000)]
        wrong = relation.filter("right(a, 4) <> left(a_iso, 4) OR right(b, 4) <> left(b_iso, 4)")
        assert wrong.aggregate("count(*)").fetchall() == [(0,)]


@pytest.mark.parametrize("value", ["['5 Jan 2016']", "[DATE '2016-01-05']"])
def test_a_column_of_lists_holds_no_texts(value: str, connection: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(DataError, match=r"must hold texts, dates or timestamps; it holds \w+\[\]"):
        translate_column(connection, connection.sql(f"SELECT {value} AS a"), "a")
