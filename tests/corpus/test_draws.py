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


def test_every_voice_of_a_language_is_drawn() -> None:
    rng = random.Random(3)
    drawn = {draws.draw_locale(rng).names.months["format", "wide"] for _ in range(20_000)}
    for identifier in ("ff_Adlm", "kxv_Telu", "ar_DZ", "ar_LB", "kk_Arab", "uz_Cyrl", "sr_Latn_ME", "de_AT"):
        assert locales.load(identifier).names.months["format", "wide"] in drawn, identifier


def test_voice_weighs_more_where_its_names_are_its_own() -> None:
    own, shared, root = (draws.weight(draws.voices()[language][0]) for language in ("za", "nn", "cop"))
    assert own > 2 * shared > 4 * root


@pytest.mark.parametrize("order", ["DMY", "MDY", "YMD"])
def test_locale_of_an_order_has_that_order(order: str) -> None:
    rng = random.Random(2)
    found = Counter(draws.draw_locale_of_order(rng, order).order for _ in range(300))
    assert found[order] > 240
    assert set(found) <= {order, "YMD"}  # who writes the year first writes the day first where the year is last
    assert set(found) == {order} or order == "DMY"


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
