"""The training loop: it learns, it resumes bit for bit, it stops when told, it keeps the best."""

from __future__ import annotations

import csv
import dataclasses
import json
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import toy
from backends import array

from datelens.alphabet import Alphabet
from datelens.errors import CheckpointError, DivergenceError, OutputExistsError
from datelens.keras.checkpoint import read_checkpoint, write_checkpoint
from datelens.keras.fit import Event, Outcome, Saved, Stepped, Validated, fit
from datelens.keras.interrupt import stop_on_interrupt
from datelens.keras.learner import build_translator
from datelens.keras.log import CsvLog
from datelens.keras.model import AttentionTranslator
from datelens.keras.recipe import Recipe
from datelens.keras.run import Run, open_run, start_run


class Killed(BaseException):
    """What ends a run here as kill -9 would: nothing gets to tidy up."""


def started(path: Path, recipe: Recipe | None = None) -> Run:
    return start_run(path, recipe or toy.recipe(), toy.TASK)


def at_step(number: int, act: Callable[[], Any]) -> Callable[[Event], None]:
    def callback(event: Event) -> None:
        if isinstance(event, Stepped) and event.step == number:
            act()

    return callback


def die() -> None:
    raise Killed


class Clock:
    """A clock that a minute passes on at every look."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 60.0
        return self.now


def state_of(run: Run) -> dict[str, np.ndarray]:
    return read_checkpoint(run.checkpoint)[0]


def assert_same(one: Run, other: Run) -> None:
    first, second = state_of(one), state_of(other)
    assert first.keys() == second.keys()
    for name, value in first.items():
        np.testing.assert_array_equal(value, second[name], err_msg=name)
    models = [run.load_model().get_weights() for run in (one, other)]
    assert all(map(np.array_equal, *models))
    facts = [json.loads(run.best.read_text()) for run in (one, other)]
    assert all(facts[0][name] == facts[1][name] for name in ("step", "examples", "exact", "pointing"))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run that nothing disturbed."""
    run = started(tmp_path_factory.mktemp("whole") / "run")
    outcome = fit(run, toy.TASK, callbacks=[CsvLog(run.log)])
    assert dataclasses.replace(outcome, seconds=0) == Outcome(True, 8, 128, outcome.exact, 0)
    return run


def test_a_killed_run_resumes_to_the_same_weights_bit_for_bit(whole: Run, tmp_path: Path) -> None:
    run = started(tmp_path / "run", toy.recipe(checkpoint={"minutes": 4}))
    with pytest.raises(Killed):
        fit(run, toy.TASK, callbacks=[CsvLog(run.log), at_step(7, die)], clock=Clock())
    assert read_checkpoint(run.checkpoint)[1]["step"] == 4  # so that step 6 is validated, and logged, twice
    again = open_run(run.directory)
    fit(again, toy.TASK, callbacks=[CsvLog(again.log)])
    assert_same(whole, again)
    assert logged(again) == logged(whole)


def logged(run: Run) -> list[dict[str, str]]:
    with run.log.open(newline="", encoding="utf-8") as file:
        return [{name: value for name, value in row.items() if name != "seconds"} for row in csv.DictReader(file)]


def test_background_workers_train_the_same(whole: Run, tmp_path: Path) -> None:
    run = started(tmp_path / "run", toy.recipe(batches={"workers": 2}))
    fit(run, toy.TASK)
    assert_same(whole, run)


def test_validation_does_not_disturb_training(whole: Run, tmp_path: Path) -> None:
    run = started(tmp_path / "run", toy.recipe(validation={"every": 1}))
    fit(run, toy.TASK)
    for name, value in state_of(whole).items():
        np.testing.assert_array_equal(value, state_of(run)[name], err_msg=name)


def test_another_seed_trains_other_weights(whole: Run, tmp_path: Path) -> None:
    run = started(tmp_path / "run", toy.recipe(seed=2))
    fit(run, toy.TASK)
    assert any(not np.array_equal(value, state_of(whole)[name]) for name, value in state_of(run).items())


def test_the_log_has_a_row_for_every_validation(whole: Run) -> None:
    rows = logged(whole)
    assert [(row["step"], row["examples"]) for row in rows] == [("3", "48"), ("6", "96"), ("8", "128")]
    assert all(0 <= float(row["exact"]) <= 1 and float(row["loss"]) > 0 and float(row["guide"]) > 0 for row in rows)


