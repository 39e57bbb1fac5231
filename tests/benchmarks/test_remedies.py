"""What has been proposed to make attention truer: each does what its formula says, and is measured as others are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest
from keras import ops

from benchmarks.maps.keras_network import KerasNetwork, keras_translator
from benchmarks.maps.remedies import (
    BUILDS,
    ConicityTranslator,
    EmbeddingTranslator,
    OrthogonalLSTMCell,
    OrthogonalTranslator,
    conicity,
)
from benchmarks.maps.variants import VARIANTS
from benchmarks.small_runs import RUN, base_recipe, train
from datelens.bundle import Thresholds, write_bundle
from datelens.cli.export import build_graphs, describe
from datelens.cli.train import task_of
from datelens.keras import AttentionTranslator, model_config, model_weights
from datelens.keras.run import open_run, start_run
from datelens.runtime import Network

pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept:DeprecationWarning")

SIZES = {"input_size": 9, "output_size": 5, "embedding": 3, "encoder_units": 4, "units": 6, "seed": 1}
SOURCE = np.array([[4, 5, 6, 7], [8, 3, 0, 0]])


def annotations_of(model: AttentionTranslator, source: np.ndarray = SOURCE) -> np.ndarray:
    model.build()
    return np.asarray(ops.convert_to_numpy(model.annotate(source)[0]))


def test_each_is_a_variant() -> None:
    assert set(BUILDS) < {variant.slug for variant in VARIANTS}


def test_conicity_is_that_of_the_real_annotations() -> None:
    alike = np.array([[[3.0, 0.0], [5.0, 0.0], [0.0, 7.0]]], "float32")
    real = np.array([[True, True, False]])
    assert float(conicity(alike * real[..., None], real)) == pytest.approx(1.0, abs=1e-4)
    apart = np.array([[[1.0, 0.0], [0.0, 1.0]]], "float32")
    assert float(conicity(apart, np.array([[True, True]]))) == pytest.approx(np.sqrt(0.5), abs=1e-4)
    opposite = np.array([[[1.0, 0.0], [-1.0, 0.0]]], "float32")
    assert float(conicity(opposite, np.array([[True, True]]))) == pytest.approx(0.0, abs=1e-4)
    assert float(conicity(0 * apart, np.array([[False, False]]))) == 0.0


def test_conicity_is_a_loss_while_it_is_taught() -> None:
    model = ConicityTranslator(**SIZES, weight=0.5)
    model(SOURCE, targets=np.array([[1, 2], [3, 4]]), training=True)
    expected = 0.5 * float(conicity(*model.annotate(SOURCE)))
    assert [float(loss) for loss in model.losses] == [pytest.approx(expected, abs=0.05)]  # but for dropout
    model(SOURCE, output_length=2, training=False)
    assert model.losses == []


def test_an_annotation_ends_with_its_own_embedding() -> None:
    model = EmbeddingTranslator(**SIZES)
    found, plain = annotations_of(model), annotations_of(AttentionTranslator(**SIZES))
    np.testing.assert_array_equal(found[..., :8], plain)
    np.testing.assert_array_equal(found[0, :, 8:], ops.convert_to_numpy(model.embedding.embeddings)[SOURCE[0]])
    assert (found[1, 2:] == 0).all()


def test_an_orthogonal_lstm_goes_at_right_angles_to_where_it_has_been() -> None:
    found = annotations_of(OrthogonalTranslator(**SIZES))
    forward, backward = found[0, :, :4], found[0, ::-1, 4:]
    for outputs in (forward, backward):
        for step in range(1, 4):
            assert abs(outputs[step] @ outputs[:step].sum(axis=0)) < 1e-4
            assert np.linalg.norm(outputs[step]) > 1e-3
    assert (found[1, 2:] == 0).all()


def test_without_a_past_an_orthogonal_lstm_is_an_lstm() -> None:
    cell, plain = OrthogonalLSTMCell(4), keras.layers.LSTMCell(4)
    x, zeros = np.ones((2, 3), "float32"), np.zeros((2, 4), "float32")
    for layer in (cell, plain):
        layer.build((2, 3))
    plain.set_weights(cell.get_weights())
    np.testing.assert_allclose(cell(x, [zeros, zeros, zeros])[0], plain(x, [zeros, zeros])[0], atol=1e-6)


def test_padding_changes_nothing() -> None:
    for kind in (EmbeddingTranslator, OrthogonalTranslator):
        model = kind(**SIZES)
        longer = annotations_of(model, np.pad(SOURCE, ((0, 0), (0, 3))))
        np.testing.assert_allclose(longer[:, :4], annotations_of(model), atol=1e-6)


def test_keras_stands_in_for_the_graphs_of_a_bundle(tmp_path: Path) -> None:
    recipe = base_recipe(64, quick=True)
    task = task_of(recipe)
    run = start_run(tmp_path / "run", recipe, task)
    symbols = len(task.input_alphabet), len(task.output_alphabet)
    model = AttentionTranslator(*symbols, embedding=4, encoder_units=4, units=4, start=2, seed=3)
    description = describe(run, model_config(model), "float32", 1.0, Thresholds())
    bundle = write_bundle(tmp_path / "bundle", description, build_graphs(model_weights(model), description))
    graphs, own = Network(bundle), KerasNetwork(bundle, model, (12, 24))
    sources = np.random.default_rng(0).integers(4, symbols[0], (3, 8)).astype(np.int32)
    sources[1, 5:] = 0

    theirs, mine = graphs.greedy(sources), own.greedy(sources)
    np.testing.assert_array_equal(mine.symbols, theirs.symbols)
    np.testing.assert_allclose(mine.log_probabilities, theirs.log_probabilities, atol=1e-4)
    target = np.repeat(theirs.symbols[:1, :4], 3, axis=0)
    (said, looked), (expected, weights) = own.force(sources, target), graphs.force(sources, target)
    np.testing.assert_allclose(said, expected, atol=1e-4)
    assert looked is not None
    np.testing.assert_allclose(looked[..., :8], weights, atol=1e-4)
    assert (looked[..., 8:] == 0).all()
    memory, _ = own.start(sources)
    assert memory[own.mask].shape == (3, 1, 12)


@pytest.mark.usefixtures("cheap_compilation")
def test_one_is_trained_without_a_bundle_and_not_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recipe = replace(base_recipe(64, quick=True), seed=5)
    assert train(tmp_path, recipe, build=BUILDS["own-embedding"])
    assert {path.name for path in tmp_path.iterdir()} == {RUN}
    assert isinstance(open_run(tmp_path / RUN).load_model(), EmbeddingTranslator)
    assert len(keras_translator(open_run(tmp_path / RUN)).translate(["5 Jan 2016", "hello"])) == 2

    def never(*_: object, **__: object) -> None:
        raise AssertionError("what is done is not done again")

    monkeypatch.setattr("benchmarks.small_runs.fit", never)
    assert train(tmp_path, recipe, build=BUILDS["own-embedding"])
