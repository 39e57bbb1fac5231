"""Rows: whatever is in a file is read, or the error names the row."""

from __future__ import annotations

from pathlib import Path

import pytest

from datelens.errors import DataError
from datelens.evaluation.rows import Row, read_rows


def written(folder: Path, content: str | bytes, name: str = "rows.jsonl") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_every_field_of_json_lines_is_read(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        '{"text": "3.4.21", "iso": "2021-04-03", "locale": "de_AT", "order": "dmy", "family": "numeric", '
        '"language": "xx", "ambiguous": true, "spans": {}}\n'
        "\n"
        '{"text": "hello\\u2028",\r"iso": null}\r\n',
    )
    assert read_rows(path) == [
        Row("3.4.21", "2021-04-03", "de_AT", "DMY", "numeric", "de", ambiguous=True),
        Row("hello\u2028", None),
    ]


@pytest.mark.parametrize(("name", "mark"), [("rows.csv", ","), ("rows.tsv", "\t"), ("ROWS.CSV", ",")])
def test_a_table_is_read_by_the_names_in_its_header(tmp_path: Path, name: str, mark: str) -> None:
    lines = [
        mark.join(["iso", " text", "ambiguous", "language"]),
        mark.join(["2016-01-05", '"5 ""Jan""', '2016"', "no", "en"]).replace(f'""{mark}', '""\n'),
        "",
        mark.join(["", "x", "", ""]),
        mark.join(["∅", "", "TRUE", ""]),
    ]
    path = written(tmp_path, "\ufeff" + "\r\n".join(lines), name)
    assert read_rows(path) == [
        Row('5 "Jan"\n2016', "2016-01-05", language="en"),
        Row("x", None),
        Row("", None, ambiguous=True),
    ]


def test_the_format_that_is_named_wins_over_the_ending(tmp_path: Path) -> None:
    path = written(tmp_path, "text,iso\n5 Jan,--01-05\n", "rows.txt")
    assert read_rows(path, "csv") == read_rows(str(path), "csv") == [Row("5 Jan", "--01-05")]


@pytest.mark.parametrize(
    ("text", "iso", "said", "expected"),
    [
        ("03/04/2021", "2021-04-03", None, True),
        ("03/04/2021", "2021-04-03", False, False),
        ("13/04/2021", "2021-04-13", None, False),
        ("13/04/2021", "2021-04-13", True, True),
        ("03/04/2021", None, None, False),
    ],
    ids=["by its numbers", "said clear", "by its numbers clear", "said ambiguous", "no date"],
)
def test_what_is_said_of_doubt_counts_and_otherwise_the_numbers(
    tmp_path: Path, text: str, iso: str | None, said: bool | None, expected: bool
) -> None:
    record = '{"text": "%s", "iso": %s, "ambiguous": %s}'
    json = {None: "null", True: "true", False: "false"}
    path = written(tmp_path, record % (text, f'"{iso}"' if iso else "null", json[said]))
    assert [row.ambiguous for row in read_rows(path)] == [expected]


def test_an_unaided_row_keeps_its_language() -> None:
    row = Row("a", "2016", "de_AT", "DMY", "year", "de", ambiguous=True)
    assert row.hints == ("de_AT", "DMY")
    assert row.unaided() == Row("a", "2016", None, None, "year", "de", ambiguous=True)


GOOD = '{"text": "a", "iso": null}\n'


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("rows.parquet", "", r"must end in .csv, .tsv or .jsonl; got '.*rows.parquet'"),
        ("rows.jsonl", "\n", r"rows.jsonl' holds no rows"),
        ("rows.csv", "text,iso\n", r"rows.csv' holds no rows"),
        ("rows.jsonl", GOOD + "{", r"rows.jsonl': row 2 is not JSON"),
        ("rows.jsonl", GOOD + "[" * 200_000, r"rows.jsonl': row 2 is not JSON: maximum recursion depth"),
        ("rows.jsonl", GOOD + '{"text": ' + "1" * 5000 + "}", r"rows.jsonl': row 2 is not JSON: Exceeds the limit"),
        ("rows.jsonl", GOOD + "\n[1]", r"row 3 must be a JSON object; got \[1\]"),
        ("rows.jsonl", '{"text": "a"}', r"row 1 lacks `iso`"),
        ("rows.jsonl", '{"text": 5, "iso": null}', r"`text` in row 1 must be a string; got 5"),
        ("rows.jsonl", '{"text": "a", "iso": "5 Jan"}', r"`iso` in row 1 must be 2016-01-05.*; got '5 Jan'"),
        ("rows.jsonl", '{"text": "a", "iso": "2019-02-29"}', r"`iso` in row 1 must .* exist.*; got '2019-02-29'"),
        ("rows.jsonl", '{"text": "a", "iso": 2016}', r"`iso` in row 1 must .*; got 2016"),
        ("rows.jsonl", '{"text": "a", "iso": null, "locale": "?"}', r"row 1: `locale` must be an identifier"),
        ("rows.jsonl", '{"text": "a", "iso": null, "order": "DYM"}', r"row 1: `order` must be DMY, MDY or YMD"),
        ("rows.jsonl", '{"text": "a", "iso": null, "family": 1}', r"`family` in row 1 must be a string; got 1"),
        ("rows.jsonl", '{"text": "a", "iso": null, "ambiguous": "so"}', r"`ambiguous` in row 1 .* got 'so'"),
        ("rows.csv", "text,date\na,b\n", r"the header lacks `iso`; got 'text, date'"),
        ("rows.tsv", "text|iso\na|b\n", r"got 'text\|iso'. .* It looks parted by bars: save it with tabs"),
        ("rows.tsv", "text\tiso\na\tb\tc\n", r"got 3. Tabs inside a field want quotes around it"),
        ("rows.csv", "text,iso,iso\na,b,c\n", r"the header names `iso` twice"),
        ("rows.csv", "text,iso\na,\nb\n", r"row 3 must have 2 fields as the header has; got 1"),
        ("rows.csv", 'text,iso\na,\n"b', r"row 3 is not CSV: unexpected end of data"),
        ("rows.csv", b"text,iso\n\xff,\n", r"rows.csv' is not UTF-8: invalid start byte at byte 9"),
    ],
    ids=range(23),
)
def test_what_cannot_be_read_is_an_error_that_says_where(
    tmp_path: Path, name: str, content: str | bytes, message: str
) -> None:
    with pytest.raises(DataError, match=message):
        read_rows(written(tmp_path, content, name))


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"rows\.csv"):
        read_rows(tmp_path / "rows.csv")
