"""Delimited text: every row is a row, or set aside with its number."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from datelens.columns.files.batches import Batch, New
from datelens.columns.files.delimited import LONGEST_ROW, Delimited, DelimitedSink
from datelens.errors import DataError


def rows_of(source: Delimited, columns: list[str] | None = None) -> list[tuple[int, dict[str, str]]]:
    return [
        pair
        for batch in source.batches(columns)
        for pair in zip(batch.rows.tolist(), batch.table.to_pylist(), strict=True)
    ]


def a_file(folder: Path, content: bytes) -> Path:
    path = folder / "in.csv"
    path.write_bytes(content)
    return path


def test_quotes_line_ends_marks_and_nuls_are_read(tmp_path: Path) -> None:
    content = b'\xef\xbb\xbfwhen,a\r\n"5 ""Jan"",\r\n2016", x \r\n\r\n,\0\r\n'
    assert rows_of(Delimited(a_file(tmp_path, content))) == [
        (1, {"when": '5 "Jan",\r\n2016', "a": " x "}),
        (2, {"when": "", "a": "\0"}),
    ]


def test_numbers_stay_the_texts_that_they_are(tmp_path: Path) -> None:
    found = rows_of(Delimited(a_file(tmp_path, b"a,b\n007,NULL\n1.50,nan\n")))
    assert [row for _, row in found] == [{"a": "007", "b": "NULL"}, {"a": "1.50", "b": "nan"}]


def test_a_blank_line_is_a_row_where_there_is_one_column(tmp_path: Path) -> None:
    assert rows_of(Delimited(a_file(tmp_path, b"when\n1\n\n3\n"))) == [
        (1, {"when": "1"}),
        (2, {"when": ""}),
        (3, {"when": "3"}),
    ]


def test_rows_of_other_lengths_are_set_aside_with_their_numbers(tmp_path: Path) -> None:
    source = Delimited(a_file(tmp_path, b"a,b\n0\n2,2\n3,3,3\n4,4\n5\n6,6\n7,7,7\n"))
    batches = list(source.batches())
    assert [row for batch in batches for row in batch.rows.tolist()] == [2, 4, 6]
    assert [tuple(reject) for batch in batches for reject in batch.aside] == [
        (1, "", "0", "1 field, 2 expected"),
        (3, "", "3,3,3", "3 fields, 2 expected"),
        (5, "", "5", "1 field, 2 expected"),
        (7, "", "7,7,7", "3 fields, 2 expected"),
    ]


def test_rows_keep_their_numbers_over_many_blocks(tmp_path: Path) -> None:
    """Arrow reads ahead: rows are set aside before the batch that they stand in is given."""
    lines = [f"{number}" if number % 1000 == 7 else f"{number},{'x' * 90}" for number in range(1, 150_001)]
    source = Delimited(a_file(tmp_path, ("a,b\n" + "\n".join(lines) + "\n").encode()))
    batches = list(source.batches())
    assert len(batches) > 3
    assert all((batch.table.column(0).cast(pa.int64()).to_numpy() == batch.rows).all() for batch in batches)
    aside = [reject.row for batch in batches for reject in batch.aside]
    assert aside == list(range(7, 150_001, 1000))
    done = [batch.done for batch in batches]
    assert done == sorted(done)
    assert done[-1] == 1.0


def test_a_file_of_bad_rows_loses_none(tmp_path: Path) -> None:
    batches = list(Delimited(a_file(tmp_path, b"a,b\n1\n2\n"), delimiter=",").batches())
    assert [reject.row for batch in batches for reject in batch.aside] == [1, 2]
    assert sum(len(batch.rows) for batch in batches) == 0


def test_a_row_that_looks_like_the_end_that_is_made_is_set_aside_as_any(tmp_path: Path) -> None:
    source = Delimited(a_file(tmp_path, b"a,b\n1,2\n\x04,,\n3,4\n\x04,,\n"), "utf-8", ",")
    batches = list(source.batches())
    assert [number for batch in batches for number in batch.rows.tolist()] == [1, 3]
    assert [(reject.row, reject.text) for batch in batches for reject in batch.aside] == [(2, "\x04,,"), (4, "\x04,,")]


def test_some_columns_may_be_asked_for(tmp_path: Path) -> None:
    source = Delimited(a_file(tmp_path, b"a,b,a\n1,2,3\n"))
    assert source.columns == ("a", "b", "a")
    assert rows_of(source, ["b"]) == [(1, {"b": "2"})]
    assert next(iter(source.batches())).table.schema.names == ["a", "b", "a"]


@pytest.mark.parametrize("content", [b"when,a\n", b"when,a", b"\xef\xbb\xbfwhen,a\r\n"])
def test_a_header_alone_is_a_table_without_rows(content: bytes, tmp_path: Path) -> None:
    [batch] = Delimited(a_file(tmp_path, content)).batches()
    assert (batch.table.schema.names, len(batch.rows)) == (["when", "a"], 0)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig", "cp1251"])
def test_other_encodings_are_read(encoding: str, tmp_path: Path) -> None:
    text = "when;a\n3 октября;ж\n" if encoding == "cp1251" else "when;a\n3. März;é\n"
    source = Delimited(a_file(tmp_path, text.encode(encoding)))
    assert source.dialect.encoding == encoding
    assert list(rows_of(source)[0][1].values()) == text.splitlines()[1].split(";")


def test_packed_files_are_unpacked(tmp_path: Path) -> None:
    path = a_file(tmp_path, gzip.compress(b"a,b\n1,2\n") + gzip.compress(b"3,4\n"))
    assert [row["a"] for _, row in rows_of(Delimited(path))] == ["1", "3"]
    path.write_bytes(gzip.compress(b"a,b\n" + b"1,2\n" * 1000)[:30])
    with pytest.raises(DataError, match="it cannot be unpacked: it is cut off, or broken"):
        rows_of(Delimited(path))


def test_a_byte_that_is_not_in_the_encoding_is_told_with_its_place(tmp_path: Path) -> None:
    path = a_file(tmp_path, b"a,b\n" + (b"1," + b"2" * 97 + b"\n") * 60_000 + b"3,\xe4\n")
    with pytest.raises(DataError, match=r"the file is not in utf-8 \(after row [1-9][\d,]+\). Say which it is"):
        rows_of(Delimited(path, "utf-8"))
    with pytest.raises(DataError, match=r"the file is not in ascii \(b'\\xe4' after row"):
        rows_of(Delimited(path, "ascii"))


def test_a_row_that_is_too_long_is_told_with_its_place(tmp_path: Path) -> None:
    path = a_file(tmp_path, b"a,b\n1,2\n" + b"x" * (3 * LONGEST_ROW) + b",3\n")
    with pytest.raises(DataError, match=r"after row 1 comes a row of more than 4,194,304 bytes. Is a quote left open"):
        rows_of(Delimited(path))


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"", b"\n\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_a_quote_that_is_never_closed_takes_no_rows_in_silence(tmp_path: Path, encoding: str, end: bytes) -> None:
    text = 'a,b\n1,2\n3,"4\n5,6\n7,8' + end.decode()
    path = a_file(tmp_path, text.encode(encoding))
    with pytest.raises(DataError, match=r"the quote that opens in row 2 is never closed; all below it is in one field"):
        rows_of(Delimited(path, encoding))
    path.write_bytes((text.rstrip() + '"' + end.decode()).encode(encoding))
    assert rows_of(Delimited(path, encoding))[-1] == (2, {"a": "3", "b": "4\n5,6\n7,8"})


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("columns", [None, ["a"]])
@pytest.mark.parametrize(
    ("content", "row"),
    [(b'a,b\n1,2\n3,"4\n5,6\n', 2), (b'a,b\n1,2\n"3,4\n5,6', 2), (b'a,b\n"1\n', 1), (b'a\n1\n"', 2), (b'a\n"\n\n', 1)],
)
def test_an_open_quote_is_told_whichever_field_it_is_in(
    content: bytes, row: int, columns: list[str] | None, packed: bool, tmp_path: Path
) -> None:
    path = a_file(tmp_path, gzip.compress(content) if packed else content)
    with pytest.raises(DataError, match=f"the quote that opens in row {row} is never closed"):
        rows_of(Delimited(path, delimiter=","), columns)


@pytest.mark.parametrize("end", [b"onlyone\n", b"onlyone", b"1,2,3\r\n", b'5" pipe\n'])
def test_a_short_last_row_after_a_field_of_many_lines_is_set_aside(end: bytes, tmp_path: Path) -> None:
    batches = list(Delimited(a_file(tmp_path, b'a,b\n1,"x\ny"\n' + end)).batches())
    assert [row for batch in batches for row in batch.table.to_pylist()] == [{"a": "1", "b": "x\ny"}]
    assert [(reject.row, reject.text) for batch in batches for reject in batch.aside] == [(2, end.decode().strip())]


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_the_end_of_a_file_adds_no_row(encoding: str, end: str, tmp_path: Path) -> None:
    path = a_file(tmp_path, ("when\n3. März" + end).encode(encoding))
    assert rows_of(Delimited(path)) == [(1, {"when": "3. März"})]


@pytest.mark.parametrize("size", [140_000, 400_000])
def test_a_first_row_that_is_very_long_is_read(size: int, tmp_path: Path) -> None:
    content = b"id,blob,when\n1," + b"x" * size + b",5 Jan 2016\n2,y,6 Jan 2016\n"
    assert [row["when"] for _, row in rows_of(Delimited(a_file(tmp_path, content)))] == ["5 Jan 2016", "6 Jan 2016"]


def test_a_last_field_of_many_lines_is_read(tmp_path: Path) -> None:
    path = a_file(tmp_path, b'a,b\n1,"2\n"\n')
    assert rows_of(Delimited(path)) == [(1, {"a": "1", "b": "2\n"})]


def written(table: pa.RecordBatch, **options: object) -> bytes:
    file = pa.BufferOutputStream()
    with DelimitedSink(file, **options) as sink:  # type: ignore[arg-type]
        sink.write(Batch(np.arange(len(table)), table, 1.0), New({}, {}))
    return file.getvalue().to_pybytes()


def test_fields_are_quoted_where_they_need_it() -> None:
    table = pa.RecordBatch.from_pydict(
        {"a,b": ['x"y', "p,q", "two\nlines", "cr\r", " plain ", None], "n": [1, 2, 3, 4, 5, 6]}
    )
    assert written(table) == (b'"a,b",n\r\n"x""y",1\r\n"p,q",2\r\n"two\nlines",3\r\n"cr\r",4\r\n plain ,5\r\n,6\r\n')
    assert written(table, delimiter="\t", line_end="\n", mark=True).startswith(
        b'\xef\xbb\xbfa,b\tn\n"x""y"\t1\np,q\t2\n'
    )


def test_an_empty_field_that_is_alone_on_its_line_is_quoted_for_readers_that_skip_blank_lines() -> None:
    assert written(pa.RecordBatch.from_pydict({"a": ["", "x", None]})) == b'a\r\n""\r\nx\r\n""\r\n'


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    texts = ["", '"', '""', ",", ";", "\t", "\n", "\r\n", "\r", "'", "a\0b", "5. März", "\ufeff", "x" * 5000]
    for columns in ({"a": texts}, {"a": texts, "b": texts[::-1]}):
        for delimiter in (",", ";", "\t", "|", "."):
            table = pa.RecordBatch.from_pydict(columns)
            path = a_file(tmp_path, written(table, delimiter=delimiter))
            found = [row for _, row in rows_of(Delimited(path, "utf-8", delimiter))]
            assert found == table.to_pylist()


def test_other_types_are_written_as_texts() -> None:
    table = pa.RecordBatch.from_pydict(
        {"l": [[1, None]], "d": pa.array(["x"]).dictionary_encode(), "b": [True], "f": [1.5]}
    )
    assert written(table) == b'l,d,b,f\r\n"[1, null]",x,true,1.5\r\n'
    with pytest.raises(DataError, match=r"a column of .*binary.* cannot be written as text"):
        written(pa.RecordBatch.from_pydict({"x": [b"\xff"]}))
    with pytest.raises(DataError, match=r"a column of list<item: date32.* cannot be written as text: date value out"):
        written(pa.RecordBatch.from_pydict({"x": pa.array([[10_000_000]], pa.list_(pa.date32()))}))


@pytest.mark.parametrize("blank", [b"", b"\n", b"\r\n\r\n", b"sep=,\r\n", b"sep=,\n\n"])
@pytest.mark.parametrize("row", [b"a\n5 Jan 2016\n", b"a,b\n5 Jan 2016,1\n"])
def test_what_stands_above_the_header_is_no_row(tmp_path: Path, blank: bytes, row: bytes) -> None:
    delimiter = "," if row.startswith(b"a\n") else None  # of one column, a comma would be no delimiter
    source = Delimited(a_file(tmp_path, blank + row + b"x,y,z\n"), None, delimiter)
    batches = list(source.batches())
    assert [value for batch in batches for value in batch.column("a").to_pylist()] == ["5 Jan 2016"]
    assert [(reject.row, reject.text) for batch in batches for reject in batch.aside] == [(2, "x,y,z")]
