"""A task of one's own, from a file of pairs to a service: trained for a moment, so what it answers means nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from live_service import in_process

from datelens import Translator
from datelens.bundle import load_bundle
from datelens.cli.main import main
from datelens.columns.reader import ColumnReader
from datelens.errors import BundleError
from datelens.keras.run import open_run

# Keras asks its variables for numpy arrays, when it saves them, in a way that numpy 2 will not have for ever
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept:DeprecationWarning")

# One length and no background worker: what takes time here is to compile
RECIPE = """
task = "pairs"
examples = 96
[corpus]
held_out = 0.25
[model]
embedding = 4
encoder_units = 5
units = 6
attention_units = 3
[batches]
size = 16
chunk = 2
lengths = [16]
workers = 0
[optimizer]
average = 0.5
[validation]
examples = 10
every = 3
"""
WORDS = "zero one two three four five six seven eight nine".split()


@pytest.fixture(scope="module", autouse=True)
def compiled(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What one test has compiled, with less effort than usual, is kept for others."""
    import jax

    jax.config.update("jax_disable_most_optimizations", True)
    jax.config.update("jax_compilation_cache_dir", str(tmp_path_factory.mktemp("compiled")))
    jax.config.update("jax_persistent_cache_min_compile_time_secs", 0.0)
    jax.config.update("jax_persistent_cache_min_entry_size_bytes", -1)


def call(*arguments: Any, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)), input=stdin)


