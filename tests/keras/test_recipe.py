"""Recipes: what a file says, what it leaves out, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from datelens.errors import RecipeError
from datelens.keras.recipe import Recipe, load_recipe, recipe_from_table

RECIPES = Path(__file__).parents[2] / "recipes"


def test_a_file_says_what_differs_from_the_defaults(tmp_path: Path) -> None:
    path = tmp_path / "r.toml"
    path.write_text('examples = 10\n[model]\nunits = 7\n[batches]\nlengths = [3, 5]\nsize = 4\n[corpus]\nsplit = "x"\n')
    recipe = load_recipe(path)
    assert (recipe.examples, recipe.model.units, recipe.batches.lengths, recipe.corpus) == (
        10,
        7,
        (3, 5),
        {"split": "x"},
    )
    assert recipe.model.embedding == Recipe().model.embedding
    assert recipe.steps == 3


def test_an_empty_file_is_the_default_recipe(tmp_path: Path) -> None:
    (tmp_path / "r.toml").write_text("")
    assert load_recipe(tmp_path / "r.toml") == Recipe()


def test_a_recipe_survives_json() -> None:
    recipe = recipe_from_table({"seed": 9, "corpus": {"split": "train"}, "optimizer": {"peak": 1}})
    assert recipe_from_table(json.loads(json.dumps(recipe.to_dict()))) == recipe
    assert recipe.optimizer.peak == 1.0


@pytest.mark.parametrize("path", sorted(RECIPES.glob("*.toml")), ids=lambda path: path.stem)
def test_the_recipes_of_the_repository_can_be_read(path: Path) -> None:
    assert load_recipe(path).task == "dates"


REFUSALS: dict[str, tuple[dict[str, Any], str]] = {
    "unknown key": ({"exmples": 1}, "unknown key `exmples`; known are task, .*Did you mean `examples`"),
    "unknown key in a table": ({"model": {"unit": 1}}, "unknown key `model.unit`; .*Did you mean `model.units`"),
    "text for a number": ({"examples": "1"}, "`examples` must be a whole number; got '1'"),
    "fraction for a count": ({"model": {"units": 1.5}}, "`model.units` must be a whole number; got 1.5"),
    "true for a number": ({"seed": True}, "`seed` must be a whole number; got True"),
    "number for a table": ({"model": 3}, "`model` must be a table; got 3"),
    "number for the corpus": ({"corpus": 3}, "`corpus` must be a table; got 3"),
    "number for a list": ({"batches": {"lengths": 3}}, "`batches.lengths` must be a list of whole numbers; got 3"),
    "falling lengths": (
        {"batches": {"lengths": [5, 3]}},
        r"`batches.lengths` must be positive and rising; got \[5, 3\]",
    ),
    "no examples": ({"examples": 0}, "`examples` must be above 0; got 0"),
    "all dropped": ({"model": {"dropout": 1.0}}, "`model.dropout` must be from 0 to below 1; got 1.0"),
    "negative guide": ({"loss": {"guide": -1}}, "`loss.guide` must not be below 0; got -1.0"),
    "attention": ({"model": {"attention": "dot"}}, "`model.attention` must be one of additive, .*; got 'dot'"),
    "guide of nothing": ({"loss": {"guide": float("nan")}}, "`loss.guide` must be a number; got nan"),
    "endless rate": ({"optimizer": {"peak": float("inf")}}, "`optimizer.peak` must be a number; got inf"),
    "seed of validation": ({"seed": 3, "validation": {"seed": 3}}, "`validation.seed` must not be `seed`.*both are 3"),
}


@pytest.mark.parametrize(("table", "message"), REFUSALS.values(), ids=REFUSALS)
def test_what_cannot_be_is_refused(table: dict[str, Any], message: str) -> None:
    with pytest.raises(RecipeError, match=message):
        recipe_from_table(table)


FILES = {
    "not there": (None, "cannot be read: No such file"),
    "no TOML": (b"a = = 1", "cannot be read: Invalid value"),
    "no UTF-8": (b"\xff", "cannot be read: 'utf-8'"),
    "too long a number": (b"seed = " + b"1" * 5000, "cannot be read: Exceeds the limit"),
    "too deep": (b"a = " + b"[" * 5000, "cannot be read: "),
    "unknown key": (b"sed = 1", "r.toml': unknown key `sed`.*Did you mean `seed`"),
}


@pytest.mark.parametrize(("content", "message"), FILES.values(), ids=FILES)
def test_a_file_that_cannot_be_used_is_named(content: bytes | None, message: str, tmp_path: Path) -> None:
    path = tmp_path / "r.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(RecipeError, match=message):
        load_recipe(path)
