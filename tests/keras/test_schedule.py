"""The learning rate, at steps worked out by hand."""

from __future__ import annotations

import keras
import pytest
from backends import array

from datelens.keras.schedule import OneCycle

CYCLE = OneCycle(peak=2.0, steps=100, warm_up=0.2, floor=0.1)

RATES = {
    "start": (0, 2.0 / 25),
    "half way up": (10, 2.0 * (1 / 25 + 1) / 2),
    "peak": (20, 2.0),
    "half way down": (60, 2.0 * (1 + 0.1) / 2),
    "end": (100, 0.2),
    "after the end": (1000, 0.2),
}


@pytest.mark.parametrize(("step", "rate"), RATES.values(), ids=RATES)
def test_the_rate_rises_to_its_peak_and_falls_to_its_floor(step: int, rate: float) -> None:
    assert float(array(CYCLE(step))) == pytest.approx(rate, rel=1e-5)


@pytest.mark.parametrize(("step", "rate"), [(10, 2.0), (30, 2.0), (60, 2.0), (80, 1.0), (100, 0.0)])
def test_the_rate_may_hold_its_peak(step: int, rate: float) -> None:
    cycle = OneCycle(peak=2.0, steps=100, warm_up=0.1, floor=0.0, hold=0.5)
    assert float(array(cycle(step))) == pytest.approx(rate, abs=1e-5)


def test_no_warm_up_begins_at_the_peak() -> None:
    cycle = OneCycle(peak=2.0, steps=100, warm_up=0.0)
    assert float(array(cycle(0))) == pytest.approx(2.0, rel=1e-5)


def test_the_schedule_survives_serialisation() -> None:
    serialised = keras.saving.serialize_keras_object(CYCLE)
    assert keras.saving.deserialize_keras_object(serialised).get_config() == CYCLE.get_config()
