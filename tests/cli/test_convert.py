"""`datelens convert`: no row is lost, what is not read is told, and the output is there whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from click.testing import CliRunner, Result
from pyarrow import parquet

from datelens.cli.main import main
from datelens.translator import Translator

MESSY = (
    "id;when;note\r\n"
    + "".join(f"{day};{day:02}.04.2021;clear\r\n" for day in range(13, 29))
    + '29;03.04.2021;"open, and\r\nlong"\r\n30;5. März 2016;words\r\n31;;empty\r\n32;n/a;junk\r\n'
    + "33;too;many;fields\r\n34;  ;blank\r\n"
)


def convert(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["convert", *map(str, arguments)], catch_exceptions=False)


def converted(*arguments: object) -> Result:
    result = convert(*arguments)
    assert result.exit_code == 0, result.stderr
    assert result.stdout == ""
    return result


def rows_of(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline=""), delimiter=delimiter))


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    path = tmp_path / "messy.csv"
    path.write_bytes(MESSY.encode("cp1252"))
    return path


def test_the_new_column_stands_beside_and_the_rest_stays(messy: Path, tmp_path: Path) -> None:
    result = converted(messy, "--column", "when", "-o", tmp_path / "out.csv", "--rejects", tmp_path / "rejects.csv")
    assert (
        (tmp_path / "out.csv").read_bytes().startswith(b"id;when;when_iso;note\r\n13;13.04.2021;2021-04-13;clear\r\n")
    )
    rows = rows_of(tmp_path / "out.csv", ";")
    assert [row["when_iso"] for row in rows[-5:]] == ["2021-04-03", "2016-03-05", "", "", ""]
    assert rows[16] == {"id": "29", "when": "03.04.2021", "when_iso": "2021-04-03", "note": "open, and\r\nlong"}
    assert (tmp_path / "rejects.csv").read_text() == (
        'row,column,text,reason\n20,when,n/a,no date\n21,,33;too;many;fields,"4 fields, 3 expected"\n'
    )
    assert result.stderr.splitlines() == [
        f"{messy}: cp1252 (guessed by its letters; --encoding says another), delimited by ';'.",
        "when: DMY, 16 rows for, 0 against.",
        "22 rows in, 21 rows out, 1 set aside.",
        "when: 18 dates, 2 empty, 0 ambiguous, 1 no date or not sure enough.",
        f"2 rejects in {tmp_path / 'rejects.csv'}.",
    ]


@pytest.mark.parametrize(
    "name", ["out.csv", "out.tsv", "out.jsonl", "out.parquet", "out.csv.gz", "out.jsonl.zst", "out.ndjson"]
)
@pytest.mark.parametrize("options", [(), ("--in-place",), ("--details",)], ids=" ".join)
def test_a_second_run_on_its_own_output_changes_nothing(
    name: str, options: tuple[str, ...], messy: Path, tmp_path: Path
) -> None:
    first, second = tmp_path / name, tmp_path / "second" / name
    second.parent.mkdir()
    converted(messy, "--column", "when", "-o", first, *options)
    converted(first, "--column", "when", "-o", second, *options)
    assert second.read_bytes() == first.read_bytes()
    content = convert(first, "--column", "when", "-o", tmp_path / "x.jsonl", *options)
    assert content.exit_code == 0
    records = [json.loads(line) for line in (tmp_path / "x.jsonl").read_text().splitlines()]
    assert len(records) == 21
    assert records[16]["when" if "--in-place" in options else "when_iso"] == "2021-04-03"


def test_dates_may_take_the_place_of_texts_which_the_rejects_keep(messy: Path, tmp_path: Path) -> None:
    converted(messy, "--column", "when", "--in-place", "-o", tmp_path / "out.parquet")
    table = parquet.read_table(tmp_path / "out.parquet")
    assert table.schema.names == ["id", "when", "note"]
    assert table["when"].to_pylist()[-4:] == ["2016-03-05", None, None, None]
    assert [row["text"] for row in rows_of(tmp_path / "out.rejects.csv")] == ["n/a", "33;too;many;fields"]


def test_details_come_along(messy: Path, tmp_path: Path) -> None:
    converted(messy, "--column", "when", "--details", "-o", tmp_path / "out.parquet")
    table = parquet.read_table(tmp_path / "out.parquet")
    assert table.schema.names == ["id", "when", "when_iso", "when_date", "when_confidence", "when_ambiguous", "note"]
    assert table.schema.field("when_date").type == pa.date32()
    assert table["when_confidence"].to_pylist()[19] > 0.9  # sure that n/a is no date
    assert table["when_iso"].to_pylist()[19] is None


def test_without_rejects_there_is_no_file_of_them_unless_it_was_named(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("when\n5 Jan 2016\n")
    converted(tmp_path / "in.csv", "--column", "when", "-o", tmp_path / "out.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.csv"]
    converted(tmp_path / "in.csv", "--column", "when", "-o", tmp_path / "b.csv", "--rejects", tmp_path / "r.csv")
    assert (tmp_path / "r.csv").read_bytes() == b"row,column,text,reason\r\n"


def ambiguous(folder: Path) -> Path:
    (folder / "in.csv").write_text("when\n03/04/2021\n5 Jan 2016\n")
    return folder / "in.csv"


def test_ambiguous_rows_are_rejects_with_both_readings(tmp_path: Path) -> None:
    result = converted(ambiguous(tmp_path), "--column", "when", "-o", tmp_path / "out.csv")
    assert [row["when_iso"] for row in rows_of(tmp_path / "out.csv")] == ["", "2016-01-05"]
    [reject] = rows_of(tmp_path / "out.rejects.csv")
    assert reject["reason"].startswith("ambiguous: 2021-0")
    assert "2021-04-03 (0." in reject["reason"]
    assert "2021-03-04 (0." in reject["reason"]
    assert "when: order not told (no row for), 1 row open." in result.stderr
    assert "1 ambiguous" in result.stderr


@pytest.mark.parametrize(
    ("options", "iso"),
    [(("--order", "dmy"), "2021-04-03"), (("--order", "MDY"), "2021-03-04"), (("--locale", "en_US"), "2021-03-04")],
    ids=" ".join,
)
def test_the_caller_may_settle_them(options: tuple[str, ...], iso: str, tmp_path: Path) -> None:
    converted(ambiguous(tmp_path), "--column", "when", "-o", tmp_path / "out.csv", *options)
    assert rows_of(tmp_path / "out.csv")[0]["when_iso"] == iso


def test_rows_that_the_order_said_does_not_fit_are_counted(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("when\n03/04/2021\n13/04/2021\n14/04/2021\n")
    result = converted(tmp_path / "in.csv", "--column", "when", "-o", tmp_path / "out.csv", "--order", "MDY")
    assert [row["when_iso"] for row in rows_of(tmp_path / "out.csv")] == ["2021-03-04", "2021-04-13", "2021-04-14"]
    assert "when: the numbers are no date in MDY but one in DMY (2 rows)." in result.stderr


def test_the_likeliest_date_is_written_where_that_is_wished(tmp_path: Path) -> None:
    arguments = (
        ambiguous(tmp_path),
        "--column",
        "when",
        "-o",
        tmp_path / "out.csv",
        "--ambiguous",
        "guess",
        "--details",
    )
    assert "1 reject" not in converted(*arguments).stderr
    row = rows_of(tmp_path / "out.csv")[0]
    assert row["when_iso"] in ("2021-04-03", "2021-03-04")
    assert row["when_ambiguous"] == "true"


def test_rows_may_be_left_each_to_itself(messy: Path, tmp_path: Path) -> None:
    converted(messy, "--column", "when", "--each-row", "-o", tmp_path / "out.csv")
    assert rows_of(tmp_path / "out.csv", ";")[16]["when_iso"] == ""


def test_what_is_not_sure_enough_is_a_reject(messy: Path, tmp_path: Path) -> None:
    converted(messy, "--column", "when", "--min-confidence", "1", "-o", tmp_path / "out.csv")
    assert {row["when_iso"] for row in rows_of(tmp_path / "out.csv", ";")} == {""}
    reasons = [row["reason"] for row in rows_of(tmp_path / "out.rejects.csv")]
    assert reasons[0].startswith("not sure enough: 2021-04-13 (")


def test_strict_ends_with_1_where_a_row_is_rejected(messy: Path, tmp_path: Path) -> None:
    assert convert(messy, "--column", "when", "--strict", "-o", tmp_path / "out.csv").exit_code == 1
    assert len(rows_of(tmp_path / "out.csv", ";")) == 21
    (tmp_path / "good.csv").write_text("when\n5 Jan 2016\n")
    assert convert(tmp_path / "good.csv", "--column", "when", "--strict", "-o", tmp_path / "b.csv").exit_code == 0


def test_each_row_may_say_its_locale(tmp_path: Path) -> None:
    rows = [("03/04/2021", "en_GB"), ("03/04/2021", "en-US"), ("03/04/2021", "xx_YY"), ("5 Jan 2016", "")]
    (tmp_path / "in.csv").write_text("when,where\n" + "".join(f"{when},{where}\n" for when, where in rows))
    result = converted(tmp_path / "in.csv", "--column", "when", "--locale-column", "where", "-o", tmp_path / "out.csv")
    assert [row["when_iso"] for row in rows_of(tmp_path / "out.csv")] == ["2021-04-03", "2021-03-04", "", "2016-01-05"]
    assert "where: the model does not know 'xx_YY'; such rows are read without." in result.stderr
    assert "when (en_GB): DMY, as its locale has it; no row tells the order." in result.stderr
    assert "no row depends on the order" not in result.stderr
    assert "--order settles them" not in result.stderr  # which would be wrong for one of the two


def test_a_confidence_that_is_too_low_is_not_rounded_up_and_none_is_no_number(messy: Path, tmp_path: Path) -> None:
    arguments = (messy, "--column", "when", "-o", tmp_path / "out.csv", "--min-confidence")
    converted(*arguments, "0.99999")
    [reason] = (row["reason"] for row in rows_of(tmp_path / "out.rejects.csv") if "2016-03-05" in row["reason"])
    assert reason.startswith("not sure enough: 2016-03-05 (0.9")
    refused = convert(*arguments, "nan", "--force")
    assert (refused.exit_code, "must be a finite number; got nan" in refused.stderr) == (2, True)


def test_views_and_identifiers_of_parquet_are_written(tmp_path: Path) -> None:
    table = pa.table(
        {
            "when": pa.array(["5 Jan 2016", "n/a"], pa.string_view()),
            "id": pa.array([b"0123456789abcdef", None], pa.uuid()),
        }
    )
    parquet.write_table(table, tmp_path / "in.parquet")
    for form in ("csv", "jsonl", "parquet"):
        converted(tmp_path / "in.parquet", "--column", "when", "-o", tmp_path / f"out.{form}", "--force")
    assert rows_of(tmp_path / "out.csv")[0]["id"] == "30313233-3435-3637-3839-616263646566"
    assert (
        json.loads((tmp_path / "out.jsonl").read_text().split("\n")[0])["id"] == rows_of(tmp_path / "out.csv")[0]["id"]
    )
    assert [row["text"] for row in rows_of(tmp_path / "out.rejects.csv")] == ["n/a"]


def test_the_mark_of_a_file_may_be_left_unsaid(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_bytes(b"\xef\xbb\xbfwhen\n5 Jan 2016\n")
    converted(tmp_path / "in.csv", "--column", "when", "-o", tmp_path / "out.csv", "--encoding", "utf-8")
    assert (tmp_path / "out.csv").read_bytes() == b"\xef\xbb\xbfwhen,when_iso\n5 Jan 2016,2016-01-05\n"


@pytest.mark.parametrize("options", [(), ("--order", "DMY"), ("--each-row",)], ids=" ".join)
def test_locales_that_are_none_and_countries_are_told_of(options: tuple[str, ...], tmp_path: Path) -> None:
    """`EE` is the language Ewe, and no country."""
    rows = "".join(f"3 March 2021,{where}\n" for where in ("EE", "et_EE", "de", "xx", "yy", "zz", "qq", "x1"))
    (tmp_path / "in.csv").write_text("when,where\n" + rows)
    result = converted(
        tmp_path / "in.csv", "--column", "when", "--locale-column", "where", "-o", tmp_path / "out.csv", *options
    )
    assert "where: the model does not know 'qq', 'x1', 'xx' and 2 more; such rows are read without." in result.stderr
    assert (
        "where: two capital letters ('EE') are read as a language and not as a country, EE as Ewe; a country stands "
        "after its language, as in et_EE."
    ) in result.stderr


def test_several_columns_are_converted_together(tmp_path: Path) -> None:
    rows = "".join(f"{day}/4/2021,4/{day}/2021\n" for day in range(13, 29))
    (tmp_path / "in.csv").write_text(f"a,b\n{rows}3/4/2021,3/4/2021\n")
    converted(tmp_path / "in.csv", "--column", "b", "--column", "a", "--column", "b", "-o", tmp_path / "out.csv")
    last = rows_of(tmp_path / "out.csv")[-1]
    assert last == {"a": "3/4/2021", "a_iso": "2021-04-03", "b": "3/4/2021", "b_iso": "2021-03-04"}


def test_json_lines_keep_what_is_not_changed_to_the_letter(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"x":1.50, "when":"5 Jan 2016"}\n{"when": 20160105}\nnope\n{"y": 1e400}\n')
    converted(tmp_path / "in.jsonl", "--column", "when", "-o", tmp_path / "out.jsonl")
    assert (tmp_path / "out.jsonl").read_text() == (
        '{"x":1.50, "when":"5 Jan 2016", "when_iso": "2016-01-05"}\n'
        '{"when": 20160105, "when_iso": null}\n{"y": 1e400}\n'
    )
    rejects = rows_of(tmp_path / "out.rejects.csv")
    assert [(row["row"], row["column"], row["reason"][:9]) for row in rejects] == [
        ("2", "when", "a number,"),
        ("3", "", "no JSON o"),
    ]


def test_parquet_dates_pass_and_numbers_are_refused(tmp_path: Path) -> None:
    days = pa.array([datetime(2016, 1, 5, 10, 30), None])  # noqa: DTZ001  # of no zone, as files have them
    parquet.write_table(pa.table({"n": [1, 2], "t": days}), tmp_path / "in.parquet")
    converted(tmp_path / "in.parquet", "--column", "t", "-o", tmp_path / "out.parquet")
    assert parquet.read_table(tmp_path / "out.parquet")["t_iso"].to_pylist() == ["2016-01-05", None]
    refused = convert(tmp_path / "in.parquet", "--column", "n", "-o", tmp_path / "b.parquet")
    assert refused.exit_code == 2
    assert "column 'n' must hold texts, dates or timestamps; it holds int64" in refused.stderr
    assert not (tmp_path / "b.parquet").exists()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("when_iso", "mine"),
        ("when_confidence", "pre-paid"),
        ("when_confidence", "1.5"),
        ("when_confidence", "-1"),
        ("when_confidence", "nan"),
        ("when_ambiguous", "yes"),
    ],
)
def test_a_column_of_somebody_else_is_not_replaced(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(f"when,{name}\n5 Jan 2016,{text}\n")
    result = convert(tmp_path / "in.csv", "--column", "when", "--details", "-o", tmp_path / "out.csv")
    assert result.exit_code == 2
    assert f"there is a column '{name}' already, and it holds '{text}'" in result.stderr
    assert not (tmp_path / "out.csv").exists()


def test_a_small_confidence_of_an_earlier_run_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("when,when_confidence\n5 Jan 2016,9.5e-07\n6 Jan 2016,\n")
    converted(tmp_path / "in.csv", "--column", "when", "--details", "-o", tmp_path / "out.csv")
    assert all(float(row["when_confidence"]) > 0.9 for row in rows_of(tmp_path / "out.csv"))


def test_a_title_above_the_header_is_told_and_can_be_skipped(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("Sales report 2021\n\nid,when\n1,5 Jan 2016\n")
    result = convert(tmp_path / "in.csv", "--column", "when", "-o", tmp_path / "out.csv")
    assert result.exit_code == 2
    assert "The columns are 'Sales report 2021'. Line 3 looks like the header: say `--skip 2`." in result.stderr
    told = CliRunner().invoke(main, ["profile", str(tmp_path / "in.csv")]).stdout
    assert "(line 3 looks like the header: say `--skip 2`)" in told
    result = converted(tmp_path / "in.csv", "--column", "when", "--skip", "2", "-o", tmp_path / "out.csv")
    assert "utf-8, delimited by ',', 2 lines above the header left out." in result.stderr
    assert rows_of(tmp_path / "out.csv") == [{"id": "1", "when": "5 Jan 2016", "when_iso": "2016-01-05"}]


def test_lines_of_json_cannot_be_skipped(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"when": "5 Jan 2016"}\n')
    result = convert(tmp_path / "in.jsonl", "--column", "when", "--skip", "1", "-o", tmp_path / "out.jsonl")
    assert result.exit_code == 2
    assert "a file of JSON lines has no lines above a header to skip." in result.stderr


def test_a_column_that_is_twice_there_cannot_become_json(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("id,note,when,note\n1,a,5 Jan 2016,b\n")
    result = convert(tmp_path / "in.csv", "--column", "when", "-o", tmp_path / "out.jsonl")
    assert result.exit_code == 2
    assert "more than one column is called 'note'" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--column", "wen", "-o", "out.csv"), "there is no column 'wen'. The columns are 'id', 'when', 'note'."),
        (("--column", "when", "-o", "no/out.csv"), "no: no such folder"),
        (("--column", "when", "-o", "out.xls"), "a file to write must end in .csv"),
        (("--column", "when", "-o", "messy.csv"), "is there already"),
        (("--column", "when", "-o", "out.csv", "--rejects", "messy.csv"), "is there already"),
        (("--column", "when", "-o", "out.csv", "--rejects", "out.csv"), "must be two files"),
        (("--column", "when", "-o", "out.csv", "--encoding", "utf-8"), "messy.csv: the file is not in utf-8"),
        (("--column", "when", "-o", "out.csv", "--encoding", "x"), "`--encoding` must be one that Python knows"),
        (("--column", "when", "-o", "out.csv", "--delimiter", "ab"), "--delimiter must be one character"),
        (("--column", "when", "-o", "out.csv", "--delimiter", ","), "The columns are 'id;when;note'"),
        (("--column", "when", "-o", "out.csv", "--locale", "xx"), "names the language 'xx'"),
        (("--column", "when", "-o", "out.csv", "--min-confidence", "2"), "2.0 is not in the range"),
        (("-o", "out.csv"), "Missing option '--column'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)  # fmt: skip
def test_what_a_user_can_mend_is_told_and_nothing_is_written(
    arguments: tuple[str, ...], message: str, messy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = convert(messy.name, *arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["messy.csv"]


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_a_full_disk_is_told(form: str, messy: Path, tmp_path: Path) -> None:
    arguments = ("--column", "when", "-o", "/dev/full", "--format", form, "--rejects", tmp_path / "r.csv")
    result = convert(messy, *arguments)
    assert result.exit_code == 2
    assert "no space is left on the device of '/dev/full' or on that of" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["messy.csv"]


def test_an_interrupted_run_leaves_what_was_there(messy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "out.csv").write_text("before")
    translate = Translator.translate

    def interrupted(self: Translator, texts: Any, *arguments: Any) -> Any:
        if "n/a" in texts:
            raise KeyboardInterrupt
        return translate(self, texts, *arguments)

    monkeypatch.setattr(Translator, "translate", interrupted)
    result = convert(messy, "--column", "when", "--force", "-o", tmp_path / "out.csv")
    assert result.exit_code == 130
    assert result.stderr.splitlines()[-2:] == [f"Nothing was written to {tmp_path / 'out.csv'}.", "Interrupted."]
    assert (tmp_path / "out.csv").read_text() == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["messy.csv", "out.csv"]


def test_asking_for_help_needs_no_arrow_and_without_it_a_run_says_what_to_install(messy: Path) -> None:
    blocked = (
        "import sys; sys.modules['pyarrow'] = None; from datelens.cli.main import main; main(prog_name='datelens')"
    )
    for arguments in (["convert", "--help"], ["profile", "--help"]):
        subprocess.run([sys.executable, "-c", blocked, *arguments], capture_output=True, check=True)
    for arguments in (["convert", str(messy), "--column", "when", "-o", "x.csv"], ["profile", str(messy)]):
        done = subprocess.run([sys.executable, "-c", blocked, *arguments], capture_output=True, check=False, text=True)
        assert done.returncode == 2
        assert f'`datelens {arguments[0]}` needs an optional part: pip install "datelens[columns]"' in done.stderr
