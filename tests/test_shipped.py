"""The shipped model: the dates that the project began with, what it must refuse, and where its maps look."""

from __future__ import annotations

import numpy as np
import pytest

from datelens.bundle import load_bundle
from datelens.explain.faithfulness import gold_hits, gold_of
from datelens.translator import Translator, shipped_path

DATES = {
    "5 Jan 2016": "2016-01-05",
    "26th January 2016": "2016-01-26",
    "3 April 1989": "1989-04-03",
    "5 Dec 09": "2009-12-05",
    "Sat 8 Jun 2017": "2017-06-08",
    "2016 January 5": "2016-01-05",
    "January 2016 5": "2016-01-05",
    "January 2016 05": "2016-01-05",
    "Saturday 9 May 2018": "2018-05-09",
    "July 8th 1867": "1867-07-08",
    "July 8th 1999": "1999-07-08",
    "November 5, 2016": "2016-11-05",
    "5th November 2016": "2016-11-05",
}
NO_DATES = ("hello world", "", "a" * 10_000, "31 February 2020", "\x00", "\ud800")


@pytest.fixture(scope="module")
def shipped() -> Translator:
    return Translator.load(threads=2)


def test_the_tutorial_s_dates_are_right(shipped: Translator) -> None:
    assert {translation.text: translation.iso for translation in shipped.translate(DATES)} == DATES


def test_what_is_no_date_is_refused_and_the_texts_after_it_are_read(shipped: Translator) -> None:
    found = shipped.translate([*NO_DATES, "5 Jan 2016"])
    assert [translation.iso for translation in found] == [None] * len(NO_DATES) + ["2016-01-05"]


def test_a_hint_settles_the_order(shipped: Translator) -> None:
    alone = shipped.translate("03/04/2021")
    assert alone.ambiguous
    assert {reading.iso for reading in alone.readings} >= {"2021-03-04", "2021-04-03"}
    assert shipped.translate("03/04/2021", locale="en_US").iso == "2021-03-04"
    for hint in ({"locale": "en_GB"}, {"order": "DMY"}):
        assert shipped.translate("03/04/2021", **hint).iso == "2021-04-03"


def test_digits_look_where_they_are_written_and_nothing_looks_at_the_weekday(shipped: Translator) -> None:
    found = shipped.explain("Saturday 9 May 2018")
    gold = gold_of("2018-05-09", {"day": (9, 10), "month": (11, 14), "year": (15, 19)})
    assert [hit for hit in gold_hits(found, gold) if hit is not None] == [True] * 8
    digits = [row for row, span in zip(found.weights, gold, strict=True) if span]
    assert np.sum(digits, axis=0)[:8].max() < 0.1


def test_one_text_and_many_are_read_alike(shipped: Translator) -> None:
    texts = [*DATES, "03/04/2021", "٥ يناير ٢٠١٦", "2016年1月5日", "2011ko maiatzaren 7a", "5. 1. 16", "ff", "maj 1999"]
    together = shipped.translate(texts * 3)
    assert together == [shipped.translate(text) for text in texts] * 3


def test_the_bundle_is_small_and_says_where_it_comes_from() -> None:
    bundle = load_bundle(shipped_path())
    assert sum(path.stat().st_size for path in bundle.path.iterdir()) < 6_000_000
    assert bundle.description.card
