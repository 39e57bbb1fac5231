"""What is told of the columns of a file, whatever they hold."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from datelens.columns.files import profile_html
from datelens.columns.files.formats import source_of
from datelens.columns.files.passes import Passes
from datelens.columns.files.profile import Profile, Profiling, date_columns
from datelens.columns.files.profile_text import HEAD, NOTHING, row_of
from datelens.columns.reader import ColumnReader
from datelens.translator import Translator


def profiles_of(path: Path, table: pa.Table, translator: Translator) -> list[Profile]:
    parquet.write_table(table, path)
    source, reader = source_of(path), ColumnReader(translator)
    passes = Passes(source, list(date_columns(source, reader)), reader)
    profiling = Profiling(passes)
    for _ in (*passes.look(), *profiling.run()):
        pass
    return profiling.profiles


def test_what_there_is_nothing_to_say_of_has_a_dash(tmp_path: Path, translator: Translator) -> None:
    """Dates are what they are, so that no order of them is told."""
    [profile] = profiles_of(tmp_path / "a.parquet", pa.table({"day": pa.array([0, None], pa.date32())}), translator)
    row = dict(zip(HEAD, row_of(profile), strict=True))
    assert (row["column"], row["dates"], row["earliest"], row["empty"]) == ("day", "100.0 %", "1970-01-01", "1")
    assert (row["order"], row["language"]) == (NOTHING, NOTHING)


def test_a_file_without_dates_has_a_page_that_says_so(tmp_path: Path, translator: Translator) -> None:
    assert profiles_of(tmp_path / "a.parquet", pa.table({"n": [1], "s": ["no idea"]}), translator) == []
    page = profile_html.write([], "a:b.parquet: Parquet, 1 rows", "a:b.parquet")
    assert "<title>Dates in a:b.parquet</title>" in page
    assert page.count("<p>No column holds dates; <code>") == 1
