"""Faithfulness: maps drawn by hand, good ones and broken ones."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from datelens.explain.faithfulness import alignment_error, gold_hits, gold_mass, gold_of, inside
from datelens.records import AttentionMap

TEXT, ISO = "5 Mai 16", "2016-05"
SPANS = {"year": (6, 8), "month": (2, 5)}
INPUT = ("<lang:de>", "5", " ", "M", "a", "i", " ", "1", "6")


def a_map(rows: dict[str, float] | None = None, **more: dict[int, float]) -> AttentionMap:
    """A map of the text; each output character puts the weights given on input symbols."""
    places = more["year"], more["month"]
    weights = []
    for place, character in enumerate(ISO):
        chosen = {0: 1.0} if character == "-" else places[place > 4]
        weights.append(tuple(chosen.get(symbol, 0.0) for symbol in range(len(INPUT))))
    spans = (None, *((i, i + 1) for i in range(len(TEXT))))
    return AttentionMap(TEXT, ISO, "attention", INPUT, tuple(ISO), tuple(weights), spans, 0.9)


GOOD = a_map(year={7: 0.25, 8: 0.75}, month={3: 1.0})
HALF = a_map(year={7: 0.5, 1: 0.3, 0: 0.2}, month={3: 0.4, 1: 0.6})
GOLD = gold_of(ISO, SPANS)


def test_hyphens_and_fields_that_are_not_written_have_no_gold() -> None:
    assert GOLD == [(6, 8)] * 4 + [None] + [(2, 5)] * 2
    assert gold_of("2016-05-01", SPANS)[-2:] == [None, None]


def test_a_symbol_is_inside_where_it_overlaps() -> None:
    wide = replace(GOOD, spans=(None, (0, 3), *GOOD.spans[2:]))
    assert inside(wide, (2, 5)) == [False, True, False, True, True, True, False, False, False]


def test_the_largest_weight_hits_or_misses() -> None:
    assert gold_hits(GOOD, GOLD) == [True] * 4 + [None] + [True] * 2
    assert gold_hits(HALF, GOLD) == [True] * 4 + [None] + [False] * 2


def test_a_row_without_weight_hits_nothing() -> None:
    occluded = a_map(year={6: -1.0, 7: -0.5}, month={})
    assert gold_hits(occluded, gold_of(ISO, {"year": (0, 8), "month": (0, 8)})) == [False] * 4 + [None] + [False] * 2
    empty = AttentionMap("", ISO, "attention", (), tuple(ISO), ((),) * 7, (), 0.9)
    assert gold_hits(empty, [(0, 0)] * 4 + [None] * 3) == [False] * 4 + [None] * 3


def test_the_mass_inside_is_a_share() -> None:
    assert gold_mass(GOOD, GOLD) == [1.0] * 4 + [None] + [1.0] * 2
    assert gold_mass(HALF, GOLD) == pytest.approx([0.5] * 4 + [None] + [0.4] * 2)
    assert alignment_error(HALF, GOLD) == pytest.approx(1 - (4 * 0.5 + 2 * 0.4) / 6)


def test_weights_below_zero_count_for_nothing() -> None:
    occluded = a_map(year={7: 3.0, 1: -9.0, 2: 1.0}, month={})
    assert gold_mass(occluded, GOLD) == [0.75] * 4 + [None] + [0.0] * 2


def test_a_broken_map_scores_badly() -> None:
    uniform = a_map(year=dict.fromkeys(range(9), 1 / 9), month=dict.fromkeys(range(9), 1 / 9))
    shuffled = a_map(year={3: 1.0}, month={8: 1.0})
    assert gold_mass(uniform, GOLD) == pytest.approx([2 / 9] * 4 + [None] + [3 / 9] * 2)
    assert gold_hits(shuffled, GOLD) == [False] * 4 + [None] + [False] * 2
    assert alignment_error(shuffled, GOLD) == 1.0
    assert alignment_error(GOOD, GOLD) == 0.0


def test_without_gold_there_is_no_error_to_tell() -> None:
    assert math.isnan(alignment_error(GOOD, [None] * 7))


def test_gold_has_to_fit_the_reading() -> None:
    with pytest.raises(ValueError, match="`gold` must have a span or None for each of 7 characters; got 10"):
        gold_hits(GOOD, gold_of("2016-05-01", SPANS))
