"""Batches: padding, gold, and a stream that depends on seed and step alone."""

from __future__ import annotations

import dataclasses
import os
import pickle
import subprocess
import sys
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
import toy

from datelens.errors import DataError
from datelens.keras.background import background_batches
from datelens.keras.batches import Batch, Chunks, Shapes, batches_from, encode_pairs
from datelens.keras.recipe import ForgettingRecipe
from datelens.pairs import Pair

SHAPES = Shapes(batch=4, lengths=(6, 12, 24), output=4)
CHUNKS = Chunks(toy.generate, 5, toy.INPUT, toy.OUTPUT, SHAPES, ForgettingRecipe(), batches=3)
WHOLE = dataclasses.replace(CHUNKS, forgetting=ForgettingRecipe(share=0.0))


def same(one: Batch, other: Batch) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def test_pairs_are_numbered_padded_and_ended() -> None:
    pairs = [Pair(("o", "n", "e"), ("1",), ((0, 3),)), Pair(("t", "?", " ", "o"), ("2", "1"), ((0, 2), None))]
    source, targets, spans = encode_pairs(pairs, toy.INPUT, toy.OUTPUT, SHAPES)
    number, digit = toy.INPUT.number, toy.OUTPUT.number
    np.testing.assert_array_equal(source[0], [number("o"), number("n"), number("e"), 0, 0, 0])
    np.testing.assert_array_equal(source[1], [number("t"), toy.INPUT.unknown, number(" "), number("o"), 0, 0])
    np.testing.assert_array_equal(targets, [[digit("1"), toy.OUTPUT.end, 0, 0], [digit("2"), digit("1"), 3, 0]])
    np.testing.assert_array_equal(spans[0], [[0, 3], [0, 0], [0, 0], [0, 0]])
    np.testing.assert_array_equal(spans[1], [[0, 2], [0, 0], [0, 0], [0, 0]])


@pytest.mark.parametrize(("length", "padded"), [(0, 6), (6, 6), (7, 12), (24, 24)])
def test_a_batch_is_padded_to_the_smallest_length_that_holds_it(length: int, padded: int) -> None:
    assert encode_pairs([Pair(("a",) * length, (), ())], toy.INPUT, toy.OUTPUT, SHAPES).source.shape == (1, padded)


def pairs_of(batches: list[Batch]) -> list[tuple[int, ...]]:
    return sorted(tuple(row) for batch in batches for row in np.pad(batch.source, ((0, 0), (0, 24)))[:, :24].tolist())


def test_a_chunk_holds_every_pair_once_in_batches_of_one_size() -> None:
    made = WHOLE(7)
    assert [len(batch.source) for batch in made] == [4, 4, 4]
    expected = encode_pairs(toy.generate(5, 7, 12), toy.INPUT, toy.OUTPUT, Shapes(12, (24,), 4))
    assert pairs_of(made) == pairs_of([expected])


def test_batches_group_sources_of_like_length() -> None:
    chunks = dataclasses.replace(WHOLE, batches=16)
    lengths = sorted(sorted((batch.source > 0).sum(1)) for batch in chunks(0))
    flat = [length for rows in lengths for length in rows]
    assert flat == sorted(flat)
    assert len({batch.source.shape for batch in chunks(0)}) > 1


def test_the_order_of_batches_is_not_that_of_their_lengths() -> None:
    chunks = dataclasses.replace(WHOLE, batches=16)
    orders = [[int((batch.source > 0).sum()) for batch in chunks(number)] for number in range(3)]
    assert all(order not in (sorted(order), sorted(order, reverse=True)) for order in orders)


def test_symbols_are_forgotten_in_the_share_of_pairs_that_the_recipe_says() -> None:
    some = dataclasses.replace(CHUNKS, batches=200, forgetting=ForgettingRecipe(share=0.5, letter=0.9))
    none = dataclasses.replace(WHOLE, batches=200)
    touched = [(batch.source == toy.INPUT.unknown).any(axis=1) for batch in some(0)]
    assert 0.4 < np.concatenate(touched).mean() < 0.6
    assert not any((batch.source == toy.INPUT.unknown).any() for batch in none(0))


@pytest.mark.parametrize("step", [0, 1, 3, 8])
def test_the_stream_goes_on_from_any_step(step: int) -> None:
    whole = list(islice(batches_from(CHUNKS), 12))
    assert all(map(same, islice(batches_from(CHUNKS, step), 12 - step), whole[step:]))


def test_another_seed_gives_another_stream() -> None:
    assert not same(next(batches_from(CHUNKS)), next(batches_from(dataclasses.replace(CHUNKS, seed=6))))


def test_the_stream_is_the_same_in_another_process() -> None:
    code = (
        "import pickle, sys; from datelens.keras.batches import batches_from; from test_batches import CHUNKS;"
        "sys.stdout.buffer.write(pickle.dumps(next(batches_from(CHUNKS, 4))))"
    )
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": "7"}
    result = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
    assert same(pickle.loads(result.stdout), next(batches_from(CHUNKS, 4)))


@pytest.mark.parametrize("workers", [0, 1, 2])
def test_background_processes_give_the_same_batches(workers: int) -> None:
    batches = background_batches(CHUNKS, step=4, workers=workers)
    assert all(map(same, islice(batches, 9), batches_from(CHUNKS, 4)))
    batches.close()


def test_what_a_background_process_raises_is_raised_here() -> None:
    batches = background_batches(dataclasses.replace(CHUNKS, generate=toy.generate_too_few), workers=1)
    with pytest.raises(DataError, match=r"`generate` must give the 12 pairs .* it gave 11"):
        next(batches)


def test_a_background_process_that_died_is_told() -> None:
    batches = background_batches(dataclasses.replace(CHUNKS, generate=toy.generate_and_die), workers=1)
    with pytest.raises(DataError, match="a process that makes batches died"):
        list(islice(batches, 4))


def test_a_background_process_loads_no_keras() -> None:
    code = (
        "import multiprocessing, sys; multiprocessing.current_process().name = 'datelens-batches';"
        "import datelens.keras.background; print('keras' in sys.modules)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    result = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert result.stdout == "False\n"


REFUSALS = {
    "long source": (Pair(("a",) * 25, (), ()), "a source may have up to 24 symbols; one has 25"),
    "long target": (Pair((), ("1",) * 4, (None,) * 4), "a target may have up to 3 symbols; '1111' has 4"),
    "foreign target": (
        Pair((), ("x",), (None,)),
        "the target 'x' holds 'x', which is outside the output alphabet '0123456789'. Leave the pair out",
    ),
    "gold of another length": (Pair((), ("1",), ()), "`gold` must have an entry a target symbol; '1' has 0"),
}


@pytest.mark.parametrize(("pair", "message"), REFUSALS.values(), ids=REFUSALS)
def test_pairs_that_do_not_fit_are_refused(pair: Pair, message: str) -> None:
    with pytest.raises(DataError, match=message):
        encode_pairs([pair], toy.INPUT, toy.OUTPUT, SHAPES)
