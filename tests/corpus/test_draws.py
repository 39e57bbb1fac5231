"""Locales are drawn so that none starves and each order is heard."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from datelens.corpus import draws, locales
from datelens.corpus.characters import input_alphabet


def test_every_language_is_drawn() -> None:
    rng = random.Random(1)
    drawn = Counter(draws.draw_locale(rng).language for _ in range(20_000))
    missing = set(locales.by_language()) - set(drawn)
    assert missing == set()
    assert drawn["en"] > 20 * drawn["agq"]


@pytest.mark.parametrize("order", ["DMY", "MDY", "YMD"])
def test_locale_of_an_order_has_that_order(order: str) -> None:
    rng = random.Random(2)
    assert all(draws.draw_locale_of_order(rng, order).order == order for _ in range(300))


@pytest.mark.parametrize(("identifier", "region"), [("de", "DE"), ("en_GB", "GB"), ("zh_Hant_TW", "TW"), ("en", "US")])
def test_region_is_the_locales_or_the_likely_one(identifier: str, region: str) -> None:
    assert draws.likely_region(identifier) == region


def test_alphabet_holds_the_names_of_every_locale_and_every_hint() -> None:
    alphabet = input_alphabet()
    assert "ж" in alphabet
    assert "年" in alphabet
    assert "<lang:eu>" in alphabet
    assert "<region:001>" in alphabet
    assert "<order:YMD>" in alphabet
    assert "A" not in alphabet  # folded away
