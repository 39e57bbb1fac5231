"""What admits another reading, by hand."""

from __future__ import annotations

import datetime

import pytest

from datelens.corpus.ambiguity import is_ambiguous, is_clear_month, numeric_readings
from datelens.corpus.example import Draft

D = datetime.date


@pytest.mark.parametrize(
    ("numbers", "readings"),
    [
        (("03", "04", "2021"), {"DMY": D(2021, 4, 3), "MDY": D(2021, 3, 4)}),
        (("03", "04", "21"), {"DMY": D(2021, 4, 3), "MDY": D(2021, 3, 4), "YMD": D(2003, 4, 21)}),
        (("31", "04", "69"), {}),
        (("25", "12", "1999"), {"DMY": D(1999, 12, 25)}),
        (("2021", "3", "4"), {"YMD": D(2021, 3, 4)}),
        (("5", "1", "16"), {"DMY": D(2016, 1, 5), "MDY": D(2016, 5, 1)}),
    ],
)
def test_numbers_are_read_in_every_order_that_gives_a_date(
    numbers: tuple[str, str, str], readings: dict[str, D]
) -> None:
    assert numeric_readings(*numbers) == readings


@pytest.mark.parametrize(
    ("name", "month", "clear"), [("mar.", 3, True), ("mar", 5, False), ("listopad", 11, False), ("May", 5, True)]
)
def test_month_name_is_clear_where_nearly_all_languages_mean_the_same(name: str, month: int, clear: bool) -> None:
    assert is_clear_month(name, month) is clear


@pytest.mark.parametrize(
    ("day", "month", "year", "iso", "ambiguous"),
    [
        ("03", "04", "2021", "2021-04-03", True),
        ("04", "04", "2021", "2021-04-04", False),
        ("١٣", "٠٤", "٢٠٢١", "2021-04-13", False),
        ("٠٣", "٠٤", "٢٠٢١", "2021-04-03", True),
        ("3", "April", "2021", "2021-04-03", False),
    ],
)
def test_draft_is_ambiguous_where_its_text_admits_two_dates(
    day: str, month: str, year: str, iso: str, ambiguous: bool
) -> None:
    pieces = ((day, "day"), ("/", None), (month, "month"), ("/", None), (year, "year"))
    assert is_ambiguous(Draft(pieces, iso, "en", "d/M/y", "numeric")) is ambiguous


@pytest.mark.parametrize(
    ("parts", "iso", "locale", "ambiguous"),
    [
        ({"month": "lis", "year": "2006"}, "2006-10", "hr", True),
        ({"day": "6", "month": "lis"}, "--10-06", "hr", True),
        ({"day": "6", "month": "Mai"}, "--05-06", "de", False),
        ({"month": "Mai", "year": "2006"}, "2006-05", "de", False),
        ({"year": "2006"}, "2006", "de", False),
        ({"day": "5", "month": "ม.ค.", "year": "59"}, "2016-01-05", "th", True),
        ({"day": "5", "month": "ม.ค.", "year": "2559"}, "2016-01-05", "th", False),
        ({"day": "5", "month": "янв.", "year": "16"}, "2016-01-05", "ru", False),
    ],
)
def test_month_that_languages_share_makes_a_shorter_date_ambiguous_too(
    parts: dict[str, str], iso: str, locale: str, ambiguous: bool
) -> None:
    pieces = tuple((text, name) for name, text in parts.items())
    assert is_ambiguous(Draft(pieces, iso, locale, "", "free")) is ambiguous
