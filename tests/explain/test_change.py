"""What is left of digits: chance, erasure and intervention, worked out by hand."""

from __future__ import annotations

import pytest

from datelens.explain.faithfulness import (
    chance_of_change,
    comprehensiveness,
    is_century,
    only_the_field_changed,
    own_digits,
    sufficiency,
)


def test_chance_is_what_the_other_digits_of_the_place_leave() -> None:
    tens, units = "month tens", "month units"
    cases = [(tens, "0"), (units, "5"), (tens, "0"), (units, "6"), (tens, "0"), (tens, "1")]
    assert chance_of_change(cases) == [0.25, 0.5, 0.25, 0.5, 0.25, 0.75]
    assert chance_of_change([]) == []


def test_erasure_is_the_mean_over_sizes() -> None:
    assert comprehensiveness(0.9, [0.5, 0.1]) == pytest.approx(0.6)
    assert sufficiency(0.9, [0.8, 0.9]) == pytest.approx(0.05)
    for score in (comprehensiveness, sufficiency):
        with pytest.raises(ValueError, match="there must be at least one rationale; got none"):
            score(0.9, [])


@pytest.mark.parametrize(
    ("before", "after", "field", "kept"),
    [
        ("2016-01-05", "2016-01-23", "day", True),
        ("2016-01-05", "2016-01-23", "month", False),
        ("2016-01-05", "2016-02-23", "day", False),
        ("2016-01-05", "2016-01-05", "day", False),
        ("2016-01-05", "2016-12-05", "month", True),
        ("2016-01-05", "1999-01-05", "year", True),
        ("--01-05", "--03-05", "month", True),
        ("2016-01-05", "2016-01", "day", False),
        ("2016-01-05", None, "day", False),
        (None, "2016-01-05", "day", False),
    ],
)
def test_only_the_field_may_change(before: str | None, after: str | None, field: str, kept: bool) -> None:
    assert only_the_field_changed(before, after, field) is kept


def test_digits_that_the_text_writes_itself() -> None:
    spans = {"day": (0, 2), "month": (3, 5), "year": (6, 10)}
    assert own_digits("05.١1.2016", "2016-11-05", spans) == [
        *((i, i + 1) for i in range(6, 10)),
        None,
        (3, 4),
        (4, 5),
        None,
        (0, 1),
        (1, 2),
    ]
    assert own_digits("5 Mai 16", "2016-05-05", {"day": (0, 1), "month": (2, 5), "year": (6, 8)}) == [None] * 10


def test_the_century_is_the_first_half_of_a_year() -> None:
    assert [is_century("2016-01", place) for place in range(7)] == [True, True] + [False] * 5
    assert not any(is_century("--01-05", place) for place in range(7))
