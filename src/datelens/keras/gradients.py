"""Gradients: how the log-probability of each output symbol follows the embedding of each input symbol.

gradient     gradient times input: `Σ_d x_jd ∂ log p(y_t) / ∂x_jd`
             (Shrikumar et al. 2016, arXiv:1605.01713)
integrated   the same along a way from a baseline: `Σ_d (x_jd - b_d) ∫_0^1 ∂ log p(y_t) / ∂x_jd (b + a (x - b)) da`
             (integrated gradients, Sundararajan et al. 2017, arXiv:1703.01365)

The baseline `b` is the text with every symbol unknown, which is what occlusion knows as absence. Integrated gradients
are complete: those of an output symbol add up to `log p(y_t | x) - log p(y_t | b)`, as far as the integral is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
from keras import ops

from datelens.alphabet import Alphabet
from datelens.arguments import whole_number
from datelens.errors import ArgumentError, shown
from datelens.keras.model import AttentionTranslator

Tensor = Any

METHODS = ("gradient", "integrated")

STEPS = 32
"""Points of the way at which gradients are taken; more bring the sum nearer to what it should be."""

_LENGTH_STEP = 8  # inputs are padded to a multiple of this, so that few shapes are compiled


@dataclass(frozen=True, slots=True)
class Attribution:
    """What each input symbol adds to each output symbol.

    Attributes:
        weights: float array (output, input).
        log_probabilities: of the output symbols after the ones before them, float array (output,).
        baseline: the same of the text with every symbol unknown, float array (output,).
    """

    weights: np.ndarray
    log_probabilities: np.ndarray
    baseline: np.ndarray

    @property
    def gap(self) -> np.ndarray:
        """How far the weights of each output symbol are from adding up: float array (output,)."""
        gap: np.ndarray = np.abs(self.weights.sum(axis=1) - (self.log_probabilities - self.baseline))
        return gap


class Gradients:
    """Takes gradients of a translator.

    Args:
        model: with the padding symbol 0 and the unknown symbol of `Alphabet`.
        steps: of the integral.

    Raises:
        ArgumentError: `steps` is not a positive whole number.
    """

    def __init__(self, model: AttentionTranslator, steps: int = STEPS) -> None:
        self.steps = whole_number("steps", steps)
        model.build()
        self.model = model
        self._taken = _taker(self._said)

    def attribute(self, source: Sequence[int], target: Sequence[int], method: str) -> Attribution:
        """The attribution of a forced reading.

        Args:
            source: numbers of the input symbols.
            target: numbers of the output symbols.
            method: `gradient` or `integrated`.

        Raises:
            ArgumentError: the method is unknown.
        """
        if method not in METHODS:
            raise ArgumentError(f"`method` must be one of {', '.join(METHODS)}; got {shown(method)}.")
        symbols = np.pad(np.array(source, np.int32), (0, -len(source) % _LENGTH_STEP))
        real = (symbols != Alphabet.padding)[:, None]
        table = np.array(ops.convert_to_numpy(self.model.embedding.embeddings.value), np.float32)
        here, away = table[symbols] * real, table[Alphabet.unknown] * real  # (input, width)
        # midpoints of equal parts of the way; the last two points are its ends, for the log-probabilities alone
        shares = np.array([*((np.arange(self.steps) + 0.5) / self.steps), 1.0, 0.0], np.float32)[:, None, None]
        points = away + shares * (here - away)  # (points, input, width)
        said, slopes = self._over(points, symbols, np.array(target, np.int32))
        if method == "integrated":
            weights = (slopes[: self.steps].mean(axis=0) * (here - away)).sum(axis=-1)
        else:
            weights = (slopes[self.steps] * here).sum(axis=-1)
        length = len(source)
        return Attribution(weights[:, :length], said[self.steps], said[self.steps + 1])

    def _over(self, points: np.ndarray, symbols: np.ndarray, target: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Log-probabilities (points, output) and their gradients (points, output, input, width)."""
        said, slopes = [], []
        targets = np.tile(target, (len(points), 1))
        mask = np.tile(symbols != Alphabet.padding, (len(points), 1))
        for place in range(len(target)):
            values, gradients = self._taken(points, targets, mask, np.full(len(points), place, np.int32))
            said.append(values)
            slopes.append(gradients)
        return np.stack(said, axis=1), np.stack(slopes, axis=1)

    def _said(self, embedded: Tensor, targets: Tensor, mask: Tensor, places: Tensor) -> Tensor:
        """The log-probability of one target symbol of each row (rows,)."""
        annotations = self.model.encoder(embedded, mask=mask, training=False)
        written = self.model.decoder(annotations, targets=targets, mask=mask, training=False)
        logits = written if self.model.arguments["attention"] == "none" else written[0]
        logs = ops.log_softmax(ops.cast(logits, "float32"), axis=-1)
        chosen = ops.take_along_axis(logs, ops.expand_dims(targets, -1), axis=-1)[..., 0]  # (rows, output)
        return ops.take_along_axis(chosen, ops.expand_dims(places, -1), axis=-1)[:, 0]


Taker = Callable[[np.ndarray, np.ndarray, np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]


def _taker(function: Callable[..., Tensor]) -> Taker:
    """What gives the values (rows,) of a function and the gradients of each with respect to its row of the first
    argument; rows do not depend on each other, so their sum has the gradients of all."""
    backend = keras.backend.backend()
    if backend == "jax":
        return _jax_taker(function)
    return _torch_taker(function) if backend == "torch" else _tensorflow_taker(function)


def _jax_taker(function: Callable[..., Tensor]) -> Taker:
    import jax

    def summed(embedded: Tensor, *others: Tensor) -> tuple[Tensor, Tensor]:
        values = function(embedded, *others)
        return ops.sum(values), values

    taken = jax.jit(jax.grad(summed, has_aux=True))

    def take(embedded: np.ndarray, *others: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        gradients, values = taken(embedded, *others)
        return np.array(values), np.array(gradients)

    return take


def _torch_taker(function: Callable[..., Tensor]) -> Taker:
    import torch

    def take(embedded: np.ndarray, *others: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        given = ops.convert_to_tensor(embedded).requires_grad_()  # on the device of the model
        values = function(given, *(ops.convert_to_tensor(other) for other in others))
        [gradients] = torch.autograd.grad(values.sum(), given)
        return ops.convert_to_numpy(values), ops.convert_to_numpy(gradients)

    return take


def _tensorflow_taker(function: Callable[..., Tensor]) -> Taker:
    import tensorflow as tf

    def take(embedded: np.ndarray, *others: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        given = tf.convert_to_tensor(embedded)
        with tf.GradientTape() as tape:
            tape.watch(given)
            values = function(given, *(tf.convert_to_tensor(other) for other in others))
        return values.numpy(), tape.gradient(values, given).numpy()

    return take
