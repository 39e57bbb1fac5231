"""JSON lines: what is not changed in a line stays as it was, to the letter."""

from __future__ import annotations

import json
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from datelens.columns.files.batches import Batch, New, Reject
from datelens.columns.files.json_objects import edited, parsed, spans_of, to_json
from datelens.columns.files.jsonlines import LONGEST_LINE, JsonLines, JsonLinesSink, values_of
from datelens.errors import DataError

BESIDE = {"when_iso": "when", "when_date": "when_iso"}

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('{"when": "x"}', '{"when": "x", "when_iso": "2016", "when_date": null}'),
        ('{"when":"x","a":1.50}', '{"when":"x", "when_iso": "2016", "when_date": null,"a":1.50}'),
        ('{"when_iso": "old" , "when": "x"}', '{"when_iso": "2016", "when_date": null , "when": "x"}'),
        (
            '  { "a" : {"when": [1, "}"]} , "when" : 5e400 } ',
            '  { "a" : {"when": [1, "}"]} , "when" : 5e400, "when_iso": "2016", "when_date": null } ',
        ),
        ('{"a": 1}', '{"a": 1}'),
        ("{}", "{}"),
        ('{"wh\\u0065n": "\\ud800"}', '{"wh\\u0065n": "\\ud800", "when_iso": "2016", "when_date": null}'),
    ],
)
def test_a_line_is_changed_where_there_is_something_new(line: str, expected: str) -> None:
    assert edited(line, {"when_iso": "2016", "when_date": None}, BESIDE) == expected


def test_a_name_with_half_a_character_is_the_column_s() -> None:
    line = '{"wh\\ud800n": "x"}'
    [name] = parsed(line)
    assert edited(line, {"when_iso": "2016"}, {"when_iso": name}) == '{"wh\\ud800n": "x", "when_iso": "2016"}'


def test_a_value_is_replaced_where_it_stands() -> None:
    assert (
        edited('{"a": 1, "when": "x", "b": 2}', {"when": "2016"}, {"when": "when"})
        == '{"a": 1, "when": "2016", "b": 2}'
    )


@given(st.dictionaries(st.text(), VALUES), st.sampled_from([None, 0, 2]))
def test_the_spans_are_those_of_the_values(record: dict[str, object], indent: int | None) -> None:
    line = json.dumps(record, indent=indent)
    assert {name: json.loads(line[start:stop]) for name, (start, stop) in spans_of(line).items()} == record
    assert edited(line, {}, {}) == line


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("nope", "Expecting value"),
        ("[1]", "a list"),
        ("3", "a number"),
        ('{"a": NaN}', "NaN is no JSON"),
        ('"x"', "a text"),
        ("[" * 100_000, "nested too deeply"),
        ("null", "null"),
        ('{"a": 1', "Expecting"),
    ],
    ids=lambda text: text[:10],
)
def test_what_is_no_object_is_refused(line: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parsed(line)


def test_values_of_tables_become_json() -> None:
    value = {"d": date(2016, 1, 5), "n": Decimal("1.50"), "b": b"x\xff", "t": "ä"}
    assert to_json(value) == '{"d": "2016-01-05", "n": "1.50", "b": "x\\\\xff", "t": "ä"}'


def a_file(folder: Path, content: str | bytes) -> Path:
    path = folder / "in.jsonl"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_lines_become_rows_and_others_are_set_aside(tmp_path: Path) -> None:
    path = a_file(tmp_path, '{"a": "x", "b": 1}\r\nnope\n\n{"c": [1], "a": null}\n{"a": 20160105}')
    source = JsonLines(path)
    assert source.columns == ("a", "b", "c")
    [batch] = source.batches()
    assert batch.rows.tolist() == [1, 4, 5]  # the numbers of the lines, blank ones too
    assert batch.table.to_pylist() == [
        {"a": "x", "b": "1", "c": None},
        {"a": None, "b": None, "c": "[1]"},
        {"a": "20160105", "b": None, "c": None},
    ]
    assert batch.column("a").to_pylist() == ["x", None, None]
    assert [tuple(cell) for cell in batch.cells["a"]] == [(5, "a", "20160105", "a number, a text expected")]
    assert [(reject.row, reject.text) for reject in batch.aside] == [(2, "nope")]
    assert list(batch.lines) == ['{"a": "x", "b": 1}', '{"c": [1], "a": null}', '{"a": 20160105}']


def test_a_line_end_inside_a_text_is_none(tmp_path: Path) -> None:
    [batch] = JsonLines(a_file(tmp_path, '{"a": "x\u2028y\u0085z"}\n')).batches()
    assert batch.column("a").to_pylist() == ["x\u2028y\u0085z"]


def test_many_lines_come_in_several_batches(tmp_path: Path) -> None:
    lines = [json.dumps({"n": number, "text": "x" * 1000}) for number in range(10_000)]
    batches = list(JsonLines(a_file(tmp_path, "\n".join(lines))).batches(["n"]))
    assert len(batches) > 2
    assert [row for batch in batches for row in batch.rows.tolist()] == list(range(1, 10_001))
    assert [line for batch in batches for line in batch.lines] == lines


def test_an_empty_file_has_no_rows_and_no_columns(tmp_path: Path) -> None:
    source = JsonLines(a_file(tmp_path, "\n \n"))
    assert source.columns == ()
    assert [len(batch.rows) for batch in source.batches()] == [0]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"a": "x"}\n{"a": "\xe4"}\n', r"the file is not in utf-8"),
        (
            b'{"a": "x"}\n{"a": "' + b"x" * (LONGEST_LINE + (2 << 20)) + b'"}\n',
            r"after row 1 comes a line of more than",
        ),
        (b'{"a": "\xc3', r"the file is not in utf-8"),
        (b'{\n "a": "x"\n}\n', r"no line of the file is a JSON object. JSON lines have an object a line"),
    ],
    ids=["encoding", "too long", "cut", "indented"],
)
def test_what_cannot_be_read_is_refused_with_its_place(content: bytes, message: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=message):
        JsonLines(a_file(tmp_path, content))


