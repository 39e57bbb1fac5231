"""A recipe: everything that a training run is made of, with a reason beside each default."""

from __future__ import annotations

import dataclasses
import difflib
import math
import tomllib
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from datelens.errors import RecipeError, shown

_WORDS: dict[Any, str] = {int: "a whole number", float: "a number", str: "a text", bool: "true or false"}


@dataclass(frozen=True, slots=True)
class ModelRecipe:
    """Sizes of the network."""

    embedding: int = 64  # wide enough for a thousand symbols; wider bought nothing
    encoder_units: int = 128  # a direction; 64 lost four points on foreign formats
    units: int = 128  # of the decoder's state
    attention: str = "additive"
    readout: str = "current"  # reads the state that has seen this step's context; "previous" is the tutorial's
    attention_units: int = 64  # half of `units`: saves a tenth of the step, changes no answer
    dropout: float = 0.1  # on the embedded symbols


@dataclass(frozen=True, slots=True)
class BatchRecipe:
    """How pairs become batches."""

    size: int = 256  # large enough to keep two cores busy, small enough for the one-cycle rate
    chunk: int = 64  # batches sorted by length together: the more, the less is padded; a worker holds one chunk
    lengths: tuple[int, ...] = (12, 16, 20, 24, 28, 32, 40, 48, 64, 96, 128, 216)  # each is compiled once, some seconds
    workers: int = 1  # one makes pairs several times as fast as two cores can train on them


@dataclass(frozen=True, slots=True)
class ForgettingRecipe:
    """How often which input symbols are made unknown; shares of those there are in a pair that is touched at all."""

    share: float = 0.3  # of the pairs; the others stay whole, so that whole texts are what is learned first
    digit: float = 0.01  # of a longer number, alone: where it is gone, so is the answer
    number: float = 0.05  # of one or two digits, by one unknown symbol: how many are gone is open
    letter: float = 0.03  # alone
    word: float = 0.03  # half of its letters, or all of them
    mark: float = 0.07  # spaces, punctuation: well above `digit`, so that an unknown beside a digit is taken for a mark
    hint: float = 0.07  # what was not told


@dataclass(frozen=True, slots=True)
class OptimizerRecipe:
    """AdamW under a one-cycle learning rate."""

    peak: float = 3e-3  # learning rate at the top of the cycle
    warm_up: float = 0.08  # share of the steps in which the rate rises
    hold: float = 0.0  # share of the steps at the top; long in runs that may be stretched
    floor: float = 1e-3  # the last rate, as a share of the peak
    weight_decay: float = 0.01
    clip_norm: float = 1.0  # of the whole gradient: recurrent networks explode now and then
    average: float = 0.999  # decay of the moving average of the weights that is validated and exported


@dataclass(frozen=True, slots=True)
class LossRecipe:
    """What is made small."""

    guide: float = 0.1  # weight of the guided alignment: enough that maps are right, too little to cost exactness
    label_smoothing: float = 0.0  # would spoil the confidence, which is promised to be calibrated


@dataclass(frozen=True, slots=True)
class ValidationRecipe:
    """Exact match of whole outputs, free running, by the averaged weights."""

    examples: int = 1000  # the standard error is a third of a point at 99 %
    every: int = 200  # steps
    seed: int = 1_000_003  # of a stream that training never sees
    patience: int = 0  # validations without a better one that end a run; 0: none does, a one-cycle rate is best last


@dataclass(frozen=True, slots=True)
class CheckpointRecipe:
    """How much work a crash may cost."""

    minutes: float = 5.0


