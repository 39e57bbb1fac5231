"""The moving average of the weights, followed by hand."""

from __future__ import annotations

import keras
import numpy as np
import pytest

from datelens.keras.averaging import AveragingAdamW


@pytest.mark.parametrize("decay", [0.999, 0.3], ids=["rising", "reached"])
def test_the_average_follows_the_weights_with_a_decay_that_rises(decay: float) -> None:
    variable = keras.Variable(np.float32([5.0]))
    optimizer = AveragingAdamW(learning_rate=0.5, ema_momentum=decay, weight_decay=0.0)
    optimizer.build([variable])
    expected = 0.0
    for step in range(6):
        optimizer.apply([keras.ops.convert_to_tensor(np.float32([1.0]))], [variable])
        value = float(variable.numpy()[0])
        momentum = min(decay, (1 + step) / (10 + step)) if step else 0.0
        expected = momentum * expected + (1 - momentum) * value
    optimizer.finalize_variable_values([variable])
    assert float(variable.numpy()[0]) == pytest.approx(expected, rel=1e-5)


def test_the_optimiser_survives_its_config() -> None:
    config = AveragingAdamW(learning_rate=0.5, ema_momentum=0.75).get_config()
    assert config["ema_momentum"] == 0.75
    assert AveragingAdamW.from_config(config).get_config() == config
