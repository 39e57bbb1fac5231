"""Prose of many languages: real words, no months, never too long."""

from __future__ import annotations

import random
import re

import pytest

from datelens.corpus import clock, locales, phrases, prose


@pytest.mark.parametrize(
    "language", ["en", "de", "ru", "ja", "zh", "th", "ar", "hi", "sw", "gd", "aa", "no such language"]
)
def test_prose_of_every_language_fits_and_names_no_month(language: str) -> None:
    rng = random.Random(1)
    for _ in range(30):
        text = prose.words(rng, language, 12, 120)
        assert 0 < len(text) <= 120
        assert not any(prose.names_month(word.strip(".,!?…:;")) for word in text.split())


@pytest.mark.parametrize(
    ("word", "is_name"), [("May", True), ("août", True), ("Jan.", True), ("de", False), ("12", False), ("five", False)]
)
def test_words_that_name_a_month_are_known(word: str, is_name: bool) -> None:
    assert prose.names_month(word) == is_name


def test_prose_without_numbers_has_no_digit() -> None:
    rng = random.Random(2)
    texts = [prose.words(rng, "en", 20) for _ in range(50)]
    assert any(re.search(r"\d", text) for text in texts)
    assert not any(re.search(r"\d", prose.words(rng, "en", 20, numbers=False)) for _ in range(50))


def test_english_prose_is_english_not_latin() -> None:
    rng = random.Random(3)
    text = " ".join(prose.words(rng, "en", 20, numbers=False) for _ in range(50)).lower()
    assert re.search(r"\bwith\b", text)
    assert not re.search(r"\bvoluptas\b", text)


def test_names_follow_the_customs_of_the_language() -> None:
    assert " " in prose.name(random.Random(4), "de")
    assert " " not in prose.name(random.Random(4), "zh")


def test_numbers_are_never_four_plain_digits() -> None:
    rng = random.Random(5)
    assert not any(re.fullmatch(r"\d{4}", prose.number(rng)) for _ in range(5000))


def test_amounts_have_a_mark_for_thousands_and_another_for_decimals() -> None:
    rng = random.Random(8)
    amounts = [prose.amount(rng) for _ in range(2000)]
    for form in (
        r"\d{1,3}(,\d{3})+\.\d\d",
        r"\d{1,3}(\.\d{3})+,\d\d",
        r"\d{1,3}( \d{3})+,\d\d",
        r"\d{1,3}['’]\d{3}\.\d\d",
    ):
        assert any(re.fullmatch(form, text) for text in amounts), form
    assert not any(re.search(r"(?<!\d)\d{4}(?!\d)", text) and not re.search(r"[.,]", text) for text in amounts)


def test_small_words_are_words_and_no_months() -> None:
    found = prose._clean(prose._small_words("de"))
    assert {"und", "vor", "Tagen"} <= set(found)
    assert not {"{0}", "Mai", ",", "/"} & set(found)


def test_no_template_puts_a_number_right_beside_its_date() -> None:
    for language, templates in phrases.table("dated").items():
        for template in templates:
            assert not re.search(r"\{(n|time|money|unit)\}\{date\}|\{date\}\{(n|time|money|unit)\}", template), language


def test_every_slot_but_the_date_is_filled() -> None:
    rng = random.Random(6)
    assert prose.fill(rng, "en", "on {date} in nowhere") == "on {date} in nowhere"
    for kind in ("plain", "dated"):
        for language, templates in phrases.table(kind).items():
            for template in templates:
                assert ("{date}" in template) == (kind == "dated"), template
                assert "{" not in prose.fill(rng, language, template).replace("{date}", ""), template


def test_unknown_table_is_an_error() -> None:
    with pytest.raises(KeyError, match="poems"):
        phrases.table("poems")


def test_every_phrase_is_of_a_known_language() -> None:
    known = set(locales.by_language())
    for name in ("labels", "prepositions", "times", "ranges", "relative", "seasons", "placeholders", "plain", "dated"):
        assert set(phrases.table(name)) <= known


@pytest.mark.parametrize("identifier", ["en_US", "de", "ja", "ar", "th", "ccp"])
def test_times_have_all_their_fields(identifier: str) -> None:
    rng = random.Random(7)
    for _ in range(20):
        assert re.search(r"\d", clock.local_time(rng, locales.load(identifier)))
    assert re.fullmatch(r"[T ]\d\d:\d\d(:\d\d(\.\d{3})?)?(Z|[+-]\d\d:?\d\d| UTC)?", clock.iso_time(rng))
