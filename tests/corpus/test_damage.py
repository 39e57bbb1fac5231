"""Damage: each kind by hand, fields kept, months never turned into others."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from datelens.corpus import damage, families, nondates, reduced
from datelens.corpus.ambiguity import folded_name, month_index
from datelens.corpus.example import DAY, MONTH, YEAR, Draft

FIELDS = {YEAR, MONTH, DAY}


def draft(*pieces: tuple[str, str | None], iso: str | None = "2018-03-15", locale: str = "de") -> Draft:
    return Draft(pieces, iso, locale, "x", "free")


def all_texts(given: Draft, kind: str, draws: int = 400) -> set[str]:
    rng = random.Random(1)
    return {damage.damage(given, rng, (kind,)).text for _ in range(draws)}


@pytest.mark.parametrize(
    ("kind", "pieces", "text"),
    [
        ("lost diacritics", (("15", DAY), (" ", None), ("März", MONTH)), "15 Marz"),
        ("lost diacritics", (("Ιανουάριος", None),), "Ιανουαριος"),
        ("transliterated", (("15", DAY), (" ", None), ("März", MONTH)), "15 Maerz"),
        ("transliterated", (("Fußtag", None),), "Fusstag"),
        ("lost space", (("15", DAY), (" ", None), ("März", MONTH)), "15März"),
        ("extra spaces", (("15", DAY), ("März", MONTH)), "15 März"),
        ("title case", (("15", DAY), (" de mars", MONTH)), "15 De Mars"),
        ("misread digit", (("2018", YEAR),), "2O18"),
        ("misread digit", (("50", DAY),), "S0"),
        ("full width", (("15", DAY), (".", None), ("3", MONTH)), "１５．３"),
        ("foreign letters", (("Tag", None),), "Tаg"),
        ("other typography", (("15", DAY), ("-", None), ("3", MONTH)), "15–3"),
        ("invisible marks", (("15", DAY),), "1\u200b5"),
        ("swapped letters", (("Donau", None),), "Doanu"),
        ("lost letter", (("Donau", None),), "Doau"),
        ("doubled letter", (("Donau", None),), "Donnau"),
        ("neighbouring key", (("Donau", None),), "Dobau"),
    ],
)
def test_each_kind_writes_what_it_says(kind: str, pieces: tuple[tuple[str, str | None], ...], text: str) -> None:
    assert text in all_texts(draft(*pieces, iso="--03-15"), kind)


@pytest.mark.parametrize("kind", damage.KINDS)
@pytest.mark.parametrize(
    "draw",
    [
        families.draw_cldr,
        families.draw_custom,
        families.draw_free,
        families.draw_numeric,
        reduced.draw_reduced,
        nondates.draw,
    ],
)
def test_fields_stay_where_they_are(kind: str, draw: Callable[[random.Random], Draft]) -> None:
    rng = random.Random(2)
    for _ in range(60):
        before = draw(rng)
        after = damage.damage(before, rng, (kind,))
        assert [name for _, name in after.pieces if name] == [name for _, name in before.pieces if name]
        assert set(after.spans()) == set(before.spans())
        assert (after.iso, after.locale, after.pattern) == (before.iso, before.locale, before.pattern)


@pytest.mark.parametrize("kind", damage.KINDS)
def test_no_damaged_month_is_the_name_of_another(kind: str) -> None:
    rng = random.Random(3)
    damaged = 0
    for _ in range(400):
        before = families.draw_free(rng)
        after = damage.damage(before, rng, (kind,))
        names = [next(text for text, name in each.pieces if name == MONTH) for each in (before, after)]
        damaged += names[0] != names[1]
        if folded_name(names[0]) != folded_name(names[1]) and before.iso is not None:
            assert set(month_index().get(folded_name(names[1]), {})) <= {int(before.iso[5:7])}
    assert damaged > 0 or kind in ("extra spaces", "lost space", "misread digit", "full width")


def test_short_names_are_left_alone() -> None:
    june = draft(("5", DAY), (" ", None), ("June", MONTH), iso="--06-05", locale="en")
    for kind in ("neighbouring key", "swapped letters", "lost letter", "doubled letter"):
        assert all_texts(june, kind) == {"5 June"}


def test_name_that_comes_near_another_months_is_refused() -> None:
    lost = all_texts(draft(("Ιουλίου", MONTH), iso="--07-05", locale="el"), "lost letter")
    assert "Ιουλίο" in lost
    assert "Ιουίου" not in lost  # June as well as July


def test_month_that_does_not_exist_stays_the_month_it_is() -> None:
    given = draft(("31", DAY), (" ", None), ("septembre", MONTH), iso=None, locale="fr")
    assert "31 septmbre" in all_texts(given, "lost letter")
    word = draft(("31", DAY), (" ", None), ("marsx", None), iso=None, locale="fr")
    assert "31 mars" not in all_texts(word, "lost letter")


def test_two_numbers_are_neither_joined_nor_parted() -> None:
    numbers = draft(("05", DAY), ("04", MONTH), (" ", None), ("2020", YEAR))
    assert all_texts(numbers, "lost space") == {"0504 2020"}
    assert not any(text.startswith(("05 ", "05\t")) for text in all_texts(numbers, "extra spaces"))


def test_kinds_for_training_and_for_tests_have_none_in_common() -> None:
    assert set(damage.TRAINING_KINDS) | set(damage.HELD_OUT_KINDS) == set(damage.KINDS)
    assert not set(damage.TRAINING_KINDS) & set(damage.HELD_OUT_KINDS)


def test_same_generator_damages_alike() -> None:
    given = draft(("15", DAY), (" ", None), ("September", MONTH), (" ", None), ("2018", YEAR), iso="2018-09-15")
    first, second = random.Random(4), random.Random(4)
    texts = [damage.damage(given, first).text for _ in range(60)]
    assert texts == [damage.damage(given, second).text for _ in range(60)]
    assert len(set(texts)) > 20


def test_unknown_kind_is_an_error() -> None:
    with pytest.raises(KeyError, match="flood"):
        damage.damage(draft(("15", DAY)), random.Random(0), ("flood",))
