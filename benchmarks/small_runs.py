"""Small training runs whose models are compared: each to its end, or until it is stopped."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import click

from datelens.bundle import Thresholds, load_bundle, write_bundle
from datelens.cli.export import build_graphs, describe
from datelens.cli.train import task_of
from datelens.errors import BundleNotFoundError, CheckpointError
from datelens.keras.fit import Build, Event, Validated, fit
from datelens.keras.learner import build_translator
from datelens.keras.log import CsvLog
from datelens.keras.model import model_config, model_weights
from datelens.keras.recipe import Recipe
from datelens.keras.run import Run, open_run, start_run

RUN, BUNDLE = "run", "bundle"


@dataclass(frozen=True, slots=True)
class Point:
    """A validation on the way.

    Attributes:
        examples: trained on so far.
        exact: the share of the validation texts whose whole output is right.
    """

    examples: int
    exact: float


WIDTH = 64  # half of the shipped model's: learns what recipes differ in, in half of the time
SMALL_BATCH = 128  # twice the steps of the default: in a run this short they count for more than size
LENGTHS = (20, 32, 48, 96, 216)  # a shape takes some ten seconds to compile, so that few pay


def base_recipe(examples: int, *, quick: bool) -> Recipe:
    """The recipe that all others are made from."""
    recipe = Recipe()
    batches = replace(recipe.batches, size=SMALL_BATCH, lengths=LENGTHS)
    recipe = replace(recipe, examples=examples, batches=batches, optimizer=replace(recipe.optimizer, average=0.995))
    if not quick:
        return sized(recipe, WIDTH)
    return replace(
        sized(recipe, 4),
        batches=replace(batches, size=32, chunk=2, lengths=(216,), workers=0),
        validation=replace(recipe.validation, examples=4, every=2),
    )


def sized(recipe: Recipe, width: int) -> Recipe:
    """The recipe with so many units in each direction and of the decoder, and half as many of the rest."""
    half = width // 2
    model = replace(recipe.model, embedding=half, encoder_units=width, units=width, attention_units=half)
    return replace(recipe, model=model)


def train(
    folder: Path,
    recipe: Recipe,
    told: Callable[[Point], None] = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
    build: Build | None = None,
) -> bool:
    """Train a recipe in a folder, or go on where it stopped, and write its bundle at the end.

    Args:
        folder: of the run, which is in `run`; the bundle goes beside it, into `bundle`.
        recipe: what to train.
        told: of each validation.
        stop: whether to end after the step under way.
        build: makes another translator of the recipe, of which no bundle is written; None takes that of `fit`.

    Returns:
        whether it is done.

    Raises:
        CheckpointError: the folder holds a run of another recipe.
    """
    exported = build is None
    if is_done(folder, recipe, exported=exported):
        return True
    run = _opened(folder / RUN, recipe)

    def tell(event: Event) -> None:
        if isinstance(event, Validated):
            told(Point(event.examples, event.score.exact))

    task = task_of(recipe, run.input_alphabet)
    outcome = fit(run, task, build=build or build_translator, callbacks=(CsvLog(run.log), tell), stop=stop)
    if outcome.finished and exported:
        model = run.load_model()
        # the readings alone are compared, so that thresholds need not be calibrated
        description = describe(run, model_config(model), "int8", 1.0, Thresholds())
        write_bundle(folder / BUNDLE, description, build_graphs(model_weights(model), description))
    return outcome.finished


def is_done(folder: Path, recipe: Recipe, *, exported: bool = True) -> bool:
    """Whether the folder holds the bundle of the recipe or, where none is exported, a run that has come to its end.

    Raises:
        CheckpointError: it holds that of another.
    """
    if not exported:
        points = curve(folder)
        if points:
            _check(folder, open_run(folder / RUN).recipe.to_dict() == recipe.to_dict())
        return bool(points) and points[-1].examples >= recipe.examples
    try:
        card = load_bundle(folder / BUNDLE).description.card
    except BundleNotFoundError:
        return False
    _check(folder, card["recipe"] == recipe.to_dict())
    return True


def curve(folder: Path) -> list[Point]:
    """The validations of the run in a folder; none where there is no run."""
    path = folder / RUN / "log.csv"
    if not path.is_file():
        return []
    with path.open(newline="", encoding="utf-8") as file:
        return [Point(int(row["examples"]), float(row["exact"])) for row in csv.DictReader(file)]


def tell(slug: str, point: Point) -> None:
    """Say a validation on standard error."""
    click.echo(f"{slug}: {point.examples:,} examples, {point.exact:.2%}", err=True)


def _opened(folder: Path, recipe: Recipe) -> Run:
    if not folder.exists():
        return start_run(folder, recipe, task_of(recipe))
    run = open_run(folder)
    _check(folder, run.recipe.to_dict() == recipe.to_dict())
    return run


def _check(folder: Path, same: bool) -> None:
    if not same:
        raise CheckpointError(f"{folder} was trained by another recipe; name another folder, or take that one away.")
