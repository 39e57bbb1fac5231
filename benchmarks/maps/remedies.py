"""What has been proposed to make attention truer and is more than another number in a recipe: other translators.

Mohankumar, Nema, Narasimhan, Khapra, Srinivasan and Ravindran (2020), arXiv:2004.14243, see why attention misleads in
annotations that are all alike: whichever of them is looked at, the context is the same. They measure it as conicity and
keep annotations apart by a penalty, or by a recurrence whose outputs stand at right angles to those before. That each
annotation keeps the embedding of its own symbol is the simplest way to tell it from its neighbours.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import keras
from keras import ops

from datelens.keras.learner import build_translator
from datelens.keras.model import AttentionTranslator
from datelens.keras.seeds import derived_seed

Tensor = Any

SMALLEST = 1e-6
"""Added to what is divided by."""


def conicity(annotations: Tensor, mask: Tensor) -> Tensor:
    """How far annotations point in one direction: `1/T Σ_j cos(h_j, h̄)` with `h̄ = 1/T Σ_j h_j`, the mean over rows.

    Args:
        annotations: `h`, `(batch, input, features)`.
        mask: `(batch, input)`, True where a symbol is real.

    Returns:
        A scalar from -1 to 1; 1 where all annotations of a row point in one direction.

    Reference:
        Mohankumar et al. (2020), arXiv:2004.14243, section 3.
    """
    real = ops.cast(mask, annotations.dtype)
    count = ops.maximum(ops.sum(real, axis=-1), 1.0)  # (batch,)
    mean = ops.sum(annotations * real[..., None], axis=1) / count[:, None]  # (batch, features)
    norms = ops.sqrt(ops.sum(annotations**2, axis=-1) + SMALLEST)  # (batch, input); the root of 0 has no slope
    length = ops.sqrt(ops.sum(mean**2, axis=-1) + SMALLEST)  # (batch,)
    cosines = (annotations @ mean[..., None])[..., 0] / (norms * length[:, None])
    return ops.mean(ops.sum(cosines * real, axis=-1) / count)


@keras.saving.register_keras_serializable(package="benchmarks")
class ConicityTranslator(AttentionTranslator):
    """Is taught with `weight * conicity(h)` beside the other losses."""

    def __init__(self, *args: Any, weight: float, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.weight = weight

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "weight": self.weight}

    def annotate(self, source: Tensor, training: bool | None = None) -> tuple[Tensor, Tensor]:
        annotations, mask = super().annotate(source, training)
        if training:
            self.add_loss(self.weight * conicity(annotations, mask))
        return annotations, mask


@keras.saving.register_keras_serializable(package="benchmarks")
class EmbeddingTranslator(AttentionTranslator):
    """`h_j = [LSTM→(E x)_j ; LSTM←(E x)_j ; E x_j]`: an annotation ends with its own symbol's embedding."""

    @property
    def features(self) -> int:
        return super().features + int(self.arguments["embedding"])

    def annotate(self, source: Tensor, training: bool | None = None) -> tuple[Tensor, Tensor]:
        annotations, mask = super().annotate(source, training)
        own = self.embedding(source) * ops.cast(mask, annotations.dtype)[..., None]
        return ops.concatenate([annotations, own], axis=-1), mask


@keras.saving.register_keras_serializable(package="benchmarks")
class OrthogonalLSTMCell(keras.layers.LSTMCell):
    """An LSTM whose output is at right angles to the sum of those before.

    `h_t = ĥ_t - (ĥ_t · m_t / m_t · m_t) m_t` with `m_t = Σ_{i<t} h_i`, where `ĥ_t` is what an LSTM would give; the sum
    is a third state.

    Reference:
        Mohankumar et al. (2020), arXiv:2004.14243, section 4.1.
    """

    def __init__(self, units: int, **kwargs: Any) -> None:
        super().__init__(units, **kwargs)
        self.state_size = [units] * 3

    def call(self, inputs: Tensor, states: list[Tensor], training: bool = False) -> tuple[Tensor, list[Tensor]]:
        *own, before = states
        raw, (_, carried) = super().call(inputs, own, training=training)
        along = ops.sum(raw * before, axis=-1, keepdims=True)
        share = along / (ops.sum(before**2, axis=-1, keepdims=True) + SMALLEST)
        output = raw - share * before
        return output, [output, carried, before + output]

    def get_initial_state(self, batch_size: int | None = None) -> list[Tensor]:
        return [ops.zeros((batch_size, self.units), dtype=self.compute_dtype) for _ in self.state_size]


@keras.saving.register_keras_serializable(package="benchmarks")
class OrthogonalTranslator(AttentionTranslator):
    """Reads with orthogonal LSTMs in both directions."""

    def make_encoder(self, units: int, seed: int | None, policy: Any) -> keras.layers.Layer:
        forward, backward = (
            keras.layers.RNN(
                _cell(units, seed, name, policy),
                return_sequences=True,
                go_backwards=name == "backward",
                dtype=policy,
                name=name,
            )
            for name in ("forward", "backward")
        )
        return keras.layers.Bidirectional(forward, backward_layer=backward, dtype=policy, name="encoder")


def _cell(units: int, seed: int | None, name: str, policy: Any) -> OrthogonalLSTMCell:
    return OrthogonalLSTMCell(
        units,
        kernel_initializer=keras.initializers.GlorotUniform(seed=derived_seed(seed, f"{name} kernel")),
        recurrent_initializer=keras.initializers.Orthogonal(seed=derived_seed(seed, f"{name} recurrent kernel")),
        seed=derived_seed(seed, name),
        dtype=policy,
    )


BUILDS: Mapping[str, Callable[..., AttentionTranslator]] = {
    "conicity-0.1": partial(build_translator, kind=ConicityTranslator, weight=0.1),
    "conicity-0.5": partial(build_translator, kind=ConicityTranslator, weight=0.5),
    "own-embedding": partial(build_translator, kind=EmbeddingTranslator),
    "orthogonal": partial(build_translator, kind=OrthogonalTranslator),
}
"""What builds each of them, by the slug of its variant."""
