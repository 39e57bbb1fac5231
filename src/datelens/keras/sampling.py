"""Scheduled sampling: how often a decoder that is being taught gets its own symbols, and how they are drawn."""

from __future__ import annotations

import math
from typing import Any

import keras
from keras import ops

Tensor = Any


@keras.saving.register_keras_serializable(package="datelens")
class InverseSigmoid(keras.optimizers.schedules.LearningRateSchedule):
    """From gold symbols to the decoder's own, along the inverse sigmoid decay of Bengio et al. (2015), section 2.4.

    `1 - k / (k + exp(i/k))` is the share of own symbols at step i. At first it hardly rises, half way it rises fastest.
    Any other schedule of Keras serves as well, such as `PolynomialDecay(0.0, steps, 0.25)` for the paper's linear one.

    Args:
        k: how slowly it rises, at least 1: half of the symbols are own ones after `k log k` steps.

    Call arguments:
        step: `i`, a scalar.

    Returns:
        The share of own symbols, a scalar from 0 to 1.

    Raises:
        ValueError: `k` is below 1.

    Example:
        >>> share = InverseSigmoid(k=100.0)
        >>> [round(float(share(step)), 2) for step in (0, 460, 1000)]
        [0.01, 0.5, 1.0]

    Reference:
        Bengio, Vinyals, Jaitly and Shazeer (2015), arXiv:1506.03099.
    """

    def __init__(self, k: float) -> None:
        super().__init__()
        if k < 1:
            raise ValueError(f"`k` must be at least 1; got {k!r}.")
        self.k = k

    def __call__(self, step: Tensor) -> Tensor:
        return ops.sigmoid(ops.cast(step, "float32") / self.k - math.log(self.k))

    def get_config(self) -> dict[str, Any]:
        return {"k": self.k}


def coins(shape: tuple[Any, ...], share: Tensor, seed: keras.random.SeedGenerator) -> Tensor:
    """True with the probability `share`, each by itself: `shape`."""
    return keras.random.uniform(shape, dtype="float32", seed=seed) < share


def gumbel(shape: tuple[Any, ...], seed: keras.random.SeedGenerator) -> Tensor:
    """Noise that, added to logits, makes the largest of them a draw from their softmax: `shape`, float32."""
    return -ops.log(-ops.log(keras.random.uniform(shape, 1e-7, 1.0, dtype="float32", seed=seed)))