def test_a_mark_goes_with_the_encoding_that_was_said(tmp_path: Path) -> None:
    for encoding in ("utf-8", "UTF8"):
        [batch] = JsonLines(a_file(tmp_path, b'\xef\xbb\xbf{"a": "x"}\n'), encoding).batches()
        assert batch.column("a").to_pylist() == ["x"]
        assert not batch.aside


def test_what_is_no_text_stands_in_a_table_as_it_was_written(tmp_path: Path) -> None:
    line = (
        '{"price": 1.50, "big": 12345678901234567890.12, "vast": 1e400, "list": [1.0,  "\\ud800"], "n": 7, "x": null}'
    )
    [batch] = JsonLines(a_file(tmp_path, f"{line}\n")).batches()
    assert batch.table.to_pylist() == [
        {"price": "1.50", "big": "12345678901234567890.12", "vast": "1e400", "list": '[1.0,  "\\ud800"]', "n": "7"}
        | {"x": None}
    ]
    assert batch.cells["price"] == [Reject(1, "price", "1.50", "a number, a text expected")]


def test_half_a_character_in_a_name_is_replaced(tmp_path: Path) -> None:
    source = JsonLines(a_file(tmp_path, '{"\\ud800": 1, "when": "5 Jan 2016"}\n'))
    assert source.columns == ("?", "when")
    assert next(iter(source.batches())).table.to_pylist() == [{"?": "1", "when": "5 Jan 2016"}]


def test_what_is_wrong_with_a_line_is_told_with_its_column_alone(tmp_path: Path) -> None:
    [batch] = JsonLines(a_file(tmp_path, '{"a": "x"}\n{"a": 1,}\n')).batches()
    assert [(reject.row, reject.reason) for reject in batch.aside] == [
        (2, "no JSON object: Illegal trailing comma before end of object, column 8")
        if sys.version_info >= (3, 13)
        else (2, "no JSON object: Expecting property name enclosed in double quotes, column 9")
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig"])
def test_the_mark_of_a_file_says_its_encoding(encoding: str, tmp_path: Path) -> None:
    path = a_file(tmp_path, '{"a": "ä"}\n{"a": "ö"}\n'.encode(encoding))
    [batch] = JsonLines(path).batches()
    assert batch.column("a").to_pylist() == ["ä", "ö"]
    if encoding != "utf-8-sig":
        with pytest.raises(DataError, match=f"is not in utf-8 .* Say which it is with --encoding, as {encoding}"):
            JsonLines(path, "utf-8")


@pytest.mark.parametrize("encoding", ["utf-9", "hex", "rot13"])
def test_what_is_no_encoding_of_texts_is_refused(encoding: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=f"`--encoding` must be one that Python knows .*; got '{encoding}'"):
        JsonLines(a_file(tmp_path, b'{"a": "x"}\n'), encoding)


def test_moments_that_python_has_no_number_for_are_written_as_they_are() -> None:
    assert values_of(pa.array([10_000_000, None, 0], pa.date32())) == ["29349-01-26", None, date(1970, 1, 1)]
    assert values_of(pa.array([3 * 10**11], pa.timestamp("s"))) == ["11476-08-15T05:20:00"]
    assert values_of(pa.array([10**12], pa.timestamp("s"))) == ["<value out of range: 1000000000000>"]
    with pytest.raises(DataError, match=r"a value in a column of list<item: date32.* cannot be written: date value"):
        values_of(pa.array([[10_000_000]], pa.list_(pa.date32())))


def test_a_table_with_two_columns_of_one_name_is_no_object() -> None:
    table = pa.RecordBatch.from_arrays([pa.array(["x"])] * 4, ["id", "note", "when", "note"])
    with (
        JsonLinesSink(pa.BufferOutputStream()) as sink,
        pytest.raises(DataError, match=r"more than one column is called 'note', and an object of JSON holds one value"),
    ):
        sink.write(Batch(np.arange(1), table, 1.0), New({}, {}))


def test_rows_of_a_table_become_lines() -> None:
    table = pa.RecordBatch.from_pydict({"when": ["ä", None], "n": [1, 2]})
    file = pa.BufferOutputStream()
    with JsonLinesSink(file) as sink:
        new = New({"c": pa.array([0.9991792, None], pa.float32())}, {"c": "when"})
        sink.write(Batch(np.arange(2), table, 1.0), new)
    assert file.getvalue().to_pybytes().decode() == (
        '{"when": "ä", "c": 0.9991792, "n": 1}\n{"when": null, "c": null, "n": 2}\n'
    )


def test_floats_that_json_has_none_of_are_null() -> None:
    value = {"a": float("nan"), "b": [1.5, float("inf"), {"c": float("-inf")}], "d": "NaN"}
    assert json.loads(to_json(value)) == {"a": None, "b": [1.5, None, {"c": None}], "d": "NaN"}
