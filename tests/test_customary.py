"""The table of customary orders against CLDR."""

from __future__ import annotations

import pytest

from datelens.corpus import locales
from datelens.customary import DAY_FIRST, MONTH_FIRST, UNTOLD, customary_order


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """Let each test ask the tables."""
    customary_order.cache_clear()


def test_the_order_that_is_told_is_that_of_cldr() -> None:
    told = {name: customary_order(name) for name in locales.identifiers()}
    assert {name: order for name, order in told.items() if order not in (None, locales.load(name).order)} == {}


def test_every_locale_that_writes_day_or_month_first_is_told_but_plain_english() -> None:
    untold = [name for name in locales.identifiers() if customary_order(name) is None]
    assert [name for name in untold if locales.load(name).order in ("DMY", "MDY")] == ["en"]


def test_every_entry_of_the_tables_is_a_locale() -> None:
    known = set(locales.identifiers()) | {"en_*"}
    assert not (MONTH_FIRST | DAY_FIRST | UNTOLD) - known


@pytest.mark.parametrize("locale", ["en_GB", "en-gb", "EN-GB", "en_GB.UTF-8", "en_GB.UTF-8@euro"])
def test_every_spelling_of_a_locale_is_read(locale: str) -> None:
    assert customary_order(locale) == "DMY"


def test_withdrawn_codes_have_the_order_of_those_of_today() -> None:
    assert (customary_order("tl_PH"), customary_order("iw"), customary_order("en_UK")) == ("MDY", "DMY", "DMY")
