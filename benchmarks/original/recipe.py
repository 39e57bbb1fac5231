"""The tutorial's training run: five thousand batches of thirty-two, scored now and then; goes on where it stopped."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np

from benchmarks.original import data
from benchmarks.original.model import build_model
from benchmarks.original.vocabulary import Vocabulary
from datelens.files import written_whole

BATCH, BATCHES = 32, 5_000
LENGTH, UNITS = 50, 256


@dataclass(frozen=True, slots=True)
class Point:
    """A score on the way.

    Attributes:
        examples: trained on so far.
        seconds: spent training so far, the compilation included and the scoring left out.
        exact: the share of the validation texts whose whole date is right.
    """

    examples: int
    seconds: float
    exact: float


@dataclass(frozen=True, slots=True)
class Plan:
    """How long to train and how often to score."""

    batches: int = BATCHES
    every: int = 250
    validation: int = 1_000
    length: int = LENGTH
    units: int = UNITS


def train(
    folder: Path,
    plan: Plan,
    told: Callable[[Point], None] = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
    clock: Callable[[], float] = time.perf_counter,
) -> list[Point]:
    """Train the tutorial's network, or go on with it, and give all scores so far.

    Args:
        folder: where it is kept; a score is written together with the model that has it.
        plan: how long.
        told: of each score.
        stop: whether to end after the score under way.
        clock: measures.
    """
    folder.mkdir(parents=True, exist_ok=True)
    human, machine = Vocabulary(data.characters(), plan.length), Vocabulary("0123456789-", plan.length)
    points = scored(folder)
    model = keras.saving.load_model(folder / "model.keras") if points else _fresh(plan, human, machine)
    texts = data.generate(data.VALIDATION, 0, plan.validation)
    seconds = points[-1].seconds if points else 0.0
    done = points[-1].examples // BATCH if points else 0
    while done < plan.batches and not stop():
        until = min(done + plan.every, plan.batches)
        start = clock()
        for step in range(done, until):
            pairs = data.generate(data.TRAINING, step + 1, BATCH)  # step 0 made the alphabets
            model.train_on_batch(human.encode([text for text, _ in pairs]), machine.encode([date for _, date in pairs]))
        seconds, done = seconds + clock() - start, until
        points.append(Point(done * BATCH, seconds, exact_match(model, human, machine, texts)))
        with written_whole(folder / "model.keras") as part:
            model.save(part)
        with written_whole(folder / "scores.json") as part:
            part.write_text(json.dumps([asdict(point) for point in points]) + "\n", encoding="utf-8")
        told(points[-1])
    return points


def scored(folder: Path) -> list[Point]:
    """The scores of the run in a folder; none where there is no run."""
    path = folder / "scores.json"
    return [Point(**point) for point in json.loads(path.read_text(encoding="utf-8"))] if path.is_file() else []


def exact_match(model: Any, human: Vocabulary, machine: Vocabulary, texts: list[data.Text]) -> float:
    """The share of texts whose whole date the model writes."""
    written = np.asarray(model.predict(human.encode([text for text, _ in texts]), batch_size=200, verbose=0))
    found = machine.decode(written.argmax(axis=-1))
    return sum(date == wanted for date, (_, wanted) in zip(found, texts, strict=True)) / len(texts)


def _fresh(plan: Plan, human: Vocabulary, machine: Vocabulary) -> keras.Model:
    return build_model(plan.length, len(human), len(machine), plan.units)
