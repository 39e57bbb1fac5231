"""Gradients of a run: `datelens map --method gradient --run RUN`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result

from datelens.alphabet import Alphabet, date_output_alphabet
from datelens.cli.main import main
from datelens.keras.learner import build_translator
from datelens.keras.recipe import recipe_from_table
from datelens.keras.run import start_run
from datelens.keras.task import Task
from datelens.reader import LONGEST_TEXT

# Keras asks its variables for numpy arrays, when it saves them too, in a way that numpy 2 will not have for ever
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept:DeprecationWarning")

INPUT = Alphabet(["<lang:en>", " ", *"0123456789abcdefghijklmnopqrstuvwxyz"])
TEXT = "5 ﬁan 16"


def generate(seed: int, step: int, n: int) -> list[Any]:
    raise AssertionError("nothing is trained here")


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run whose best model is an untrained one."""
    recipe = recipe_from_table({"model": {"embedding": 4, "encoder_units": 3, "units": 4, "attention_units": 3}})
    task = Task("dates", generate, INPUT, date_output_alphabet(), 11)
    run = start_run(tmp_path_factory.mktemp("runs") / "mine", recipe, task)
    output = task.output_alphabet
    model = build_translator(recipe.model, len(INPUT), len(output), start=output.start, seed=1)
    model.embedding.embeddings.assign(np.random.default_rng(7).normal(0, 1, (len(INPUT), 4)))
    run.save_model(model, {})
    return run.directory


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["map", *map(str, arguments)], catch_exceptions=False)


def test_a_map_is_drawn_of_the_reading_that_is_asked_for(directory: Path, tmp_path: Path) -> None:
    maps = {}
    for method in ("gradient", "integrated"):
        path = tmp_path / f"{method}.json"
        result = run(TEXT, "--run", directory, "--method", method, "--iso", "2016-01", "--locale", "en", "-o", path)
        assert result.exit_code == 0, result.stderr
        records = json.loads(path.read_text(encoding="utf-8"))
        [maps[method]] = [record for record in records if record["iso"] == "2016-01"]
    for method, found in maps.items():
        assert found["method"] == method
        assert found["input"] == ["<lang:en>", "5", " ", "ﬁ", "a", "n", " ", "1", "6"]  # the ligature is one
        assert np.shape(found["weights"]) == (7, 9)
        assert np.abs(found["weights"]).max() > 1e-4
    assert maps["gradient"]["weights"] != maps["integrated"]["weights"]


@pytest.mark.parametrize("text", ["", "1" * (LONGEST_TEXT + 1), "\ufdfa" * LONGEST_TEXT])
def test_a_text_that_is_refused_unread_has_an_empty_map(directory: Path, text: str, tmp_path: Path) -> None:
    path = tmp_path / "map.json"
    result = run(text, "--run", directory, "--method", "gradient", "-o", path)
    assert result.exit_code == 0, result.stderr
    record = json.loads(path.read_text(encoding="utf-8"))
    assert (record["iso"], np.abs(record["weights"]).sum()) == (None, 0)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--method", "gradient"], "--run and --method gradient or integrated go together"),
        (["--run", "runs/none"], "--run and --method gradient or integrated go together"),
        (["--run", "runs/none", "--method", "gradient"], "there is no run in 'runs/none'"),
        (["--run", "x", "--method", "gradient", "--compare", "y"], "--compare has no run to take gradients of"),
    ],
)
def test_wrong_usage_ends_with_2(arguments: list[str], message: str) -> None:
    result = run("5 Jan", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
