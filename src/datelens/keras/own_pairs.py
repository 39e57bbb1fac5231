"""A task of one's own: pairs from a file, some of them held out to validate on.

Which these are is settled by a hash of the folded source, and by nothing else: a source with several targets stands on
one side, rows may change places, and rows that are added later move no other. So no source that is validated on is
ever trained on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from datelens.alphabet import SPECIAL, Alphabet
from datelens.errors import DataError, RecipeError, shown
from datelens.keras.recipe import ForgettingRecipe, Recipe, read_options
from datelens.keras.task import Task
from datelens.pair_files import WrittenPair
from datelens.pairs import Pair

NAME = "pairs"

DEFAULTS = Recipe(
    task=NAME,
    examples=200_000,  # some minutes on two cores
    forgetting=ForgettingRecipe(share=0.05),  # enough that an unknown symbol is doubt; a lesson costs exactness
)
"""The recipe where none is given."""

_HASHED = 8  # bytes


@dataclass(frozen=True, slots=True)
class PairOptions:
    """The table `corpus` of a recipe for pairs of one's own."""

    held_out: float = 0.1  # share of the sources that are validated on, and never trained on


@dataclass(frozen=True, slots=True)
class Split:
    """Pairs, parted.

    Attributes:
        training, held_out: as written; no folded source stands in both.
    """

    training: tuple[WrittenPair, ...]
    held_out: tuple[WrittenPair, ...]


@dataclass(frozen=True)
class Drawn:
    """Pairs without end: all in a random order, then all in another. Can be sent to another process.

    Attributes:
        pairs: to draw from.
    """

    pairs: Sequence[Pair]

    def __call__(self, seed: int, step: int, n: int) -> list[Pair]:
        """The pairs n·step, n·step + 1, … of the endless row; the same ones for the same arguments."""
        size = len(self.pairs)
        turns: dict[int, np.ndarray] = {}
        drawn = []
        for place in range(step * n, (step + 1) * n):
            turn, rest = divmod(place, size)
            if turn not in turns:
                turns[turn] = np.random.default_rng((seed, turn)).permutation(size)
            drawn.append(self.pairs[turns[turn][rest]])
        return drawn


def options_of(corpus: Mapping[str, Any]) -> PairOptions:
    """The options in the table `corpus` of a recipe.

    Raises:
        RecipeError: an unknown key (near ones are named), or a value that cannot be.
    """
    options: PairOptions = read_options(PairOptions, corpus, "corpus.")
    if not 0 < options.held_out < 1:
        raise RecipeError(f"`corpus.held_out` must be above 0 and below 1; got {shown(options.held_out)}.")
    return options


def split(pairs: Sequence[WrittenPair], options: PairOptions) -> Split:
    """The pairs to train on and those that are held out.

    Raises:
        DataError: there are none to train or none to validate on.
    """
    sides: tuple[list[WrittenPair], list[WrittenPair]] = ([], [])
    for pair in pairs:
        sides[is_held_out(pair.folded(), options.held_out)].append(pair)
    for name, side in zip(("train", "validate"), sides, strict=True):
        if not side:
            sources = len({pair.folded().source for pair in pairs})
            such = "1 source" if sources == 1 else f"{sources:,} sources"
            raise DataError(
                f"of {such}, a share of {options.held_out:.3g} held out, none is left to {name} on. "
                f"Give more sources, or another share as `held_out` in the table `corpus` of the recipe."
            )
    return Split(tuple(sides[0]), tuple(sides[1]))


def is_held_out(pair: Pair, share: float) -> bool:
    """Whether a pair is validated on, by the hash of its source alone.

    Example:
        >>> [is_held_out(Pair(tuple(word), (), ()), 0.5) for word in ("one", "two", "three", "four")]
        [True, True, False, True]
    """
    return int.from_bytes(_hash(pair), "big") < share * 256**_HASHED


def _hash(pair: Pair) -> bytes:
    return hashlib.sha256("".join(pair.source).encode("utf-8", "surrogatepass")).digest()[:_HASHED]


def own_task(parted: Split, recipe: Recipe) -> Task:
    """The task of learning some pairs.

    Args:
        parted: the pairs. Symbols of the input that are held out alone are unknown to the model, as they would be where
            it is used; the output alphabet holds all there are.
        recipe: its longest input length bounds the sources.

    Raises:
        DataError: a source is longer than the recipe's batches.
    """
    training = [pair.folded() for pair in parted.training]
    held_out = [pair.folded() for pair in parted.held_out]
    longest = max([*training, *held_out], key=lambda pair: len(pair.source))
    most = recipe.batches.lengths[-1]
    if len(longest.source) > most:
        raise DataError(
            f"a source may have up to {most} symbols; {shown(''.join(longest.source))} has {len(longest.source)}. "
            f"Shorten it, or add a length to `batches.lengths` in the recipe."
        )
    return Task(
        name=NAME,
        generate=Drawn(training),
        input_alphabet=Alphabet(symbol for pair in training for symbol in pair.source),
        output_alphabet=Alphabet(symbol for pair in (*training, *held_out) for symbol in pair.target),
        output_length=max(len(pair.target) for pair in (*training, *held_out)) + 1,
        validation=tuple(sorted(held_out, key=_hash)),  # of which a recipe takes the first: in no order of the file
    )


def describe(parted: Split, task: Task) -> str:
    """What there is to learn, in a sentence."""
    targets: dict[tuple[str, ...], set[str]] = {}
    for pair in (*parted.training, *parted.held_out):
        targets.setdefault(pair.folded().source, set()).add(pair.target)
    several = sum(len(found) > 1 for found in targets.values())
    such = "1 folded source has" if several == 1 else f"{several:,} folded sources have"
    note = f" {such} several targets, of which one at most comes out." if several else ""
    symbols = [len(alphabet) - len(SPECIAL) for alphabet in (task.input_alphabet, task.output_alphabet)]
    return (
        f"{len(parted.training):,} pairs to train on, {len(parted.held_out):,} held out; {symbols[0]} input and "
        f"{symbols[1]} output symbols.{note}"
    )
