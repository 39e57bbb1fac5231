"""Hints: language, region and order as the caller gives them."""

from __future__ import annotations

from typing import Any

import pytest
from babel.localedata import locale_identifiers

from datelens.errors import HintError
from datelens.hints import NO_HINTS, ORDERS, Hints, parse_locale, parse_order


@pytest.mark.parametrize(
    ("hints", "symbols"),
    [
        (Hints("de", "AT", "DMY"), ("<lang:de>", "<region:AT>", "<order:DMY>")),
        (Hints(order="MDY"), ("<order:MDY>",)),
        (Hints(region="001"), ("<region:001>",)),
        (NO_HINTS, ()),
    ],
    ids=["all", "order", "region", "none"],
)
def test_hints_become_symbols_and_what_is_not_given_is_left_out(hints: Hints, symbols: tuple[str, ...]) -> None:
    assert hints.symbols() == symbols


@pytest.mark.parametrize("order", ["DMY", "MDY", "YMD"])
def test_an_order_is_read_in_any_case(order: str) -> None:
    assert order in ORDERS
    assert parse_order(order) == parse_order(order.lower()) == parse_order(order.title()) == order


@pytest.mark.parametrize(
    ("order", "message"),
    [
        ("DYM", r"`order` must be DMY, MDY or YMD; got 'DYM'\. Did you mean .*'DMY'"),
        ("day first", r"got 'day first'\.$"),
        ("", r"got ''\.$"),
        (7, r"got 7\.$"),
        (None, r"got None\.$"),
        ("ＤＭＹ", "got "),
    ],
    ids=["near", "far", "empty", "number", "none", "full width"],
)
def test_another_order_is_refused(order: Any, message: str) -> None:
    with pytest.raises(HintError, match=message):
        parse_order(order)


@pytest.mark.parametrize(
    ("locale", "language", "region"),
    [
        ("de", "de", None),
        ("de-AT", "de", "AT"),
        ("de_AT", "de", "AT"),
        ("DE_at", "de", "AT"),
        ("de_AT.UTF-8", "de", "AT"),
        ("de_AT.ISO-8859-15@euro", "de", "AT"),
        ("sr@latin", "sr", None),
        ("zh-Hant-TW", "zh", "TW"),
        ("zh_Hans", "zh", None),
        ("en_001", "en", "001"),
        ("ca_ES_VALENCIA", "ca", "ES"),
        ("de-CH-1996", "de", "CH"),
        ("en_US_POSIX", "en", "US"),
        ("haw_US", "haw", "US"),
    ],
)
def test_language_and_region_of_a_locale(locale: str, language: str, region: str | None) -> None:
    assert parse_locale(locale) == Hints(language, region)


@pytest.mark.parametrize(
    "locale",
    [
        None,
        7,
        "",
        "d",
        "C",
        "C.UTF-8",
        "english",
        "de_AUT",
        "de__AT",
        "de AT",
        "de_AT\n",
        "_AT",
        "de-",
        "дэ",
        "\u212ao",  # the sign of kelvins, whose lower case is a k
        "de_AT_x",
    ],
    ids=ascii,
)
def test_what_is_no_locale_identifier_is_refused(locale: Any) -> None:
    with pytest.raises(HintError, match="`locale` must be an identifier such as en, en_GB or pt-BR; got"):
        parse_locale(locale)


def test_every_locale_of_cldr_is_an_identifier() -> None:
    identifiers = locale_identifiers()
    assert len(identifiers) > 1_000
    for identifier in identifiers:
        assert parse_locale(identifier).language == identifier.split("_")[0]


def test_a_language_that_is_not_known_is_refused_with_near_ones() -> None:
    assert parse_locale("de_AT", languages=["de", "en"], regions=["AT"]) == Hints("de", "AT")
    assert parse_locale("de", languages=["de"], regions=["AT"]) == Hints("de")
    with pytest.raises(HintError, match=r"'dee_AT' names the language 'dee', which .* not know\. Did you mean 'de'\?"):
        parse_locale("dee_AT", languages=["de", "en"], regions=["AT"])
    with pytest.raises(HintError, match=r"'en_XQ' names the region 'XQ', which the model does not know\.$"):
        parse_locale("en_XQ", languages=["de", "en"], regions=["AT", "GB"])


def test_without_a_list_any_well_formed_language_and_region_are_taken() -> None:
    assert parse_locale("xx_YY") == Hints("xx", "YY")


def test_three_near_ones_are_named_at_most_and_half_alike_is_near() -> None:
    with pytest.raises(HintError, match=r"not know\. Did you mean 'dk' or 'dj' or 'de'\?$"):
        parse_locale("dx", ["da", "de", "dj", "dk", "fr"])


def test_a_locale_is_no_longer_than_any_is() -> None:
    assert parse_locale("de." + "a" * 61) == Hints("de")
    with pytest.raises(HintError, match=r"^`locale` must be an identifier such as en, en_GB or pt-BR; got 'de.a"):
        parse_locale("de." + "a" * 62)


@pytest.mark.parametrize(
    ("locale", "hints"),
    [("iw-IL", Hints("he", "IL")), ("in", Hints("id")), ("en_UK", Hints("en", "GB")), ("tl_PH", Hints("fil", "PH"))],
)
def test_codes_that_were_withdrawn_are_those_of_today(locale: str, hints: Hints) -> None:
    assert parse_locale(locale) == hints
    assert parse_locale(locale, ["en", "fil", "he", "id"], ["GB", "IL", "PH"]) == hints


def test_a_code_that_is_still_in_use_stays() -> None:
    assert parse_locale("in_UK", ["in"], ["UK"]) == Hints("in", "UK")


def test_a_region_that_stands_for_a_language_is_said_to_be_one() -> None:
    with pytest.raises(HintError, match=r"does not know. It is a region: say en_US, or whichever language is"):
        parse_locale("us", ["en"], ["US"])
    with pytest.raises(HintError, match=r"names the region 'XY', which the model does not know.$"):
        parse_locale("en_XY", ["en"], ["XK"])
