"""Months whose names mean other months elsewhere."""

from __future__ import annotations

import random
from collections import Counter

from datelens.corpus import locales, shared_names
from datelens.corpus.ambiguity import folded_name, month_index
from datelens.corpus.shared_names import SharedName, draw_shared_name, layout_of


def test_every_shared_name_stands_for_several_months() -> None:
    for meaning in shared_names.shared_names():
        written = {_name(one) for one in meaning}
        assert len({folded_name(name) for name in written}) == 1
        assert len({(locales.load(one.locale).language, one.month) for one in meaning}) == 1
        assert len(month_index()[folded_name(written.pop())]) > 1


def test_the_smallest_language_that_shares_a_name_is_heard_and_a_common_one_more_often() -> None:
    rng = random.Random(3)
    drawn = [draw_shared_name(rng) for _ in range(40_000)]
    march = Counter(locales.load(one.locale).language for one in drawn if folded_name(_name(one)) == "mar")
    assert march["en"] > 2 * march["teo"] > 40
    assert min(march.values()) > 20


def test_polish_and_croatian_share_names_and_mean_other_months() -> None:
    rng = random.Random(1)
    drawn = {draw_shared_name(rng) for _ in range(20_000)}
    meant = {(locales.load(one.locale).language, _name(one), one.month) for one in drawn}
    assert {("pl", "listopada", 11), ("hr", "listopada", 10), ("pl", "lip", 7), ("hr", "lip", 6)} <= meant
    assert not any(_name(one) == "M01" for one in drawn)


def test_layout_writes_the_name_that_was_drawn() -> None:
    rng = random.Random(2)
    for _ in range(500):
        shared = draw_shared_name(rng)
        _, tokens = layout_of(shared, rng)
        assert sum(token == shared.field() for token in tokens) == 1
        assert not any(width > 2 and text[0] in "ML" for text, width in tokens if (text, width) != shared.field())


def _name(shared: SharedName) -> str:
    return locales.load(shared.locale).names.months[shared.context, shared.width][shared.month - 1]
