"""Dates that do not exist: drawn so, judged so by hand-picked cases, and written like real ones."""

from __future__ import annotations

import datetime
import random
import re
from collections.abc import Callable

import pytest

from datelens import iso
from datelens.corpus import impossible
from datelens.corpus.ambiguity import numeric_readings
from datelens.corpus.example import DAY, MONTH, YEAR, Draft

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
    for _ in range(3000):
        draft = impossible.draw(rng)
        assert draft.iso is None
        assert draft.family == "impossible"
        assert not iso.is_written(draft.text)
        numbers = [text for text, name in draft.pieces if name]
        if len(numbers) == 3 and all(number.isdecimal() for number in numbers):
            numeric += 1
            assert numeric_readings(*numbers) == {}
    assert 800 < numeric < 2200


def test_dates_that_do_not_exist_come_in_the_forms_of_machines_numerals_words_and_weeks() -> None:
    rng = random.Random(6)
    text = "\n".join(impossible.draw(rng).text for _ in range(1500))
    for form in (
        r"T\d\d:\d\d:\d\d",
        r"-W\d\d-\d",
        r"[一二三四五六七八九十]月",
        r"\b(00|13)/\d{4}\b",
        r"(?i)february|februar",
        r"\bVI\b",
    ):
        assert re.search(form, text), form


@pytest.mark.parametrize(
    ("text", "iso_written", "month", "expected"),
    [
        ("31 апреля 2020", "2020-04-31", "апреля", True),
        ("30 апреля 2020", "2020-04-30", "апреля", False),
        ("29 Hui-tanguru 2019", "2019-02-29", "Hui-tanguru", True),
        ("29 février", "--02-29", "février", False),  # of a leap year
        ("30 février", "--02-30", "février", True),
        ("31 mar 2020", "2020-09-31", "mar", False),  # another language's March
        ("31 II 12", "2012-02-31", "II", False),  # 2031-02-12
    ],
)
def test_a_form_of_another_family_is_impossible_under_every_month_of_its_name(
    text: str, iso_written: str, month: str, expected: bool
) -> None:
    day, rest = text.split(" ", 1)
    pieces = ((day, DAY), (" ", None), (month, MONTH), (" ", None), (rest.removeprefix(month).strip(), YEAR))
    pieces = tuple(piece for piece in pieces if piece[0])
    assert impossible._is_of_no_calendar(Draft(pieces, iso_written, "", "d MMMM y", "words")) is expected


def test_a_buddhist_leap_day_is_not_called_impossible() -> None:
    pieces = (("29", DAY), (" ", None), ("กุมภาพันธ์", MONTH), (" ", None), ("2563", YEAR))  # of 2020
    assert impossible.is_impossible(pieces)
    assert not impossible._is_of_no_calendar(Draft(pieces, "2563-02-29", "th", "d MMMM y", "words"))
    rng = random.Random(8)
    drafts = [impossible.draw(rng) for _ in range(3000)]
    thai = [draft for draft in drafts if draft.locale.startswith("th")]
    assert len(thai) > 4
    assert not any(impossible._may_be_buddhist(draft) for draft in thai)


def test_eight_digits_with_the_day_first_are_a_date() -> None:
    assert impossible._reads_as_compact("scan 20111301.pdf")  # 20 November 1301
    assert not impossible._reads_as_compact("scan 20230230.pdf")


def test_same_generator_draws_the_same() -> None:
    first, second = random.Random(4), random.Random(4)
    assert [impossible.draw(first) for _ in range(50)] == [impossible.draw(second) for _ in range(50)]
