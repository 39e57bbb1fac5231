"""`datelens export`: a run in, a bundle out that says the same as Keras."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from random_model import INPUT

from datelens.alphabet import date_output_alphabet
from datelens.bundle import Thresholds, load_bundle
from datelens.cli.main import main
from datelens.keras import AttentionTranslator
from datelens.keras.recipe import recipe_from_table
from datelens.keras.run import Run, start_run
from datelens.keras.task import Task
from datelens.runtime import Network
from datelens.translator import Translator

# Keras asks JAX for numpy arrays in a way that numpy 2 will not have for ever
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept:DeprecationWarning")


def a_run(folder: Path, task: str = "dates", length: int = 11) -> Run:
    """A run whose best model is untrained."""
    sizes = {"embedding": 4, "encoder_units": 6, "units": 5, "attention_units": 3}
    recipe = recipe_from_table({"task": task, "model": sizes})
    run = start_run(folder, recipe, Task(task, lambda *_: [], INPUT, date_output_alphabet(), length))
    model = AttentionTranslator(len(INPUT), len(date_output_alphabet()), start=2, seed=3, **sizes)
    model.build()
    run.save_model(model, {"exact": 0.25})
    return run


def export(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["export", *map(str, arguments)])


def test_a_run_becomes_a_bundle_that_gives_what_keras_gives(tmp_path: Path) -> None:
    run = a_run(tmp_path / "run")
    result = export(run.directory, "-o", tmp_path / "bundle", "--precision", "float32", "--refusal-threshold", "0.5")
    assert result.exit_code == 0, result.output
    bundle = load_bundle(tmp_path / "bundle")
    description = bundle.description
    assert (description.input_alphabet, description.output_length, description.grammar) == (INPUT, 10, "dates")
    assert description.thresholds == Thresholds(refusal=0.5)
    assert description.card["best"] == {"exact": 0.25}
    assert description.card["recipe"]["model"]["units"] == 5
    sources = np.array([[*INPUT.encode("5 jan"), 0, 0, 0]], np.int32)
    logits = np.asarray(run.load_model()(sources, output_length=1)["logits"])[0, 0]
    network = Network(bundle)
    memory, state = network.start(sources)
    step = network.step(memory, np.array([0]), state, np.array([2], np.int32))
    np.testing.assert_allclose(step.log_probabilities[0], logits - np.log(np.exp(logits).sum()), atol=1e-4)


def test_the_end_says_how_to_use_it(tmp_path: Path) -> None:
    result = export(a_run(tmp_path / "run").directory, "-o", tmp_path / "my bundle")
    assert result.stderr.endswith(f"To use it: datelens translate TEXT --model '{tmp_path / 'my bundle'}'\n")


def test_int8_is_the_default_and_smaller(tmp_path: Path) -> None:
    run = a_run(tmp_path / "run")
    export(run.directory, "-o", tmp_path / "small")
    export(run.directory, "-o", tmp_path / "large", "--precision", "float32")
    assert load_bundle(tmp_path / "small").description.precision == "int8"
    weights = [(tmp_path / name / "step.onnx").read_bytes() for name in ("small", "large")]
    assert b"MatMulIntegerToFloat" in weights[0]
    assert b"MatMulIntegerToFloat" not in weights[1]


def test_a_task_of_ones_own_has_no_grammar(tmp_path: Path) -> None:
    run = a_run(tmp_path / "run", task="words", length=7)
    export(run.directory, "-o", tmp_path / "bundle")
    description = load_bundle(tmp_path / "bundle").description
    assert (description.grammar, description.output_length) == (None, 6)  # the end, after the longest output, is forced


def test_several_runs_become_one_bundle(tmp_path: Path) -> None:
    runs = [a_run(tmp_path / name) for name in ("one", "two")]
    result = export(*(run.directory for run in runs), "-o", tmp_path / "bundle")
    assert result.exit_code == 0, result.output
    description = load_bundle(tmp_path / "bundle").description
    assert [member["best"] for member in description.card["members"]] == [{"exact": 0.25}] * 2
    assert len(description.config["members"]) == 2
    assert Translator.load(tmp_path / "bundle").translate("5. Jan").readings[0].probability > 0


def test_runs_that_do_not_belong_together_are_refused(tmp_path: Path) -> None:
    runs = [a_run(tmp_path / "one"), a_run(tmp_path / "two", task="words")]
    result = export(*(run.directory for run in runs), "-o", tmp_path / "bundle")
    assert result.exit_code == 2
    assert "the runs of an ensemble must have one task; " in result.stderr
    assert "has words" in result.stderr
    assert "has dates. Train them by one recipe, with other seeds." in result.stderr
    assert not (tmp_path / "bundle").exists()


def test_a_bundle_is_replaced_with_force_alone(tmp_path: Path) -> None:
    run = a_run(tmp_path / "run")
    assert export(run.directory, "-o", tmp_path / "bundle").exit_code == 0
    again = export(run.directory, "-o", tmp_path / "bundle", "--temperature", "2")
    assert again.exit_code == 2
    assert "or replace it with --force" in again.stderr
    assert export(run.directory, "-o", tmp_path / "bundle", "--temperature", "2", "--force").exit_code == 0
    assert load_bundle(tmp_path / "bundle").description.temperature == 2


def test_what_is_no_run_is_named(tmp_path: Path) -> None:
    result = export(tmp_path, "-o", tmp_path / "bundle")
    assert result.exit_code == 2
    assert "it holds no run.json" in result.stderr
    run = a_run(tmp_path / "run")
    run.model.unlink()
    result = export(run.directory, "-o", tmp_path / "bundle")
    assert (result.exit_code, (tmp_path / "bundle").exists()) == (2, False)
    assert "has no model.keras yet" in result.stderr
    assert json.loads((run.directory / "best.json").read_text())


def test_a_model_that_is_damaged_is_told_of(tmp_path: Path) -> None:
    run = a_run(tmp_path / "run")
    content = bytearray(run.model.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 64] = bytes(64)
    run.model.write_bytes(content)
    result = export(run.directory, "-o", tmp_path / "bundle")
    assert result.exit_code == 2
    assert f"{run.model.name}' cannot be read: " in result.stderr


def test_a_calibrated_bundle_says_what_was_chosen_and_on_what(tmp_path: Path) -> None:
    run = a_run(tmp_path / "run")
    result = export(run.directory, "-o", tmp_path / "bundle", "--calibrate", "120", "--temperature", "3")
    assert result.exit_code == 0, result.output
    description = load_bundle(tmp_path / "bundle").description
    assert description.temperature != 3
    assert f"Temperature {description.temperature}" in result.stderr
    facts = description.card["calibration"]
    assert 100 <= facts["examples"] <= 120
    assert facts["nats_after"] <= facts["nats_before"]


def test_a_task_without_a_calendar_cannot_be_calibrated(tmp_path: Path) -> None:
    run = a_run(tmp_path / "run", task="letters")
    result = export(run.directory, "-o", tmp_path / "bundle", "--calibrate", "100")
    assert result.exit_code == 2
    assert "--calibrate" in result.stderr
    assert not (tmp_path / "bundle").exists()


def test_a_bundle_that_is_there_is_told_of_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "bundle").mkdir()
    result = CliRunner().invoke(main, ["export", str(tmp_path / "no-run"), "-o", str(tmp_path / "bundle")])
    assert result.exit_code == 2
    assert "exists. Name another folder, or replace it with --force" in result.stderr
