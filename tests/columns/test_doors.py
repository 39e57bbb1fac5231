"""One column through every door: the answers are the same ones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from click.testing import CliRunner
from pyarrow import csv, parquet
from written_columns import WRITTEN, column

from datelens.cli.main import main
from datelens.columns import ColumnReader, translate_array, translate_column
from datelens.columns import duckdb as duckdb_door
from datelens.translator import Translator

Row = dict[str, Any]

TEXTS = [
    *column(WRITTEN["month first"][1], 60, 30, seed=7)[0],
    *("5. März 2016", "lundi 3 mai 2021", "n/a", "2016-01", "2016", "25 Dec", "3.4.", "31/02/2020", "hello", ""),
    *(None, "٣ مايو ٢٠٢١", 'a "quoted", text', "two\nlines", "99/12/31", "04/05/06"),
]


def through_arrow(texts: list[str | None], folder: Path, reader: ColumnReader) -> list[Row]:
    table = translate_column(pa.table({"id": range(len(texts)), "when": texts}), "when", reader=reader)
    return list(table.drop_columns(["id", "when"]).to_pylist())


def through_pandas(texts: list[str | None], folder: Path, reader: ColumnReader) -> list[Row]:
    frame = translate_column(pd.DataFrame({"when": texts}, index=range(5, 5 + len(texts))), "when", reader=reader)
    return list(pa.Table.from_pandas(frame, preserve_index=False).drop_columns(["when"]).to_pylist())


def through_polars(texts: list[str | None], folder: Path, reader: ColumnReader) -> list[Row]:
    return translate_column(pl.DataFrame({"when": texts}), "when", reader=reader).drop("when").to_dicts()


def through_duckdb(texts: list[str | None], folder: Path, reader: ColumnReader) -> list[Row]:
    with duckdb.connect() as connection:
        connection.register("orders", pa.table({"id": range(len(texts)), "when": texts}))
        relation = duckdb_door.translate_column(connection, connection.table("orders"), "when", reader=reader)
        return list(relation.order("id").to_arrow_table().drop_columns(["id", "when"]).to_pylist())


def through_the_shell(texts: list[str | None], folder: Path, reader: ColumnReader) -> list[Row]:
    csv.write_csv(pa.table({"id": range(len(texts)), "when": [text or "" for text in texts]}), folder / "in.csv")
    arguments = ["convert", str(folder / "in.csv"), "--column", "when", "-o", str(folder / "out.parquet")]
    result = CliRunner().invoke(main, [*arguments, "--details", "--ambiguous", "guess"], catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    return list(parquet.read_table(folder / "out.parquet").drop_columns(["id", "when"]).to_pylist())


DOORS: dict[str, Callable[[list[str | None], Path, ColumnReader], list[Row]]] = {
    "Arrow": through_arrow,
    "pandas": through_pandas,
    "polars": through_polars,
    "DuckDB": through_duckdb,
    "shell": through_the_shell,
}


@pytest.fixture(scope="module")
def expected(translator: Translator) -> list[Row]:
    """What the core says of the column in one chunk."""
    answers = translate_array(pa.array(TEXTS, pa.string()), reader=ColumnReader(translator)).to_pylist()
    nothing = {"iso": None, "date": None, "confidence": None, "ambiguous": False}
    return [{f"when_{name}": value for name, value in (answer or nothing).items()} for answer in answers]


def test_the_column_holds_what_tells_doors_apart(expected: list[Row]) -> None:
    assert sum(row["when_iso"] is None for row in expected) >= 5
    assert sum(isinstance(row["when_date"], date) for row in expected) > 50
    assert sum(row["when_iso"] is not None and row["when_date"] is None for row in expected) >= 4
    assert any(row["when_ambiguous"] for row in expected)


@pytest.mark.parametrize("door", DOORS)
def test_every_door_gives_the_same_answers(
    door: str, expected: list[Row], translator: Translator, tmp_path: Path
) -> None:
    found = DOORS[door](TEXTS, tmp_path, ColumnReader(translator))
    assert len(found) == len(expected)
    for row, wanted, text in zip(found, expected, TEXTS, strict=True):
        # A CSV has no nulls: its empty field is a text without characters
        confidence = 1.0 if door == "shell" and text is None else wanted["when_confidence"]
        assert row["when_confidence"] == pytest.approx(confidence, abs=1e-4, nan_ok=True), text
        assert {**row, "when_confidence": 0} == {**wanted, "when_confidence": 0}, text
