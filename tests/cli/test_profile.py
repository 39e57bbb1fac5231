"""`datelens profile`: which columns hold dates, in which order, and how many are in doubt."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pyarrow as pa
import pytest
from click.testing import CliRunner, Result
from pyarrow import parquet

from datelens.cli.main import main


def profile(*arguments: object) -> Result:
    result = CliRunner().invoke(main, ["profile", *map(str, arguments)], catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    return result


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    rows = [
        f"{day},{day:02}/04/2021,{day}. März 19{day + 50},{day * 100},{1990 + day},a blue sofa" for day in range(13, 29)
    ]
    rows += ["29,03/04/2021,,7,2001,x", "30,n/a,Mai 2016,8,2002,<b>y</b>", "31,too few"]
    path = tmp_path / "orders.csv"
    path.write_text("id,paid,日付,amount,year,name\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_locales_that_are_none_are_told_of(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("when,where\n13/04/2021,en_GB\n14/04/2021,Utopia\n")
    told = profile(tmp_path / "in.csv", "--column", "when", "--locale-column", "where").stderr
    assert "where: the model does not know 'Utopia'; such rows are read without." in told


def test_columns_of_dates_are_found_and_told_of(orders: Path) -> None:
    result = profile(orders)
    lines = result.stdout.splitlines()
    assert lines[0] == "orders.csv: utf-8, delimited by ',', 6 columns; 1 row set aside."
    assert lines[2].split() == "column dates order language precision earliest latest in doubt refused empty".split()
    paid, when, year = (re.split(r" {2,}", line) for line in lines[3:6])
    order = "DMY, 16 rows for, 0 against"
    assert paid == ["paid", "94.4 %", order, "–", "17 day", "2021-04-03", "2021-04-28", "0", "1", "0"]
    assert when[2:6] == ["no row depends on the order", "de, 17 rows for, 0 against", "16 day, 1 month", "1963-03-13"]
    assert year[0] == "year"
    assert "paid, refused:\n  row 18  'n/a'  no date" in result.stdout
    assert not result.stderr  # what was found stands in the report already


def test_columns_stand_below_their_heads_whatever_their_script(orders: Path) -> None:
    lines = profile(orders).stdout.splitlines()
    assert lines[4].startswith("日付    ")  # two columns a character
    assert lines[2].startswith("column  dates")


def test_chosen_columns_are_read_whatever_they_hold(orders: Path) -> None:
    found = json.loads(profile(orders, "--column", "name", "--column", "paid", "--format", "json").stdout)
    assert [one["column"] for one in found["profiles"]] == ["name", "paid"]
    assert sum(found["profiles"][0][kind] for kind in ("dates", "ambiguous", "refused", "empty")) == 18
    assert found["columns"] == ["id", "paid", "日付", "amount", "year", "name"]


def test_json_has_everything(orders: Path) -> None:
    [paid, when, _] = json.loads(profile(orders, "--format", "json").stdout)["profiles"]
    assert (paid["rows"], paid["dates"], paid["ambiguous"], paid["refused"], paid["empty"]) == (18, 17, 0, 1, 0)
    assert paid["settled"][0]["order"] == "DMY"
    assert paid["settled"][0]["for"] == {"DMY": 16}
    assert paid["orders_of_open_rows"] == {"DMY": 1}
    assert paid["samples_refused"] == [{"row": 18, "text": "n/a", "reason": "no date"}]
    assert when["precision"] == {"month": 1, "day": 16}
    assert (when["empty"], when["settled"][0]["language"]) == (1, "de")


def test_rows_in_doubt_are_counted_and_shown(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("when\n03/04/2021\n04/05/2021\n03/04/2021\n5 Jan 2016\n")
    [found] = json.loads(profile(tmp_path / "in.csv", "--format", "json").stdout)["profiles"]
    assert (found["ambiguous"], found["dates"], found["share"]) == (3, 1, 1.0)
    assert [sample["row"] for sample in found["samples_in_doubt"]] == [1, 2]
    assert "2021-04-03 (0." in found["samples_in_doubt"][0]["readings"]
    [told] = json.loads(profile(tmp_path / "in.csv", "--order", "MDY", "--format", "json").stdout)["profiles"]
    assert (told["ambiguous"], told["settled"][0]["words"]) == (0, "MDY, as was said")


class Page(HTMLParser):
    """The texts of a page; it must close what it opens."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(page)
        assert not self.open

    def handle_starttag(self, tag: str, attributes: object) -> None:
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_the_page_needs_nothing_else_and_runs_nothing(orders: Path, tmp_path: Path) -> None:
    profile(orders, "--column", "name", "--column", "日付", "-o", tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    texts = Page(page).texts
    assert "日付" in texts
    assert "'<b>y</b>'" not in page
    assert "<b>y</b>" in texts
    assert not any(word in page for word in ("<script", "http:", "https:", "@import"))


def test_a_file_without_dates_says_so(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("name,amount\nAnna,1200\nBert,350\n")
    assert profile(tmp_path / "in.csv").stdout.endswith(
        "2 columns.\nNo column holds dates; --column reads one all the same.\n"
    )
    profile(tmp_path / "in.csv", "-o", tmp_path / "x.html")
    assert "No column holds dates; " in (tmp_path / "x.html").read_text()


def test_dates_of_parquet_and_lines_of_json_are_found(tmp_path: Path) -> None:
    table = pa.table({"n": [1, 2], "d": pa.array([0, 366], pa.date32()), "s": ["5 Jan 2016", None], "l": [["x"], None]})
    parquet.write_table(table, tmp_path / "in.parquet")
    (tmp_path / "in.jsonl").write_text('{"n": 2016, "s": "5 Jan 2016"}\n{"n": 2017, "s": "x y"}\n')
    [d, s] = json.loads(profile(tmp_path / "in.parquet", "--format", "json").stdout)["profiles"]
    assert (d["earliest"], d["latest"], d["dates"]) == ("1970-01-01", "1971-01-02", 2)
    assert (s["dates"], s["empty"]) == (1, 1)
    found = json.loads(profile(tmp_path / "in.jsonl", "--format", "json").stdout)["profiles"]
    assert [one["column"] for one in found] == ["s"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--column", "x"], "there is no column 'x'"),
        (["-o", "out.pdf"], "`--output` must end in .txt, .json, .html; got 'out.pdf'"),
        (["--format", "xml"], "'xml' is not one of 'text', 'json', 'html'"),
    ],
    ids=" ".join,
)
def test_what_a_user_can_mend_is_told(arguments: list[str], message: str, orders: Path) -> None:
    result = CliRunner().invoke(main, ["profile", str(orders), *arguments])
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stdout == ""


def test_columns_of_one_name_are_said_to_be_left_out(tmp_path: Path) -> None:
    path = tmp_path / "twice.csv"
    path.write_text("when,when,id\n5 Jan 2016,6 Jan 2016,1\n", encoding="utf-8")
    assert "more than one column is called 'when': left out. Rename one in the header." in profile(path).stderr
