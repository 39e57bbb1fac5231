"""Forgetting: which symbols become unknown, how often, and where the gold goes."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict

import numpy as np
import pytest

from datelens.keras.forgetting import UNKNOWN, forget, kind_of
from datelens.keras.recipe import ForgettingRecipe
from datelens.pairs import Pair

NEVER = ForgettingRecipe(share=1.0, **dict.fromkeys(asdict(ForgettingRecipe()).keys() - {"share"}, 0.0))
PAIR = Pair(
    ("<lang:de>", *"5. mai 2016"),
    tuple("2016-05-05"),
    ((8, 9), (9, 10), (10, 11), (11, 12), None, (4, 7), (4, 7), None, (1, 2), (1, 2)),
)


def only(**rates: float) -> ForgettingRecipe:
    return ForgettingRecipe(**{**asdict(NEVER), **rates})


def forgotten(rates: ForgettingRecipe, pair: Pair = PAIR, seed: int = 0) -> str:
    source = forget(pair, np.random.default_rng(seed), rates).source
    return "".join("?" if symbol == UNKNOWN else symbol for symbol in source)


@pytest.mark.parametrize(
    ("rates", "left"),
    [
        ({}, "<lang:de>5. mai 2016"),
        ({"number": 1.0}, "<lang:de>?. mai 2016"),
        ({"digit": 1.0}, "<lang:de>5. mai ????"),
        ({"letter": 1.0}, "<lang:de>5. ??? 2016"),
        ({"mark": 1.0}, "<lang:de>5??mai?2016"),
        ({"hint": 1.0}, "?5. mai 2016"),
    ],
)
def test_each_rate_is_of_one_kind(rates: dict[str, float], left: str) -> None:
    assert forgotten(only(**rates)) == left


def test_a_word_loses_all_of_its_letters_or_half_of_them() -> None:
    counts = Counter(forgotten(only(word=1.0), seed=seed).count("?") for seed in range(400))
    assert 180 < counts[3] < 280  # all of half of the words, and an eighth of the others by chance
    assert counts[1] > 40
    assert counts[2] > 40


def test_a_pair_that_is_not_drawn_stays_as_it_is() -> None:
    assert forget(PAIR, np.random.default_rng(0), only(share=0.0, letter=1.0)) is PAIR


def test_gold_moves_with_a_number_that_becomes_one_symbol() -> None:
    pair = Pair(tuple("15 mai"), tuple("15"), ((0, 1), (1, 2)))
    made = forget(pair, np.random.default_rng(0), only(number=1.0))
    assert made.source == (UNKNOWN, *" mai")
    assert made.gold == ((0, 1), (0, 1))
    later = Pair(tuple("15 mai"), ("5",), ((3, 6),))
    assert forget(later, np.random.default_rng(0), only(number=1.0)).gold == ((2, 5),)


def test_targets_stay() -> None:
    assert forget(PAIR, np.random.default_rng(0), only(letter=1.0)).target == PAIR.target


def test_signs_of_a_script_are_letters() -> None:
    assert [kind_of(symbol) for symbol in "म\u093eर्च"] == ["letter"] * 5
