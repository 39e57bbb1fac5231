"""`datelens train`: begins, goes on, stops and refuses."""

from __future__ import annotations

import csv
import importlib.util
import json
import os
import re
import signal
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner, Result

from datelens.cli import train
from datelens.cli.main import main
from datelens.keras.checkpoint import read_checkpoint
from datelens.keras.recipe import load_recipe
from datelens.keras.run import open_run, start_run

# Keras asks its variables for numpy arrays, when it saves them, in a way that numpy 2 will not have for ever
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept:DeprecationWarning")

TOY = Path(__file__).parents[1] / "keras" / "toy.py"
RECIPE = """
task = "toy"
examples = 64
[model]
embedding = 4
encoder_units = 5
units = 6
attention_units = 3
[batches]
size = 16
chunk = 2
lengths = [24]
workers = 0
[validation]
examples = 10
every = 2
"""


def load_toy() -> ModuleType:
    specification = importlib.util.spec_from_file_location("toy", TOY)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.fixture(scope="module", autouse=True)
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where what one test has compiled, with less effort than usual, is kept for this process and others."""
    import jax

    folder = tmp_path_factory.mktemp("compiled")
    jax.config.update("jax_disable_most_optimizations", True)
    jax.config.update("jax_compilation_cache_dir", str(folder))
    jax.config.update("jax_persistent_cache_min_compile_time_secs", 0.0)
    jax.config.update("jax_persistent_cache_min_entry_size_bytes", -1)
    return folder


@pytest.fixture(autouse=True)
def toy_task(monkeypatch: pytest.MonkeyPatch) -> None:
    task = load_toy().TASK
    monkeypatch.setitem(train.TASKS, "toy", lambda recipe, alphabet: task)


@pytest.fixture
def recipe(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.toml"
    path.write_text(RECIPE)
    return path


def run(*arguments: Any) -> Result:
    return CliRunner().invoke(main, ["train", *map(str, arguments)])


def test_a_recipe_is_trained_and_the_end_is_told(recipe: Path, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    result = run("--recipe", recipe, "-o", folder)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(f"{folder}: 64 examples in 0.")
    use = f"To use it: datelens export {folder} -o BUNDLE\n"
    assert result.stdout.endswith(f"the model is {folder / 'model.keras'}\n{use}")
    assert [line.split(" examples")[0].strip() for line in result.stderr.splitlines()] == ["32", "64"]
    assert {path.name for path in folder.iterdir()} == {
        "best.json",
        "checkpoint.npz",
        "curves.svg",
        "log.csv",
        "model.keras",
        "run.json",
    }


def test_the_folder_is_named_after_the_recipe(recipe: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("--recipe", recipe, "--examples", 16).exit_code == 0
    assert (tmp_path / "runs" / "tiny" / "model.keras").is_file()


def test_examples_on_the_command_line_win_and_stretch_a_run_that_goes_on(recipe: Path, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    assert run("--recipe", recipe, "-o", folder, "--examples", 32).exit_code == 0
    assert open_run(folder).recipe.examples == 32
    result = run("--resume", "-o", folder, "--examples", 80)
    assert result.exit_code == 0, result.output
    assert ": 80 examples in" in result.stdout
    assert open_run(folder).recipe.examples == 80


def test_a_new_run_begins_with_the_weights_of_another(recipe: Path, tmp_path: Path) -> None:
    assert run("--recipe", recipe, "-o", tmp_path / "first").exit_code == 0
    result = run("--recipe", recipe, "-o", tmp_path / "second", "--init-from", tmp_path / "first")
    assert result.exit_code == 0, result.output


def test_control_c_leaves_a_checkpoint_and_says_how_to_go_on(recipe: Path, tmp_path: Path, compiled: Path) -> None:
    folder = tmp_path / "my run"
    process = begun_apart(compiled, "--recipe", recipe, "-o", folder, "--examples", 1_000_000)
    assert process.stderr is not None
    assert "32 examples" in process.stderr.readline()
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate()
    assert (process.returncode, output) == (130, "")
    last = errors.splitlines()[-1]
    assert last.startswith("Stopped after ")
    assert last.endswith(
        f"The checkpoint is {folder / 'checkpoint.npz'}; go on with: datelens train --resume -o '{folder}'"
    )
    stopped = int(last.split()[2].replace(",", ""))
    result = run("--resume", "-o", folder, "--examples", stopped + 16)
    assert f": {stopped + 16:,} examples in" in result.stdout


def test_dates_are_trained_on_the_corpus(tmp_path: Path) -> None:
    path = tmp_path / "dates.toml"
    path.write_text(RECIPE.replace('"toy"', '"dates"').replace("[24]", "[24, 48, 216]").replace("workers = 0", ""))
    result = run("--recipe", path, "-o", tmp_path / "run", "--examples", 32)
    assert result.exit_code == 0, result.output
    assert open_run(tmp_path / "run").output_length == 11


def test_a_run_killed_at_any_moment_goes_on_to_the_same_weights(recipe: Path, tmp_path: Path, compiled: Path) -> None:
    # a checkpoint after every step: the process spends most of its time on writing one, and dies in the midst of it
    recipe.write_text(RECIPE.replace("examples = 64", "examples = 640").replace("every = 2", "every = 8"))
    recipe.write_text(recipe.read_text() + "[checkpoint]\nminutes = 1e-9\n")
    # all of it in processes of their own: what other tests have compiled here may differ in the last bit
    begun_apart(compiled, "--recipe", recipe, "-o", tmp_path / "whole").communicate()
    folder = tmp_path / "killed"
    process = begun_apart(compiled, "--recipe", recipe, "-o", folder)
    assert process.stderr is not None
    for _ in range(2):
        assert "examples" in process.stderr.readline()
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    at = read_checkpoint(folder / "checkpoint.npz")[1]["step"]
    assert 15 <= at < 40  # the second validation was told of, and its checkpoint may not have been written
    told, errors = begun_apart(compiled, "--resume", "-o", folder).communicate()
    assert ": 640 examples in" in told, errors
    for read in (weights_of, facts_of, rows_of):
        assert read(folder) == read(tmp_path / "whole"), read
    assert not list(folder.glob(".*"))


def begun_apart(compiled: Path, *arguments: Any) -> subprocess.Popen[str]:
    """`datelens train` in a process of its own, that knows the toy."""
    code = (
        "import sys; from datelens.cli import train; from datelens.cli.main import main; import toy;"
        "train.TASKS['toy'] = lambda recipe, alphabet: toy.TASK; main(sys.argv[1:])"
    )
    command = [sys.executable, "-c", code, "train", *arguments]
    path = os.pathsep.join([str(TOY.parent), *sys.path])
    cheaply = {"JAX_DISABLE_MOST_OPTIMIZATIONS": "1", "JAX_COMPILATION_CACHE_DIR": str(compiled)}
    environment = {**os.environ, **cheaply, "PYTHONPATH": path}
    return subprocess.Popen(
        list(map(str, command)), env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def weights_of(folder: Path) -> dict[str, bytes]:
    """Everything that the next step depends on, and the kept model, bit for bit."""
    arrays = {name: array.tobytes() for name, array in read_checkpoint(folder / "checkpoint.npz")[0].items()}
    kept = open_run(folder).load_model().get_weights()
    return arrays | {f"kept/{number}": array.tobytes() for number, array in enumerate(kept)}


def facts_of(folder: Path) -> dict[str, Any]:
    facts = json.loads((folder / "best.json").read_text())
    return {name: facts[name] for name in ("step", "examples", "exact", "pointing")}


def rows_of(folder: Path) -> list[dict[str, str]]:
    with (folder / "log.csv").open(newline="") as file:
        return [{name: value for name, value in row.items() if name != "seconds"} for row in csv.DictReader(file)]


def test_a_run_that_gets_no_better_ends_early_and_everything_is_logged(recipe: Path, tmp_path: Path) -> None:
    recipe.write_text(RECIPE.replace("every = 2", "every = 2\npatience = 1") + "[optimizer]\npeak = 1e-12\n")
    folder = tmp_path / "run"
    result = run("--recipe", recipe, "-o", folder, "--examples", 320, "--tensorboard")
    assert result.exit_code == 0, result.output
    assert ": 64 examples in" in result.stdout
    assert "no better in 1 validations" in result.stdout
    assert f"the curves are {folder / 'curves.svg'}, the model is" in result.stdout
    assert re.search(r"  [\d,]+/s  0:0\d left  '", result.stderr)
    logged = {(event.step, value.tag): value.simple_value for event in events(folder) for value in event.summary.value}
    assert {step for step, _ in logged} == {2, 4}
    for row in rows_of(folder):
        for name in ("loss", "guide", "exact"):
            assert logged[int(row["step"]), name] == pytest.approx(float(row[name]), abs=1e-5)
    again = run("--resume", "-o", folder)
    assert ": 64 examples in" in again.stdout  # there is nothing left to do


def events(folder: Path) -> Iterator[Any]:
    """The records of TensorBoard: the length in eight bytes, four of a checksum, the record, four more."""
    from tensorboardX.proto.event_pb2 import Event

    [path] = (folder / "tensorboard").iterdir()
    content = path.read_bytes()
    while content:
        (length,) = struct.unpack("<Q", content[:8])
        yield Event.FromString(content[12 : 12 + length])
        content = content[16 + length :]


def test_a_log_that_cannot_be_written_is_told_before_a_run_begins(
    recipe: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "tensorboardX", None)
    result = run("--recipe", recipe, "-o", tmp_path / "run", "--tensorboard")
    assert result.exit_code == 2
    assert '`--tensorboard` needs an optional part: pip install "datelens[tensorboard]"' in result.stderr
    assert not (tmp_path / "run").exists()


def test_what_is_wrong_with_a_run_that_goes_on_is_told(recipe: Path, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    assert run("--recipe", recipe, "-o", folder, "--examples", 32).exit_code == 0
    written = (folder / "run.json").read_text()
    (folder / "run.json").write_text(written.replace('"peak": 0.003', '"peak": 0.002'))
    result = run("--resume", "-o", folder, "--examples", 64)
    assert result.exit_code == 2
    assert (
        "is a checkpoint of another recipe than run.json has: `optimizer.peak` was 0.003 and is 0.002." in result.stderr
    )
    assert "Put the recipe back, or start a new run from its weights with --init-from" in result.stderr
    (folder / "run.json").write_text(written)
    (folder / "log.csv").unlink()
    (folder / "log.csv").symlink_to("/dev/full")
    result = run("--resume", "-o", folder, "--examples", 64)
    assert result.exit_code == 2
    assert f"no space is left on the device of '{folder / 'log.csv'}'" in result.stderr
    assert result.stderr.endswith(f"go on with: datelens train --resume -o {folder}\n")


REFUSALS: dict[str, tuple[list[str], str]] = {
    "no recipe": (["--recipe", "none.toml"], "the recipe 'none.toml' cannot be read: No such file"),
    "no run": (["--resume", "-o", "none"], "there is no run in 'none': it holds no run.json"),
    "an origin that was never validated": (
        ["--recipe", "tiny.toml", "-o", "new", "--init-from", "begun"],
        "the run 'begun' has no model.keras yet: the first validation writes it. Go on with --resume",
    ),
    "no origin": (["--recipe", "tiny.toml", "-o", "new", "--init-from", "none"], "there is no run in 'none'"),
    "recipe of a run": (["--resume", "--recipe", "tiny.toml", "-o", "x"], "leave the others out"),
    "full folder": (["--recipe", "tiny.toml", "-o", "."], "'.' is not empty; name another directory"),
    "no examples": (["--examples", "0"], "0 is not in the range x>=1"),
    "unknown task": (
        ["--recipe", "date.toml", "-o", "new"],
        "`task` must be one of dates, toy, pairs; got 'date'. Did you mean 'dates'",
    ),
}


@pytest.mark.parametrize(("arguments", "message"), REFUSALS.values(), ids=REFUSALS)
def test_what_cannot_be_trained_is_refused_before_anything_is_written(
    arguments: list[str], message: str, recipe: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(recipe.parent)
    recipe.with_name("date.toml").write_text('task = "date"')
    start_run("begun", load_recipe(recipe), load_toy().TASK)
    before = sorted(recipe.parent.iterdir())
    result = run(*arguments)
    assert result.exit_code == 2
    assert re.search(message, result.stderr), result.stderr
    assert sorted(recipe.parent.iterdir()) == before
