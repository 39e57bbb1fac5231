"""A Keras translator in the place of a bundle's graphs, so that one can be measured that no export knows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import keras
import numpy as np
from keras import ops

import benchmarks.maps.remedies  # noqa: F401  Keras has to know what it loads
from datelens import search
from datelens.alphabet import Alphabet
from datelens.bundle import Bundle, Thresholds
from datelens.cli.export import describe
from datelens.keras.model import AttentionTranslator, model_config
from datelens.keras.run import Run
from datelens.runtime import LENGTH_STEP, Network
from datelens.translator import Translator

COMPILED = keras.backend.backend() != "torch"

MASKED = -1e9  # as in the graphs of a bundle: energies with attention imposed on them have to outweigh it


class KerasNetwork(Network):
    """Starts and steps by Keras.

    Every array is padded to one of few shapes, each of which is compiled once.

    Args:
        bundle: the description of the model; its files are never read.
        model: with attention.
        lengths: that inputs are padded to, rising.
    """

    has_attention = True
    mask = 1

    def __init__(self, bundle: Bundle, model: AttentionTranslator, lengths: tuple[int, ...]) -> None:
        super().__init__(bundle)
        self._lengths = lengths
        self._starter, self._stepper = _Starter(model), _Stepper(model)

    def greedy(self, sources: np.ndarray) -> search.Found:
        return search.greedy(self, sources, self.automaton, self.steps)

    def start(self, sources: np.ndarray) -> tuple[search.Memory, np.ndarray]:
        rows, length = sources.shape
        room = next((size for size in self._lengths if size >= length), _above(length))
        padded = np.full((_above(rows), room), Alphabet.padding, np.int32)
        padded[:rows, :length] = sources
        annotations, keys, state = (part[:rows] for part in self._starter.predict_on_batch(padded))
        mask = np.where(padded[:rows] == Alphabet.padding, MASKED, 0.0).astype(np.float32)[:, None]
        return (annotations, mask, keys), state

    def step(self, memory: search.Memory, rows: np.ndarray, state: np.ndarray, symbols: np.ndarray) -> search.Step:
        taken = np.pad(rows, (0, _above(len(rows)) - len(rows)))  # what fills up is thrown away
        missing = len(taken) - len(rows)
        given = [part[taken] for part in memory]
        carried = np.pad(state, ((0, missing), (0, 0))), np.pad(symbols, (0, missing))
        found = self._stepper.predict_on_batch((*given, *carried))
        return search.Step(*(part[: len(rows)] for part in found))


def keras_translator(run: Run) -> Translator:
    """A translator that reads with the best model of a run, whatever it is built of."""
    model = run.load_model()
    description = describe(run, model_config(model), "float32", 1.0, Thresholds())
    translator = Translator(Bundle(Path(run.directory).absolute(), description, {}), threads=1)
    lengths = tuple(-(-length // LENGTH_STEP) * LENGTH_STEP for length in run.recipe.batches.lengths)
    translator.reader.network = KerasNetwork(translator.bundle, model, lengths)
    return translator


class _Starter(keras.Model):
    """Symbols `(rows, input)` to annotations, their keys and the first state."""

    def __init__(self, model: AttentionTranslator) -> None:
        super().__init__(name="starter")
        self.model = model
        self.built = True
        self.compile(jit_compile=COMPILED)  # or Keras takes layers that it does not know step by step, and JAX anew

    def call(self, source: Any) -> tuple[Any, ...]:
        annotations, mask = self.model.annotate(source, training=False)
        decoder = self.model.decoder
        return annotations, decoder.cell.project(annotations, mask), decoder.initial_state(annotations, mask)


class _Stepper(keras.Model):
    """One step from annotations, mask, keys, state and last symbols."""

    def __init__(self, model: AttentionTranslator) -> None:
        super().__init__(name="stepper")
        self.model = model
        self.built = True
        self.compile(jit_compile=COMPILED)

    def call(self, given: tuple[Any, ...]) -> tuple[Any, ...]:
        annotations, mask, keys, state, symbols = given
        cell = self.model.decoder.cell
        weights = ops.softmax(cell.energy.energies(cell.visible(state), keys) + mask[:, 0], axis=-1)
        context = (weights[:, None] @ annotations)[:, 0]
        fed = cell.embed(symbols)
        following = cell.advance(state, cell.feedback_gates(fed), context)
        read = following if cell.readout == "current" else state
        logits = cell.logits(fed, cell.visible(read), context)
        return ops.log_softmax(logits, axis=-1), following, weights


def _above(number: int) -> int:
    """The smallest power of four that is not below a number: few shapes, as what is compiled is kept in memory."""
    return 1 << 2 * (-(-max(number - 1, 0).bit_length() // 2))
