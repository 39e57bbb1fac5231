"""AdamW that keeps a moving average of the weights which forgets the beginning."""

from __future__ import annotations

from typing import Any

import keras
from keras import ops


@keras.saving.register_keras_serializable(package="datelens")
class AveragingAdamW(keras.optimizers.AdamW):
    """AdamW with Keras' moving average of the weights, whose decay starts low and rises to `ema_momentum`.

    After `t` steps the decay is `min(ema_momentum, (1 + t) / (10 + t))`. With a constant decay of 0.999 a third of the
    average is still the random initial weights after a thousand steps, and such a mixture reads nothing.

    Args:
        As for `keras.optimizers.AdamW`; `use_ema` is always on.
    """

    def __init__(self, *args: Any, ema_momentum: float = 0.999, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "use_ema": True, "ema_momentum": ema_momentum})

    @property
    def ema_momentum(self) -> Any:
        """The decay at this step; Keras reads it whenever it updates the averages."""
        step = ops.cast(self.iterations, "float32")
        return ops.minimum(self._momentum, (1.0 + step) / (10.0 + step))

    @ema_momentum.setter
    def ema_momentum(self, value: float) -> None:
        self._momentum = value

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "ema_momentum": self._momentum}
