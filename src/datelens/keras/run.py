"""A run on disk.

run.json         the recipe and the alphabets, written when the run starts
pairs.csv        where the task is pairs of one's own: these, as they came
held-out.csv     likewise: those of them that are never trained on; some of them are validated on
checkpoint.npz   weights, optimiser, random states and position: resumes the run
log.csv          a row for every validation
curves.svg       the log as a picture, drawn at the end where matplotlib is installed
model.keras      the averaged weights that did best by exact match
best.json        at which step, after how many examples and minutes, with which exact match
"""

from __future__ import annotations

import dataclasses
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras

from datelens.alphabet import Alphabet
from datelens.errors import CheckpointError, DatelensError, OutputExistsError, shown
from datelens.files import written_whole
from datelens.keras.checkpoint import write_json
from datelens.keras.model import AttentionTranslator
from datelens.keras.recipe import CheckpointRecipe, Recipe, changes, recipe_from_table
from datelens.keras.task import Task

VERSION = 1

PAIRS_FILE, HELD_OUT_FILE = "pairs.csv", "held-out.csv"

_PARTS = ".*.part.*"  # of files that a killed process was writing; see `datelens.files.written_whole`


@dataclass(frozen=True)
class Run:
    """A directory and what it trains."""

    directory: Path
    recipe: Recipe
    input_alphabet: Alphabet
    output_alphabet: Alphabet
    output_length: int

    @property
    def checkpoint(self) -> Path:
        return self.directory / "checkpoint.npz"

    @property
    def log(self) -> Path:
        return self.directory / "log.csv"

    @property
    def model(self) -> Path:
        return self.directory / "model.keras"

    @property
    def best(self) -> Path:
        return self.directory / "best.json"

    @property
    def curves(self) -> Path:
        return self.directory / "curves.svg"

    @property
    def pairs(self) -> Path:
        return self.directory / PAIRS_FILE

    @property
    def held_out(self) -> Path:
        return self.directory / HELD_OUT_FILE

    def save(self) -> None:
        """Write `run.json`."""
        data = {
            "version": VERSION,
            "recipe": self.recipe.to_dict(),
            "input_alphabet": self.input_alphabet.to_json(),
            "output_alphabet": self.output_alphabet.to_json(),
            "output_length": self.output_length,
        }
        write_json(self.directory / "run.json", data)

    def check_task(self, task: Task) -> None:
        """Raise where the task is not the one that the run began with.

        Raises:
            CheckpointError: an alphabet or the output's length has changed.
        """
        mine = (self.input_alphabet, self.output_alphabet, self.output_length)
        if mine != (task.input_alphabet, task.output_alphabet, task.output_length):
            raise CheckpointError(
                f"the task {task.name!r} has other symbols now than when {shown(str(self.directory), 300)} began: "
                f"{task.input_alphabet} and {task.output_alphabet}, then {self.input_alphabet} and "
                f"{self.output_alphabet}. Start a new run from its weights with --init-from."
            )

    def check_recipe(self, table: Any) -> None:
        """Raise where a checkpoint was written under another recipe than the run's.

        How long the run is, who makes the batches and how often it is saved change nothing of what it computes.

        Args:
            table: the recipe that the checkpoint holds; None of an older release, which wrote none.

        Raises:
            CheckpointError: something else differs; the error names it.
        """
        if table is None:
            return
        now = self.recipe
        workers = dataclasses.replace(now.batches, workers=table["batches"]["workers"])
        alike = dataclasses.replace(now, examples=table["examples"], batches=workers, checkpoint=CheckpointRecipe())
        then = recipe_from_table({**table, "checkpoint": {}})
        if odd := changes(then, alike):
            raise CheckpointError(
                f"{shown(str(self.checkpoint), 300)} is a checkpoint of another recipe than run.json has: "
                f"{'; '.join(odd)}. Put the recipe back, or start a new run from its weights with --init-from."
            )

    def tidy(self) -> None:
        """Take away what a process that was killed had begun to write."""
        for part in self.directory.glob(_PARTS):
            part.unlink(missing_ok=True)

    def extended(self, examples: int) -> Run:
        """The same run to a total of so many examples."""
        return dataclasses.replace(self, recipe=dataclasses.replace(self.recipe, examples=examples))

    def load_model(self) -> AttentionTranslator:
        """The best translator so far, by exact match of its averaged weights.

        Raises:
            CheckpointError: none was written yet, or it cannot be read.
        """
        if not self.model.is_file():
            raise CheckpointError(
                f"the run {shown(str(self.directory), 300)} has no {self.model.name} yet: "
                "the first validation writes it. Go on with --resume."
            )
        try:
            model: AttentionTranslator = keras.saving.load_model(self.model, compile=False)
        except (OSError, ValueError, TypeError, KeyError, zipfile.BadZipFile) as error:
            raise CheckpointError(f"{shown(str(self.model), 300)} cannot be read: {error}") from error
        return model

    def save_model(self, model: AttentionTranslator, facts: dict[str, Any]) -> None:
        """Write the best translator and what is known about it."""
        with written_whole(self.model) as part:
            model.save(part)
        write_json(self.best, facts)


def check_empty(directory: Path | str) -> None:
    """Raise where a new run cannot begin in the directory.

    Raises:
        OutputExistsError: there is something in it.
    """
    directory = Path(directory)
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise OutputExistsError(
            f"{shown(str(directory), 300)} is not empty; name another directory, or go on with the run in it with "
            f"--resume."
        )


def start_run(directory: Path | str, recipe: Recipe, task: Task, files: Mapping[str, bytes] | None = None) -> Run:
    """A new run in a directory of its own.

    Args:
        directory: where it is kept; made if it is not there.
        recipe: what it is made of.
        task: what it learns.
        files: what the task is made of, to be kept beside it, by name.

    Raises:
        OutputExistsError: there is something in the directory.
    """
    check_empty(directory)
    directory = Path(directory)
    directory.mkdir(parents=True, exist_ok=True)
    for name, content in (files or {}).items():
        with written_whole(directory / name) as part:
            part.write_bytes(content)
    run = Run(directory, recipe, task.input_alphabet, task.output_alphabet, task.output_length)
    run.save()
    return run


def open_run(directory: Path | str) -> Run:
    """The run in a directory.

    Raises:
        CheckpointError: there is none, or its `run.json` is broken or newer than this release.
    """
    path = Path(directory) / "run.json"
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise CheckpointError(f"there is no run in {shown(str(directory), 300)}: it holds no run.json.") from error
    except (OSError, ValueError) as error:
        raise CheckpointError(f"{shown(str(path), 300)} cannot be read: {error}.") from error
    if not isinstance(data, dict) or data.get("version") != VERSION:
        raise CheckpointError(f"{shown(str(path), 300)} is not the record of a run that this release can read.")
    try:
        return Run(
            Path(directory),
            recipe_from_table(data["recipe"]),
            Alphabet.from_json(data["input_alphabet"]),
            Alphabet.from_json(data["output_alphabet"]),
            int(data["output_length"]),
        )
    except KeyError as error:
        raise CheckpointError(f"{shown(str(path), 300)} lacks {error}.") from error
    except (TypeError, ValueError, AttributeError) as error:
        if isinstance(error, DatelensError):
            raise
        raise CheckpointError(f"{shown(str(path), 300)} cannot be read: {error}.") from error
