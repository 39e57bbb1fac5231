"""Buddhist years are read; names of other calendars are none of the Gregorian one's."""

from __future__ import annotations

import datetime
import random
import re

import pytest

from datelens.corpus import ambiguity, calendars
from datelens.corpus.dates import draw_date


def test_buddhist_year_is_543_ahead_and_a_year_of_the_common_era_is_not() -> None:
    rng = random.Random(2)
    seen = set()
    for _ in range(3000):
        draft = calendars.draw_buddhist(draw_date(rng), rng)
        start, stop = draft.spans()["year"]
        if stop - start == 2:
            continue
        written, year = int(draft.text[start:stop]), int(draft.iso[:4])
        common = "ค.ศ." in draft.text or "คริสต์" in draft.text
        assert written == year + (0 if common else 543), draft
        assert 1800 <= year <= 2107
        seen.add((common, len(draft.iso)))
    assert seen == {(True, 10), (True, 4), (False, 10), (False, 7), (False, 4)}


def test_two_digits_of_a_buddhist_year_are_of_its_26th_century() -> None:
    rng = random.Random(3)
    seen = set()
    for _ in range(5000):
        draft = calendars.draw_buddhist(draw_date(rng), rng)
        start, stop = draft.spans()["year"]
        if stop - start == 2:
            assert draft.iso is not None
            assert int(draft.iso[:4]) + 543 == 2500 + int(draft.text[start:stop]), draft
            assert ambiguity.is_ambiguous(draft), "a program writes the last digits of the other era"
            seen.add(draft.text[start:stop])
    assert len(seen) > 90


def test_buddhist_year_in_numbers_alone_comes_with_its_language() -> None:
    rng = random.Random(4)
    drafts = [calendars.draw_buddhist(draw_date(rng), rng) for _ in range(2000)]
    numbers = [d for d in drafts if len(d.iso or "") == 10 and re.fullmatch(r"[\d/.-]+", d.text)]
    assert numbers
    assert all(draft.told for draft in numbers)
    assert sum(draft.told for draft in drafts) == len(numbers)


def test_buddhist_date_is_written_as_in_a_thai_newspaper() -> None:
    rng = random.Random(0)
    texts = {calendars.draw_buddhist(datetime.date(2024, 10, 9), rng).text for _ in range(2000)}
    assert {"9 ตุลาคม 2567", "9 ต.ค. 2567", "วันพุธที่ 9 ตุลาคม พ.ศ. 2567", "๙ ตุลาคม พ.ศ. ๒๕๖๗"} <= texts


@pytest.mark.parametrize("calendar", calendars.calendars(), ids=lambda calendar: calendar.name)
def test_no_name_of_another_calendar_is_a_gregorian_month_in_any_language(calendar: calendars.Calendar) -> None:
    gregorian = ambiguity.month_index()
    assert "nisan" in gregorian, "Turkish for April: a name that must not be here"
    for names in calendar.months:
        assert [name for name in names if ambiguity.folded_name(name) in gregorian] == []
    if "hebrew" not in calendar.name:  # told by the year, which is above 5000
        assert [name for name in calendar.shared if ambiguity.folded_name(name) not in gregorian] == []


@pytest.mark.parametrize("calendar", calendars.calendars(), ids=lambda calendar: calendar.name)
def test_forms_name_the_month_or_the_era(calendar: calendars.Calendar) -> None:
    for form in calendar.forms:
        assert "{M}" in form or "{e}" in form
        assert set(re.findall(r"\{(\w)\}", form)) <= set("dmMyeE")


@pytest.mark.parametrize(
    ("number", "letters"),
    [
        (1, "א׳"),
        (15, "ט״ו"),
        (16, "ט״ז"),
        (17, "י״ז"),
        (18, "י״ח"),
        (25, "כ״ה"),
        (30, "ל׳"),
        (5776, "תשע״ו"),
        (5708, "תש״ח"),
    ],
)
def test_number_in_hebrew_letters(number: int, letters: str) -> None:
    assert calendars.hebrew_letters(number) == letters


def test_all_other_calendars_are_drawn_and_refused() -> None:
    rng = random.Random(8)
    drafts = [calendars.draw_other(rng) for _ in range(5000)]
    assert all(draft.iso is None and draft.spans() == {} and "{" not in draft.text for draft in drafts)
    kinds = {draft.pattern.split(" ")[0] for draft in drafts}
    assert {calendar.name for calendar in calendars.calendars()} | {"lunar"} <= kinds


def test_same_generator_gives_the_same_text() -> None:
    date = datetime.date(2016, 1, 5)
    assert calendars.draw_other(random.Random(9)) == calendars.draw_other(random.Random(9))
    assert calendars.draw_buddhist(date, random.Random(9)) == calendars.draw_buddhist(date, random.Random(9))
