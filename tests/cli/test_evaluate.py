"""`datelens evaluate`: rows from a file or generated, every figure out."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar, Self

import pytest
from click.testing import CliRunner, Result

import datelens
from datelens.cli import evaluate, evaluate_maps
from datelens.cli.main import main
from datelens.corpus import stream
from datelens.corpus.example import Example
from datelens.errors import MissingExtraError
from datelens.evaluation.rows import Row
from datelens.hints import Hints
from datelens.records import Reading, Translation

FILE = "text,iso,locale,order\n5 Jan 2016,2016-01-05,en_GB,\n03/04/2021,2021-04-03,,DMY\nhello,,,\n"


class FakeTranslator:
    """Reads everything as 5 January 2016 but what has no digits."""

    asked: ClassVar[list[tuple[list[str], Sequence[str | None], Sequence[str | None]]]] = []
    loaded: ClassVar[list[str | None]] = []
    reader = SimpleNamespace(calendar="gregorian")

    @classmethod
    def load(cls, path: str | None) -> Self:
        cls.loaded.append(path)
        return cls()

    def knows(self, locale: str | None = None, order: str | None = None) -> bool:
        return True

    def translate(
        self, texts: list[str], locale: Sequence[str | None] = (), order: Sequence[str | None] = ()
    ) -> list[Translation]:
        self.asked.append((texts, locale, order))
        isos = ["2016-01-05" if re.search(r"\d", text) else None for text in texts]
        return [Translation(text, iso, 0.9, False, (Reading(iso, 0.9),)) for text, iso in zip(texts, isos, strict=True)]


@pytest.fixture(autouse=True)
def fake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(vars(datelens), "Translator", FakeTranslator)
    monkeypatch.setattr(FakeTranslator, "asked", [])
    monkeypatch.setattr(FakeTranslator, "loaded", [])


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["evaluate", *map(str, arguments)], catch_exceptions=False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "dates.csv"
    path.write_text(FILE, encoding="utf-8")
    return path


def figures(*arguments: str | Path) -> dict[str, Any]:
    result = run(*arguments, "--format", "json")
    assert result.exit_code == 0, result.stderr
    record: dict[str, Any] = json.loads(result.stdout)
    return record


def test_a_file_is_read_unaided_unless_hints_are_asked_for(file: Path) -> None:
    record = figures(file)
    assert (record["source"], record["rows"], record["ambiguous"], record["hinted"]) == ("dates.csv", 3, 1, False)
    assert record["reports"][0]["exact"] == {"hits": 2, "of": 3, "share": 2 / 3}
    assert figures(file, "--hints")["hinted"] is True
    given = [asked[1:] for asked in FakeTranslator.asked if "hello" in asked[0]]
    assert given == [([None] * 3, [None] * 3), (["en_GB", None, None], [None, "DMY", None])]


@pytest.mark.parametrize("name", ["report.json", "report.html", "report.txt"])
def test_half_a_character_in_a_mistake_is_written_down(name: str, tmp_path: Path) -> None:
    file = tmp_path / "odd.jsonl"
    file.write_text('{"text": "\\ud800 5 Jan 2016", "iso": "2015-01-05"}\n', encoding="utf-8")
    assert run(file, "-o", tmp_path / name).exit_code == 0
    assert "ud800 5 Jan 2016" in (tmp_path / name).read_text(encoding="utf-8")


def test_without_a_file_held_out_examples_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    record = figures("-n", "30", "--seed", "3")
    assert (record["source"], record["rows"]) == ("held-out split, seed 3", 30)
    made = stream.generate(3, 0, 1000, split="held-out", without=("hints",))
    assert FakeTranslator.asked[-1][0] == [example.text for example in made][:30]
    figures("-n", "20", "--split", "train")
    made = stream.generate(0, 0, 1000, without=("hints",))
    assert FakeTranslator.asked[-1][0] == [example.text for example in made][:20]


@pytest.mark.parametrize(
    ("arguments", "asked"),
    [(["-n", "5"], "`datelens evaluate` without a FILE"), (["--maps", "-n", "5"], "`datelens evaluate --maps`")],
    ids=["texts", "maps"],
)
def test_what_examples_need_and_is_missing_is_told_of_this_command(
    arguments: list[str], asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: object, **__: object) -> None:
        raise MissingExtraError("`datelens generate`", "train")

    for module in (evaluate, evaluate_maps):
        monkeypatch.setattr(module, "examples", missing)
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"Error: {asked} needs an optional part")


def test_texts_that_need_their_language_told_are_left_out() -> None:
    made = [row.text for row in evaluate.generated("held-out", 300, 0)]
    assert made == [example.text for example in stream.generate(0, 0, 1000, split="held-out", without=("hints",))][:300]
    assert made != [example.text for example in stream.generate(0, 0, 1000, split="held-out")][:300]


def test_the_hint_of_an_example_is_where_it_is_from_and_never_a_lie() -> None:
    example = Example(
        "5.1.16", "2016-01-05", "de_AT", "d.M.yy", "numeric", ambiguous=True, hints=Hints("fr", "US", "MDY")
    )
    assert evaluate.to_row(example) == Row("5.1.16", "2016-01-05", "de_AT", None, "numeric", "de", ambiguous=True)
    assert evaluate.to_row(Example("x", None, "", "", "non-date")) == Row("x", None, family="non-date")


def test_text_goes_to_standard_output(file: Path) -> None:
    result = run(file)
    assert result.stdout.startswith("dates.csv: 3 rows, 1 of them ambiguous, read unaided.\n")
    assert re.search(r"^exact match +66.67 %$", result.stdout, re.MULTILINE)
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("name", "start"),
    [("r.txt", "dates.csv: 3"), ("r.json", '{\n "source": "dates.csv"'), ("r.html", "<!DOCTYPE html>")],
)
def test_the_ending_says_the_format(file: Path, tmp_path: Path, name: str, start: str) -> None:
    result = run(file, "-o", tmp_path / name)
    assert (result.exit_code, result.output) == (0, "")
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


def test_the_format_that_is_named_wins_over_the_ending(file: Path, tmp_path: Path) -> None:
    assert run(file, "-o", tmp_path / "r.md", "--format", "json").exit_code == 0
    assert json.loads((tmp_path / "r.md").read_text(encoding="utf-8"))["rows"] == 3


def test_a_file_is_replaced_with_force_alone(file: Path, tmp_path: Path) -> None:
    target = tmp_path / "r.txt"
    target.write_text("before")
    refused = run(file, "-o", target)
    assert (refused.exit_code, target.read_text()) == (2, "before")
    assert "is there already" in refused.stderr
    assert run(file, "-o", target, "--force").exit_code == 0
    assert target.read_text(encoding="utf-8").startswith("dates.csv")


def test_peers_stand_beside_it_once_each(file: Path) -> None:
    pytest.importorskip("dateutil.parser")
    reports = figures(file, "--peer", "dateutil", "--peer", "dateutil", "--model", "some/mine")["reports"]
    assert [report["reader"].split()[0] for report in reports] == ["datelens", "python-dateutil"]
    assert reports[0]["reader"].endswith(", mine")
    assert FakeTranslator.loaded == ["some/mine"]
    assert reports[1]["exact"]["hits"] == 2  # the ambiguous date is read month-first


def test_a_peer_that_is_not_installed_says_what_to_install(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(self: object, *_: object) -> None:
        raise ModuleNotFoundError("No module named 'dateparser'", name="dateparser")

    monkeypatch.setattr(evaluate.PEERS["dateparser"], "load", missing)
    result = run(file, "--peer", "dateparser")
    assert result.exit_code == 2
    assert '`--peer dateparser` needs an optional part: pip install "datelens[bench]"' in result.stderr
    assert FakeTranslator.asked[1:] == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-o", "r.pdf"], r"`--output` must end in .txt, .json, .html; got 'r.pdf'. Or say --format."),
        (["-n", "0"], r"0 is not in the range x>=1"),
        (["--peer", "babel"], r"'babel' is not one of 'dateparser', 'dateutil', 'pandas'"),
        (["nowhere.csv"], r"File 'nowhere.csv' does not exist"),
        ([__file__], r"must end in .csv, .tsv or .jsonl"),
    ],
    ids=range(5),
)
def test_wrong_usage_ends_with_2(arguments: list[str], message: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert re.search(message, result.stderr)
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--split", "held-out"], "--split is about generated rows; leave it or 'dates.csv' out."),
        (["-n", "5"], "--number is about generated rows; leave it or 'dates.csv' out."),
        (["--seed", "0"], "--seed is about generated rows; leave it or 'dates.csv' out."),
        (["--seed", "1", "-n", "5"], "--number and --seed are about generated rows; leave them or 'dates.csv' out."),
        (["--maps", "--split", "train"], "--split is about generated rows"),
        (["--maps", "-n", "5"], "--number is about generated rows"),
    ],
)
def test_what_is_about_generated_rows_is_refused_with_a_file(file: Path, arguments: list[str], message: str) -> None:
    result = run(file, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert FakeTranslator.loaded == []


def test_a_model_in_the_folder_where_one_stands_is_called_by_the_name_of_that(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(file.parent)
    assert figures(file, "--model", ".")["reports"][0]["reader"].endswith(f", {file.parent.name}")


def test_a_model_of_pairs_refuses_what_is_about_dates(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakeTranslator, "reader", SimpleNamespace(calendar=None))
    for option in ("--hints", "--maps"):
        result = run(file, "--model", "some/mine", option)
        assert (result.exit_code, result.stdout) == (2, "")
        assert f"some/mine reads no dates: it wants a FILE of its pairs, and {option} was given." in result.stderr


def test_mistakes_of_a_plain_file_are_shown(tmp_path: Path) -> None:
    (tmp_path / "plain.csv").write_text("text,iso\n5 Jan 2016,2016-01-05\n3 May 2021,2021-05-03\n", encoding="utf-8")
    result = run(tmp_path / "plain.csv")
    assert 'The surest mistakes:\n  "3 May 2021" is 2021-05-03, read as 2016-01-05, 0.90 sure\n' in result.stdout
    assert " languages" not in result.stdout


def test_a_row_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("text,iso\na,2016\nb,5 Jan\n")
    result = run(tmp_path / "x.csv")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "x.csv': `iso` in row 3 must be" in result.stderr
