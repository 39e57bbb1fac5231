"""Multiplicative attention as a layer."""

from __future__ import annotations

from typing import Any

import keras

from datelens.keras import attention
from datelens.keras.seeds import derived_seed

Tensor = Any
Shape = tuple[int | None, ...]


@keras.saving.register_keras_serializable(package="datelens")
class MultiplicativeAttention(keras.layers.Layer):
    """Multiplicative (Luong, "general") attention of one decoder state over the annotations.

    `e_j = (s W_a) · h_j`, `α = softmax over unmasked j of e`, `c = Σ_j α_j h_j`.
    Masked positions get exactly zero weight.

    Args:
        seed: of the initial weights; None takes another one every time.

    Call arguments:
        state: `(batch, units of the state)`.
        annotations: `(batch, input, features)`.
        mask: `(batch, input)`, True where a symbol is real; None takes the mask that Keras carries with `annotations`,
            and where there is none all symbols are real.

    Returns:
        The context vector `(batch, features)` and the attention weights `(batch, input)`, float32 or better.

    Example:
        >>> import numpy as np
        >>> context, weights = MultiplicativeAttention()(np.ones((2, 5), "float32"), np.ones((2, 7, 6), "float32"))
        >>> context.shape == (2, 6), weights.shape == (2, 7)
        (True, True)

    Reference:
        Luong, Pham and Manning (2015), arXiv:1508.04025, section 3.1.
    """

    def __init__(self, seed: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.supports_masking = True
        self.seed = seed

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "seed": self.seed}

    def build(self, state_shape: Shape, annotations_shape: Shape) -> None:
        drawn = keras.initializers.GlorotUniform(seed=derived_seed(self.seed, "state_kernel"))
        shape = (state_shape[-1], annotations_shape[-1])
        self.state_kernel = self.add_weight(shape=shape, initializer=drawn, name="state_kernel")

    def project(self, annotations: Tensor) -> Tensor:
        """The annotations as they are: nothing of these energies can be computed before the state is known."""
        return annotations

    def energies(self, state: Tensor, projected: Tensor) -> Tensor:
        """The energies `(batch, input)` of a state `(batch, units of the state)` over `project`'s result."""
        return attention.multiplicative_energies(state, projected, self.state_kernel)

    def call(self, state: Tensor, annotations: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        mask = attention.carried_mask(annotations) if mask is None else mask
        weights = attention.attention_weights(self.energies(state, annotations), mask)
        return attention.context_vector(weights, annotations), weights

    def compute_mask(self, inputs: Tensor, previous_mask: Tensor | None = None) -> None:
        """No mask is handed on: the outputs have no input axis to mask."""

    def compute_output_shape(self, state_shape: Shape, annotations_shape: Shape) -> tuple[Shape, Shape]:
        """The shapes of the context vector and of the weights."""
        batch, length, features = annotations_shape
        return (batch, features), (batch, length)

    def compute_output_spec(
        self, state: Tensor, annotations: Tensor, mask: Tensor | None = None
    ) -> tuple[keras.KerasTensor, keras.KerasTensor]:
        context, weights = self.compute_output_shape(state.shape, annotations.shape)
        return (
            keras.KerasTensor(context, dtype=self.compute_dtype),
            keras.KerasTensor(weights, dtype=attention.weights_dtype(self.compute_dtype)),
        )
