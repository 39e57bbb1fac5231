"""Figures of maps as text, JSON and a page, and cases from files."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from datelens.errors import DataError
from datelens.evaluation.maps import FIGURES, MapReport
from datelens.evaluation.maps.figures import NOTES, Figure
from datelens.evaluation.maps.files import read_cases
from datelens.evaluation.maps.render import to_json, to_page, to_text, written

REPORT = MapReport(
    model="<mine> & others",
    source="a <b>",
    texts=1200,
    right=1100,
    hinted=False,
    values={"gold top": (0.9961, 9000), "gold mass": (0.9, 9000), "alignment error": (0.1, 1100), "drift": (0.02, 7)},
)


def test_text_has_a_table_for_each_section_that_has_cases() -> None:
    lines = to_text(REPORT).splitlines()
    assert lines[0] == "a <b>: 1,200 texts read unaided by <mine> & others, 1,100 of them right."
    assert [re.split(r"  +", line.strip()) for line in lines[2:]] == [
        ["Gold spans", "value", "cases", "bar"],
        ["largest weight inside", "99.61 %", "9,000", "≥ 99.50 %", "met"],
        ["weight inside", "90.00 %", "9,000", "≥ 97.00 %", "missed"],
        ["soft alignment error", "0.100", "1,100"],
        [""],
        ["Other seeds", "value", "cases", "bar"],
        ["drift", "0.020 bits", "7", "≤ 0.050 bits", "met"],
    ]


def test_one_text_is_no_texts() -> None:
    one = replace(REPORT, texts=1, right=1)
    assert to_text(one).startswith("a <b>: 1 text read unaided by <mine> & others, 1 of them right.")


def test_json_has_everything() -> None:
    record = json.loads(to_json(REPORT))
    assert record["figures"]["drift"] == {"value": 0.02, "cases": 7, "bar": 0.05, "met": True}
    assert record["figures"]["alignment error"] == {"value": 0.1, "cases": 1100, "bar": None, "met": None}
    assert (record["texts"], record["right"], record["hinted"]) == (1200, 1100, False)
    assert record["figures"].keys() == REPORT.values.keys()


def test_the_page_says_what_is_counted_and_lets_nothing_break_out() -> None:
    page = to_page(REPORT)
    assert NOTES["Gold spans"] in page
    assert NOTES["Occlusion"] not in page
    assert page.count("<table>") == 2
    assert "<mine>" not in page
    assert "<b>" not in page
    assert "http" not in page


def test_every_section_has_a_note() -> None:
    assert {figure.section for figure in FIGURES.values()} == set(NOTES)


@pytest.mark.parametrize(
    ("unit", "shown"), [("share", "12.35 %"), ("number", "0.123"), ("bits", "0.123 bits"), ("log", "0.123 nats")]
)
def test_values_have_their_unit(unit: Any, shown: str) -> None:
    assert written(Figure("", "", unit), 0.12345) == shown


def case_file(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def test_spans_are_read_as_they_are_generated(tmp_path: Path) -> None:
    csv = "text,iso,year_start,year_stop,month_start,month_stop,day_start,day_stop\n"
    csv += "5 Jan 2016,2016-01-05,6,10,2,5,0,1\nMay,,,,,,,\n"
    lines = '{"text": "5 Jan 2016", "iso": "2016-01-05", "spans": {"year": [6, 10], "month": [2, 5], "day": [0, 1]}}\n'
    lines += '{"text": "May", "iso": null}\n'
    from_csv = read_cases(case_file(tmp_path, "c.csv", csv))
    from_lines = read_cases(case_file(tmp_path, "c.jsonl", lines))
    assert [case.spans for case in from_csv] == [{"year": (6, 10), "month": (2, 5), "day": (0, 1)}, {}]
    assert from_csv == from_lines


@pytest.mark.parametrize(
    ("spans", "message"),
    [
        ('{"hour": [0, 1]}', r"`spans` in row 1 may have year, month, day; got 'hour'"),
        ('{"day": [0, 9]}', r"the span of `day` in row 1 must be \[start, stop\) of its 5 characters; got \[0, 9\]"),
        ('{"day": [2, 2]}', r"the span of `day` in row 1"),
        ('{"day": 3}', r"the span of `day` in row 1"),
        ('{"day": ["a", 2]}', r"the span of `day` in row 1"),
        ('{"day": [0, Infinity]}', r"the span of `day` in row 1"),
        ('{"day": [0.5, 2]}', r"the span of `day` in row 1"),
        ('{"day": "12"}', r"the span of `day` in row 1"),
        ('{"day": [0, 1, 2]}', r"the span of `day` in row 1"),
        ("[]", r"`spans` in row 1 must be an object of fields; got \[\]"),
    ],
)
def test_a_span_that_cannot_be_is_named(tmp_path: Path, spans: str, message: str) -> None:
    path = case_file(tmp_path, "c.jsonl", f'{{"text": "5 Jan", "iso": "--01-05", "spans": {spans}}}\n')
    with pytest.raises(DataError, match=f"c.jsonl': {message}"):
        read_cases(path)
