"""Counterfactual attention of an untrained model: the weights that are asked for are the weights that come."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from random_model import write_random_bundle

from datelens.explain.counterfactual import Trace, imposed, read
from datelens.explain.forced import force, target_of
from datelens.runtime import Network
from datelens.translator import Translator

TEXT, ISO = "5 may 201", "2016-05"  # nine symbols: three positions of padding


def reading_of(bundle: Path) -> tuple[Network, Trace]:
    network = Translator.load(bundle, threads=1).reader.network
    source = network.bundle.description.input_alphabet.encode(TEXT)
    return network, read(network, source, target_of(network, ISO))


@pytest.fixture(scope="module", params=["additive", "multiplicative"])
def asked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Network, Trace]:
    return reading_of(write_random_bundle(tmp_path_factory.mktemp("b") / "b", attention=request.param).path)


def seen(network: Network, monkeypatch: pytest.MonkeyPatch) -> list[np.ndarray]:
    """The attention of every step that is made from now on."""
    looked: list[np.ndarray] = []
    step = network.step

    def watched(*arguments: np.ndarray) -> object:
        result = step(*arguments)  # type: ignore[arg-type]
        looked.append(result.attention)
        return result

    monkeypatch.setattr(network, "step", watched)
    return looked


def test_a_reading_is_the_forced_one(asked: tuple[Network, Trace]) -> None:
    network, reading = asked
    source = network.bundle.description.input_alphabet.encode(TEXT)
    forced = force(network, [source], reading.target.tolist())
    chosen = reading.log_probabilities[np.arange(len(reading.target)), reading.target]
    np.testing.assert_allclose(chosen, forced.log_probabilities[0], atol=1e-6)
    np.testing.assert_allclose(reading.attention, forced.attention[0], atol=1e-6)


def test_the_same_weights_change_nothing(asked: tuple[Network, Trace]) -> None:
    network, reading = asked
    places = list(range(len(ISO)))
    said = imposed(network, reading, places, reading.attention[places])
    np.testing.assert_allclose(said, reading.log_probabilities[places], atol=1e-4)


@pytest.mark.parametrize("kind", ["uniform", "one", "some"])
def test_the_weights_that_are_asked_for_come(
    asked: tuple[Network, Trace], kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    network, reading = asked
    length = len(TEXT)
    wanted = {
        "uniform": np.full((2, length), 1.0),
        "one": np.eye(length)[[3, 0]],
        "some": np.random.default_rng(1).random((2, length)) * (np.arange(length) != 4),
    }[kind]
    looked = seen(network, monkeypatch)
    said = imposed(network, reading, [0, 5], wanted)
    np.testing.assert_allclose(looked[-1][:, :length], wanted / wanted.sum(axis=1, keepdims=True), atol=1e-4)
    assert not looked[-1][:, length:].any()
    assert np.abs(said - reading.log_probabilities[[0, 5]]).max() > 0.01


def test_weights_that_are_zero_in_float32_can_be_raised(
    asked: tuple[Network, Trace], monkeypatch: pytest.MonkeyPatch
) -> None:
    network, reading = asked
    mask = reading.memory[network.mask].copy()
    mask[0, 0, 2] = -130.0  # as an energy far below the others would be
    memory = tuple(mask if place == network.mask else part for place, part in enumerate(reading.memory))
    step = network.step(memory, np.zeros(1, np.int64), reading.states[:1], reading.last[:1])
    low = replace(reading, memory=memory, attention=np.asarray(step.attention)[:, : len(TEXT)])
    assert low.attention[0, 2] == 0.0
    wanted = np.array([[0, 0, 0.5, 0, 0, 0, 0.5, 0, 0]])
    looked = seen(network, monkeypatch)
    imposed(network, low, [0], wanted)
    np.testing.assert_allclose(looked[-1][:, : len(TEXT)], wanted, atol=1e-4)


def test_a_model_without_attention_has_no_weights_to_change(tmp_path: Path) -> None:
    bundle = write_random_bundle(tmp_path / "b", attention="none").path
    with pytest.raises(ValueError, match="this model was trained without attention; there are no weights to change"):
        reading_of(bundle)
    with pytest.raises(ValueError, match="this model was trained without attention; it has no mask"):
        _ = Translator.load(bundle).reader.network.mask
