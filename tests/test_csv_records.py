"""Records of delimited text: what they hold, how rows are numbered, and what is refused."""

from __future__ import annotations

import pytest

from datelens.csv_records import csv_records
from datelens.errors import DataError

NEEDED = ("text", "iso")


def lines(content: str) -> list[str]:
    return content.splitlines(keepends=True)


def test_fields_have_the_names_of_their_columns_in_any_order() -> None:
    found = csv_records(lines("iso, note ,text\n2016-01-05,a,5 Jan 2016\n"), NEEDED)
    assert list(found) == [(2, {"iso": "2016-01-05", "note": "a", "text": "5 Jan 2016"})]


def test_rows_are_numbered_as_a_spreadsheet_does() -> None:
    found = csv_records(lines('text,iso\n\na,\n"b\nc",\n\nd,\n'), NEEDED)
    assert [(number, record["text"]) for number, record in found] == [(3, "a"), (4, "b\nc"), (6, "d")]


@pytest.mark.parametrize("mark", [",", "\t", ";", "|"])
def test_a_quoted_field_may_hold_the_mark_that_parts_fields(mark: str) -> None:
    [(_, record)] = csv_records(lines(f'text{mark}iso\n"5{mark} ""Jan"""{mark}\n'), NEEDED, mark)
    assert record == {"text": f'5{mark} "Jan"', "iso": ""}


@pytest.mark.parametrize("content", ["", "text,iso\n"])
def test_no_rows_are_no_records(content: str) -> None:
    assert list(csv_records(lines(content), NEEDED)) == []


@pytest.mark.parametrize(
    ("content", "mark", "message"),
    [
        ("text\na\n", ",", r"^the header lacks `iso`; got 'text'. The first row must name the columns.$"),
        ("a,b\n", ",", r"lacks `text` and `iso`; got 'a, b'. The first row must name the columns.$"),
        ("\na,b\n", ",", r"lacks `text` and `iso`; got ''"),
        ("text;iso\n", ",", r"It looks parted by semicolons: save it with commas.$"),
        ("text\tiso\n", ",", r"It looks parted by tabs: save it with commas.$"),
        ("text|iso\n", "\t", r"It looks parted by bars: save it with tabs.$"),
        ("text,iso\n", "\t", r"It looks parted by commas: save it with tabs.$"),
        ("text,iso,text, iso\n", ",", r"^the header names `iso` and `text` twice.$"),
        ("text,iso\n\nb\n", ",", r"^row 3 must have 2 fields as the header has; got 1. Commas inside a field want"),
        ("text\tiso\na\tb\tc\n", "\t", r"^row 2 must have 2 fields as the header has; got 3. Tabs inside a field"),
        ('"text"s,iso\n', ",", r"^row 1 is not CSV: "),
        ("t" * 300 + "\n", ",", r"got 't{196}\.{4} The first"),
        ('text,iso\na,\n"b', ",", r"^row 3 is not CSV: unexpected end of data.$"),
    ],
)
def test_what_is_no_table_is_an_error_that_says_where(content: str, mark: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        list(csv_records(lines(content), NEEDED, mark))
