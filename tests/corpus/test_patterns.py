"""CLDR patterns: parsed and written by hand-worked examples."""

from __future__ import annotations

import datetime

import pytest

from datelens.corpus import locales, patterns

ENGLISH = locales.load("en").names
DATE = datetime.date(2016, 1, 5)


@pytest.mark.parametrize(
    ("pattern", "tokens"),
    [
        ("d MMM y", (("d", 1), (" ", 0), ("MMM", 3), (" ", 0), ("y", 1))),
        ("d 'de' MMM", (("d", 1), (" de ", 0), ("MMM", 3))),
        ("'o''clock' d", (("o'clock ", 0), ("d", 1))),
        ("d''yy", (("d", 1), ("'", 0), ("yy", 2))),
        ("y年M月d日", (("y", 1), ("年", 0), ("M", 1), ("月", 0), ("d", 1), ("日", 0))),
    ],
)
def test_pattern_is_split_into_fields_and_literals(pattern: str, tokens: tuple[patterns.Token, ...]) -> None:
    assert patterns.parse(pattern) == tokens


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("EEEE, d MMMM y", "Tuesday, 5 January 2016"),
        ("E dd/MM/yy", "Tue 05/01/16"),
        ("MMM d, y G", "Jan 5, 2016 AD"),
        ("yyyyy-MM-dd", "02016-01-05"),
        ("LLLL cccc", "January Tuesday"),
    ],
)
def test_fields_are_written_as_cldr_says(pattern: str, text: str) -> None:
    assert "".join(piece for piece, _ in patterns.write(patterns.parse(pattern), DATE, ENGLISH)) == text


def test_each_piece_names_the_field_that_it_writes() -> None:
    pieces = patterns.write(patterns.parse("E d MMM y"), DATE, ENGLISH)
    assert pieces == (
        ("Tue", None), (" ", None), ("5", "day"), (" ", None), ("Jan", "month"), (" ", None), ("2016", "year"),
    )  # fmt: skip


def test_weekday_can_be_another_than_the_right_one() -> None:
    assert patterns.write(patterns.parse("E"), DATE, ENGLISH, weekday=6) == (("Sun", None),)


@pytest.mark.parametrize("pattern", ["Y-MM-dd", "d MMM YYYY", "HH:mm"])
def test_week_based_year_and_times_are_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="is no field of a date"):
        patterns.write(patterns.parse(pattern), DATE, ENGLISH)


@pytest.mark.parametrize(("pattern", "letters"), [("EEEE, d LLLL uu", "EdMy"), ("cccc y", "Ey"), ("d 'de' MMM", "dM")])
def test_fields_are_named_in_order_whatever_their_form(pattern: str, letters: str) -> None:
    assert patterns.fields(patterns.parse(pattern)) == letters
