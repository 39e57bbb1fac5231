"""The decoder's numbers: against the reference, its own steps, and what it must refuse."""

from __future__ import annotations

from functools import partial
from typing import Any

import keras
import numpy as np
import pytest
import reference
from backends import array
from contract import randomise

from datelens.keras import (
    AdditiveAttention,
    AttentionDecoder,
    AttentionDecoderCell,
    AttentionTranslator,
    BidirectionalEncoder,
    MultiplicativeAttention,
    model_weights,
)

BATCH, INPUT, UNITS, SYMBOLS, OUTPUT = 3, 7, 5, 13, 11
random = np.random.default_rng(2)
LENGTHS = (INPUT, 4, 1)
SOURCE = np.array([[*random.integers(1, 19, n), *[0] * (INPUT - n)] for n in LENGTHS])
TARGETS = random.integers(0, SYMBOLS, (BATCH, OUTPUT))

KINDS = [(a, r) for a in ("additive", "multiplicative", "none") for r in ("current", "previous")]
every_kind = pytest.mark.parametrize(("attention", "readout"), KINDS, ids=["-".join(kind) for kind in KINDS])


def translator(**changes: Any) -> AttentionTranslator:
    sizes = {"embedding": 2, "encoder_units": 3, "units": UNITS, "attention_units": 17, "start": 2, "seed": 1}
    model = AttentionTranslator(19, SYMBOLS, **{**sizes, **changes})
    model.build()
    randomise(model)
    return model


@every_kind
@pytest.mark.parametrize("start", [2, None], ids=["start", "no start"])
@pytest.mark.parametrize("taught", [True, False], ids=["taught", "free"])
def test_the_translator_computes_what_the_equations_say(
    attention: str, readout: str, taught: bool, start: int | None
) -> None:
    model = translator(attention=attention, readout=readout, start=start)
    weights = {name: value.astype("float64") for name, value in model_weights(model).items()}
    found = model(SOURCE, targets=TARGETS if taught else None, output_length=OUTPUT)
    for row, length in enumerate(LENGTHS):
        annotations = reference.annotate(weights, SOURCE[row, :length])
        targets = TARGETS[row] if taught else None
        logits, alphas = reference.write(weights, annotations, OUTPUT, start, targets, attention, readout)
        np.testing.assert_allclose(array(found["logits"])[row], logits, atol=2e-5)
        if attention != "none":
            np.testing.assert_allclose(array(found["attention"])[row, :, :length], alphas, atol=2e-5)
            assert (array(found["attention"])[row, :, length:] == 0.0).all()


def test_soft_feedback_feeds_the_distribution() -> None:
    model = translator()
    weights = {name: value.astype("float64") for name, value in model_weights(model).items()}
    decoder = model.decoder
    annotations = random.normal(size=(1, INPUT, 6)).astype("float32")
    soft = AttentionDecoder(UNITS, SYMBOLS, attention_units=17, start=2, feedback="soft")
    soft(annotations, output_length=1)
    soft.set_weights(decoder.get_weights())
    expected, _ = reference.write(weights, annotations[0], OUTPUT, 2, feedback="soft")
    hard, _ = reference.write(weights, annotations[0], OUTPUT, 2, feedback="choice")
    assert np.abs(expected - hard).max() > 0.1
    np.testing.assert_allclose(array(soft(annotations, output_length=OUTPUT))[0], expected, atol=2e-5)


@every_kind
def test_teaching_is_the_cell_step_by_step(attention: str, readout: str) -> None:
    decoder = translator(attention=attention, readout=readout).decoder
    annotations = random.normal(size=(BATCH, INPUT, 6)).astype("float32")
    mask = SOURCE != 0
    whole = keras.tree.flatten(decoder(annotations, targets=TARGETS, mask=mask))
    state, fed = decoder.initial_state(annotations, mask), np.full(BATCH, 2)
    for number in range(OUTPUT):
        logits, state, *weights = decoder.cell(fed, state, annotations, mask=mask)
        fed = TARGETS[:, number]
        for output, right in zip(whole, [logits, *weights], strict=True):
            np.testing.assert_allclose(array(output)[:, number], array(right), atol=1e-5)


def test_own_choices_taught_back_give_the_same_logits() -> None:
    model = translator()
    free = array(model(SOURCE, output_length=OUTPUT)["logits"])
    taught = array(model(SOURCE, targets=free.argmax(-1))["logits"])
    np.testing.assert_allclose(taught, free, atol=1e-5)


def test_one_hot_targets_are_the_same_as_numbers() -> None:
    decoder = translator().decoder
    annotations = random.normal(size=(BATCH, INPUT, 6)).astype("float32")
    one_hot = np.eye(SYMBOLS, dtype="float32")[TARGETS]
    for output, right in zip(decoder(annotations, one_hot), decoder(annotations, TARGETS), strict=True):
        np.testing.assert_allclose(array(output), array(right), atol=1e-6)


