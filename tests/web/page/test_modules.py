"""The page's modules: laws of what computes without looking, run in the browser that they are for."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from live_service import Live
from playwright.sync_api import Browser, Page

from datelens.draw import bidi
from datelens.draw.panels import percent

Run = Callable[..., Any]


@pytest.fixture(scope="module")
def page(browser: Browser, live: Live) -> Iterator[Page]:
    """Where modules can be imported."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{live.url}static/icon.svg")
    yield page
    context.close()


@pytest.fixture(scope="module")
def run(page: Page) -> Run:
    """Call a function of a module with arguments."""

    def call(module: str, name: str, *arguments: Any) -> Any:
        code = "async ([module, name, given]) => (await import(`/static/${module}.js`))[name](...given)"
        return page.evaluate(code, [module, name, list(arguments)])

    return call


TABLES = [
    [["a", "b"], ["c", "d"]],
    [["a, b", 'say "x"'], ["two\nlines", "tab\t"], [" space ", ""]],
    [["", ""], ["", "x"]],
    [["\r\n", '""'], ['"', ","]],
    [["٣ مايو", "2008年"]],
]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("table", TABLES, ids=json.dumps)
def test_what_is_written_is_read_here_and_by_python(run: Run, table: list[list[str]], delimiter: str) -> None:
    written = run("csv", "write", table, delimiter)
    assert run("csv", "parse", written, delimiter) == table
    assert list(csv.reader(io.StringIO(written, newline=""), delimiter=delimiter)) == table


@pytest.mark.parametrize(
    "text",
    ["a,b\nc,d", "a,b\r\nc,d\r\n", "a,\n,b\n", '"a\n""b""",c\n', 'x"y,z\n', "a\rb\r", '"open', "", "\n", "a,b,"],
    ids=repr,
)
def test_csv_is_read_as_python_reads_it(run: Run, text: str) -> None:
    expected = [row or [""] for row in csv.reader(io.StringIO(text, newline=""))]
    assert run("csv", "parse", text, ",") == expected


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b\n1,2\n", ","),
        ("a;b,c\n1;2,3\n", ","),  # as often as not; a comma first
        ("a;b\n1,5;2\n", ";"),
        ("a\tb\n1\t2", "\t"),
        ("5 Jan 2016\n6 Jan 2016", None),
        ("July 8th, 1867\n5 Jan 2016", None),
        ('"a;b"\n"c;d"', None),
        ("", None),
        ("A title\nid,when\n1,x\n2,y\n", ","),
        ("A title\n\na;b\n1,5;2\n2,5;3\nin all;5\n9\n", ";"),
        ("a;b\n1,5;x\n2;y\n3,5;z\n4,5;z\n", ";"),  # all lines alike is better than most
        ("July 8th, 1867\n5 Jan 2016\n6 Jan 2016\n", None),
        ("one\ntwo\nJuly 8th, 1867\nMay 9, 2018\nfive\n", None),
    ],
)
def test_the_delimiter_is_the_one_that_cuts_the_lines_alike(run: Run, text: str, delimiter: str | None) -> None:
    assert run("csv", "delimiterOf", text) == delimiter


@pytest.mark.parametrize(
    ("text", "kind", "delimiter", "rows", "heading"),
    [
        ("a,b\n1,2\n", "csv", ",", [["a", "b"], ["1", "2"]], True),
        ("a,b\n1,2\n", "txt", None, [["a,b"], ["1,2"]], True),
        ("a,b\n1,2\n\n \n", "pasted", None, [["a,b"], ["1,2"]], False),
        ("\ufeffa\tb, c\n1\t2, 3", "tsv", "\t", [["a", "b, c"], ["1", "2, 3"]], True),
        ('"July 8th, 1867"\n"May"', "csv", None, [["July 8th, 1867"], ["May"]], False),
        ('say "x"\nMay 9, 2018\nJune', "txt", None, [['say "x"'], ["May 9, 2018"], ["June"]], True),
        ("التاريخ\n٥ مايو ٢٠١٨", "csv", None, [["التاريخ"], ["٥ مايو ٢٠١٨"]], True),
        ("1\n\n", "csv", None, [["1"]], False),
        ("", "csv", None, [], False),
    ],
    ids=repr,
)
def test_a_text_is_cut_by_what_it_is(
    run: Run, text: str, kind: str, delimiter: str | None, rows: list[list[str]], heading: bool
) -> None:
    [table, *others] = run("table", "tablesOf", text, kind)
    assert (table["delimiter"], table["rows"], table["heading"]) == (delimiter, rows, heading)
    lines = text.removeprefix("\ufeff").split("\n")
    assert [other["rows"] for other in others] == ([[[line] for line in lines if line.strip()]] if delimiter else [])


