"""Texts that are no date: the guard by hand-picked cases, and the laws of every kind."""

from __future__ import annotations

import datetime
import random
import re

import pytest

from datelens import iso
from datelens.corpus import locales, nondates
from datelens.corpus.nondates import ranges, spans, texts, times, titles
from datelens.corpus.nondates.guard import names_month_beside_number, nearly_names_month, reads_as_date


@pytest.mark.parametrize(
    "text",
    [
        "03/04/2021", "3.4.21", "2021-04-03", "1.10.12", "2016", "in 2016 we", "20230914", "14092023", "2023257",
        "2023-257", "12/2019", "2019.5",
        "5/12", "10-12", "it costs 3.10.", "5 may", "may 5", "5th of May", "12 de mars", "2016年", "5月",
        "3월", "Jan-5",
        "meet on 3. Mai", "٠٣/٠٤/٢٠٢١", "--05-12",
    ],
)  # fmt: skip
def test_guard_finds_what_a_person_could_read_as_a_date(text: str) -> None:
    assert reads_as_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "may I come in", "12 apples", "10.0.12.5", "3-2", "7.5", "99/45", "13.13.13.13", "10:30", "10:30-12:00",
        "v1 of 3", "1/50", "123456", "12345678901",
        "March forward", "the planet has 2 moons", "31.31.31", "978-3-16", "5 kg", "5 pm", "12 de la",
        "at 10:30:15 on 2",
    ],
)  # fmt: skip
def test_guard_lets_plain_numbers_and_words_pass(text: str) -> None:
    assert not reads_as_date(text)


def test_guard_takes_four_digits_for_a_year_unless_told_that_they_are_harmless() -> None:
    assert reads_as_date("4866 mbar")
    assert not reads_as_date("4866 mbar", years=True)
    assert reads_as_date("12.2016 mbar", years=True)


@pytest.mark.parametrize("text", ["5 setpember", "3. Febuar", "12 Octob", "agost 7", "5 Poutū-te-rangi"])
def test_guard_knows_a_month_with_a_slip_in_it_beside_a_number(text: str) -> None:
    assert nearly_names_month(text)


@pytest.mark.parametrize("text", ["5 apples", "3 Tage", "septembre", "7 days", "12 kg", "3日前"])
def test_guard_does_not_take_every_word_for_a_month(text: str) -> None:
    assert not nearly_names_month(text)


@pytest.mark.parametrize("identifier", ["en", "de", "ja", "th", "ar", "hi", "km", "sw"])
def test_times_from_now_have_the_words_of_the_language_and_numbers(identifier: str) -> None:
    rng, data = random.Random(1), locales.load(identifier)
    units, weekdays = spans._told(identifier)
    assert min(len(units), len(weekdays)) > 6
    assert sum("{0}" in text for text in units) > 6  # but for a dual as in Arabic
    texts_of_it = [spans.relative(rng, data) for _ in range(60)]
    assert sum(any(c.isdigit() for c in text) for text in texts_of_it) > 10
    assert not any(names_month_beside_number(text) for text in texts_of_it)


def test_a_span_of_time_never_reads_as_a_year_or_a_month() -> None:
    for identifier in ("ja", "zh", "ko"):
        assert not any(reads_as_date(unit.replace("{0}", "5")) for unit in spans._spans(identifier))
    assert any("日" in unit for unit in spans._spans("ja"))  # `5日` is no month's day by itself


def test_a_range_names_two_days_or_months_and_tells_the_year_once() -> None:
    rng, english = random.Random(2), locales.load("en")
    days = {ranges._shared(rng, english, "d", datetime.date(2018, 5, 3)) for _ in range(300)}
    months = {ranges._shared(rng, english, "M", datetime.date(2018, 5, 3)) for _ in range(300)}
    assert {"3-4 May 2018", "May 3 - 4 2018"} <= days
    assert {"May to June 2018", "May–June 2018"} <= months
    assert all(text.count("2018") <= 1 for text in days | months)