def test_the_output_may_be_longer_or_shorter_than_the_input() -> None:
    decoder = translator().decoder
    annotations = random.normal(size=(1, 3, 6)).astype("float32")
    long = array(decoder(annotations, output_length=9)[0])
    short = array(decoder(annotations, output_length=2)[0])
    assert long.shape == (1, 9, SYMBOLS)
    np.testing.assert_allclose(long[:, :2], short, atol=1e-6)


def test_a_mask_that_keras_carries_is_honoured() -> None:
    embedding = keras.layers.Embedding(19, 6, mask_zero=True)
    decoder = AttentionDecoder(UNITS, SYMBOLS, return_attention=True, seed=1)
    _, weights = decoder(embedding(SOURCE), output_length=2)
    assert (array(weights)[1, :, 4:] == 0.0).all()
    source = keras.Input((None,), dtype="int32")
    model = keras.Model(source, decoder(embedding(source), output_length=2)[1])
    np.testing.assert_allclose(array(model(SOURCE)), array(weights), atol=1e-6)


def test_a_whole_model_saves_and_loads(tmp_path: Any) -> None:
    model = translator()
    model.save(tmp_path / "model.keras")
    loaded = keras.saving.load_model(tmp_path / "model.keras")
    first, second = model(SOURCE, output_length=OUTPUT), loaded(SOURCE, output_length=OUTPUT)
    for name in first:
        np.testing.assert_array_equal(array(first[name]), array(second[name]))


REFUSALS = {
    "units": ({"units": 0}, "`units` must be a positive whole number; got 0"),
    "output_size": ({"output_size": 2.5}, "`output_size` must be a positive whole number; got 2.5"),
    "attention_units": ({"attention_units": -1}, "`attention_units` must be a positive whole number; got -1"),
    "attention": ({"attention": "dot"}, "`attention` must be one of additive, multiplicative, none; got 'dot'"),
    "readout": ({"readout": "last"}, "`readout` must be one of current, previous; got 'last'"),
    "feedback": ({"feedback": "hard"}, "`feedback` must be one of choice, soft; got 'hard'"),
    "start": ({"start": 13}, "`start` must be None or from 0 to 12; got 13"),
    "start of another kind": ({"start": "a"}, "`start` must be None or from 0 to 12; got 'a'"),
    "start that is a truth": ({"start": True}, "`start` must be None or from 0 to 12; got True"),
    "sampling": ({"sampling": 1.5}, "`sampling` must be from 0 to 1, or a schedule of Keras; got 1.5"),
    "sampling of another kind": ({"sampling": "a"}, "`sampling` must be from 0 to 1, or a schedule of Keras; got 'a'"),
    "padding": ({"padding": "a"}, "`padding` must be None or a whole number; got 'a'"),
    "return_attention": (
        {"attention": "none", "return_attention": True},
        '`return_attention` needs attention; got True with `attention` "none"',
    ),
}


@pytest.mark.parametrize(("changes", "message"), REFUSALS.values(), ids=REFUSALS)
def test_arguments_that_cannot_be_are_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        AttentionDecoder(**{"units": UNITS, "output_size": SYMBOLS, **changes})


@pytest.mark.parametrize("name", ["end", "padding"])
@pytest.mark.parametrize("value", [SYMBOLS, -1, "a", 1.0])
@pytest.mark.parametrize("width", [1, 2])
def test_an_output_ends_and_is_filled_up_with_symbols_alone(name: str, value: Any, width: int) -> None:
    decoder = AttentionDecoder(UNITS, SYMBOLS, seed=1)
    with pytest.raises(ValueError, match=f"`{name}` must be None or from 0 to {SYMBOLS - 1}; got {value!r}"):
        decoder.generate(np.ones((1, 2, 3), "float32"), 2, width=width, **{name: value})


def test_symbols_of_numpy_are_kept_as_numbers_that_a_file_can_hold() -> None:
    decoder = AttentionDecoder(UNITS, SYMBOLS, start=np.int64(2), padding=np.int8(-1), sampling=np.float32(0.5))
    config = decoder.get_config()
    assert {name: config[name] for name in ("start", "padding", "sampling")} == {
        "start": 2, "padding": -1, "sampling": 0.5
    }  # fmt: skip
    assert [type(config[name]) for name in ("start", "padding", "sampling")] == [int, int, float]


def test_sizes_of_numpy_are_kept_as_numbers_that_a_file_can_hold() -> None:
    decoder = AttentionDecoder(np.int64(4), np.int64(3), attention_units=np.int32(2), embedding=np.int8(5))
    config = decoder.get_config()
    sizes = {name: config[name] for name in ("units", "output_size", "attention_units", "embedding")}
    assert sizes == {"units": 4, "output_size": 3, "attention_units": 2, "embedding": 5}
    assert {type(size) for size in sizes.values()} == {int}
    assert type(decoder.cell.get_config()["units"]) is int
    assert BidirectionalEncoder(np.int64(3)).get_config()["units"] == 3
    assert AdditiveAttention(np.int64(3)).get_config()["units"] == 3


