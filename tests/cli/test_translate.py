"""`datelens translate`: lines in, lines out, whatever is in them."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import ClassVar

import pytest
from click.testing import CliRunner, Result

import datelens
from datelens.cli.main import main
from datelens.cli.translate import CHUNK, chunks_in, lines_of, split_locale
from datelens.errors import HintError
from datelens.records import AttentionMap, Reading, Translation

MARCH, APRIL = Reading("2021-03-04", 0.55), Reading("2021-04-03", 0.44)
ANSWERS = {
    "5 Jan 2016": Translation("5 Jan 2016", "2016-01-05", 0.999, False, (Reading("2016-01-05", 0.999),)),
    "03/04/2021": Translation("03/04/2021", "2021-03-04", 0.55, True, (MARCH, APRIL)),
}


class FakeTranslator:
    """Knows two texts, and the language `en` alone."""

    orders = True
    asked: ClassVar[list[tuple[list[str], list[str | None], str | None, int]]] = []
    loaded: ClassVar[list[tuple[str | None, int | None]]] = []

    @classmethod
    def load(cls, path: str | None, threads: int | None) -> FakeTranslator:
        cls.loaded.append((path, threads))
        return cls()

    def hints(self, locale: str | None = None, order: str | None = None) -> None:
        if locale is not None and not locale.startswith("en"):
            raise HintError(f"`locale` {locale!r} is not known.")

    def knows(self, order: str) -> bool:
        return self.orders

    def translate(
        self, texts: list[str], locale: list[str | None], order: str | None, readings: int
    ) -> list[Translation]:
        self.asked.append((texts, locale, order, readings))
        return [ANSWERS.get(text, Translation(text, None, 0.9, False, (Reading(None, 0.9),))) for text in texts]

    def explain(self, text: str, iso: str, locale: str | None, order: str | None) -> AttentionMap:
        rows = tuple((1.0,) for _ in iso)
        return AttentionMap(text, iso, "attention", (text,), tuple(iso), rows, ((0, len(text)),), 0.5)


@pytest.fixture(autouse=True)
def fake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(vars(datelens), "Translator", FakeTranslator)
    monkeypatch.setattr(FakeTranslator, "asked", [])
    monkeypatch.setattr(FakeTranslator, "loaded", [])


def run(*args: str, stdin: str | bytes = "") -> Result:
    return CliRunner().invoke(main, ["translate", *args], input=stdin)


def test_a_line_is_written_for_each_text() -> None:
    result = run("5 Jan 2016", "hello", "03/04/2021")
    assert (result.exit_code, result.stdout) == (0, "2016-01-05\n\n2021-03-04\n")


def test_texts_come_from_standard_input_where_none_is_given() -> None:
    result = run(stdin="5 Jan 2016\r\nhello\n\n03/04/2021")
    assert (result.exit_code, result.stdout) == (0, "2016-01-05\n\n\n2021-03-04\n")


def test_only_lf_and_cr_lf_end_a_line() -> None:
    odd = "a\rb\x0bc\x0cd\x1ce\x85f\u2028g"
    run(stdin=f"{odd}\r\nx\r\r\n\r\ny".encode())
    assert [text for texts, *_ in FakeTranslator.asked for text in texts] == [odd, "x\r", "", "y"]


@pytest.mark.parametrize("arguments", [(), ("-",)], ids=["no text", "a hyphen"])
def test_utf_16_is_known_by_its_mark(arguments: tuple[str, ...]) -> None:
    result = run(*arguments, stdin="5 Jan 2016\n".encode("utf-16"))
    assert result.exit_code == 0
    assert "by `iconv -f utf-16 -t utf-8`" in result.stderr


def test_nul_and_bytes_that_are_no_utf_8_are_answered_and_so_are_the_lines_after() -> None:
    result = run("--format", "jsonl", stdin=b"\x00\n5\xff\n\xed\xa0\x80\n5 Jan 2016\n")
    assert result.exit_code == 0
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [record["text"] for record in records] == ["\x00", "5\udcff", "\udced\udca0\udc80", "5 Jan 2016"]
    assert records[-1]["iso"] == "2016-01-05"
    assert result.stderr == "2 lines are not UTF-8: turn the input into it, as by `iconv -f cp1252 -t utf-8`.\n"


def test_json_lines_hold_the_whole_record() -> None:
    result = run("03/04/2021", "--format", "jsonl")
    assert json.loads(result.stdout) == {
        "text": "03/04/2021",
        "iso": "2021-03-04",
        "confidence": 0.55,
        "ambiguous": True,
        "readings": [{"iso": "2021-03-04", "probability": 0.55}, {"iso": "2021-04-03", "probability": 0.44}],
    }


def test_a_tab_in_the_text_does_no_harm_to_tsv() -> None:
    result = run("03/04/2021", "a\tb", "--format", "tsv")
    lines = [line.split("\t") for line in result.stdout.splitlines()]
    assert lines == [["2021-03-04", "0.550000", "true", "03/04/2021"], ["", "0.900000", "false", "a\\tb"]]


def test_several_readings_stand_in_one_line() -> None:
    result = run("03/04/2021", "hello", "--readings", "2")
    assert result.stdout == "2021-03-04 0.55\t2021-04-03 0.44\n∅ 0.9\n"
    assert FakeTranslator.asked[0][3] == 2


def test_readings_of_which_none_is_the_answer_follow_an_empty_field(monkeypatch: pytest.MonkeyPatch) -> None:
    unsure = Translation("maybe", None, 0.25, True, (Reading("2016", 0.25), Reading("2017", 0.2)))
    monkeypatch.setattr(FakeTranslator, "translate", lambda self, texts, *_: [unsure for _ in texts])
    assert run("maybe", "--readings", "2").stdout == "\t2016 0.25\t2017 0.2\n"


def test_a_byte_order_mark_is_no_part_of_the_first_line() -> None:
    run(stdin="\ufeff5 Jan 2016\n\ufeffb\n")
    assert [text for texts, *_ in FakeTranslator.asked for text in texts] == ["5 Jan 2016", "\ufeffb"]


def test_hints_model_and_threads_reach_the_translator() -> None:
    run("a", "b", "--locale", "en_GB", "--order", "dmy", "--model", "mine", "--threads", "3")
    assert FakeTranslator.asked == [(["a", "b"], ["en_GB", "en_GB"], "DMY", 1)]
    assert FakeTranslator.loaded == [("mine", 3)]


def test_a_line_may_carry_its_locale() -> None:
    result = run("--with-locale", "--locale", "en", stdin="a\ten_GB\nb\nc\t\nd\txx\ne\txx\nf\tg\ten_US\n")
    assert FakeTranslator.asked[0][:2] == (
        ["a", "b", "c", "d", "e", "f\tg"],
        ["en_GB", "en", "en", None, None, "en_US"],
    )
    assert result.stderr == "Line 4 and others like it are read without a locale: `locale` 'xx' is not known.\n"
    assert result.exit_code == 0


def test_a_text_may_carry_its_locale() -> None:
    result = run("--with-locale", "--locale", "en", "a\ten_GB", "b", "c\txx")
    assert FakeTranslator.asked[0][:2] == (["a", "b", "c"], ["en_GB", "en", None])
    assert result.stderr == "Line 3 and others like it are read without a locale: `locale` 'xx' is not known.\n"


def test_a_tab_in_a_text_is_part_of_it_where_no_locale_is_expected() -> None:
    run("a\ten_GB")
    assert FakeTranslator.asked[0][:2] == (["a\ten_GB"], [None])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("a\ten", ("a", "en")),
        ("a", ("a", "de")),
        ("a\t", ("a", "de")),
        ("a\tb\ten", ("a\tb", "en")),
        ("\ten", ("", "en")),
    ],
)
def test_the_locale_stands_after_the_last_tab(line: str, expected: tuple[str, str]) -> None:
    assert split_locale(line, "de") == expected


def test_strict_ends_with_1_where_a_text_is_refused() -> None:
    assert run("5 Jan 2016", "--strict").exit_code == 0
    result = run("hello", "5 Jan 2016", "--strict")
    assert (result.exit_code, result.stdout) == (1, "\n2016-01-05\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("a", "--locale", "xx"), "`locale` 'xx' is not known"),
        (("a", "--order", "DYM"), "'DYM' is not one of"),
        (("a", "--readings", "0"), "0 is not in the range"),
        (("a", "--format", "jsonl", "--map"), "--map is drawn with --format text alone"),
        (("a", "--format", "tsv", "--readings", "2"), "--format tsv has room for one reading"),
    ],
    ids=range(5),
)
def test_wrong_usage_ends_with_2(arguments: tuple[str, ...], message: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_a_map_is_drawn_below_its_date() -> None:
    lines = run("5 Jan 2016", "--map").stdout.splitlines()
    assert lines[:4] == ["2016-01-05", "5 Jan 2016", "", "2016-01-05 · 50 % · attention"]


def test_lines_are_given_as_they_come_and_none_is_kept() -> None:
    class Slow(io.BytesIO):
        def read1(self, size: int = -1) -> bytes:
            return self.read(min(size, 3))

    assert list(lines_of(Slow(b"a\nbc\n\nd"))) == [["a"], ["bc", ""], ["d"]]
    many = lines_of(io.BytesIO(b"5 jan 2016\n" * 50_000))
    sizes = [len(chunk) for chunk in many]
    assert sum(sizes) == 50_000
    assert max(sizes) <= CHUNK // 11 + 1


def test_the_number_of_chunks_is_known_for_a_file_alone(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"a\n" * CHUNK)
    with (tmp_path / "f").open("rb") as file:
        assert chunks_in(file) == 2
    read, write = os.pipe()
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        assert chunks_in(pipe) is None
    assert chunks_in(io.BytesIO()) is None


def test_it_runs_for_real(untrained: Path) -> None:
    code = "from datelens.cli.main import main; main(prog_name='datelens')"
    command = [sys.executable, "-c", code, "translate", "--model", str(untrained), "--format", "jsonl"]
    done = subprocess.run(command, input=b"2016-01-05\n\xff\x00\n" + b"5" * 10_000, capture_output=True, check=True)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["text"] for record in records] == ["2016-01-05", "\udcff\x00", "5" * 10_000]
    assert [record["confidence"] == 1 for record in records] == [True, False, True]
    assert done.stderr.startswith(b"1 line is not UTF-8")


def test_doubt_is_told_where_a_line_cannot_say_it() -> None:
    result = run("5 Jan 2016", "03/04/2021", "03/04/2021")
    assert result.stderr.startswith("2 of 3 texts can be read in two ways: --order or --locale settles it")
    assert run("03/04/2021").stderr.startswith("1 text can be read in two ways")
    for clear in (("5 Jan 2016",), ("03/04/2021", "--format", "tsv"), ("03/04/2021", "--readings", "2")):
        assert run(*clear).stderr == ""


def test_nothing_is_said_to_settle_doubt_that_would_not(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = "1 text can be read in two ways: --readings 2 lists both, --format tsv says which.\n"
    assert run("03/04/2021", "--order", "DMY").stderr == plain  # it was given
    monkeypatch.setattr(FakeTranslator, "orders", False)
    assert run("03/04/2021").stderr == plain  # a model of another task, or one that was trained without orders
