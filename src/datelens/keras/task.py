"""A task: what is to be learned, as far as the training loop has to know it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from datelens.alphabet import Alphabet
from datelens.keras.batches import Chunks, Generate, Shapes
from datelens.keras.recipe import Recipe
from datelens.pairs import Pair


@dataclass(frozen=True)
class Task:
    """Pairs without end, and the symbols that they are written in.

    Attributes:
        name: as recipes call it.
        generate: `generate(seed, step, n)` gives n pairs, the same ones for the same arguments.
        input_alphabet, output_alphabet: number the symbols.
        output_length: length of the longest target, the end included.
        validation: pairs that are never generated, to validate on; None where `generate` makes them, by a seed that is
            never trained with.
    """

    name: str
    generate: Generate
    input_alphabet: Alphabet
    output_alphabet: Alphabet
    output_length: int
    validation: Sequence[Pair] | None = None

    def chunks(self, recipe: Recipe) -> Chunks:
        """What makes the batches of a recipe."""
        return Chunks(
            self.generate,
            recipe.seed,
            self.input_alphabet,
            self.output_alphabet,
            self.shapes(recipe),
            batches=recipe.batches.chunk,
            forgetting=recipe.forgetting,
        )

    def shapes(self, recipe: Recipe) -> Shapes:
        """The sizes of the batches of a recipe."""
        return Shapes(recipe.batches.size, recipe.batches.lengths, self.output_length)

    def validation_pairs(self, recipe: Recipe) -> list[Pair]:
        """The fixed pairs that a recipe validates on."""
        if self.validation is not None:
            return list(self.validation[: recipe.validation.examples])
        return list(self.generate(recipe.validation.seed, 0, recipe.validation.examples))
