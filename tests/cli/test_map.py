from __future__ import annotations

import json
import shlex
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar

import pytest
from click.testing import CliRunner, Result

import datelens
from datelens.cli.map import EXAMPLES, command, model_names
from datelens.draw.panels import called
from datelens.errors import DrawingError, OutputExistsError
from datelens.records import AttentionMap, Reading, Translation

READINGS = (Reading("2021-03-04", 0.6), Reading("2021-04-03", 0.395), Reading("2021", 0.004))


class FakeTranslator:
    """Reads every text in the same ways; the bundle `other` leans on the last character, the rest on the first."""

    asked: ClassVar[list[tuple[str, dict[str, object]]]] = []

    reader = SimpleNamespace(calendar="gregorian", network=SimpleNamespace(has_attention=True))

    def __init__(self, path: str | None) -> None:
        self.lean = -1 if path is not None and Path(path).name == "other" else 0

    @classmethod
    def load(cls, path: str | None = None) -> FakeTranslator:
        return cls(path)

    def translate(self, text, locale=None, order=None, readings=1) -> Translation:
        return Translation(text, "2021-03-04", 0.6, True, READINGS[:readings])

    def explain(self, text, method="attention", iso=None, locale=None, order=None) -> AttentionMap:
        self.asked.append((text, {"method": method, "iso": iso, "locale": locale, "order": order}))
        iso = iso or "2021-03-04"
        probability = {reading.iso: reading.probability for reading in READINGS}.get(iso, 0.0)
        place = self.lean % len(text)
        rows = tuple(tuple(float(i == place) for i in range(len(text))) for _ in iso)
        spans = tuple((i, i + 1) for i in range(len(text)))
        return AttentionMap(text, iso, method, tuple(text), tuple(iso), rows, spans, probability)


@pytest.fixture(autouse=True)
def fake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(vars(datelens), "Translator", FakeTranslator)  # without importing the real one
    monkeypatch.setattr(FakeTranslator, "asked", [])


def run(*args: str, stdin: str | bytes = "") -> Result:
    return CliRunner().invoke(command, list(args), input=stdin, catch_exceptions=False)


def test_a_bar_is_shown_for_several_maps_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    bars: list[int] = []
    monkeypatch.setattr("datelens.cli.map.tracked", lambda items, _, total: bars.append(total) or items)
    run("04/03/2021")
    assert run("04/03/2021", "05/03/2021").stdout.count("attention") == 4  # the names of both, and their legends
    assert bars == [2]


def test_a_map_is_drawn_in_the_terminal() -> None:
    result = run("04/03/2021")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[:5] == [
        "04/03/2021",
        "",
        "2021-03-04 · 60 % · attention",
        "    04/03/2021",
        "  2 █",
    ]
    assert "\x1b" not in result.stdout


