"""Frames: everything but the new columns stays as it was."""

from __future__ import annotations

from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from datelens.columns import ColumnReader, settle_column, translate_column, translate_series
from datelens.errors import DataError
from datelens.translator import Translator

TEXTS = ["13/04/2021", None, "03/04/2021", "n/a"]
NEW = ["when_iso", "when_date", "when_confidence", "when_ambiguous"]


@pytest.fixture(scope="module")
def reader(translator: Translator) -> ColumnReader:
    return ColumnReader(translator)


def test_pandas_keeps_its_index_its_types_and_its_order(reader: ColumnReader) -> None:
    frame = pd.DataFrame(
        {"n": pd.array([1, None, 3, 4], "Int8"), "when": TEXTS, "kind": pd.Categorical(["a", "b", "a", None])},
        index=pd.Index([7, 7, "x", None], name="key"),
    )
    before = frame.copy(deep=True)
    found = translate_column(frame, "when", reader=reader)
    assert isinstance(found, pd.DataFrame)
    assert list(found.columns) == ["n", "when", "kind", *NEW]
    pd.testing.assert_frame_equal(found[["n", "when", "kind"]], before)
    pd.testing.assert_frame_equal(frame, before)
    assert found["when_ambiguous"].dtype == bool
    assert found["when_iso"].isna().tolist() == [False, True, False, True]


def test_polars_keeps_its_types_and_its_order(reader: ColumnReader) -> None:
    frame = pl.DataFrame({"n": [1, None, 3, 4], "when": TEXTS}).with_columns(pl.col("when").cast(pl.Categorical))
    found = translate_column(frame, "when", reader=reader)
    assert found.select("n", "when").equals(frame)
    assert found.schema["when_date"] == pl.Date
    assert found["when_iso"].to_list()[0] == "2021-04-13"


def test_a_table_keeps_its_types_and_its_metadata(reader: ColumnReader) -> None:
    table = pa.table({"n": pa.array([1, 2, 3, 4], pa.int8()), "when": TEXTS}).replace_schema_metadata({"made by": "us"})
    found = translate_column(table, "when", reader=reader)
    assert found.select(["n", "when"]).schema.equals(table.schema, check_metadata=False)
    assert found.schema.field("when_confidence").type == pa.float32()


def test_a_second_time_replaces_the_columns(reader: ColumnReader) -> None:
    once = translate_column(pl.DataFrame({"when": TEXTS, "n": [1, 2, 3, 4]}), "when", reader=reader)
    assert translate_column(once, "when", reader=reader).equals(once)


@pytest.mark.parametrize("make", [lambda: pd.Series(TEXTS, index=[3, 3, 1, 0]), lambda: pl.Series("x", TEXTS)])
def test_a_series_becomes_a_frame_of_its_library(make: Any, reader: ColumnReader) -> None:
    series = make()
    found = translate_series(series, reader=reader)
    assert type(found).__module__.split(".")[0] == type(series).__module__.split(".")[0]
    assert list(found.columns) == ["iso", "date", "confidence", "ambiguous"]
    assert found["iso"].to_list()[0] == "2021-04-13"
    if isinstance(series, pd.Series):
        assert found.index.tolist() == [3, 3, 1, 0]


def test_locales_may_stand_in_a_column(reader: ColumnReader) -> None:
    frame = pl.DataFrame({"when": ["03/04/2021", "03/04/2021"], "where": ["en_GB", "en_US"]})
    found = translate_column(frame, "when", locale_column="where", reader=reader)
    assert found["when_iso"].to_list() == ["2021-04-03", "2021-03-04"]


def test_a_locale_that_is_not_known_is_warned_of_and_left_out(reader: ColumnReader) -> None:
    where = ["en_GB", " en_GB ", "Utopia", "", None]
    frame = pl.DataFrame({"when": ["03/04/2021"] * len(where), "where": where})
    with pytest.warns(UserWarning, match="where: the model does not know 'Utopia'; such rows are read without"):
        found = translate_column(frame, "when", locale="en_US", locale_column="where", reader=reader)
    assert found["when_iso"].to_list() == ["2021-04-03"] * 2 + ["2021-03-04"] * 3


@pytest.mark.parametrize("empty", [pd.DataFrame({"when": [float("nan"), None]}), pl.DataFrame({"when": [None, None]})])
def test_a_column_of_nothing_has_no_answers(empty: Any, reader: ColumnReader) -> None:
    found = translate_column(empty, "when", reader=reader)
    assert pd.isna(pd.Series(found["when_iso"].to_list())).all()
    assert translate_column(empty[:0], "when", reader=reader).shape == (0, 5)


def test_the_evidence_can_be_asked_for(reader: ColumnReader) -> None:
    frame = pl.DataFrame({"when": ["13/04/2021"] * 12 + ["03/04/2021"]})
    assert str(settle_column(frame, "when", reader=reader)) == "DMY, 12 rows for, 0 against"


@pytest.mark.parametrize(
    ("frame", "column", "message"),
    [
        (pd.DataFrame({"when": TEXTS}), "wen", r"there is no column 'wen'. The columns are 'when'\."),
        (pd.DataFrame({"when": [1, 2]}), "when", r"column 'when' must hold texts, dates or timestamps; it holds int64"),
        (pd.DataFrame({"when": ["x", 2]}, dtype=object), "when", r"texts alone: row 1, .* is of type int: 2\."),
        (pd.DataFrame({"when": ["x", "\ud800"]}, dtype=object), "when", r"texts alone: row 1, .* has half a character"),
        (
            pd.DataFrame([["x", 1, 2]], columns=["when", "a", "a"]),
            "when",
            r"must have a name of its own\. .*'a' 2 times",
        ),
        (pl.DataFrame({"when": [["x"]]}), "when", r"column 'when' must hold texts, dates or timestamps; it holds"),
    ],
    ids=["no column", "numbers", "mixed", "half a character", "one name twice", "lists"],
)
def test_a_wrong_column_is_refused_by_name(frame: Any, column: str, message: str, reader: ColumnReader) -> None:
    with pytest.raises(DataError, match=message):
        translate_column(frame, column, reader=reader)


@pytest.mark.parametrize(
    "frame", [pl.LazyFrame({"when": TEXTS}), {"when": TEXTS}, None], ids=lambda one: type(one).__name__
)
def test_what_is_no_frame_is_refused_by_type(frame: Any, reader: ColumnReader) -> None:
    with pytest.raises(TypeError, match=r"`frame` must be a data frame of .*; got \w+(\.\w+)+\."):
        translate_column(frame, "when", reader=reader)


def test_the_columns_of_a_file_without_a_header_have_numbers(reader: ColumnReader) -> None:
    found = translate_column(pd.DataFrame({0: [1, 2], 1: ["5 May 2020", "6 May 2020"]}), 1, reader=reader)  # type: ignore[type-var]
    assert list(found.columns) == [0, 1, "1_iso", "1_date", "1_confidence", "1_ambiguous"]


def test_a_series_of_something_else_is_refused_by_its_name(reader: ColumnReader) -> None:
    with pytest.raises(DataError, match="column 'amount' must hold texts"):
        translate_series(pd.Series([1, 2], name="amount"), reader=reader)
    with pytest.raises(TypeError, match=r"`series` must be a series of pandas or polars, .*; got builtins.list"):
        translate_series(["5 Jan 2016"], reader=reader)