def test_a_table_may_have_a_great_many_rows(page: Page) -> None:
    code = """async () => (await import("/static/table.js"))
        .tablesOf("a,b\\n".repeat(300_000), "csv").map((table) => [table.width, table.rows.length])"""
    assert page.evaluate(code) == [[2, 300_000], [1, 300_000]]


@pytest.mark.parametrize(
    ("dates", "column"),
    [
        ([[0, 0.9, 0.9], [0, 0.9, 0.9]], 1),
        ([[0.9, 0.905, 0.9]], 0),  # one is as good as the other
        ([[0, 0, 0.9], [0, 0, 0.9]], None),
        ([[0.9, 0, 0.8], [0, 0.9, 0.9]], 0),  # every line's date is in one of its cells
        ([[0, 0, 0]], 0),
    ],
    ids=repr,
)
def test_the_column_is_the_one_with_dates_unless_cutting_lost_them(
    run: Run, dates: list[list[float]], column: int | None
) -> None:
    assert run("guess", "columnOf", dates) == column


KNOWN = {"languages": ["de", "en"], "regions": ["DE", "GB"], "orders": ["DMY", "MDY"]}


@pytest.mark.parametrize(
    ("asked", "settled"),
    [
        (("en", "GB", "DMY"), ("en", "GB", "DMY")),
        (("EN", "gb", "mdy"), ("en", "GB", "MDY")),
        (("", "GB", ""), ("", "", "")),
        (("xx", "GB", "YMD"), ("", "", "")),
        (("de", "XX", ""), ("de", "", "")),
    ],
)
def test_hints_are_those_that_the_model_knows(run: Run, asked: tuple[str, ...], settled: tuple[str, ...]) -> None:
    names = ("language", "region", "order")
    assert run("hints", "settled", dict(zip(names, asked, strict=True)), KNOWN) == dict(
        zip(names, settled, strict=True)
    )


@pytest.mark.parametrize(
    "levels", [[], [0, 0], [1, 1, 1, 1, 2, 2], [0, 0, 1, 1, 0], [1, 2, 2, 1, 3, 3, 2], [2, 1, 0]], ids=str
)
def test_a_line_is_turned_round_as_the_drawings_do_it(run: Run, levels: list[int]) -> None:
    assert run("lines", "visualOrder", levels) == bidi.visual_order(levels)


@pytest.mark.parametrize("share", [0, 0.00002, 0.0004, 0.0005, 0.017, 0.5, 0.65482, 0.9973, 0.99949, 0.9999, 1, -0.3])
def test_shares_read_as_in_the_drawings(run: Run, share: float) -> None:
    assert run("words", "percent", share) == percent(share)


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2018-05-09", "Wednesday, 9 May 2018"),
        ("2000-02-29", "Tuesday, 29 February 2000"),
        ("0099-12-31", "Thursday, 31 December 99"),
        ("2018-05", "May 2018"),
        ("2018", "the year 2018"),
        ("--02-29", "29 February, in no year"),
    ],
)
def test_dates_are_said_in_words(run: Run, iso: str, words: str) -> None:
    assert run("words", "inWords", iso) == words


@pytest.mark.parametrize(
    "view",
    [{"text": "5 Jan 2016"}, {"text": "a&b=c#d %41+é\n٣", "other": "∅", "language": "he", "tab": "column"}],
    ids=json.dumps,
)
def test_a_view_comes_back_from_its_link(run: Run, view: dict[str, str]) -> None:
    fragment = run("link", "fragmentOf", view)
    assert fragment.startswith("#")
    back = {key: value for key, value in run("link", "viewOf", fragment).items() if value}
    assert back == {"method": "attention", "tab": "date"} | view  # the usual need not be said