def test_the_calls_in_the_help_do_what_they_say(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    calls = [shlex.split(line) for line in (command.help or "").splitlines() if line.strip().startswith("datelens map")]
    assert [run(*call[2:]).exit_code for call in calls] == [0, 0, 0]
    assert {path.name for path in tmp_path.iterdir()} == {"why-not.svg", "gallery.html"}


def test_hints_and_method_reach_the_model() -> None:
    run("04/03/2021", "--locale", "en_GB", "--order", "dmy", "--method", "occlusion")
    assert FakeTranslator.asked == [
        ("04/03/2021", {"method": "occlusion", "iso": None, "locale": "en_GB", "order": "DMY"})
    ]


def test_without_a_text_the_examples_of_the_tutorial_are_drawn() -> None:
    assert [line for line in run().stdout.splitlines() if line in EXAMPLES] == list(EXAMPLES)


def test_texts_come_from_a_file(tmp_path) -> None:
    (tmp_path / "texts").write_bytes("5 Mai 2018\r\n\n  \n年\u2028月".encode())
    run("--examples", str(tmp_path / "texts"))
    assert [text for text, _ in FakeTranslator.asked] == ["5 Mai 2018", "年\u2028月"]


def test_texts_come_from_standard_input() -> None:
    run("--examples", "-", stdin=b"5 Mai\nno \xff text\n")
    assert [text for text, _ in FakeTranslator.asked] == ["5 Mai", "no \udcff text"]


def test_texts_and_a_file_of_them_are_too_much(tmp_path) -> None:
    (tmp_path / "texts").write_text("5 Mai")
    result = run("6 Mai", "--examples", str(tmp_path / "texts"))
    assert result.exit_code == 2
    assert "Give TEXTs or --examples, not both." in result.stderr


@pytest.mark.parametrize("ending", ["txt", "json", "svg"])
def test_a_map_is_written_in_the_format_of_the_ending(tmp_path, ending: str) -> None:
    result = run("04/03/2021", "-o", str(tmp_path / f"map.{ending}"))
    assert (result.exit_code, result.output) == (0, "")
    assert "2021-03-04" in (tmp_path / f"map.{ending}").read_text("utf-8")


def test_json_is_the_record_of_the_map(tmp_path) -> None:
    run("4/3", "-o", str(tmp_path / "map.json"))
    record = json.loads((tmp_path / "map.json").read_text("utf-8"))
    assert (record["text"], record["input"], record["output"]) == ("4/3", ["4", "/", "3"], list("2021-03-04"))


def test_why_not_shows_the_date_asked_for_beside_the_chosen_one() -> None:
    lines = run("04/03/2021", "--iso", "2021-04-03").stdout.splitlines()
    assert lines[2].split("   ")[0] == "2021-03-04 · 60 % · chosen"
    assert lines[2].endswith("2021-04-03 · 39.5 % · asked for")


def test_why_not_the_chosen_date_shows_one_map() -> None:
    lines = run("04/03/2021", "--iso", "2021-03-04").stdout.splitlines()
    assert lines[2] == "2021-03-04 · 60 % · attention, as asked for"


@pytest.mark.parametrize("iso", ["2021-02-30", "tomorrow", ""])
def test_a_date_that_cannot_be_asked_for_is_refused(iso: str) -> None:
    result = run("04/03/2021", "--iso", iso)
    assert result.exit_code == 2
    assert "Invalid value for '--iso'" in result.stderr
    assert FakeTranslator.asked == []


def test_a_page_holds_both_methods_and_the_readings_with_real_mass(tmp_path) -> None:
    run("4/3", "-o", str(tmp_path / "map.html"))
    assert [(asked["iso"], asked["method"]) for _, asked in FakeTranslator.asked] == [
        ("2021-03-04", "attention"),
        ("2021-03-04", "occlusion"),
        ("2021-04-03", "attention"),
        ("2021-04-03", "occlusion"),
    ]
    page = (tmp_path / "map.html").read_text("utf-8")
    assert "2021-04-03 · attention − occlusion" in page


def test_a_page_begins_with_the_method_asked_for(tmp_path) -> None:
    run("4/3", "--method", "occlusion", "-o", str(tmp_path / "map.html"))
    assert FakeTranslator.asked[0][1]["method"] == "occlusion"


def test_two_models_stand_beside_their_difference() -> None:
    lines = run("4/3", "--compare", "runs/other").stdout.splitlines()
    assert [title.strip() for title in lines[2].split("2021-03-04")[1:]] == [
        "· 60 % · shipped model",
        "· 60 % · other",
        "· shipped model − other",
    ]
    assert lines[4].split() == ["2", "█", "2", "█", "2", "█", "#"]


@pytest.mark.parametrize(
    ("model", "compare", "names"),
    [
        (None, "runs/small", ("shipped model", "small")),
        ("runs/large", "runs/small", ("large", "small")),
        ("a/bundle", "b/bundle", ("a/bundle", "b/bundle")),
    ],
)
def test_models_have_names_that_tell_them_apart(model, compare, names) -> None:
    assert model_names(model, compare) == names


def test_the_folder_one_stands_in_has_a_name_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shipped model").mkdir()
    monkeypatch.chdir(tmp_path / "shipped model")
    assert model_names("other", ".") == ("other", "shipped model")
    assert model_names(None, ".") == ("shipped model", ".")


@pytest.mark.parametrize("options", [("--compare", "other"), ("--iso", "2021-04-03")])
def test_beside_another_map_it_is_still_said_that_a_reading_is_no_answer(
    monkeypatch: pytest.MonkeyPatch, options: tuple[str, str]
) -> None:
    unsure = Translation("4/3", None, 0.6, True, READINGS)
    monkeypatch.setattr(FakeTranslator, "translate", lambda self, text, locale=None, order=None, readings=1: unsure)
    assert "too unsure to be an answer" in run("4/3", *options).stdout


def test_a_file_without_a_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("\n \n")
    result = run("--examples", str(tmp_path / "empty.txt"), "-o", str(tmp_path / "map.svg"))
    assert result.exit_code == 2
    assert "there is no text in it" in result.stderr


def test_a_mark_before_the_texts_is_left_out_and_broken_lines_are_told_of() -> None:
    result = run("--examples", "-", stdin=b"\xef\xbb\xbf4/3\n4/\xff\n")
    assert FakeTranslator.asked[0][0] == "4/3"
    assert "1 line is not UTF-8" in result.stderr


def test_a_file_is_refused_before_any_work(tmp_path) -> None:
    (tmp_path / "map.svg").write_text("mine")
    with pytest.raises(OutputExistsError, match=r"map\.svg' is there already"):
        run("4/3", "-o", str(tmp_path / "map.svg"))
    with pytest.raises(DrawingError, match=r"ends in \.txt, \.json, .*; got 'map.gif'"):
        run("4/3", "-o", str(tmp_path / "map.gif"))
    assert FakeTranslator.asked == []
    assert (tmp_path / "map.svg").read_text() == "mine"


def test_a_file_is_replaced_with_force(tmp_path) -> None:
    (tmp_path / "map.svg").write_text("mine")
    run("4/3", "-o", str(tmp_path / "map.svg"), "--force")
    assert (tmp_path / "map.svg").read_text("utf-8").startswith("<svg")
    assert [file.name for file in tmp_path.iterdir()] == ["map.svg"]


def translated(text: str, iso: str | None, reading: str | None) -> Translation:
    return Translation(text, iso, 0.3, False, (Reading(reading, 0.3),))


def test_a_map_says_where_the_network_alone_does_not_give_the_answer() -> None:
    assert called("occlusion", translated("5 Jan 2016", "2016-01-05", "2016-01-05")) == "occlusion"
    assert called("attention", translated("hello", None, None)) == "attention"
    assert called("attention", translated("Windows 2000", None, "2000-12")) == "attention, too unsure to be an answer"
    by_rule = called("attention", translated("2016-W01-2", "2016-01-05", "2016-01-05"))
    assert by_rule == "attention; the answer is by rule, whatever the network says"


def test_a_page_has_the_maps_that_the_model_can_make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakeTranslator.reader.network, "has_attention", False)
    assert run("3/4/21", "--method", "occlusion", "-o", str(tmp_path / "m.html")).exit_code == 0
    assert {asked["method"] for _, asked in FakeTranslator.asked} == {"occlusion"}
