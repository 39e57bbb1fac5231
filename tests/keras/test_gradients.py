"""Gradients of a tiny model: complete, and what a small step changes."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest
from backends import array

from datelens.alphabet import Alphabet
from datelens.errors import ArgumentError
from datelens.keras.gradients import Attribution, Gradients, _taker
from datelens.keras.model import AttentionTranslator

SOURCE, TARGET = [5, 4, 7, 8, 6], [4, 6, Alphabet.end]


def model(attention: str = "additive", readout: str = "current") -> AttentionTranslator:
    made = AttentionTranslator(
        9, 7, embedding=3, encoder_units=5, units=4, attention=attention, readout=readout, start=2, seed=5
    )
    made.build()
    made.embedding.embeddings.assign(np.random.default_rng(7).normal(0, 1, (9, 3)))  # far apart, so that ways are long
    return made


def said(translator: AttentionTranslator, source: list[int]) -> np.ndarray:
    """Log-probabilities of the target, as the model itself gives them."""
    written = translator(np.array([source]), targets=np.array([TARGET]), training=False)
    logits = array(written["logits"])[0]
    logs = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    chosen: np.ndarray = logs[np.arange(len(TARGET)), TARGET]
    return chosen


@pytest.mark.parametrize(("attention", "readout"), [("additive", "current"), ("none", "previous")])
def test_integrated_gradients_are_complete(attention: str, readout: str) -> None:
    translator = model(attention, readout)
    found = Gradients(translator, steps=32).attribute(SOURCE, TARGET, "integrated")
    assert found.weights.shape == (3, 5)
    # the source is padded inside, and not here
    np.testing.assert_allclose(found.log_probabilities, said(translator, SOURCE), atol=1e-5)
    np.testing.assert_allclose(found.baseline, said(translator, [Alphabet.unknown] * 5), atol=1e-5)
    assert np.abs(found.log_probabilities - found.baseline).max() > 0.05  # there is something to add up to
    assert found.gap.max() < 2e-3


def test_more_points_of_the_way_add_up_better() -> None:
    translator = model()
    gaps = [Gradients(translator, steps).attribute(SOURCE, TARGET, "integrated").gap.max() for steps in (1, 8)]
    assert gaps[1] < gaps[0] / 5


def test_the_gradient_is_what_a_small_step_changes() -> None:
    translator = model()
    found = Gradients(translator).attribute(SOURCE, TARGET, "gradient").weights
    table = array(translator.embedding.embeddings)
    for place in (0, 3):
        symbol = SOURCE[place]  # all of them are different, so that a row of the table is one place
        moved = []
        for step in (1e-3, -1e-3):
            changed = table.copy()
            changed[symbol] *= 1 + step
            translator.embedding.embeddings.assign(changed)
            moved.append(said(translator, SOURCE))
        translator.embedding.embeddings.assign(table)
        np.testing.assert_allclose(found[:, place], (moved[0] - moved[1]) / 2e-3, atol=2e-3)
    assert np.abs(found).max() > 0.01


def test_the_gap_is_what_the_weights_lack() -> None:
    attribution = Attribution(np.array([[1.0, 2.0], [0.5, -0.5]]), np.array([-1.0, -1.0]), np.array([-4.0, -1.25]))
    np.testing.assert_allclose(attribution.gap, [0.0, 0.25])


if keras.backend.backend() == "torch":  # the others place arrays themselves

    class PlacedError(Exception):
        """Where a function was given what it was to compute from."""

    def test_the_way_is_laid_on_the_device_of_the_model() -> None:
        def look(*given: Any) -> Any:
            raise PlacedError({tensor.device.type for tensor in given})

        with keras.device("meta"), pytest.raises(PlacedError) as placed:
            _taker(look)(np.ones((2, 3, 4), "float32"), np.ones((2, 3), "int32"))
        assert placed.value.args == ({"meta"},)


def test_wrong_arguments_are_named() -> None:
    for steps in (0, True, 1.5):
        with pytest.raises(ArgumentError, match=f"`steps` must be a positive whole number; got {steps}"):
            Gradients(model(), steps=steps)  # type: ignore[arg-type]
    with pytest.raises(ArgumentError, match="`method` must be one of gradient, integrated; got 'occlusion'"):
        Gradients(model()).attribute(SOURCE, TARGET, "occlusion")
