"""The mask of targets, for logits to carry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import keras
from keras import ops

Tensor = Any


@keras.saving.register_keras_serializable(package="datelens")
class TargetMask(keras.layers.Layer):
    """Gives logits the mask `targets != padding` to carry, so that losses and metrics of Keras leave padding out.

    Args:
        padding: the target that is no symbol.

    Call arguments:
        inputs: logits `(batch, output, symbols)` and targets `(batch, output)`; targets that are distributions
            `(batch, output, symbols)` mask nothing.

    Returns:
        The logits as they are, with the mask `(batch, output)`, True where a symbol is real.

    Example:
        >>> import numpy as np
        >>> logits = TargetMask(padding=0)([np.zeros((1, 3, 5), "float32"), np.array([[4, 2, 0]])])
        >>> loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction="sum")
        >>> round(float(loss(np.array([[4, 2, 0]]), logits)), 3)  # log 5 + log 5
        3.219
    """

    def __init__(self, padding: int = 0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.supports_masking = True
        self.padding = padding

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "padding": self.padding}

    def call(self, inputs: Sequence[Tensor]) -> Tensor:
        return inputs[0]

    def compute_mask(self, inputs: Sequence[Tensor], previous_mask: Any = None) -> Tensor | None:
        targets = inputs[1]
        return ops.not_equal(targets, self.padding) if len(targets.shape) == 2 else None

    def compute_output_spec(self, inputs: Sequence[Tensor]) -> keras.KerasTensor:
        return keras.KerasTensor(inputs[0].shape, dtype=inputs[0].dtype)
