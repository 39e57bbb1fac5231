"""Pairs of one's own: which are held out, in which order they are drawn, and what they need."""

from __future__ import annotations

import pickle
from collections import Counter
from dataclasses import replace

import pytest

from datelens.alphabet import SPECIAL
from datelens.errors import DataError, RecipeError
from datelens.keras.own_pairs import (
    DEFAULTS,
    Drawn,
    PairOptions,
    Split,
    describe,
    is_held_out,
    options_of,
    own_task,
    split,
)
from datelens.keras.recipe import recipe_from_table
from datelens.pair_files import WrittenPair

PAIRS = [WrittenPair(f"no {number}", str(number), (None,) * len(str(number))) for number in range(300)]
HALF = PairOptions(held_out=0.5)


def symbols(pairs: list[WrittenPair]) -> list[tuple[str, ...]]:
    return [pair.folded().source for pair in pairs]


def test_a_hash_of_the_source_alone_says_what_is_held_out() -> None:
    parted = split(PAIRS, PairOptions(held_out=0.2))
    assert 0.1 < len(parted.held_out) / len(PAIRS) < 0.3
    turned = split([*PAIRS[::-1], WrittenPair("more", "1", (None,))], PairOptions(held_out=0.2))
    assert set(parted.held_out) <= set(turned.held_out)
    assert {pair.source for pair in turned.held_out} - {pair.source for pair in parted.held_out} <= {"more"}


def test_no_source_is_trained_and_validated_on_however_it_is_written() -> None:
    shouted = [WrittenPair(pair.source.upper() + " ", "other", (None,) * 5) for pair in PAIRS]
    parted = split([*PAIRS, *shouted], HALF)
    training, held_out = ({pair.folded().source for pair in side} for side in (parted.training, parted.held_out))
    assert training
    assert held_out
    assert not training & held_out
    assert len(parted.training) + len(parted.held_out) == 2 * len(PAIRS)


def test_the_shares_are_nested() -> None:
    few, many = ({p for p in PAIRS if is_held_out(p.folded(), share)} for share in (0.1, 0.4))
    assert few < many


def test_all_pairs_are_drawn_before_one_comes_again_and_each_round_in_another_order() -> None:
    pairs = [pair.folded() for pair in PAIRS[:10]]
    drawn = [pair for step in range(6) for pair in Drawn(pairs)(1, step, 5)]
    rounds = [drawn[:10], drawn[10:20], drawn[20:]]
    assert all(Counter(map(str, some)) == Counter(map(str, pairs)) for some in rounds)
    assert len({str(some) for some in rounds}) == 3


def test_what_is_drawn_follows_from_seed_and_step() -> None:
    draw = Drawn([pair.folded() for pair in PAIRS])
    assert draw(1, 7, 16) == pickle.loads(pickle.dumps(draw))(1, 7, 16)
    assert draw(1, 7, 16) != draw(2, 7, 16)
    assert draw(1, 0, 32) == draw(1, 0, 16) + draw(1, 1, 16)


def test_the_task_knows_the_symbols_of_its_pairs() -> None:
    parted = split([*PAIRS, *(WrittenPair(f"{sign}!", "∅", (None,)) for sign in "abcdefgh")], HALF)
    task = own_task(parted, DEFAULTS)
    assert set(task.output_alphabet.symbols[len(SPECIAL) :]) == {*"0123456789", "∅"}
    assert task.output_length == len("299") + 1
    known = set(task.input_alphabet.symbols)
    assert {symbol for source in symbols(list(parted.training)) for symbol in source} == known - set(SPECIAL)
    unheard = {symbol for source in symbols(list(parted.held_out)) for symbol in source} - known
    assert unheard  # a letter that is held out alone is unknown, as it would be in use
    held_out = [pair.folded() for pair in parted.held_out]
    assert sorted(task.validation_pairs(DEFAULTS), key=str) == sorted(held_out, key=str)
    few = replace(DEFAULTS, validation=replace(DEFAULTS.validation, examples=len(held_out) // 2))
    assert task.validation_pairs(few) != held_out[: len(held_out) // 2]  # whatever the order of the file
    turned = Split(parted.training, parted.held_out[::-1])
    assert own_task(turned, DEFAULTS).validation_pairs(few) == task.validation_pairs(few)
    assert all(pair not in task.validation_pairs(DEFAULTS) for pair in task.generate(1, 0, 500))


def test_sources_with_several_targets_are_counted() -> None:
    pairs = [*PAIRS, WrittenPair("NO 7", "8", (None,)), WrittenPair("no 7", "9", (None,))]
    parted = split(pairs, HALF)
    assert " 1 folded source has several targets" in describe(parted, own_task(parted, DEFAULTS))
    plain = split(PAIRS, HALF)
    assert "several" not in describe(plain, own_task(plain, DEFAULTS))


OPTIONS = {
    "typo": ({"hold_out": 0.1}, "unknown key `corpus.hold_out`; .*Did you mean `corpus.held_out`"),
    "all": ({"held_out": 1}, "`corpus.held_out` must be above 0 and below 1; got 1.0"),
    "none": ({"held_out": 0}, "`corpus.held_out` must be above 0 and below 1; got 0.0"),
    "text": ({"held_out": "a tenth"}, "`corpus.held_out` must be a number; got 'a tenth'"),
}


@pytest.mark.parametrize(("table", "message"), OPTIONS.values(), ids=OPTIONS)
def test_options_that_cannot_be_are_named(table: dict[str, object], message: str) -> None:
    with pytest.raises(RecipeError, match=message):
        options_of(table)


def test_too_few_pairs_are_told() -> None:
    with pytest.raises(DataError, match=r"of 1 source, a share of 0\.001 held out, none is left to validate on"):
        split([PAIRS[0]] * 3, PairOptions(held_out=0.001))


def test_a_source_that_is_too_long_is_named_before_training() -> None:
    recipe = recipe_from_table({"batches": {"lengths": [4]}})
    with pytest.raises(DataError, match=r"a source may have up to 4 symbols; 'no 10' has 5\. .*`batches\.lengths`"):
        own_task(split(PAIRS[:11], HALF), recipe)
