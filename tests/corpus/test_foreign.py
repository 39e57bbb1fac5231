"""Other calendars in the languages of CLDR: their names are their own, and nothing of them is read."""

from __future__ import annotations

import random

import pytest

from datelens.corpus import ambiguity, calendars, foreign, supplement

TABLES = foreign.tables()


def test_tables_hold_the_names_of_many_languages() -> None:
    names = {(table.calendar, table.locale): table.months for table in TABLES}
    assert names["islamic", "ru"][0] == ("мухаррам",)
    assert names["persian", "de"][0] == ("Farwardin",)
    assert {table.calendar for table in TABLES} == set(foreign.YEARS)


@pytest.mark.parametrize("calendar", sorted(foreign.YEARS))
def test_no_name_is_a_gregorian_month_in_any_language(calendar: str) -> None:
    gregorian = {*ambiguity.month_index()}
    for table in supplement.names().values():
        for series in table.months + table.abbreviated:
            gregorian |= {ambiguity.folded_name(name) for names in series for name in names}
    assert "nisan" in gregorian, "Turkish for April: a name that must not be here"
    for table in TABLES:
        if table.calendar == calendar:
            assert len(table.months) in (12, 13, 14)
            assert [n for names in table.months for n in names if ambiguity.folded_name(n) in gregorian] == []


def test_dates_of_other_calendars_are_written_out_and_have_no_reading() -> None:
    rng = random.Random(4)
    drafts = [foreign.draw(rng) for _ in range(3000)]
    assert all(draft.iso is None and draft.spans() == {} and draft.text.strip() for draft in drafts)
    assert len({draft.locale for draft in drafts}) > 40


def test_name_that_a_gregorian_month_shares_is_in_doubt_unless_its_year_tells() -> None:
    rng = random.Random(6)
    drafts = [calendars.draw_other(rng) for _ in range(8000)]
    told = [draft for draft in drafts if "Nisan" in draft.text and draft.locale == "en"]
    assert {draft.ambiguous for draft in told} == {True, False}
    assert all(draft.ambiguous == ("{y}" not in draft.pattern) for draft in told)
    assert all(draft.ambiguous for draft in drafts if "መጋቢት" in draft.text)
