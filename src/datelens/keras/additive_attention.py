"""Additive attention as a layer."""

from __future__ import annotations

from functools import partial
from typing import Any

import keras

from datelens.arguments import whole_number
from datelens.keras import attention
from datelens.keras.seeds import derived_seed

Tensor = Any
Shape = tuple[int | None, ...]


@keras.saving.register_keras_serializable(package="datelens")
class AdditiveAttention(keras.layers.Layer):
    """Additive (Bahdanau) attention of one decoder state over the annotations, with its projections.

    `e_j = V_a · tanh(W_a s + U_a h_j + b)`, `α = softmax over unmasked j of e`, `c = Σ_j α_j h_j`.
    Masked positions get exactly zero weight.

    Args:
        units: width of the energies.
        seed: of the initial weights; None takes another one every time.

    Call arguments:
        state: `(batch, units of the state)`.
        annotations: `(batch, input, features)`.
        mask: `(batch, input)`, True where a symbol is real; None takes the mask that Keras carries with `annotations`,
            and where there is none all symbols are real.

    Returns:
        The context vector `(batch, features)` and the attention weights `(batch, input)`, float32 or better.

    Raises:
        ValueError: `units` is not a positive whole number.

    Example:
        >>> import numpy as np
        >>> context, weights = AdditiveAttention(8)(np.ones((2, 5), "float32"), np.ones((2, 7, 6), "float32"))
        >>> context.shape == (2, 6), weights.shape == (2, 7)
        (True, True)

    Reference:
        Bahdanau, Cho and Bengio (2014), arXiv:1409.0473.
    """

    def __init__(self, units: int, seed: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.supports_masking = True
        self.units = whole_number("units", units)
        self.seed = seed

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "units": self.units, "seed": self.seed}

    def build(self, state_shape: Shape, annotations_shape: Shape) -> None:
        features = annotations_shape[-1]
        limit = (6 / (self.units + 1)) ** 0.5  # Glorot's, for the kernel (units, 1) that the vector stands for
        for name, shape, initializer in (
            ("state_kernel", (state_shape[-1], self.units), keras.initializers.GlorotUniform),
            ("annotation_kernel", (features, self.units), keras.initializers.GlorotUniform),
            ("bias", (self.units,), None),
            ("energy_kernel", (self.units,), partial(keras.initializers.RandomUniform, -limit, limit)),
        ):
            drawn = initializer(seed=derived_seed(self.seed, name)) if initializer else "zeros"
            setattr(self, name, self.add_weight(shape=shape, initializer=drawn, name=name))

    def project(self, annotations: Tensor) -> Tensor:
        """What of the energies no step changes, `(batch, input, units)`; compute it once, outside the loop."""
        return attention.project_annotations(annotations, self.annotation_kernel, self.bias)

    def energies(self, state: Tensor, projected: Tensor) -> Tensor:
        """The energies `(batch, input)` of a state `(batch, units of the state)` over `project`'s result."""
        return attention.additive_energies(state, projected, self.state_kernel, self.energy_kernel)

    def call(self, state: Tensor, annotations: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        mask = attention.carried_mask(annotations) if mask is None else mask
        weights = attention.attention_weights(self.energies(state, self.project(annotations)), mask)
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