def done(*arguments: Any, stdin: str | None = None) -> Result:
    result = call(*arguments, stdin=stdin)
    assert result.exit_code == 0, result.output
    return result


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with pairs, a recipe, the run of both and its bundle."""
    folder = tmp_path_factory.mktemp("own")
    rows = ["source,target,gold"]
    for tens, first in enumerate(WORDS):
        for ones, second in enumerate(WORDS):
            break_ = len(first) + 1
            rows.append(f"{first} {second},{tens}-{ones},0:{len(first)} - {break_}:{break_ + len(second)}")
    (folder / "mine.csv").write_text("\n".join(rows) + "\n")
    (folder / "recipe.toml").write_text(RECIPE)
    result = done("train", "--recipe", folder / "recipe.toml", "--pairs", folder / "mine.csv", "-o", folder / "run")
    held_out = len((folder / "run" / "held-out.csv").read_text().splitlines()) - 1
    first = result.stderr.splitlines()[0]
    assert first.endswith(f"{100 - held_out} pairs to train on, {held_out} held out; 16 input and 11 output symbols.")
    done("export", folder / "run", "-o", folder / "bundle")
    return folder


@pytest.fixture
def bundle(folder: Path) -> Path:
    return folder / "bundle"


def test_a_bundle_of_ones_own_task_has_no_calendar(bundle: Path) -> None:
    description = load_bundle(bundle).description
    assert (description.grammar, description.output_length) == (None, 3)
    [translation] = Translator.load(bundle).translate(["two one"])
    assert (translation.date, translation.readings[0].date, translation.readings[0].calendar) == (None, None, None)


def test_a_text_that_would_be_a_date_by_law_is_read_by_the_model(bundle: Path) -> None:
    assert Translator.load(bundle).translate("2016-01-05").confidence < 1


def test_what_cannot_be_read_is_refused_without_a_calendar(bundle: Path) -> None:
    translator = Translator.load(bundle)
    for translation in (translator.translate(" "), *translator.translate([" ", "x" * 2000])):
        assert (translation.iso, translation.confidence, translation.readings[0].calendar) == (None, 1.0, None)
    assert translator.explain(" ").calendar is None


def test_each_line_is_answered_by_a_string_of_the_alphabet(bundle: Path) -> None:
    lines = done("translate", "--model", bundle, "--format", "jsonl", stdin="two one\nsix six\n").stdout.splitlines()
    records = [json.loads(line) for line in lines]
    assert [record["text"] for record in records] == ["two one", "six six"]
    for record in records:
        assert re.fullmatch("[0-9-]{1,3}", record["readings"][0]["iso"])
    assert "·" in done("translate", "two one", "--model", bundle, "--map").stdout


@pytest.mark.parametrize("ending", ["txt", "json", "svg", "html"])
def test_maps_are_drawn(ending: str, bundle: Path, tmp_path: Path) -> None:
    path = tmp_path / f"map.{ending}"
    done("map", "two one", "--model", bundle, "--iso", "1--", "-o", path)
    content = path.read_text(encoding="utf-8")
    assert "1--" in content
    assert "year" not in content or ending == "html"  # whose script knows the word


def test_the_rows_of_a_map_are_all_of_one_field(bundle: Path) -> None:
    record = Translator.load(bundle).explain("two one", iso="--1")  # more hyphens than a date has
    assert record.fields == ("answer", "answer", "answer")
    assert [sum(row) for row in record.weights] == pytest.approx([1.0] * 3, abs=1e-4)


def test_gradients_of_the_run_are_drawn(folder: Path) -> None:
    result = done(
        "map", "two one", "--model", folder / "bundle", "--run", folder / "run", "--method", "gradient", "--iso", "2"
    )
    assert "2" in result.stdout


def test_it_is_evaluated_on_what_its_run_held_out(folder: Path, tmp_path: Path) -> None:
    held_out = folder / "run" / "held-out.csv"
    result = done("evaluate", held_out, "--model", folder / "bundle", "--format", "json")
    record = json.loads(result.stdout)
    assert record["rows"] == len(held_out.read_text().splitlines()) - 1
    assert 0 <= record["exact"] < 0.5 < record["symbol_errors"]
    assert len(record["mistakes"]) == 10
    text = done("evaluate", held_out, "--model", folder / "bundle").stdout
    assert text.startswith(f"held-out.csv: {record['rows']} pairs, read by datelens ")
    assert re.search(r"exact match +\d+\.\d\d %", text)
    done("evaluate", held_out, "--model", folder / "bundle", "-o", tmp_path / "report.html")
    assert "<h2>The surest mistakes</h2>" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_it_is_served(bundle: Path) -> None:
    with in_process(Translator.load(bundle, threads=1)) as client:
        [record] = client.post("/translate", json={"texts": ["two one"]}).json()["translations"]
        assert record["text"] == "two one"
        layout = client.post("/explain", json={"text": "two one", "iso": "-2-", "layout": True}).json()["layout"]
        assert layout["fields"] == ["answer"] * 3
        wrong = client.post("/explain", json={"text": "two one", "iso": "2x"})
        assert (wrong.status_code, "It knows no 'x'" in wrong.text) == (422, True)


def test_a_run_goes_on_with_the_pairs_that_it_began_with(folder: Path) -> None:
    before = open_run(folder / "run")
    result = done("train", "--resume", "-o", folder / "run", "--examples", 112)
    assert ": 112 examples in" in result.stdout
    assert open_run(folder / "run").input_alphabet == before.input_alphabet


def test_no_column_of_dates_is_read_with_it(folder: Path) -> None:
    result = call("profile", folder / "mine.csv", "--model", folder / "bundle")
    assert result.exit_code == 2
    assert "columns are read by models of dates; the bundle" in result.stderr
    translator = Translator.load(folder / "bundle")
    with pytest.raises(BundleError, match=r"`Translator\.translate` answers many texts with it"):
        ColumnReader(translator)


REFUSALS: dict[str, tuple[list[str], str]] = {
    "one column": (["train", "--pairs", "words.csv", "-o", "new"], "words.csv': the header lacks `target`"),
    "no target": (["train", "--pairs", "empty.csv", "-o", "new"], "empty.csv': `target` in row 2 is empty"),
    "no file": (["train", "--pairs", "none.csv", "-o", "new"], "File 'none.csv' does not exist"),
    "a folder": (["train", "--pairs", "."], "File '.' is a directory"),
    "a pipe": (["train", "--pairs", "/dev/null", "-o", "new"], "must be a file on disk, because it is read twice"),
    "no pairs": (["train", "--recipe", "recipe.toml", "-o", "new"], "say with --pairs which file holds them"),
    "pairs of a run": (["train", "--resume", "--pairs", "mine.csv", "-o", "run"], "leave the others out"),
    "typo": (["train", "--recipe", "typo.toml", "--pairs", "mine.csv", "-o", "new"], "Did you mean `corpus.held_out`"),
    "evaluated without pairs": (
        ["evaluate", "--model", "bundle"],
        "bundle reads no dates: it wants a FILE of its pairs",
    ),
    "evaluated on dates": (["evaluate", "dates.csv", "--model", "bundle"], "the header lacks `source` and `target`"),
    "peers": (["evaluate", "mine.csv", "--model", "bundle", "--peer", "dateutil"], "and --peer was given"),
    "no text": (["map", "--model", "bundle"], "there are no examples for it: give a TEXT"),
    "foreign symbol": (
        ["map", "one", "--model", "bundle", "--iso", "1a"],
        r"of the symbols '-0123456789'; got '1a'\. It",
    ),
    "calibration": (["export", "run", "-o", "new", "--calibrate", "100"], "there are such of dates alone"),
    "a run, where a bundle is asked for": (
        ["translate", "one", "--model", "run"],
        "It is a run: `datelens export` makes a bundle of it",
    ),
    "hint": (["translate", "one", "--model", "bundle", "--locale", "de"], "'de', which the model does not know"),
}


@pytest.mark.parametrize(("arguments", "message"), REFUSALS.values(), ids=REFUSALS)
def test_what_does_not_fit_is_told(
    arguments: list[str], message: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    (folder / "words.csv").write_text("source\none\n")
    (folder / "empty.csv").write_text("source,target\none,\n")
    (folder / "dates.csv").write_text("text,iso\n5 Jan 2016,2016-01-05\n")
    (folder / "typo.toml").write_text(RECIPE.replace("held_out", "heldout"))
    result = call(*arguments)
    assert result.exit_code == 2
    assert re.search(message, " ".join(result.stderr.split())), result.stderr
    assert not (folder / "new").exists()
