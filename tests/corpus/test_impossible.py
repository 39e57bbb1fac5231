"""Dates that do not exist: drawn so, judged so by hand-picked cases, and written like real ones."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable

import pytest

from datelens.corpus import impossible
from datelens.corpus.ambiguity import numeric_readings
from datelens.corpus.example import DAY, MONTH, YEAR

BY_LETTER = {"D": DAY, "M": MONTH, "Y": YEAR}


@pytest.mark.parametrize(
    ("order", "parts", "expected"),
    [
        ("DMY", ("31", "02", "2020"), True),
        ("DMY", ("29", "02", "2019"), True),
        ("DMY", ("29", "02", "2020"), False),
        ("DMY", ("31", "04", "2021"), True),
        ("DMY", ("31", "04", "21"), False),  # 2031-04-21
        ("DMY", ("31", "04", "99"), True),
        ("DMY", ("13", "13", "2013"), True),
        ("MDY", ("13", "01", "2013"), False),  # the day first
        ("YMD", ("2020", "02", "30"), True),
        ("YMD", ("2019", "13", "01"), True),
        ("YMD", ("2016", "00", "10"), True),
        ("DMY", ("32", "1", "2020"), True),
        ("DMY", ("0", "5", "2016"), True),
        ("DMY", ("1", "1", "0000"), True),
        ("DMY", ("45", "Jan", "2016"), True),
        ("DMY", ("31", "February", "2020"), True),
        ("DMY", ("31st", "février", "2020"), True),
        ("DMY", ("30", "Feb", "12"), False),  # 2030-02-12
        ("DMY", ("31", "Feb", "94"), True),
        ("DMY", ("31", "mar", "2020"), False),
        ("DMY", ("٣١", "٠٢", "٢٠٢٠"), True),
        ("DM", ("30", "February"), True),
        ("DM", ("29", "February"), False),
        ("DM", ("31", "02"), False),  # numbers without a year are left to doubt
        ("DMY", ("31", "nonsense", "2020"), False),
    ],
)
def test_impossible_is_what_no_order_and_no_language_reads(order: str, parts: tuple[str, ...], expected: bool) -> None:
    pieces = tuple((text, BY_LETTER[letter]) for letter, text in zip(order, parts, strict=True))
    assert impossible.is_impossible(pieces) is expected


@pytest.mark.parametrize("draw", [impossible.draw_parts, impossible.draw_numbers])
def test_drawn_parts_are_no_date(draw: Callable[[random.Random], impossible.Impossible]) -> None:
    rng = random.Random(1)
    for _ in range(5000):
        parts = draw(rng)
        assert 0 <= parts.year <= 9999
        assert 0 <= parts.weekday() <= 6
        with pytest.raises(ValueError, match=r"month|day|year"):
            datetime.date(parts.year, parts.month, parts.day)


def test_parts_with_a_named_month_have_one_that_has_a_name() -> None:
    rng = random.Random(2)
    assert all(1 <= impossible.draw_parts(rng).month <= 12 for _ in range(2000))
    assert any(impossible.draw_numbers(rng).month > 12 for _ in range(2000))


def test_every_draft_is_impossible_and_has_no_reading() -> None:
    rng = random.Random(3)
    numeric = 0
    for _ in range(4000):
        draft = impossible.draw(rng)
        assert draft.iso is None
        assert draft.family == "impossible"
        assert impossible.is_impossible(draft.pieces)
        numbers = [text for text, name in draft.pieces if name]
        if len(numbers) == 3 and all(number.isdecimal() for number in numbers):
            numeric += 1
            assert numeric_readings(*numbers) == {}
    assert 1000 < numeric < 3500


def test_same_generator_draws_the_same() -> None:
    first, second = random.Random(4), random.Random(4)
    assert [impossible.draw(first) for _ in range(50)] == [impossible.draw(second) for _ in range(50)]
