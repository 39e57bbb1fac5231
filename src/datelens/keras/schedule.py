"""The learning rate as a function of the step."""

from __future__ import annotations

from typing import Any

import keras
from keras import ops

Tensor = Any


@keras.saving.register_keras_serializable(package="datelens")
class OneCycle(keras.optimizers.schedules.LearningRateSchedule):
    """Up to a peak along half a cosine, a while there, then down along another (Smith 2018, arXiv:1803.09820).

    With a long `hold` a run can be stretched: the rate falls when the end is near, wherever the end is set.

    Args:
        peak: the highest rate.
        steps: how long the cycle is; the rate stays at its last value from there on.
        warm_up: share of the steps in which the rate rises, from a twenty-fifth of the peak.
        floor: the last rate, as a share of the peak.
        hold: share of the steps in which the rate stays at the peak.

    Example:
        >>> round(float(OneCycle(peak=1.0, steps=100, warm_up=0.5, floor=0.0)(75)), 3)
        0.5
    """

    def __init__(self, peak: float, steps: int, warm_up: float = 0.08, floor: float = 1e-3, hold: float = 0.0) -> None:
        super().__init__()
        self.peak = peak
        self.steps = steps
        self.warm_up = warm_up
        self.floor = floor
        self.hold = hold

    def __call__(self, step: Tensor) -> Tensor:
        done = ops.minimum(ops.cast(step, "float32") / self.steps, 1.0)
        rise = done / max(self.warm_up, 1e-9)
        fall = (done - self.warm_up - self.hold) / (1 - self.warm_up - self.hold)
        rate = ops.where(done < self.warm_up, _between(1 / 25, 1.0, rise), _between(1.0, self.floor, fall))
        return self.peak * rate

    def get_config(self) -> dict[str, Any]:
        return {"peak": self.peak, "steps": self.steps, "warm_up": self.warm_up, "floor": self.floor, "hold": self.hold}


def _between(start: float, stop: float, share: Tensor) -> Tensor:
    """From `start` (share 0) to `stop` (share 1) along half a cosine."""
    return stop + (start - stop) * 0.5 * (1.0 + ops.cos(3.141592653589793 * ops.clip(share, 0.0, 1.0)))
