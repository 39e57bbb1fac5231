"""The training loop. It knows pairs of symbols and nothing of what they mean."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np

from datelens.errors import CheckpointError, DivergenceError, shown
from datelens.keras.background import background_batches
from datelens.keras.checkpoint import read_checkpoint, write_checkpoint
from datelens.keras.devices import hardware, shared_out
from datelens.keras.learner import Learner, assign, build_translator
from datelens.keras.model import AttentionTranslator
from datelens.keras.run import Run
from datelens.keras.task import Task
from datelens.keras.transfer import transfer_weights
from datelens.keras.validation import Score, Writer, score


@dataclass(frozen=True, slots=True)
class Stepped:
    """A step was made.

    Attributes:
        step: steps made so far.
        steps: those of the whole run.
        losses: by name.
        seconds: spent training so far, over all sessions.
    """

    step: int
    steps: int
    losses: dict[str, float]
    seconds: float


@dataclass(frozen=True, slots=True)
class Validated:
    """The averaged weights were validated; `losses` are means since the last time, `best` says if none did better."""

    step: int
    examples: int
    losses: dict[str, float]
    score: Score
    best: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class Saved:
    """A checkpoint was written."""

    step: int
    path: Path


Event = Stepped | Validated | Saved
Callback = Callable[[Event], None]

Build = Callable[..., AttentionTranslator]
"""Makes the translator of a recipe; see `build_translator`."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended; `exact` is that of the kept model, None where none was validated.

    `early` says that it finished before its last step, because validations got no better.
    """

    finished: bool
    step: int
    examples: int
    exact: float | None
    seconds: float
    early: bool = False


def fit(
    run: Run,
    task: Task,
    *,
    build: Build = build_translator,
    init_from: Run | None = None,
    callbacks: Sequence[Callback] = (),
    stop: Callable[[], bool] = lambda: False,
    clock: Callable[[], float] = time.monotonic,
) -> Outcome:
    """Train a run from where it stands to its end, or until `stop` says so.

    A run that has a checkpoint goes on from it: the same weights come out, bit for bit on the same backend and
    machine, as if it had never been stopped. `stop` is asked after every step; a checkpoint is written then. Where JAX
    sees several devices, each takes a part of every batch.

    Args:
        run: what to train and where it is kept.
        task: makes the pairs.
        build: makes the translator, as `build_translator` does; one that adds losses of its own is taught by those too.
            A run that goes on needs the one that it was begun with.
        init_from: a run whose best weights a new run starts from.
        callbacks: told every event.
        stop: whether to end now.
        clock: seconds; says when a checkpoint is due, and nothing else depends on it.

    Raises:
        CheckpointError: the task or the checkpoint does not fit the run.
        DataError: a pair cannot be made a batch of.
        NoSpaceError: the disk is full.
        DivergenceError: the loss is no number any more; the last checkpoint stays.
    """
    run.check_task(task)
    run.tidy()
    with shared_out(run.recipe.batches.size):
        session = _Session(run, task, build, callbacks, clock)
        if run.checkpoint.exists():
            session.resume()
        elif init_from is not None:
            transfer_weights(init_from, run, session.learner.translator)
            session.save()  # what a run that is killed before its first checkpoint starts from again
        return session.train(stop)


class _Session:
    """What a run needs while it is trained."""

    def __init__(
        self, run: Run, task: Task, build: Build, callbacks: Sequence[Callback], clock: Callable[[], float]
    ) -> None:
        self.run, self.task, self.build, self.callbacks, self.clock = run, task, build, callbacks, clock
        recipe = run.recipe
        self.learner = Learner(self._translator(), recipe)
        self.judged = self._translator()
        self.writer = Writer(self.judged, run.output_length)
        self.pairs = task.validation_pairs(recipe)
        self.step = 0
        self.seconds = 0.0
        self.exact: float | None = None
        self.worse = 0  # validations since the last that was better than all before
        self.sums: dict[str, float] = {}
        self.summed = 0
        self.saved_at = -1

    def _translator(self) -> AttentionTranslator:
        run = self.run
        sizes = len(run.input_alphabet), len(run.output_alphabet)
        return self.build(run.recipe.model, *sizes, start=run.output_alphabet.start, seed=run.recipe.seed)

    def resume(self) -> None:
        """Go back to the run's checkpoint."""
        arrays, meta = read_checkpoint(self.run.checkpoint)
        self.run.check_recipe(meta.get("recipe"))
        self._check_network(meta.get("network"))
        self.learner.restore(arrays)
        try:
            self.step, self.seconds, self.exact = meta["step"], meta["seconds"], meta["exact"]
            self.sums, self.summed = meta["sums"], meta["summed"]
            self.worse = meta.get("worse", 0)  # older checkpoints know nothing of it
        except KeyError as error:
            raise CheckpointError(f"{self.run.checkpoint} lacks {error}.") from error
        self.saved_at = self.step

    @property
    def _network(self) -> str:
        """The class of the translator."""
        return str(keras.saving.get_registered_name(type(self.learner.translator)))

    def _check_network(self, then: str | None) -> None:
        """Raise where a checkpoint is that of another class of translators; an older release did not write which."""
        if then not in (None, self._network):
            raise CheckpointError(
                f"{self.run.checkpoint} was trained as {then} and not as {self._network}: `fit` needs the `build` that "
                "it was begun with."
            )

    def train(self, stop: Callable[[], bool]) -> Outcome:
        recipe, steps = self.run.recipe, self.run.recipe.steps
        saved = mark = self.clock()
        batches = background_batches(self.task.chunks(recipe), self.step, recipe.batches.workers)
        with closing(batches):  # type: ignore[type-var]
            while self.step < steps and not self._patience_is_over():
                self._learn(batches)
                now = self.clock()
                self.seconds, mark = self.seconds + now - mark, now
                self._tell(Stepped(self.step, steps, self.losses, self.seconds))
                if self.step % recipe.validation.every == 0 or self.step == steps:
                    self.validate()
                stopped = stop()
                ended = self.step == steps or self._patience_is_over()
                if stopped or ended or now - saved >= 60 * recipe.checkpoint.minutes:
                    self.save()
                    saved = now
                if stopped:
                    break
        early = self.step < steps and self._patience_is_over()
        return Outcome(self.step >= steps or early, self.step, self._examples(), self.exact, self.seconds, early)

    def _patience_is_over(self) -> bool:
        """Whether validations have got no better for as often as the recipe waits."""
        return 0 < self.run.recipe.validation.patience <= self.worse

    def _learn(self, batches: Iterator[Any]) -> None:
        self.losses = self.learner.learn(next(batches))
        if not np.isfinite(self.losses["loss"]):
            raise DivergenceError(
                f"the loss of step {self.step + 1} is {self.losses['loss']}. Start a new run with a lower "
                f"`optimizer.peak` or `optimizer.clip_norm`, from the best weights of this one if it has any: "
                f"--init-from {shown(str(self.run.directory), 300)}."
            )
        for name, value in self.losses.items():
            self.sums[name] = self.sums.get(name, 0.0) + value
        self.summed += 1
        self.step += 1

    def validate(self) -> None:
        """Score the averaged weights, keep them if they are the best so far."""
        recipe, run = self.run.recipe, self.run
        taught = self.learner.translator
        assign(self.judged.trainable_variables, self.learner.averaged())
        settled = [keras.ops.convert_to_numpy(variable.value) for variable in taught.non_trainable_variables]
        assign(self.judged.non_trainable_variables, settled)
        shapes = self.task.shapes(recipe)
        result = score(self.writer, self.pairs, run.input_alphabet, run.output_alphabet, shapes)
        best = self.exact is None or result.exact >= self.exact
        self.worse = 0 if self.exact is None or result.exact > self.exact else self.worse + 1
        if best:
            self.exact = result.exact
            run.save_model(self.judged, self._facts(result))
        means = {name: total / self.summed for name, total in self.sums.items()}
        self.sums, self.summed = {}, 0
        self._tell(Validated(self.step, self._examples(), means, result, best, self.seconds))

    def save(self) -> None:
        """Write a checkpoint, unless the last one is of this step."""
        if self.saved_at == self.step:
            return
        meta = {
            "step": self.step,
            "seconds": self.seconds,
            "exact": self.exact,
            "sums": self.sums,
            "summed": self.summed,
            "worse": self.worse,
            "recipe": self.run.recipe.to_dict(),
            "network": self._network,
        }
        write_checkpoint(self.run.checkpoint, self.learner.state(), meta)
        self.saved_at = self.step
        self._tell(Saved(self.step, self.run.checkpoint))

    def _facts(self, result: Score) -> dict[str, Any]:
        return {
            "step": self.step,
            "examples": self._examples(),
            "minutes": round(self.seconds / 60, 1),
            "exact": result.exact,
            "pointing": result.pointing,
            "validated_on": len(self.pairs),
            "hardware": hardware(),
        }

    def _examples(self) -> int:
        return self.step * self.run.recipe.batches.size

    def _tell(self, event: Event) -> None:
        for callback in self.callbacks:
            callback(event)