def test_control_c_ends_the_step_and_leaves_a_checkpoint_that_goes_on(whole: Run, tmp_path: Path) -> None:
    run = started(tmp_path / "run")
    events: list[Event] = []
    with stop_on_interrupt() as stop:
        press = at_step(4, lambda: signal.raise_signal(signal.SIGINT))
        outcome = fit(run, toy.TASK, callbacks=[events.append, press], stop=stop)
    assert (outcome.finished, outcome.step, outcome.examples) == (False, 4, 64)
    assert events[-1] == Saved(4, run.checkpoint)
    fit(run, toy.TASK)
    assert_same(whole, run)


def test_control_c_pressed_twice_interrupts_at_once() -> None:
    before = signal.getsignal(signal.SIGINT)
    with stop_on_interrupt() as stop:
        assert not stop()
        signal.raise_signal(signal.SIGINT)
        assert stop()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_a_finished_run_has_nothing_left_to_do(whole: Run) -> None:
    before = whole.checkpoint.read_bytes()
    outcome = fit(whole, toy.TASK, callbacks=[lambda event: pytest.fail(f"{event} in a finished run")])
    assert (outcome.finished, outcome.step) == (True, 8)
    assert whole.checkpoint.read_bytes() == before


def test_a_finished_run_is_extended_on_purpose(tmp_path: Path) -> None:
    run = started(tmp_path / "run")
    fit(run, toy.TASK)
    weights = state_of(run)
    outcome = fit(run.extended(192), toy.TASK)
    assert (outcome.finished, outcome.step) == (True, 12)
    assert any(not np.array_equal(value, state_of(run)[name]) for name, value in weights.items())


def test_a_run_learns(tmp_path: Path) -> None:
    recipe = toy.recipe(
        examples=12_000,
        model={"embedding": 16, "encoder_units": 24, "units": 24, "attention_units": 12, "dropout": 0.0},
        batches={"size": 48, "chunk": 10},
        optimizer={"peak": 0.01, "average": 0.97},
        validation={"examples": 200, "every": 125},
    )
    run = started(tmp_path / "run", recipe)
    events: list[Event] = []
    outcome = fit(run, toy.TASK, callbacks=[events.append])
    last = [event for event in events if isinstance(event, Validated)][-1]
    assert outcome.exact is not None
    assert outcome.exact > 0.95
    assert last.score.pointing is not None
    assert last.score.pointing > 0.95
    first = next(event for event in events if isinstance(event, Stepped))
    assert last.losses["loss"] < 0.2 * first.losses["loss"]


class Burdened(AttentionTranslator):
    """One that has something else on its mind."""

    def annotate(self, source: Any, training: bool | None = None) -> Any:
        if training:
            self.add_loss(keras.ops.convert_to_tensor(1000.0))
        return super().annotate(source, training)


def test_another_translator_is_taught_by_the_losses_that_it_adds(tmp_path: Path) -> None:
    run = started(tmp_path / "run", toy.recipe(examples=16))
    events: list[Event] = []
    fit(run, toy.TASK, build=partial(build_translator, kind=Burdened), callbacks=[events.append])
    first = next(event for event in events if isinstance(event, Stepped))
    assert 1000 < first.losses["loss"] < 1010


def test_a_run_goes_on_with_the_kind_of_translator_that_it_was_begun_with(tmp_path: Path) -> None:
    run = started(tmp_path / "run")
    build = partial(build_translator, kind=Burdened)
    with pytest.raises(Killed):
        fit(run, toy.TASK, build=build, callbacks=[at_step(7, die)], clock=Clock())
    with pytest.raises(CheckpointError, match=r"was trained as .*Burdened and not as datelens>AttentionTranslator"):
        fit(run, toy.TASK)
    assert fit(run, toy.TASK, build=build).finished


