"""The recipes that are compared: the default one, and others that differ from it in one thing.

Those that differ in no number of the recipe have translators of their own, which `remedies` builds.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datelens.keras.recipe import Recipe

Change = Callable[["Recipe"], "Recipe"]


@dataclass(frozen=True, slots=True)
class Variant:
    """One recipe.

    Attributes:
        slug: the name of its folder.
        name: in a table.
        change: what it makes of the default recipe.
        seed: of weights and data.
    """

    slug: str
    name: str
    change: Change
    seed: int = 1

    def recipe(self, base: Recipe) -> Recipe:
        """The recipe, from the one that all are compared with."""
        return dataclasses.replace(self.change(base), seed=self.seed)


def _guide(weight: float) -> Change:
    return lambda base: dataclasses.replace(base, loss=dataclasses.replace(base.loss, guide=weight))


def _model(**sizes: object) -> Change:
    return lambda base: dataclasses.replace(base, model=dataclasses.replace(base.model, **sizes))


def _whole(base: Recipe) -> Recipe:
    return dataclasses.replace(base, forgetting=dataclasses.replace(base.forgetting, share=0.0))


def _same(base: Recipe) -> Recipe:
    return base


def _summary(base: Recipe) -> Recipe:
    return _model(attention="none")(_guide(0.0)(base))


DEFAULT = "guide-0.1"
UNGUIDED, SUMMARY = "no-guide", "summary-state"
"""Attention and a summary state, alike in all else."""

VARIANTS = (
    Variant(UNGUIDED, "no guide", _guide(0.0)),
    Variant("guide-0.03", "guide 0.03", _guide(0.03)),
    Variant(DEFAULT, "guide 0.1 (the default)", _guide(0.1)),
    Variant("guide-0.3", "guide 0.3", _guide(0.3)),
    Variant("readout-previous", "readout of the state before, as the tutorial's", _model(readout="previous")),
    Variant("multiplicative", "multiplicative attention", _model(attention="multiplicative")),
    Variant("no-forgetting", "nothing made unknown", _whole),
    Variant("conicity-0.1", "conicity penalty 0.1", _same),
    Variant("conicity-0.5", "conicity penalty 0.5", _same),
    Variant("own-embedding", "annotations with their symbol's embedding", _same),
    Variant("orthogonal", "orthogonal LSTM", _same),
    Variant(SUMMARY, "summary state, no attention", _summary),
)


def seeds(count: int) -> Sequence[Variant]:
    """The default recipe with other seeds, so that there are `count` with the first one."""
    return [Variant(f"{DEFAULT}-seed-{seed}", f"seed {seed}", _guide(0.1), seed) for seed in range(2, count + 1)]
