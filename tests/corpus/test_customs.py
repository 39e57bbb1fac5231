"""Ordinals and layouts of languages."""

from __future__ import annotations

import pytest

from datelens.corpus import customs, locales, patterns


@pytest.mark.parametrize(
    ("language", "day", "ordinal"),
    [("en", 1, "1st"), ("en", 12, "12th"), ("en", 23, "23rd"), ("fr", 1, "1er"), ("nl", 8, "8ste"), ("ca", 4, "4t"),
     ("sv", 21, "21:a"), ("bg", 12, "12-ти"), ("cy", 3, "3ydd"), ("ja", 3, "3日"), ("tr", 3, "3'ü"), ("pt", 1, "1.º"),
     ("es", 2, "2º"), ("it", 1, "1º"), ("id", 2, "ke-2"), ("az", 1, "1-ci"), ("ru", 1, "1-го"), ("ko", 1, "제1일"),
     ("zh", 1, "第1日"), ("bn", 3, "3রা"), ("hu", 8, "8-án"), ("hu", 12, "12-én"), ("hu", 21, "21-én"),
     ("gd", 2, "2na"), ("ka", 1, "1-ლი"), ("hi", 4, "4थी")],
)  # fmt: skip
def test_ordinals_are_those_of_the_language(language: str, day: int, ordinal: str) -> None:
    assert ordinal in customs.ordinals(language, day)


@pytest.mark.parametrize("language", customs.languages("ordinals"))
def test_every_day_has_an_ordinal_that_holds_its_number_or_is_a_word(language: str) -> None:
    for day in range(1, 32):
        for ordinal in customs.ordinals(language, day):
            assert str(day) in ordinal or ordinal == "întâi"


def test_every_layout_belongs_to_a_language_and_holds_a_full_date() -> None:
    known = set(locales.by_language()) | {"ltg", "csb", "rue", "crh"}
    for language in customs.languages("layouts"):
        assert language in known
        for pattern, tokens in customs.layouts(language):
            letters = patterns.fields(tokens).replace("o", "d")
            assert sorted(letters.replace("E", "")) == ["M", "d", "y"], (language, pattern)
