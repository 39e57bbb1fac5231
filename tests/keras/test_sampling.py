"""Scheduled sampling: what a taught decoder is fed, and how often it is its own."""

from __future__ import annotations

import math
from typing import Any

import keras
import numpy as np
import pytest
from backends import array
from contract import randomise

from datelens.keras import AttentionDecoder, InverseSigmoid
from datelens.keras.sampling import coins, gumbel

BATCH, OUTPUT, SYMBOLS = 5, 7, 4
ANNOTATIONS = np.random.default_rng(1).normal(size=(BATCH, 3, 6)).astype("float32")
TARGETS = np.random.default_rng(2).integers(0, SYMBOLS, (BATCH, OUTPUT))


def decoder(sampling: Any, **more: Any) -> AttentionDecoder:
    layer = AttentionDecoder(5, SYMBOLS, start=1, sampling=sampling, seed=3, **more)
    layer(ANNOTATIONS, TARGETS)
    randomise(layer)
    return layer


def test_without_own_symbols_it_is_teacher_forcing() -> None:
    taught = decoder(0.0)(ANNOTATIONS, TARGETS)
    never = keras.optimizers.schedules.PolynomialDecay(0.0, 10, 0.0)
    np.testing.assert_allclose(array(decoder(never)(ANNOTATIONS, TARGETS, training=True)), array(taught), atol=1e-5)


def test_only_training_samples() -> None:
    layer = decoder(1.0)
    taught = array(decoder(0.0)(ANNOTATIONS, TARGETS))
    np.testing.assert_allclose(array(layer(ANNOTATIONS, TARGETS)), taught, atol=1e-6)
    assert np.abs(array(layer(ANNOTATIONS, TARGETS, training=True)) - taught).max() > 0.1


def test_own_distributions_alone_are_soft_feedback() -> None:
    layer = decoder(1.0, feedback="soft")
    free = layer(ANNOTATIONS, output_length=OUTPUT)
    np.testing.assert_allclose(array(layer(ANNOTATIONS, TARGETS, training=True)), array(free), atol=1e-5)


def test_own_symbols_are_draws_from_what_the_step_before_said() -> None:
    """The second step's logits are among those that follow on each symbol, and each comes as often as was said."""
    layer = decoder(1.0)
    one = np.repeat(ANNOTATIONS[:1], 2000, axis=0)
    found = array(layer(one, np.zeros((2000, 2), "int32"), training=True))
    after = np.array([array(layer(ANNOTATIONS[:1], np.array([[symbol, 0]])))[0, 1] for symbol in range(SYMBOLS)])
    distances = np.abs(found[:, 1, None] - after).max(-1)  # (rows, symbols)
    assert distances.min(axis=1).max() < 1e-4
    shares = np.bincount(distances.argmin(axis=1), minlength=SYMBOLS) / 2000
    said = np.exp(found[0, 0]) / np.exp(found[0, 0]).sum()
    assert np.ptp(said) > 0.1
    np.testing.assert_allclose(shares, said, atol=0.05)


def test_coins_fall_as_often_as_asked() -> None:
    seed = keras.random.SeedGenerator(1)
    assert array(coins((4000, 1), 0.25, seed)).mean() == pytest.approx(0.25, abs=0.03)
    assert array(coins((50,), 0.0, seed)).sum() == 0
    assert array(coins((50,), 1.0, seed)).sum() == 50


def test_noise_is_finite_and_has_the_mean_of_gumbel() -> None:
    noise = array(gumbel((4000,), keras.random.SeedGenerator(1)))
    assert np.isfinite(noise).all()
    assert noise.mean() == pytest.approx(0.5772, abs=0.1)


def test_noise_is_as_fine_in_any_precision_of_keras() -> None:
    keras.config.set_floatx("bfloat16")
    try:
        noise = array(gumbel((20_000,), keras.random.SeedGenerator(1)))
    finally:
        keras.config.set_floatx("float32")
    assert noise.dtype == np.float32
    assert noise.max() > 8  # in bfloat16 none is above 6


@pytest.mark.parametrize("step", [0, 30, 100])
def test_the_inverse_sigmoid_is_that_of_the_paper(step: int) -> None:
    expected = 1 - 20 / (20 + math.exp(step / 20))
    assert float(array(InverseSigmoid(20)(step))) == pytest.approx(expected, rel=1e-4)


def test_a_huge_step_does_not_overflow() -> None:
    assert float(array(InverseSigmoid(1.5)(10**6))) == 1.0


def test_a_schedule_is_asked_at_every_taught_call_and_counts_on_after_loading(tmp_path: Any) -> None:
    never_then_always = keras.optimizers.schedules.PiecewiseConstantDecay([0], [0.0, 1.0])
    layer = decoder(never_then_always, feedback="soft")
    first, second = (array(layer(ANNOTATIONS, TARGETS, training=True)) for _ in range(2))
    np.testing.assert_allclose(first, array(layer(ANNOTATIONS, TARGETS)), atol=1e-5)
    np.testing.assert_allclose(second, array(layer(ANNOTATIONS, output_length=OUTPUT)), atol=1e-5)
    source, targets = keras.Input((3, 6)), keras.Input((OUTPUT,), dtype="int32")
    keras.Model([source, targets], layer(source, targets)).save(tmp_path / "m.keras")
    loaded = keras.saving.load_model(tmp_path / "m.keras")
    np.testing.assert_allclose(array(loaded([ANNOTATIONS, TARGETS], training=True)), second, atol=1e-5)


@pytest.mark.parametrize("sampling", [-0.1, 1.5])
def test_shares_that_cannot_be_are_refused(sampling: float) -> None:
    with pytest.raises(ValueError, match=rf"`sampling` must be from 0 to 1, or a schedule of Keras; got {sampling}"):
        AttentionDecoder(2, 2, sampling=sampling)


def test_a_steepness_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match=r"`k` must be at least 1; got 0.5"):
        InverseSigmoid(0.5)