@pytest.mark.parametrize("kind", [AdditiveAttention, BidirectionalEncoder, partial(AttentionDecoder, output_size=3)])
@pytest.mark.parametrize("units", [True, 0, 2.5])
def test_a_size_that_is_no_positive_whole_number_is_refused(kind: Any, units: Any) -> None:
    with pytest.raises(ValueError, match=f"`units` must be a positive whole number; got {units}"):
        kind(units=units)


def test_a_call_must_say_how_long_the_output_is() -> None:
    annotations = np.zeros((1, 2, 3), "float32")
    with pytest.raises(ValueError, match=r"`targets` .* or `output_length` .* must be given; got neither"):
        AttentionDecoder(UNITS, SYMBOLS)(annotations)
    with pytest.raises(ValueError, match="`output_length` must be a positive whole number; got 0"):
        AttentionDecoder(UNITS, SYMBOLS)(annotations, output_length=0)


def test_a_symbolic_call_is_refused_as_early_as_one_on_arrays() -> None:
    annotations = keras.Input((None, 3))
    with pytest.raises(ValueError, match=r"`targets` .* or `output_length` .* must be given; got neither"):
        AttentionDecoder(UNITS, SYMBOLS)(annotations)
    with pytest.raises(ValueError, match=r"`targets` must be whole numbers \(batch, output\) or .* got float32"):
        AttentionDecoder(UNITS, SYMBOLS)(annotations, keras.Input((None,)))
    with pytest.raises(ValueError, match=r"`targets` \(batch, output\) must have one output symbol at least"):
        AttentionDecoder(UNITS, SYMBOLS)(np.zeros((1, 2, 3), "float32"), np.zeros((1, 0), "int32"))


def test_lengths_may_change_from_batch_to_batch() -> None:
    source, targets = keras.Input((None, 3)), keras.Input((None,), dtype="int32")
    decoder = AttentionDecoder(UNITS, SYMBOLS, seed=1, sampling=0.5)
    model = keras.Model([source, targets], decoder(source, targets))
    model.compile("sgd", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    random = np.random.default_rng(1)
    for length, output in ((4, 2), (4, 5), (7, 3), (5, 6)):
        annotations = random.normal(size=(2, length, 3)).astype("float32")
        wanted = random.integers(0, SYMBOLS, (2, output)).astype("int32")
        if output != 2 and keras.backend.backend() == "tensorflow":
            with pytest.raises(ValueError, match="TensorFlow wants all targets padded to one length"):
                model.train_on_batch([annotations, wanted], wanted)
            continue
        assert np.isfinite(model.train_on_batch([annotations, wanted], wanted))
        taught = decoder(annotations, wanted)
        np.testing.assert_allclose(model.predict_on_batch([annotations, wanted]), array(taught), atol=1e-5)


def test_a_translator_stands_in_a_functional_model() -> None:
    translator = AttentionTranslator(9, SYMBOLS, embedding=4, encoder_units=3, units=UNITS, seed=1)
    source, targets = keras.Input((None,), dtype="int32"), keras.Input((None,), dtype="int32")
    taught = keras.Model([source, targets], translator(source, targets)["logits"])
    free = keras.Model(source, translator(source, output_length=4)["logits"])
    assert taught.output_shape == (None, None, SYMBOLS)
    assert free.output_shape == (None, 4, SYMBOLS)
    numbers = np.array([[3, 4, 5, 0]], "int32")
    whole = array(translator(numbers, output_length=4)["logits"])
    np.testing.assert_allclose(free.predict(numbers, verbose=0), whole, atol=1e-5)


def test_the_shapes_of_outputs_are_told_from_those_of_inputs() -> None:
    decoder = AttentionDecoder(UNITS, SYMBOLS, return_attention=True)
    assert decoder.compute_output_shape((2, 5, 6), (2, 7)) == ((2, 7, SYMBOLS), (2, 7, 5))
    assert AttentionDecoder(UNITS, SYMBOLS).compute_output_shape((2, 5, 6), output_length=3) == (2, 3, SYMBOLS)
    assert AttentionDecoderCell(UNITS, SYMBOLS).compute_output_shape((2,), (2, UNITS), (2, 5, 6)) == (
        (2, SYMBOLS),
        (2, UNITS),
        (2, 5),
    )
    for kind in (AdditiveAttention, MultiplicativeAttention):
        assert kind(4).compute_output_shape((2, 8), (2, 5, 6)) == ((2, 6), (2, 5))


def test_the_encoder_merges_in_one_way_alone() -> None:
    with pytest.raises(TypeError, match="merge_mode"):
        BidirectionalEncoder(3, merge_mode="sum")


def test_annotations_without_an_input_axis_are_refused() -> None:
    with pytest.raises(ValueError, match=r"`annotations` must have the shape \(batch, input, features\)"):
        AttentionDecoder(UNITS, SYMBOLS)(np.zeros((2, 3), "float32"), output_length=1)


def test_a_state_of_another_width_is_refused() -> None:
    cell = AttentionDecoderCell(UNITS, SYMBOLS)
    with pytest.raises(ValueError, match=r"`state` must have the shape \(batch, units=5\)"):
        cell(np.zeros(2, "int32"), np.zeros((2, 4), "float32"), np.zeros((2, 3, 6), "float32"))