class Normalised(AttentionTranslator):
    """One with weights that no gradient trains."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.normalised = keras.layers.BatchNormalization()

    def build(self, source_shape: Any = None) -> None:
        if not self.built:
            super().build(source_shape)
            self.normalised.build((None, None, 2 * self.arguments["encoder_units"]))

    def annotate(self, source: Any, training: bool | None = None) -> Any:
        annotations, mask = super().annotate(source, training)
        return self.normalised(annotations, training=training), mask


def test_what_no_gradient_trains_is_validated_and_kept_as_it_came_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import datelens.keras.fit as module

    judged: list[np.ndarray] = []
    real = module.score

    def spying(writer: Any, *given: Any) -> Any:
        judged.append(array(writer.translator.normalised.moving_variance))
        return real(writer, *given)

    monkeypatch.setattr(module, "score", spying)
    fit(started(tmp_path / "run"), toy.TASK, build=partial(build_translator, kind=Normalised))
    assert judged
    assert all(abs(found - 1).max() > 0.01 for found in judged)


def test_the_best_model_is_kept_and_not_the_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import datelens.keras.fit as module

    exacts = iter([0.25, 0.5, 0.125])
    real = module.score
    monkeypatch.setattr(module, "score", lambda *given: dataclasses.replace(real(*given), exact=next(exacts)))
    run = started(tmp_path / "run")
    events: list[Event] = []
    outcome = fit(run, toy.TASK, callbacks=[events.append])
    assert [event.best for event in events if isinstance(event, Validated)] == [True, True, False]
    facts = json.loads(run.best.read_text())
    assert (facts["step"], facts["examples"], facts["exact"], outcome.exact) == (6, 96, 0.5, 0.5)


def test_the_kept_model_has_averaged_weights(tmp_path: Path) -> None:
    run = started(tmp_path / "run", toy.recipe(optimizer={"average": 0.9}))
    fit(run, toy.TASK)
    state = state_of(run)
    averages = [value for name, value in state.items() if name.endswith("_average") or "average" in name]
    kept = run.load_model().trainable_variables
    assert len(averages) == len(kept)
    for average, variable in zip(averages, kept, strict=True):
        np.testing.assert_array_equal(average, array(variable))


@pytest.mark.parametrize("attention", ["multiplicative", "none"])
def test_other_kinds_of_model_train_too(attention: str, tmp_path: Path) -> None:
    run = started(tmp_path / "run", toy.recipe(examples=32, model={"attention": attention}))
    events: list[Event] = []
    assert fit(run, toy.TASK, callbacks=[events.append, CsvLog(run.log)]).finished
    stepped = next(event for event in events if isinstance(event, Stepped))
    assert ("guide" in stepped.losses) == (attention != "none")


def test_a_new_run_starts_from_the_best_weights_of_another(whole: Run, tmp_path: Path) -> None:
    wider = dataclasses.replace(toy.TASK, input_alphabet=Alphabet([*toy.INPUT.symbols[4:], "!", "~"]))
    run = start_run(tmp_path / "run", toy.recipe(examples=16, optimizer={"peak": 1e-12, "average": 0.0}), wider)
    fit(run, wider, init_from=whole)
    old, new = whole.load_model().get_weights(), run.load_model().get_weights()
    for symbol in toy.INPUT.symbols:
        numbers = toy.INPUT.number(symbol), wider.input_alphabet.number(symbol)
        np.testing.assert_allclose(new[0][numbers[1]], old[0][numbers[0]], atol=1e-6)
    for one, other in zip(old[1:], new[1:], strict=True):
        np.testing.assert_allclose(one, other, atol=1e-6)


def test_a_run_that_is_killed_before_its_first_checkpoint_starts_from_those_weights_again(
    whole: Run, tmp_path: Path
) -> None:
    runs = [started(tmp_path / name, toy.recipe()) for name in ("killed", "not")]
    with pytest.raises(Killed):
        fit(runs[0], toy.TASK, init_from=whole, callbacks=[at_step(2, die)])
    fit(open_run(runs[0].directory), toy.TASK)
    fit(runs[1], toy.TASK, init_from=whole)
    assert_same(*runs)


def test_weights_of_another_size_cannot_be_started_from(whole: Run, tmp_path: Path) -> None:
    run = started(tmp_path / "run", toy.recipe(model={"units": 7}))
    with pytest.raises(CheckpointError, match=r"has the shape .*; the recipe's has .* Give the recipe the sizes"):
        fit(run, toy.TASK, init_from=whole)


def test_weights_of_another_kind_cannot_be_started_from(whole: Run, tmp_path: Path) -> None:
    run = started(tmp_path / "run", toy.recipe(model={"attention": "none"}))
    with pytest.raises(CheckpointError, match="is of another kind than the recipe's"):
        fit(run, toy.TASK, init_from=whole)


def test_a_checkpoint_of_another_model_is_refused(whole: Run, tmp_path: Path) -> None:
    run = started(tmp_path / "run", toy.recipe(model={"units": 7}))
    run.checkpoint.write_bytes(whole.checkpoint.read_bytes())
    with pytest.raises(CheckpointError, match=r"of another recipe than run.json has: `model.units` was 6 and is 7"):
        fit(run, toy.TASK)
    arrays, meta = read_checkpoint(whole.checkpoint)  # and where it does not know its recipe, its weights tell
    write_checkpoint(run.checkpoint, arrays, {key: value for key, value in meta.items() if key != "recipe"})
    with pytest.raises(CheckpointError, match=r"that of another model: .* is \(.*\), expected"):
        fit(run, toy.TASK)


def test_a_task_with_other_symbols_is_refused(whole: Run) -> None:
    other = dataclasses.replace(toy.TASK, input_alphabet=Alphabet("ab"))
    with pytest.raises(CheckpointError, match=r"'toy' has other symbols now .*--init-from"):
        fit(whole, other)


def test_a_loss_that_is_no_number_ends_the_run_and_leaves_the_last_checkpoint(tmp_path: Path) -> None:
    run = started(tmp_path / "run", toy.recipe(optimizer={"peak": 1e30, "clip_norm": 1e30}))
    with pytest.raises(
        DivergenceError, match=r"the loss of step \d is (nan|inf)\. Start a new run .* --init-from '.*run'"
    ):
        fit(run, toy.TASK)
    assert not run.checkpoint.exists()


def test_a_run_starts_in_an_empty_place_alone(whole: Run) -> None:
    with pytest.raises(OutputExistsError, match=r"is not empty; name another directory, or go on .* --resume"):
        started(whole.directory)


BROKEN = {
    "no run": (None, "there is no run in .*: it holds no run.json"),
    "no JSON": ("{", "cannot be read: Expecting"),
    "another version": ('{"version": 99}', "is not the record of a run that this release can read"),
    "a recipe of another kind": ('{"version": 1, "recipe": 5}', "cannot be read: "),
    "a part is missing": ('{"version": 1, "recipe": {}}', "lacks 'input_alphabet'"),
}


@pytest.mark.parametrize(("content", "message"), BROKEN.values(), ids=BROKEN)
def test_what_is_no_run_is_refused(content: str | None, message: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "run.json").write_text(content)
    with pytest.raises(CheckpointError, match=message):
        open_run(tmp_path)


def test_a_run_without_a_model_says_so(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match=r"has no model\.keras yet"):
        started(tmp_path / "run").load_model()


CHECKPOINTS = {
    "empty": (b"", "is broken: "),
    "no archive": (b"PK\x03\x04", "is broken: "),
    "not there": (None, "there is no checkpoint at "),
}


@pytest.mark.parametrize(("content", "message"), CHECKPOINTS.values(), ids=CHECKPOINTS)
def test_a_broken_checkpoint_is_told(content: bytes | None, message: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "c.npz").write_bytes(content)
    with pytest.raises(CheckpointError, match=message):
        read_checkpoint(tmp_path / "c.npz")


def test_a_checkpoint_of_a_newer_version_is_told(tmp_path: Path) -> None:
    write_checkpoint(tmp_path / "c.npz", {}, {"version": 2})
    with pytest.raises(CheckpointError, match="has version 2; this release reads 1"):
        read_checkpoint(tmp_path / "c.npz")


def test_a_checkpoint_keeps_arrays_and_notes(tmp_path: Path) -> None:
    arrays = {"a/b": np.arange(3, dtype="int64"), "c": np.float32(0.1)}
    write_checkpoint(tmp_path / "c.npz", arrays, {"exact": None, "step": 3, "seconds": 0.1})
    read, meta = read_checkpoint(tmp_path / "c.npz")
    assert (meta["exact"], meta["step"], meta["seconds"]) == (None, 3, 0.1)
    assert read.keys() == arrays.keys()
    assert all(read[name].dtype == value.dtype and (read[name] == value).all() for name, value in arrays.items())
