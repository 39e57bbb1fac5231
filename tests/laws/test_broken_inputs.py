"""Texts that broke something once, or would have: each goes through every door. What fuzzing finds is added here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pyarrow as pa
import pytest
from click.testing import CliRunner
from strategies import checked

from datelens.cli.main import main
from datelens.columns.arrow import translate_array
from datelens.columns.reader import ColumnReader
from datelens.draw.formats import RENDERERS
from datelens.draw.panels import panel
from datelens.iso import is_written
from datelens.translator import Translator

FILE = Path(__file__).with_name("broken_inputs.jsonl")
CASES: list[dict[str, Any]] = [json.loads(line) for line in FILE.read_text(encoding="utf-8").split("\n") if line]
TEXTS = [case["text"] for case in CASES]
each = pytest.mark.parametrize("text", TEXTS, ids=[f"{text!a:.24}" for text in TEXTS])


def test_each_has_its_reason_and_none_stands_twice() -> None:
    assert all(set(case) == {"text", "reason"} and case["reason"] for case in CASES)
    assert len(set(TEXTS)) == len(TEXTS) > 40


@each
def test_it_is_answered_alone_as_in_company(one: Translator, text: str) -> None:
    assert [checked(one.translate(text), text)] == one.translate([text, "5 Jan 2016"])[:1]


@each
def test_its_map_is_drawn_in_every_format_of_text(one: Translator, text: str) -> None:
    found = one.explain(text)
    drawn = {ending: RENDERERS[ending]([[panel(found)]])[0] for ending in (".txt", ".json", ".svg", ".html")}
    assert not set(drawn[".txt"].decode()) & set("\x00\x1b\r\t")
    ElementTree.fromstring(drawn[".svg"])
    assert json.loads(drawn[".json"])["text"] == text


def test_a_column_of_them_is_read_row_by_row(one: Translator) -> None:
    sound = [text.encode(errors="replace").decode() for text in TEXTS]
    answers = translate_array(pa.array([*sound, None]), reader=ColumnReader(one)).to_pylist()
    assert [answer is None for answer in answers] == [False] * len(TEXTS) + [True]
    assert all(answer["iso"] is None or is_written(answer["iso"]) for answer in answers[:-1])


def test_the_command_answers_a_line_each(untrained: Path) -> None:
    lines = [text for text in TEXTS if "\n" not in text]
    result = CliRunner().invoke(
        main,
        ["translate", "--format", "jsonl", "--model", str(untrained)],
        input="".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass"),
        catch_exceptions=False,
    )
    assert result.exit_code == 0
    assert len(result.stdout.rstrip("\n").split("\n")) == len(lines)