@dataclass(frozen=True, slots=True)
class Recipe:
    """A training run."""

    task: str = "dates"
    seed: int = 1
    examples: int = 260_000  # three minutes on two cores, about 90 % exact
    corpus: Mapping[str, Any] = field(default_factory=dict)  # handed to the task as it is
    model: ModelRecipe = ModelRecipe()
    batches: BatchRecipe = BatchRecipe()
    forgetting: ForgettingRecipe = ForgettingRecipe()
    optimizer: OptimizerRecipe = OptimizerRecipe()
    loss: LossRecipe = LossRecipe()
    validation: ValidationRecipe = ValidationRecipe()
    checkpoint: CheckpointRecipe = CheckpointRecipe()

    @property
    def steps(self) -> int:
        """How many batches the examples fill."""
        return -(-self.examples // self.batches.size)

    def to_dict(self) -> dict[str, Any]:
        """Nested plain tables that `recipe_from_table` reads back."""
        table = dataclasses.asdict(self)
        table["corpus"] = dict(self.corpus)
        table["batches"]["lengths"] = list(self.batches.lengths)
        return table


def load_recipe(path: Path | str) -> Recipe:
    """The recipe in a TOML file; what the file leaves out has its default.

    Raises:
        RecipeError: not there, no TOML, an unknown key or a wrong value; names the file.
    """
    try:
        table = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:  # no UTF-8, no TOML, a number of thousands of digits
        reason = error.strerror if isinstance(error, OSError) else error
        raise RecipeError(f"the recipe {shown(str(path), 300)} cannot be read: {reason}.") from error
    try:
        return recipe_from_table(table)
    except RecipeError as error:
        raise RecipeError(f"the recipe {shown(str(path), 300)}: {error}") from None


def recipe_from_table(table: Mapping[str, Any]) -> Recipe:
    """The recipe of nested tables.

    Raises:
        RecipeError: an unknown key (near ones are named), a value of another type, or one that cannot be.
    """
    recipe: Recipe = read_options(Recipe, table)
    _check(recipe)
    return recipe


def changes(then: Recipe, now: Recipe) -> list[str]:
    """What differs between two recipes: `optimizer.peak` was 0.003 and is 0.002, …"""
    before, after = _flat(then.to_dict()), _flat(now.to_dict())
    return [
        f"`{name}` was {shown(before.get(name))} and is {shown(after.get(name))}"
        for name in {**before, **after}
        if before.get(name) != after.get(name)
    ]


def _flat(table: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in table.items():
        flat |= _flat(value, f"{prefix}{key}.") if isinstance(value, Mapping) else {prefix + key: value}
    return flat


def read_options(kind: Any, table: Mapping[str, Any], prefix: str = "") -> Any:
    """An instance of a dataclass from a table of its fields.

    Raises:
        RecipeError: an unknown key (near ones are named), or a value of another type.
    """
    hints = typing.get_type_hints(kind)
    given = {}
    for key, value in table.items():
        if key not in hints:
            near = difflib.get_close_matches(key, hints, n=3, cutoff=0.5)
            meant = f" Did you mean {' or '.join(f'`{prefix}{name}`' for name in near)}?" if near else ""
            raise RecipeError(f"unknown key `{prefix}{key}`; known are {', '.join(hints)}.{meant}")
        given[key] = _value(hints[key], value, prefix + key)
    return kind(**given)


def _value(kind: Any, value: Any, name: str) -> Any:
    """The value if it is of the kind; whole numbers pass for floats."""
    if kind == tuple[int, ...]:
        if not isinstance(value, list | tuple) or not all(type(item) is int for item in value):
            raise RecipeError(f"`{name}` must be a list of whole numbers; got {shown(value)}.")
        return tuple(value)
    if kind not in _WORDS:
        if not isinstance(value, Mapping):
            raise RecipeError(f"`{name}` must be a table; got {shown(value)}.")
        return read_options(kind, value, f"{name}.") if dataclasses.is_dataclass(kind) else dict(value)
    if kind is float and type(value) is int:
        return float(value)
    if type(value) is not kind or (kind is float and not math.isfinite(value)):
        raise RecipeError(f"`{name}` must be {_WORDS[kind]}; got {shown(value)}.")
    return value


def _check(recipe: Recipe) -> None:
    """Raise where a value is of the right type and still cannot be."""
    model, batches, optimizer, loss = recipe.model, recipe.batches, recipe.optimizer, recipe.loss
    for name, value in (
        ("examples", recipe.examples),
        ("model.embedding", model.embedding),
        ("model.encoder_units", model.encoder_units),
        ("model.units", model.units),
        ("model.attention_units", model.attention_units),
        ("batches.size", batches.size),
        ("batches.chunk", batches.chunk),
        ("validation.examples", recipe.validation.examples),
        ("validation.every", recipe.validation.every),
        ("optimizer.peak", optimizer.peak),
        ("optimizer.clip_norm", optimizer.clip_norm),
        ("checkpoint.minutes", recipe.checkpoint.minutes),
    ):
        if not value > 0:
            raise RecipeError(f"`{name}` must be above 0; got {shown(value)}.")
    for name, share in (
        ("model.dropout", model.dropout),
        *((f"forgetting.{name}", rate) for name, rate in dataclasses.asdict(recipe.forgetting).items()),
        ("optimizer.warm_up", optimizer.warm_up),
        ("optimizer.hold", optimizer.hold),
        ("optimizer.warm_up` and `optimizer.hold", optimizer.warm_up + optimizer.hold),
        ("optimizer.floor", optimizer.floor),
        ("optimizer.average", optimizer.average),
        ("loss.label_smoothing", loss.label_smoothing),
    ):
        if not 0 <= share < 1:
            raise RecipeError(f"`{name}` must be from 0 to below 1; got {shown(share)}.")
    for name, number in (
        ("seed", recipe.seed),
        ("validation.seed", recipe.validation.seed),
        ("validation.patience", recipe.validation.patience),
        ("batches.workers", batches.workers),
        ("loss.guide", loss.guide),
        ("optimizer.weight_decay", optimizer.weight_decay),
    ):
        if number < 0:
            raise RecipeError(f"`{name}` must not be below 0; got {shown(number)}.")
    for name, word, allowed in (
        ("model.attention", model.attention, ("additive", "multiplicative", "none")),
        ("model.readout", model.readout, ("current", "previous")),
    ):
        if word not in allowed:
            raise RecipeError(f"`{name}` must be one of {', '.join(allowed)}; got {shown(word)}.")
    if not batches.lengths or list(batches.lengths) != sorted(set(batches.lengths)) or batches.lengths[0] < 1:
        raise RecipeError(f"`batches.lengths` must be positive and rising; got {shown(list(batches.lengths))}.")
    if recipe.validation.seed == recipe.seed:
        raise RecipeError(f"`validation.seed` must not be `seed`, whose pairs are trained on; both are {recipe.seed}.")
