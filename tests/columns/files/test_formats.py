"""Which format a file is in, and Parquet."""

from __future__ import annotations

import bz2
import gzip
import lzma
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from datelens.columns.files.batches import New, with_new
from datelens.columns.files.delimited import Delimited
from datelens.columns.files.formats import form_of, sink_of, source_of
from datelens.columns.files.jsonlines import JsonLines
from datelens.columns.files.parquet import Parquet
from datelens.errors import DataError


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.csv", ("csv", None)),
        ("a.TSV", ("tsv", None)),
        ("a.jsonl.gz", ("jsonl", "gzip")),
        ("a.ndjson", ("jsonl", None)),
        ("a.b.csv.zst", ("csv", "zstd")),
        ("a.parquet", ("parquet", None)),
    ],
)
def test_an_ending_names_the_format_and_the_packing(name: str, expected: tuple[str, str | None]) -> None:
    assert form_of(Path(name)) == expected


@pytest.mark.parametrize("name", ["a", "a.xls", "a.gz", "a.parquet.gz", ".csv"])
def test_other_endings_are_refused(name: str) -> None:
    with pytest.raises(DataError, match=rf"a file to write must end in .csv, .* got '{name}'"):
        form_of(Path(name))


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.csv", b"a,b\n1,2\n", Delimited),
        ("a.dat", b"a,b\n1,2\n", Delimited),
        ("a.dat", b'{"a": 1}\n', JsonLines),
        ("a.csv", b"{a},b\n1,2\n", Delimited),
        ("a.jsonl", b"\n", JsonLines),
        ("a.jsonl.gz", gzip.compress(b'{"a": 1}\n'), JsonLines),
        ("a.csv", gzip.compress(b"a,b\n1,2\n"), Delimited),
        ("a.json", b'{"a": 1}\n', JsonLines),
        ("a.json", b'\xef\xbb\xbf{"a": 1}\n', JsonLines),
        ("a.json.gz", gzip.compress(b'{"a": 1}\n'), JsonLines),
        ("a.CSV", b"{a},b\n1,2\n", Delimited),
        ("a.csv.gz", gzip.compress(b"{a},b\n1,2\n"), Delimited),
    ],
)
def test_a_file_is_read_as_what_it_is(name: str, content: bytes, kind: type, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    assert type(source_of(tmp_path / name)) is kind


def test_parquet_is_told_by_its_first_bytes(tmp_path: Path) -> None:
    parquet.write_table(pa.table({"a": [1]}), tmp_path / "a.csv")
    assert isinstance(source_of(tmp_path / "a.csv"), Parquet)
    (tmp_path / "b.parquet").write_text("a,b\n")
    with pytest.raises(DataError, match="is no Parquet file, whatever its ending says"):
        source_of(tmp_path / "b.parquet")
    (tmp_path / "c.parquet").write_bytes(b"PAR1 and no more")
    with pytest.raises(DataError, match="this is no Parquet file, or a broken one"):
        source_of(tmp_path / "c.parquet")


def test_parquet_keeps_types_metadata_and_rows(tmp_path: Path) -> None:
    table = pa.table({"n": pa.array(range(200_000), pa.int32()), "d": pa.array([[1]] * 200_000)})
    table = table.replace_schema_metadata({"made by": "us"})
    parquet.write_table(table, tmp_path / "a.parquet", row_group_size=10_000)
    source = source_of(tmp_path / "a.parquet")
    with sink_of(tmp_path / "b.parquet", "parquet", None, source) as sink:
        for batch in source.batches():
            sink.write(batch, New({}, {}))
    found = parquet.read_table(tmp_path / "b.parquet")
    assert found.equals(table)
    assert found.schema.metadata[b"made by"] == b"us"
    assert parquet.read_metadata(tmp_path / "b.parquet").num_row_groups < 6


def test_a_parquet_file_whose_pages_are_broken_is_told_where(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    texts = [f"{number} Jan 2016" for number in range(1000)]
    parquet.write_table(pa.table({"when": texts}), path, compression="snappy", use_dictionary=False)
    content = bytearray(path.read_bytes())
    content[200:600] = b"\xff" * 400
    path.write_bytes(content)
    with pytest.raises(DataError, match="after row 0 the file is broken: "):
        list(source_of(path).batches())


def test_an_empty_parquet_file_has_its_columns(tmp_path: Path) -> None:
    parquet.write_table(pa.table({"a": pa.array([], pa.string())}), tmp_path / "a.parquet")
    [batch] = source_of(tmp_path / "a.parquet").batches(["a"])
    assert (len(batch.rows), batch.table.schema.names) == (0, ["a"])


def test_new_columns_stand_beside_or_in_the_place_of_others() -> None:
    table = pa.RecordBatch.from_pydict({"a": [1], "when": ["x"], "b": [2]})
    iso, day = pa.array(["2016"]), pa.array([None], pa.date32())
    beside = with_new(table, New({"when_iso": iso, "when_date": day}, {"when_iso": "when", "when_date": "when_iso"}))
    assert beside.schema.names == ["a", "when", "when_iso", "when_date", "b"]
    again = with_new(beside, New({"when_iso": pa.array(["2017"])}, {"when_iso": "when"}))
    assert again.schema.names == beside.schema.names
    assert again.to_pylist()[0]["when_iso"] == "2017"
    assert with_new(table, New({"when": iso}, {"when": "when"})).to_pylist() == [{"a": 1, "when": "2016", "b": 2}]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("book.xlsx", b"PK\x03\x04rest", "this is a ZIP file, as workbooks are: save what is in it as CSV"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1", "this is a file of old Office programs, as .xls is"),
        ("rows.csv.bz2", bz2.compress(b"when\n5 Jan 2016\n"), "this is packed by bzip2: unpack it first"),
        ("rows.csv.xz", lzma.compress(b"when\n5 Jan 2016\n"), "this is packed by xz: unpack it first"),
        ("rows.json", b' [{"a": 1}]', "this is one array of JSON. Is there a file of JSON lines"),
        ("rows.jsonl", b'[\n{"a": 1}]', "this is one array of JSON"),
        ("rows.json.gz", gzip.compress(b'[{"a": 1}]'), "this is one array of JSON"),
    ],
)
def test_what_is_no_table_is_told_what_it_is(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataError, match=message):
        source_of(tmp_path / name)


def test_one_column_whose_texts_hold_all_delimiters_is_written_as_any_csv(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("when\nApril 13, 2021\n13;4\n13|4\n13\t4\n")
    source = source_of(tmp_path / "a.csv")
    with sink_of(tmp_path / "b.csv", "csv", None, source) as sink:
        for batch in source.batches():
            sink.write(batch, New({}, {}))
    assert (tmp_path / "b.csv").read_text() == 'when\n"April 13, 2021"\n13;4\n13|4\n13\t4\n'
