"""Pairs to arrays: batches of nearly equal length, a pure function of (seed, step).

A *chunk* is a few thousand pairs made by one call of `generate(seed, chunk, n)`. Inside it the pairs are sorted by
source length and cut into batches, each padded to the smallest of a few fixed lengths, so that little is padded and
few shapes are compiled; then the batches are shuffled. The step number alone says which batch of which chunk comes, so
a run that was stopped goes on exactly where it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from datelens.alphabet import Alphabet
from datelens.errors import DataError, shown
from datelens.keras.forgetting import forget
from datelens.keras.recipe import ForgettingRecipe
from datelens.pairs import Pair

Generate = Callable[[int, int, int], Sequence[Pair]]
"""`generate(seed, step, n)` gives n pairs, the same ones for the same arguments."""


class Batch(NamedTuple):
    """Arrays of one training step.

    Attributes:
        source: numbers of the input symbols, 0 is padding, `(batch, input)` int32.
        targets: numbers of the output symbols, the end included, 0 is padding, `(batch, output)` int32.
        spans: gold `[start, stop)` over the input for each target, (0, 0) where there is none, `(batch, output, 2)`.
    """

    source: np.ndarray
    targets: np.ndarray
    spans: np.ndarray


@dataclass(frozen=True, slots=True)
class Shapes:
    """The sizes of batches.

    Attributes:
        batch: pairs a batch.
        lengths: the input lengths that batches are padded to, rising.
        output: length of the targets, the end included.
    """

    batch: int
    lengths: tuple[int, ...]
    output: int


def encode_pairs(pairs: Sequence[Pair], input_alphabet: Alphabet, output_alphabet: Alphabet, shapes: Shapes) -> Batch:
    """The arrays of some pairs, padded to the smallest length that holds the longest of them.

    Raises:
        DataError: a source or a target is longer than the shapes allow, a target symbol is outside its alphabet, or a
            gold alignment has another length than its target.
    """
    longest = max((len(pair.source) for pair in pairs), default=0)
    fitting = [length for length in shapes.lengths if length >= longest]
    if not fitting:
        raise DataError(f"a source may have up to {shapes.lengths[-1]} symbols; one has {longest}.")
    source = np.full((len(pairs), fitting[0]), input_alphabet.padding, np.int32)
    targets = np.full((len(pairs), shapes.output), output_alphabet.padding, np.int32)
    spans = np.zeros((len(pairs), shapes.output, 2), np.int32)
    for row, pair in enumerate(pairs):
        numbers = output_alphabet.encode(pair.target)
        _check(pair, numbers, output_alphabet, shapes)
        source[row, : len(pair.source)] = input_alphabet.encode(pair.source)
        targets[row, : len(numbers)] = numbers
        targets[row, len(numbers)] = output_alphabet.end
        for position, span in enumerate(pair.gold):
            if span is not None:
                spans[row, position] = span
    return Batch(source, targets, spans)


def _check(pair: Pair, numbers: Sequence[int], output_alphabet: Alphabet, shapes: Shapes) -> None:
    if len(numbers) >= shapes.output:
        raise DataError(f"a target may have up to {shapes.output - 1} symbols; {_written(pair)} has {len(numbers)}.")
    if output_alphabet.unknown in numbers:
        odd = next(symbol for symbol in pair.target if symbol not in output_alphabet)
        known = "".join(output_alphabet.symbols[output_alphabet.end + 1 :])
        raise DataError(
            f"the target {_written(pair)} holds {shown(odd)}, which is outside the output alphabet {shown(known)}. "
            f"Leave the pair out, or start a new run with an alphabet that holds it."
        )
    if len(pair.gold) != len(pair.target):
        raise DataError(f"`gold` must have an entry a target symbol; {_written(pair)} has {len(pair.gold)}.")


def _written(pair: Pair) -> str:
    return shown("".join(pair.target))


@dataclass(frozen=True)
class Chunks:
    """Makes the batches of a chunk; can be sent to another process if `generate` can.

    Attributes:
        generate: makes pairs.
        seed: of the stream.
        input_alphabet, output_alphabet: number the symbols.
        shapes: of the batches.
        forgetting: how often which symbols of the sources are made unknown.
        batches: how many of them a chunk holds.
    """

    generate: Generate
    seed: int
    input_alphabet: Alphabet
    output_alphabet: Alphabet
    shapes: Shapes
    forgetting: ForgettingRecipe
    batches: int = 32

    def __call__(self, chunk: int) -> list[Batch]:
        """The batches of chunk number `chunk`, in the order in which they are trained on.

        Raises:
            DataError: `generate` gave another number of pairs, or some that cannot be encoded.
        """
        wanted = self.batches * self.shapes.batch
        pairs = list(self.generate(self.seed, chunk, wanted))
        if len(pairs) != wanted:
            raise DataError(f"`generate` must give the {wanted} pairs that it was asked for; it gave {len(pairs)}.")
        random = np.random.default_rng((self.seed, chunk))
        pairs = [forget(pair, random, self.forgetting) for pair in pairs]
        pairs.sort(key=lambda pair: len(pair.source))  # stable: pairs of one length stay in their random order
        size = self.shapes.batch
        cut = [pairs[start : start + size] for start in range(0, wanted, size)]
        made = [encode_pairs(rows, self.input_alphabet, self.output_alphabet, self.shapes) for rows in cut]
        return [made[number] for number in random.permutation(len(made))]


def batches_from(chunks: Chunks, step: int = 0) -> Iterator[Batch]:
    """All batches from the given step on, without end, made in this process."""
    chunk, skipped = divmod(step, chunks.batches)
    while True:
        yield from chunks(chunk)[skipped:]
        chunk, skipped = chunk + 1, 0
