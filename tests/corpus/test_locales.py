"""Every locale of Babel is read, and none of its forms is left out but by name."""

from __future__ import annotations

import datetime

import pytest
from babel import Locale
from babel.dates import format_date

from datelens.corpus import locales, patterns

DATE = datetime.date(2024, 12, 30)  # its week-based year is 2025


def text(identifier: str, pattern: str) -> str:
    return "".join(piece for piece, _ in patterns.write(patterns.parse(pattern), DATE, locales.load(identifier).names))


def test_every_locale_of_babel_has_forms_of_full_dates() -> None:
    assert len(locales.identifiers()) >= 1000
    assert [name for name in locales.identifiers() if len(locales.load(name).forms) < 4] == []


def test_no_form_holds_the_week_based_year() -> None:
    for identifier in locales.identifiers():
        data = locales.load(identifier)
        for pattern, tokens in (*data.forms, *data.partial):
            assert "Y" not in patterns.fields(tokens), (identifier, pattern)


@pytest.mark.parametrize("width", locales.WIDTHS)
@pytest.mark.parametrize(
    "identifier", ["en", "en_US", "de_AT", "fr", "ru", "ja", "ar", "he", "th", "eu", "lv", "zh_Hant"]
)
def test_our_writing_of_a_format_is_babels(identifier: str, width: str) -> None:
    pattern = Locale.parse(identifier).date_formats[width].pattern
    assert text(identifier, pattern) == format_date(DATE, width, locale=identifier)


@pytest.mark.parametrize(
    ("identifier", "order"), [("en_US", "MDY"), ("en_GB", "DMY"), ("de", "DMY"), ("ja", "YMD"), ("hu", "YMD")]
)
def test_order_of_a_locale_is_that_of_its_short_format(identifier: str, order: str) -> None:
    assert locales.load(identifier).order == order


@pytest.mark.parametrize(
    ("identifier", "digits"), [("ar_EG", "٠١٢٣٤٥٦٧٨٩"), ("fa", "۰۱۲۳۴۵۶۷۸۹"), ("hi", "०१२३४५६७८९"), ("en", None)]
)
def test_digits_are_those_that_the_locale_writes(identifier: str, digits: str | None) -> None:
    assert locales.load(identifier).digits == digits


def test_names_that_babel_lacks_in_one_form_come_from_the_form_that_stands_in() -> None:
    names = locales.load("es").names.months
    assert [months[5] for months in names.values() if months[5].startswith("M0")] == []


def test_names_do_not_depend_on_the_locales_read_before() -> None:
    for identifier in ("he", "is_IS", "mgo", "bg"):
        locales.load(identifier)
    assert locales.load("is_IS").names.months["stand-alone", "wide"][0] == "janúar"
    assert locales.load("bg").names.months["stand-alone", "wide"][5] == "юни"
