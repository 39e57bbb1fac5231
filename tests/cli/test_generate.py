"""`datelens generate`: nothing is lost on the way to a file, and the file is there whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any, get_args

import pytest
from click.testing import CliRunner, Result

from datelens.cli import generate
from datelens.cli.main import main
from datelens.corpus import stream
from datelens.corpus.example import Example
from datelens.hints import Hints

ODD = [
    Example('5 "Jan", 2016', "2016-01-05", "en_US", "d MMM, y", "cldr", {"day": (0, 1), "year": (9, 13)}),
    Example(" a\r\nb\rc\nd\0\t", None, "", "", "non-date", {}, ambiguous=True, hints=Hints("de", "AT", "DMY")),
    Example("", None, "", "", "non-date", hints=Hints(order="MDY")),
    Example("الأحد، ٤ مايو", "--05-04", "ar", "d MMMM", "free", {"month": (9, 13), "day": (7, 8)}),
]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["generate", *arguments], catch_exceptions=False)


def read_csv(text: str) -> list[Example]:
    """What somebody else would read, without our code."""
    examples = []
    for row in csv.DictReader(io.StringIO(text, newline="")):
        spans = {
            name: (int(row[f"{name}_start"]), int(row[f"{name}_stop"]))
            for name in ("year", "month", "day")
            if row[f"{name}_start"]
        }
        hints = Hints(row["language"] or None, row["region"] or None, row["order"] or None)
        labels = (row["locale"], row["pattern"], row["family"])
        ambiguous = {"true": True, "false": False}[row["ambiguous"]]
        examples.append(Example(row["text"], row["iso"] or None, *labels, spans, ambiguous, hints))
    return examples


def read_jsonl(text: str) -> list[Example]:
    def example(record: dict[str, Any]) -> Example:
        spans = {name: tuple(span) for name, span in record.pop("spans").items()}
        return Example(**record | {"spans": spans, "hints": Hints(**record["hints"])})

    return [example(json.loads(line)) for line in text.removesuffix("\n").split("\n")]


READERS = {"csv": read_csv, "jsonl": read_jsonl}


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_a_file_is_read_back_without_loss(form: str, tmp_path: Path) -> None:
    target = tmp_path / f"train.{form}"
    result = run("-n", "1500", "--seed", "1", "-o", str(target))
    assert (result.exit_code, result.output) == (0, "")
    expected = stream.generate(1, 0, 1000) + stream.generate(1, 1, 1000)[:500]
    assert READERS[form](target.read_bytes().decode()) == expected


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_quotes_line_ends_and_empty_texts_are_read_back_without_loss(form: str) -> None:
    file = io.StringIO(newline="")
    generate.WRITERS[form](ODD, file)
    assert READERS[form](file.getvalue()) == ODD


def test_a_csv_is_as_rfc_4180_has_it() -> None:
    file = io.StringIO(newline="")
    generate.write_csv(ODD[:1], file)
    assert file.getvalue() == (
        "text,iso,locale,pattern,family,year_start,year_stop,month_start,month_stop,day_start,day_stop,"
        "ambiguous,language,region,order\r\n"
        '"5 ""Jan"", 2016",2016-01-05,en_US,"d MMM, y",cldr,9,13,,,0,1,false,,,\r\n'
    )


@pytest.mark.parametrize("arguments", [(), ("-o", "-")], ids=["nothing said", "dash"])
def test_without_a_file_the_rows_go_to_standard_output(arguments: tuple[str, ...]) -> None:
    result = run("-n", "3", *arguments)
    assert result.stdout_bytes.endswith(b"\r\n")
    assert read_csv(result.stdout_bytes.decode()) == stream.generate(0, 0, 1000)[:3]
    assert result.stderr == ""


def test_the_format_that_is_named_wins_over_the_ending(tmp_path: Path) -> None:
    target = tmp_path / "train.txt"
    assert run("-n", "2", "--format", "jsonl", "-o", str(target)).exit_code == 0
    assert run("-n", "2", "--format", "jsonl").stdout == target.read_text(encoding="utf-8")


def test_more_examples_begin_with_the_fewer_and_another_seed_differs() -> None:
    few, many, other = (
        run("-n", number, "--seed", seed).stdout for number, seed in [("990", "1"), ("1010", "1"), ("990", "2")]
    )
    assert many.startswith(few)
    assert len(many) > len(few)
    assert other != few


def test_no_examples_are_a_header() -> None:
    assert run("-n", "0").stdout.count("\n") == 1
    assert run("-n", "0", "--format", "jsonl").stdout == ""


def test_held_out_examples_are_others() -> None:
    assert (
        read_csv(run("-n", "20", "--split", "held-out").stdout_bytes.decode())
        == stream.generate(0, 0, 1000, split="held-out")[:20]
    )
    assert get_args(stream.Split) == generate.SPLITS


def test_a_run_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "train.csv"
    target.write_text("before")

    def fails(seed: int, step: int, n: int, **options: Any) -> list[Example]:
        if step == 1:
            raise KeyboardInterrupt
        return ODD

    monkeypatch.setattr(stream, "generate", fails)
    assert run("-n", "2000", "--force", "-o", str(target)).exit_code == 130
    assert [path.name for path in tmp_path.iterdir()] == ["train.csv"]
    assert target.read_text() == "before"


def test_a_file_is_replaced_with_force_alone(tmp_path: Path) -> None:
    target = tmp_path / "train.csv"
    target.write_text("before")
    refused = run("-n", "1", "-o", str(target))
    assert refused.exit_code == 2
    assert "is there already" in refused.stderr
    assert target.read_text() == "before"
    assert run("-n", "1", "-o", str(target), "--force").exit_code == 0
    assert target.read_text().startswith("text,iso")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-o", "train.parquet"], r"`--output` must end in .csv or .jsonl; got 'train.parquet'"),
        (["-o", "train"], r"`--output` must end in .csv or .jsonl; got 'train'"),
        (["-n", "-1"], r"-1 is not in the range x>=0"),
        (["-n", "many"], r"'many' is not a valid integer"),
        (["--format", "xml"], r"'xml' is not one of 'csv', 'jsonl'"),
    ],
    ids=" ".join,
)
def test_wrong_options_are_refused_before_anything_is_made(arguments: list[str], message: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert re.search(message, result.stderr)
    assert result.stdout == ""
