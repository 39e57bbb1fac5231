"""Greedy and beam search: against every output there is, on three letters and an end."""

from __future__ import annotations

import itertools
from functools import partial
from typing import Any

import keras
import numpy as np
import pytest
from backends import array, jitted
from contract import randomise
from keras import ops

from datelens.keras import AttentionDecoder, BidirectionalEncoder, beam_search, greedy_search

END, LETTERS, LENGTH, START = 3, 4, 4, 0
ROWS = 3

# `TABLES[row, last, total]`: what a row writes next depends on its last symbol and on the sum of all before it, so
# that a search has to keep state and rows together
TABLES = np.log(np.random.default_rng(1).dirichlet(np.full(LETTERS, 0.6), (ROWS, LETTERS, 8))).astype("float32")


def step(symbols: Any, state: Any, memory: Any) -> tuple[Any, Any]:
    total = ops.minimum(state["total"] + symbols, 7)
    chosen = ops.take_along_axis(memory["tables"], ops.reshape(total, (-1, 1, 1, 1)), axis=2)[:, :, 0]
    return ops.take_along_axis(chosen, ops.reshape(symbols, (-1, 1, 1)), axis=1)[:, 0], {"total": total}


STATE = {"total": np.zeros(ROWS, "int32")}
MEMORY = {"tables": TABLES, "mask": None}
SEARCH: dict[str, Any] = {"start": START, "length": LENGTH, "end": END}


def every_output(row: int) -> list[tuple[float, tuple[int, ...]]]:
    """All outputs of a row with their log-probabilities, the likeliest first."""
    found = {}
    for symbols in itertools.product(range(LETTERS), repeat=LENGTH):
        written = symbols[: symbols.index(END) + 1] if END in symbols else symbols
        last, total, said = START, 0, 0.0
        for symbol in written:
            total = min(total + last, 7)
            said += float(TABLES[row, last, total, symbol])
            last = symbol
        found[written + (0,) * (LENGTH - len(written))] = said
    return sorted(((said, written) for written, said in found.items()), reverse=True)


def test_a_wide_beam_finds_the_best_of_all_outputs_in_their_order() -> None:
    symbols, logs = beam_search(step, STATE, MEMORY, width=200, **SEARCH)
    for row in range(ROWS):
        best = every_output(row)
        assert abs(sum(np.exp(said) for said, _ in best) - 1) < 1e-5
        np.testing.assert_allclose(array(logs)[row, : len(best)], [said for said, _ in best], atol=1e-4)
        assert [tuple(found) for found in array(symbols)[row, :20].astype(int).tolist()] == [w for _, w in best[:20]]
        assert (array(logs)[row, len(best) :] == -np.inf).all()


def test_a_beam_of_one_is_the_greedy_search() -> None:
    symbols, logs = greedy_search(step, STATE, MEMORY, **SEARCH)
    beams, beam_logs = beam_search(step, STATE, MEMORY, width=1, **SEARCH)
    np.testing.assert_array_equal(array(beams)[:, 0], array(symbols))
    np.testing.assert_allclose(array(beam_logs)[:, 0], array(logs), atol=1e-6)
    said = [{written: said for said, written in every_output(row)} for row in range(ROWS)]
    for row, written in enumerate(array(symbols).astype(int).tolist()):
        assert array(logs)[row] == pytest.approx(said[row][tuple(written)], abs=1e-5)


def test_a_beam_finds_what_the_greedy_search_misses() -> None:
    _, greedy = greedy_search(step, STATE, MEMORY, **SEARCH)
    _, beam = beam_search(step, STATE, MEMORY, width=8, **SEARCH)
    best = [every_output(row)[0][0] for row in range(ROWS)]
    assert any(array(greedy) < np.array(best) - 0.1), "the tables must mislead a greedy search"
    np.testing.assert_allclose(array(beam)[:, 0], best, atol=1e-5)


def test_without_an_end_every_output_has_the_whole_length() -> None:
    symbols, _ = greedy_search(step, STATE, MEMORY, start=START, length=LENGTH)
    ended, _ = greedy_search(step, STATE, MEMORY, **SEARCH, padding=2)
    for free, cut in zip(array(symbols).tolist(), array(ended).tolist(), strict=True):
        stop = free.index(END) + 1 if END in free else LENGTH
        assert cut == free[:stop] + [2] * (LENGTH - stop)


def test_the_searches_compile() -> None:
    def both(tables: Any) -> Any:
        memory = {"tables": tables, "mask": None}
        beam = beam_search(step, STATE, memory, width=3, **SEARCH)
        return (*greedy_search(step, STATE, memory, **SEARCH), *beam)

    for compiled, eager in zip(jitted(both)(TABLES), both(TABLES), strict=True):
        np.testing.assert_allclose(array(compiled), array(eager), atol=1e-6)


