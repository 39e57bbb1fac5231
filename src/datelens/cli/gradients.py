"""Gradients of the model of a run, for the commands that weigh by them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from datelens.alphabet import Alphabet
from datelens.bundle import DATES
from datelens.cli.extras import needed
from datelens.explain import map_of, unread
from datelens.explain.symbols import merged, written_symbols
from datelens.iso import NO_DATE
from datelens.reader import folded
from datelens.records import GREGORIAN, AttentionMap

if TYPE_CHECKING:
    from datelens.hints import Hints
    from datelens.keras.gradients import Gradients
    from datelens.keras.run import Run

METHODS = ("gradient", "integrated")
"""What a run can be asked for; a bundle holds rounded weights and no gradients."""


class RunGradients:
    """What the best model of a run adds up to, symbol by symbol.

    Args:
        run: of dates, or of a task without a calendar.
        gradients: of its model.
    """

    methods = METHODS

    def __init__(self, run: Run, gradients: Gradients) -> None:
        self._run = run
        self._gradients = gradients
        self._calendar = GREGORIAN if run.recipe.task == DATES else None

    def attribute(self, symbols: Sequence[str], iso: str, method: str) -> tuple[np.ndarray, np.ndarray]:
        """Weights (output, input) of input symbols, and how far each row is from adding up (output,)."""
        found = self._gradients.attribute(self._run.input_alphabet.encode(symbols), self._target(iso), method)
        return found.weights[: len(iso)], found.gap[: len(iso)]

    def explain(self, text: str, hints: Hints, iso: str | None, method: str) -> AttentionMap:
        """The map of a reading; None is "no date"."""
        output = NO_DATE if iso is None else iso
        symbols = folded(text)
        if symbols is None:
            return unread(text, method, self._calendar)
        written = written_symbols(text, hints)
        source = self._run.input_alphabet.encode((*hints.symbols(), *symbols))
        found = self._gradients.attribute(source, self._target(output), method)
        rows = [merged(row, written) for row in found.weights[: len(output)].tolist()]
        probability = float(np.exp(found.log_probabilities.sum()))
        return map_of(text, written, output, method, rows, probability, self._calendar)

    def _target(self, iso: str) -> list[int]:
        if self._calendar is None:
            may_go_on = len(iso) < self._run.output_length - 1
        else:  # `2016` and `2016-01`: their end is chosen too
            may_go_on = len(iso) in (4, 7) and not iso.startswith("-")
        return self._run.output_alphabet.encode(iso) + [Alphabet.end] * may_go_on


def open_gradients(directory: Path) -> RunGradients:
    """The gradients of the best model of the run in a folder.

    Raises:
        CheckpointError: there is no run, or it has no model yet.
        MissingExtraError: Keras is not installed.
    """
    with needed("train", "`--run`"):
        from datelens.keras.gradients import Gradients
        from datelens.keras.run import open_run
    run = open_run(directory)
    return RunGradients(run, Gradients(run.load_model()))
