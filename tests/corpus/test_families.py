"""The families of full and reduced dates: shapes, orders, weekdays, dots."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from datelens import iso
from datelens.corpus import families, locales, patterns, reduced
from datelens.corpus.ambiguity import is_ambiguous

DRAWS = [families.draw_cldr, families.draw_custom, families.draw_free, families.draw_numeric]


@pytest.mark.parametrize("draw", DRAWS, ids=lambda draw: draw.__name__)
def test_full_dates_write_all_three_fields_once_or_in_parts(draw: object) -> None:
    rng = random.Random(5)
    for _ in range(300):
        draft = draw(rng)  # type: ignore[operator]
        assert set(draft.spans()) == {"year", "month", "day"}, draft
        assert len(draft.iso) == iso.LONGEST
        assert draft.order is not None
        assert sorted(draft.order) == ["D", "M", "Y"]


@pytest.mark.parametrize("draw", DRAWS, ids=lambda draw: draw.__name__)
def test_short_years_are_only_written_where_they_mean_the_year(draw: object) -> None:
    rng = random.Random(6)
    for _ in range(500):
        draft = draw(rng)  # type: ignore[operator]
        start, stop = draft.spans()["year"]
        if stop - start == 2:
            assert "1969" <= draft.iso[:4] <= "2068", draft


def test_numeric_dates_without_a_hint_come_in_the_shares_that_are_written_down() -> None:
    rng = random.Random(7)
    slashes = [
        draft.order for draft in (families.draw_numeric(rng) for _ in range(6000)) if draft.pattern.count("/") == 2
    ]
    counts = Counter(slashes)
    for order, share in families.NUMERIC_ORDERS["/"].items():
        assert counts[order] / len(slashes) == pytest.approx(share, abs=0.05)


def test_ordinals_are_often_of_one_digit() -> None:
    rng, tokens = random.Random(13), patterns.parse("o MMMM y")
    small = sum(families.draw_date_of(tokens, rng).day < 10 for _ in range(2000))
    assert 0.52 < small / 2000 < 0.66


def test_one_weekday_in_ten_is_wrong() -> None:
    rng, data = random.Random(8), locales.load("en")
    tokens = patterns.parse("EEEE, d MMMM y")
    wrong = 0
    for _ in range(3000):
        date = families.draw_date(rng)
        pieces = families.write_layout(tokens, date, data, rng)
        wrong += pieces[0][0] != data.names.days["format", "wide"][date.weekday()]
    assert 0.06 < wrong / 3000 < 0.12


def test_dots_of_short_months_are_dropped_half_the_time() -> None:
    rng = random.Random(9)
    pieces = (("5 ", "day"), ("janv.", "month"))
    dropped = sum(families.dot_month(pieces, rng)[1][0] == "janv" for _ in range(2000))
    assert 0.45 < dropped / 2000 < 0.55


def test_cut_month_names_still_tell_the_month() -> None:
    data = locales.load("fr")
    assert families.shorten_month((("juillet", "month"),), 7, data) == (("juil", "month"),)
    assert families.shorten_month((("mai", "month"),), 5, data) == (("mai", "month"),)


@pytest.mark.parametrize(
    ("draw", "fields"),
    [
        (reduced.draw_month_year, {"year", "month"}),
        (reduced.draw_month_day, {"month", "day"}),
        (reduced.draw_year, {"year"}),
    ],
)
def test_reduced_dates_write_what_they_say(draw: object, fields: set[str]) -> None:
    rng = random.Random(10)
    for _ in range(300):
        draft = draw(rng)  # type: ignore[operator]
        assert iso.is_written(draft.iso), draft
        assert set(draft.spans()) == fields, draft


def test_month_and_day_in_numbers_are_ambiguous_where_the_day_could_be_a_month() -> None:
    rng = random.Random(11)
    drafts = [reduced.draw_month_day(rng) for _ in range(3000)]
    numeric = [d for d in drafts if all(text.isdecimal() for text, name in d.pieces if name)]
    assert numeric
    assert all(d.ambiguous == (int(d.iso[-2:]) <= 12) for d in numeric)


def test_cldr_forms_keep_their_era_and_still_count_as_clear() -> None:
    rng = random.Random(12)
    for _ in range(300):
        draft = families.draw_cldr(rng)
        if draft.pattern == "MMM d, y G" and not draft.told:
            assert not is_ambiguous(draft)