@pytest.mark.parametrize("recurrence", ["gru", "lstm"])
def test_a_decoder_generates_what_it_writes_when_running_free(recurrence: str) -> None:
    decoder = AttentionDecoder(5, LETTERS, start=1, recurrence=recurrence, embedding=2)
    annotations = np.random.default_rng(3).normal(size=(2, 7, 6)).astype("float32")
    mask = np.arange(7) < np.array([[7], [4]])
    decoder(annotations, output_length=1)
    randomise(decoder)
    logits = array(decoder(annotations, mask=mask, output_length=LENGTH))
    symbols, logs = decoder.generate(annotations, LENGTH, mask=mask)
    np.testing.assert_array_equal(array(symbols)[:, 0], logits.argmax(-1))
    highest = (logits - np.log(np.exp(logits).sum(-1, keepdims=True))).max(-1).sum(-1)
    np.testing.assert_allclose(array(logs)[:, 0], highest, atol=1e-5)
    beams, beam_logs = decoder.generate(annotations, LENGTH, mask=mask, width=256)
    for row in range(2):  # each hypothesis is as likely as the decoder, taught with it, says
        for hypothesis in (0, 3, 255):
            written = array(beams)[row : row + 1, hypothesis].astype("int32")
            taught = array(decoder(annotations[row : row + 1], written, mask=mask[row : row + 1]))
            taught -= np.log(np.exp(taught).sum(-1, keepdims=True))
            said = np.take_along_axis(taught, written[..., None], axis=-1).sum()
            assert array(beam_logs)[row, hypothesis] == pytest.approx(said, abs=1e-4)
    np.testing.assert_allclose(np.exp(array(beam_logs)).sum(-1), 1.0, atol=1e-4)


def test_a_fresh_decoder_of_half_precision_generates_with_the_mask_that_it_is_given_along() -> None:
    embedded = keras.layers.Embedding(5, 4, mask_zero=True)(np.array([[1, 2, 0], [3, 0, 0]]))
    annotations = BidirectionalEncoder(3)(embedded)
    decoder = AttentionDecoder(5, LETTERS, dtype="mixed_bfloat16", seed=1)
    symbols, logs = decoder.generate(annotations, 3, end=END, width=2)
    assert tuple(symbols.shape) == (2, 2, 3)
    explicit = decoder.generate(array(annotations), 3, mask=np.array([[1, 1, 0], [1, 0, 0]], bool), end=END, width=2)
    np.testing.assert_allclose(array(logs), array(explicit[1]), atol=1e-6)


@pytest.mark.parametrize("width", [1, 2])
@pytest.mark.parametrize(
    ("own", "given", "expected"),
    [(None, None, 0), (2, None, 2), (2, 1, 1), (2, 0, 0), (-1, None, 0), (LETTERS, None, 0)],
)
def test_a_decoder_fills_up_with_its_own_padding(width: int, own: int | None, given: int | None, expected: int) -> None:
    decoder = AttentionDecoder(5, LETTERS, seed=1, padding=own)
    annotations = np.ones((1, 3, 4), "float32")
    first = int(array(decoder.generate(annotations, 1)[0])[0, 0, 0])
    options = {} if given is None else {"padding": given}
    symbols = array(decoder.generate(annotations, 3, end=first, width=width, **options)[0])
    assert symbols[0, 0].tolist() == [first, expected, expected]


@pytest.mark.parametrize("search", [greedy_search, partial(beam_search, width=2)], ids=["greedy", "beam"])
@pytest.mark.parametrize("padding", [-1, LETTERS])
def test_padding_that_is_no_symbol_is_refused(search: Any, padding: int) -> None:
    with pytest.raises(ValueError, match=rf"`padding` must be a symbol, from 0 to {LETTERS - 1}; got {padding}"):
        search(step, STATE, MEMORY, **SEARCH, padding=padding)


@pytest.mark.parametrize("search", [greedy_search, partial(beam_search, width=2)], ids=["greedy", "beam"])
def test_a_decoder_may_keep_no_state(search: Any) -> None:
    def stateless(symbols: Any, state: Any, memory: Any) -> tuple[Any, Any]:
        assert state is None
        return ops.take_along_axis(memory, ops.reshape(symbols, (-1, 1, 1)), axis=1)[:, 0], None

    symbols, _ = search(stateless, None, np.tile(9 * np.eye(LETTERS, k=1, dtype="float32"), (2, 1, 1)), **SEARCH)
    assert array(symbols).reshape(2, -1, LENGTH)[:, 0].tolist() == [[1, 2, 3, 0]] * 2
    with pytest.raises(ValueError, match="`state` or `memory` must hold a tensor"):
        search(stateless, None, **SEARCH)


def test_sizes_may_be_whole_numbers_of_any_kind() -> None:
    symbols, _ = beam_search(step, STATE, MEMORY, **{**SEARCH, "length": np.int64(3)}, width=np.int32(2))
    assert tuple(symbols.shape) == (ROWS, 2, 3)
    decoder = AttentionDecoder(5, LETTERS, seed=1)
    assert tuple(decoder(np.ones((2, 3, 4), "float32"), output_length=np.int64(3)).shape) == (2, 3, LETTERS)
    assert tuple(decoder.generate(np.ones((2, 3, 4), "float32"), np.int64(3))[0].shape) == (2, 1, 3)
    with pytest.raises(ValueError, match="`width` must be a positive whole number; got True"):
        decoder.generate(np.ones((2, 3, 4), "float32"), 3, width=True)


@pytest.mark.parametrize(("name", "value"), [("length", 0), ("width", 1.5), ("length", True)])
def test_sizes_that_cannot_be_are_refused(name: str, value: Any) -> None:
    with pytest.raises(ValueError, match=f"`{name}` must be a positive whole number; got {value}"):
        beam_search(step, STATE, MEMORY, **{**SEARCH, "width": 2, name: value})


@pytest.mark.parametrize("width", [1, 2])
def test_an_empty_batch_has_no_outputs(width: int) -> None:
    decoder = AttentionDecoder(4, 5)
    annotations = np.zeros((1, 3, 6), "float32")
    decoder(annotations, output_length=2)
    symbols, logs = decoder.generate(ops.convert_to_tensor(annotations)[:0], 3, end=1, width=width)
    assert (tuple(symbols.shape), tuple(logs.shape)) == ((0, width, 3), (0, width))
