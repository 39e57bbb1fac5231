"""Months of a year among the words that stand beside months alone."""

from __future__ import annotations

import datetime
import random

import pytest

from datelens.corpus import locales, month_phrases


@pytest.mark.parametrize(
    ("identifier", "wanted"),
    [
        ("en", "the end of May 2018"),
        ("de", "Ende Mai 2018"),
        ("ru", "в мае 2018 года"),
        ("ru", "в конце мая 2018 года"),
        ("cs", "v květnu 2018"),
        ("lt", "2018 m. gegužę"),
        ("zh", "2018年5月份"),
        ("ko", "2018년 5월부터"),
        ("vi", "cuối tháng 5 năm 2018"),
    ],
)
def test_a_language_says_a_month_in_its_own_words(
    identifier: str, wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(month_phrases, "draw_date", lambda _: datetime.date(2018, 5, 9))
    rng, data = random.Random(0), locales.load(identifier)
    drafts = [month_phrases.draw(data, rng) for _ in range(600)]
    assert wanted in {draft.text for draft in drafts}
    assert {draft.iso for draft in drafts} == {"2018-05"}
    for draft in drafts:
        assert set(draft.spans()) == {"month", "year"}
        start, stop = draft.spans()["year"]
        assert draft.text[start:stop] == "2018"


def test_every_phrase_names_a_month_and_a_year_of_a_language_that_is_known() -> None:
    for language, of_language in month_phrases.phrases().items():
        assert language in locales.by_language()
        assert len(of_language.inside) in (0, 12), language
        for template, tokens in of_language.templates:
            codes = [text for text, is_code in tokens if is_code]
            assert sorted(code == "y" for code in codes) == [False, True], template
            assert set(codes) <= {"y", "MMMM", "LLLL", "N", *(["in"] if of_language.inside else [])}, template


def test_a_locale_in_another_script_has_none() -> None:
    assert month_phrases.known(locales.load("sr"))
    assert not month_phrases.known(locales.load("sr_Latn"))
    assert month_phrases.known(locales.load("zh_Hant_TW"))