@pytest.mark.parametrize(
    ("identifier", "wanted"),
    [
        ("el", r"από \d+ έως \d+ \w+ 2018"),
        ("ko", r"2018년 5월 \d+일?부터 \d+일까지"),
        ("ja", r"2018年5月\d+日?から\d+日まで"),
        ("ar", r"من \S+ إلى \S+ مايو 2018"),
    ],
)
def test_a_range_takes_all_words_of_its_phrase_along(identifier: str, wanted: str) -> None:
    rng, data = random.Random(2), locales.load(identifier)
    written = [ranges._shared(rng, data, "d", datetime.date(2018, 5, 3)) for _ in range(800)]
    assert any(re.fullmatch(wanted, text) for text in written)


def test_days_of_a_range_may_be_ordinals_and_a_range_of_years_may_be_open() -> None:
    rng, english = random.Random(2), locales.load("en")
    days = {ranges._days(rng, english, datetime.date(2018, 5, 3)) for _ in range(4000)}
    assert any(re.fullmatch(r"\d+th to \d+th of May 2018", text) for text in days)
    assert "1995–heute" in {ranges._years(rng, 1995, 1997) for _ in range(3000)}


def test_a_word_that_begins_as_a_month_is_no_month_with_a_slip() -> None:
    rng, english = random.Random(3), locales.load("en")
    written = [spans.month_like(rng, english) for _ in range(200)]
    assert not any(nearly_names_month(text) for text in written)
    beginnings = tuple(name[:3].lower() for name in english.names.months["format", "wide"])
    assert sum(re.sub(r"[\W\d]", "", text).lower().startswith(beginnings) for text in written) > 180


def test_a_month_and_a_count_are_joined_by_no_short_word() -> None:
    rng = random.Random(3)
    for identifier in ("en", "es", "th", "ja"):
        for _ in range(150):
            text = texts.month_and_count(rng, locales.load(identifier))
            assert not re.search(r"\d\s+(?:de|of|ta)\s", text)
            assert re.search(r"\d", text)


def test_a_range_never_doubles_a_bare_month_in_numbers() -> None:
    rng, data = random.Random(3), locales.load("sv")  # `y-MM-dd`, where `-05` could be an hour
    assert not any(re.search(r"2018-05", ranges._shared(rng, data, "d", datetime.date(2018, 5, 3))) for _ in range(100))


def test_a_told_time_could_not_be_a_day_and_a_month_unless_its_word_says_so() -> None:
    rng = random.Random(4)
    for identifier in ("cs", "pl", "en"):
        for _ in range(150):
            text = times.told_time(rng, locales.load(identifier))
            if re.fullmatch(r"([ov@] )?[\d.]+", text):
                assert not reads_as_date(text)


def test_what_stands_in_for_a_date_is_none() -> None:
    rng = random.Random(5)
    for _ in range(200):
        text = texts.undated(rng, locales.load("fi"))  # whose times have dots
        assert not re.search(r"\d{1,2}[./]\d{1,2}[./]\d{4}", text), text


def test_parts_and_packages_carry_their_numbers() -> None:
    rng, data = random.Random(6), locales.load("de")
    assert any(re.match(r"Kapitel \d", titles.part(rng, data)) for _ in range(300))
    assert all(re.search(r"\d", titles.package(rng, data)) for _ in range(50))


@pytest.mark.parametrize("kind", nondates.KINDS)
def test_every_kind_writes_texts_that_the_grammar_does_not_print(kind: str) -> None:
    rng = random.Random(5)
    texts = set()
    for _ in range(40):
        draft = nondates.draw_kind(kind, rng)
        texts.add(draft.text)
        assert draft.iso is None
        assert (draft.family, draft.pattern) == ("non-date", kind)
        assert draft.spans() == {}
        assert 0 < len(draft.text.strip()) <= len(draft.text) <= 200
        assert not iso.is_written(draft.text.strip())
    assert len(texts) > 15  # a kind is more than a handful of texts


def test_guarded_kinds_hold_over_many_draws() -> None:
    rng = random.Random(6)
    for _ in range(3000):
        draft = nondates.draw(rng)
        _, guard, _ = nondates.KINDS[draft.pattern]
        if guard != "none":
            assert not reads_as_date(draft.text, years=guard == "years"), draft


def test_same_generator_draws_the_same_texts() -> None:
    first, second = random.Random(7), random.Random(7)
    assert [nondates.draw(first) for _ in range(50)] == [nondates.draw(second) for _ in range(50)]


def test_unknown_kind_is_an_error() -> None:
    with pytest.raises(KeyError, match="riddle"):
        nondates.draw_kind("riddle", random.Random(0))
