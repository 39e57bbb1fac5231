"""The layers in a functional model of one's own: own losses, metrics, masks, files, compiled training."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import pytest
from backends import array

from datelens.keras import (
    AttentionDecoder,
    BidirectionalEncoder,
    ExactMatch,
    SymbolAccuracy,
    guided_alignment,
    masked_cross_entropy,
)

BATCH, INPUT, SYMBOLS = 8, 5, 7
random = np.random.default_rng(1)
LENGTHS = random.integers(2, INPUT + 1, 2 * BATCH)
SOURCE = np.array([[*random.integers(1, SYMBOLS, n), *[0] * (INPUT - n)] for n in LENGTHS], "int32")
TARGETS = SOURCE[:, ::-1].copy()  # to be written backwards, with padding in front
SPANS = np.stack([np.arange(INPUT)[::-1], np.arange(INPUT)[::-1] + 1], axis=-1) * (TARGETS > 0)[..., None]


def reverser(**options: object) -> keras.Model:
    source, targets = keras.Input((None,), dtype="int32"), keras.Input((INPUT,), dtype="int32")
    embedded = keras.layers.Embedding(SYMBOLS, 4, mask_zero=True)(source)
    annotations = BidirectionalEncoder(6, "gru", seed=1)(embedded)
    decoder = AttentionDecoder(8, SYMBOLS, return_attention=True, seed=1, padding=0, **options)
    logits, attention = decoder(annotations, targets)
    return keras.Model([source, targets], {"logits": logits, "attention": attention})


def fitted(model: keras.Model, epochs: int) -> dict[str, list[float]]:
    model.compile(
        optimizer=keras.optimizers.Adam(0.02),
        loss={"logits": masked_cross_entropy, "attention": guided_alignment},
        metrics={"logits": [ExactMatch(), SymbolAccuracy()]},
        jit_compile=keras.backend.backend() != "torch",
    )
    gold = {"logits": TARGETS, "attention": SPANS}
    return model.fit([SOURCE, TARGETS], gold, batch_size=BATCH, epochs=epochs, shuffle=False, verbose=0).history


@pytest.fixture(scope="module")
def trained() -> tuple[keras.Model, dict[str, list[float]]]:
    keras.utils.set_random_seed(1)
    model = reverser(sampling=0.1)
    return model, fitted(model, epochs=25)


def test_it_learns_with_losses_metrics_and_sampling(trained: tuple[keras.Model, dict[str, list[float]]]) -> None:
    _, history = trained
    assert history["loss"][-1] < 0.6 * history["loss"][0]
    assert history["logits_symbol_accuracy"][-1] > history["logits_symbol_accuracy"][0] + 0.2
    assert history["attention_loss"][-1] < history["attention_loss"][0]


def test_padding_of_the_input_changes_nothing(trained: tuple[keras.Model, dict[str, list[float]]]) -> None:
    model, _ = trained
    plain, padded = model([SOURCE, TARGETS]), model([np.pad(SOURCE, ((0, 0), (0, 3))), TARGETS])
    np.testing.assert_allclose(array(padded["logits"]), array(plain["logits"]), atol=1e-5)
    assert (array(padded["attention"])[:, :, INPUT:] == 0.0).all()


def test_keras_own_loss_honours_the_mask_that_the_logits_carry() -> None:
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    logits = reverser()([SOURCE, TARGETS])["logits"]
    # where nothing is masked, padding counts too
    assert abs(float(array(loss(TARGETS, logits))) - float(array(loss(TARGETS, array(logits))))) > 1e-3
    right = float(array(masked_cross_entropy(TARGETS, logits)))
    count = (TARGETS > 0).mean()
    assert float(array(loss(TARGETS, logits))) == pytest.approx(right, rel=1e-4) or count == 1


def test_it_saves_and_loads_with_losses_and_metrics(
    trained: tuple[keras.Model, dict[str, list[float]]], tmp_path: Path
) -> None:
    model, _ = trained
    model.save(tmp_path / "reverser.keras")
    loaded = keras.saving.load_model(tmp_path / "reverser.keras")
    first, second = model([SOURCE, TARGETS]), loaded([SOURCE, TARGETS])
    for name in first:
        np.testing.assert_array_equal(array(first[name]), array(second[name]))
    gold = {"logits": TARGETS, "attention": SPANS}
    measured = [m.evaluate([SOURCE, TARGETS], gold, verbose=0, return_dict=True) for m in (model, loaded)]
    assert measured[0] == pytest.approx(measured[1], abs=1e-6)


def test_training_in_half_precision_works() -> None:
    keras.utils.set_random_seed(1)
    keras.config.set_dtype_policy("mixed_bfloat16")
    try:
        history = fitted(reverser(recurrence="lstm", embedding=3), epochs=3)
    finally:
        keras.config.set_dtype_policy("float32")
    assert np.isfinite(history["loss"]).all()
    assert history["loss"][-1] < history["loss"][0]
