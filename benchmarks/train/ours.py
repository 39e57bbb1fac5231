"""Our recipe on the tutorial's task."""

from __future__ import annotations

import csv
import dataclasses
from collections.abc import Callable
from pathlib import Path

from benchmarks.original import data
from benchmarks.original.recipe import Point
from datelens.errors import CheckpointError
from datelens.keras.fit import Event, Validated, fit
from datelens.keras.log import CsvLog
from datelens.keras.recipe import Recipe
from datelens.keras.run import Run, open_run, start_run
from datelens.keras.task import Task

NAME = "original"
EXAMPLES = 400_000  # enough for 98 %; the tutorial's network is given 160 thousand

RECIPE = Recipe(
    task=NAME,
    seed=data.TRAINING,
    examples=EXAMPLES,
    model=dataclasses.replace(Recipe().model, dropout=0.0),
    # Four times the steps of the default, and a shape takes ten seconds to compile
    batches=dataclasses.replace(Recipe().batches, size=64, lengths=(12, 16, 24, 40, 96)),
    forgetting=dataclasses.replace(Recipe().forgetting, share=0.0),
    optimizer=dataclasses.replace(Recipe().optimizer, average=0.995),
    validation=dataclasses.replace(Recipe().validation, every=200, seed=data.VALIDATION),
)
"""The defaults, but for what pays in long runs alone, or teaches maps: forgotten characters, dropout, large batches."""


def task() -> Task:
    """The tutorial's task, for our loop."""
    return Task(NAME, data.generate_pairs, data.input_alphabet(), data.output_alphabet(), len("2016-01-05") + 1)


def train(
    folder: Path,
    recipe: Recipe = RECIPE,
    told: Callable[[Point], None] = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
) -> list[Point]:
    """Train by our recipe, or go on with it, and give all scores so far.

    Args:
        folder: of the run.
        recipe: of a new run.
        told: of each score.
        stop: whether to end after the step under way.
    """
    run = _opened(folder, recipe)

    def tell(event: Event) -> None:
        if isinstance(event, Validated):
            told(Point(event.examples, event.seconds, event.score.exact))

    fit(run, task(), callbacks=(CsvLog(run.log), tell), stop=stop)
    return scored(folder)


def _opened(folder: Path, recipe: Recipe) -> Run:
    try:
        return open_run(folder)
    except CheckpointError:
        return start_run(folder, recipe, task())


def scored(folder: Path) -> list[Point]:
    """The scores of the run in a folder; none where there is no run."""
    path = folder / "log.csv"
    if not path.is_file():
        return []
    with path.open(newline="", encoding="utf-8") as file:
        return [Point(int(row["examples"]), float(row["seconds"]), float(row["exact"])) for row in csv.DictReader(file)]
