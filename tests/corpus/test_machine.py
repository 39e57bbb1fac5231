"""Machine forms: each code by hand, week and ordinal dates by the standard library."""

from __future__ import annotations

import datetime
import random
import re

import pytest

from datelens.corpus import machine
from datelens.corpus.dates import draw_date

MOMENT = machine.Moment(datetime.date(2016, 1, 5), 1, 15, 4, 9, 123456, "+01:00", "CET")
FORMS = [form for _, _, forms in machine.forms() for form in forms]


def text(template: str, moment: machine.Moment = MOMENT) -> str:
    return "".join(piece for piece, _ in machine.write(machine._form(template), moment, random.Random(0)))


@pytest.mark.parametrize(
    ("template", "written"),
    [
        ("%Y-%m-%dT%H:%M:%S%:z", "2016-01-05T15:04:09+01:00"),
        ("%Y%m%dT%H%M%S%z", "20160105T150409+0100"),
        ("%Y-%m-%d %H:%M:%S.%f", "2016-01-05 15:04:09.123456"),
        ("%G-W%V-%u", "2016-W01-2"),
        ("%Y-%j", "2016-005"),
        ("%a, %d %b %Y %H:%M:%S %z (%Z)", "Tue, 05 Jan 2016 15:04:09 +0100 (CET)"),
        ("%A, %d-%b-%y %H:%M:%S GMT", "Tuesday, 05-Jan-16 15:04:09 GMT"),
        ("%a %b %e %H:%M:%S %Y", "Tue Jan  5 15:04:09 2016"),
        ("%d-%^b-%y %I.%M.%S %p", "05-JAN-16 03.04.09 PM"),
        ("%d%~b%Y:%H:%M:%S.%L", "05jan2016:15:04:09.123"),
        ("en_US|%-m/%-d/%Y %-I:%M %~p", "1/5/2016 3:04 pm"),
        ("\\date{%B %-d, %Y}", "\\date{January 5, 2016}"),
    ],
)
def test_codes_write_what_programs_write(template: str, written: str) -> None:
    assert text(template) == written


@pytest.mark.parametrize("hour", [0, 1, 11, 12, 13, 23])
def test_twelve_hour_clock_is_read_back_by_the_standard_library(hour: int) -> None:
    moment = machine.Moment(MOMENT.date, 1, hour, 0, 0, 0, "+00:00", "UTC")
    assert datetime.datetime.strptime(text("%I:%M %p", moment), "%I:%M %p").hour == hour  # noqa: DTZ007


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.template)
def test_spans_hold_the_fields_and_no_code_is_left_over(form: machine.Form) -> None:
    pieces = machine.write(form, MOMENT, random.Random(1))
    written = {name: piece for piece, name in pieces if name is not None}
    assert written["year"] == ("16" if form.has_short_year else "2016")
    assert written.get("month", "01").lower() in ("1", "01", "jan", "january")
    assert written.get("day", "05") in ("5", "05")
    assert not re.search(r"%[-^~:]?[a-zA-Z]", "".join(piece for piece, _ in pieces))
    order = "".join(name[0].upper() for _, name in pieces if name)
    assert form.order == (order if len(order) == 3 else None)


@pytest.mark.parametrize("date", [datetime.date(2021, 1, 3), datetime.date(2018, 12, 31), datetime.date(2020, 12, 31)])
def test_week_date_has_a_year_span_only_where_its_year_is_the_calendars(date: datetime.date) -> None:
    moment = machine.Moment(date, 0, 0, 0, 0, 0, "+00:00", "UTC")
    pieces = machine.write(machine._form("%G-W%V-%u"), moment, random.Random(0))
    year, week, day = re.fullmatch(r"(\d{4})-W(\d\d)-(\d)", "".join(piece for piece, _ in pieces)).groups()
    assert datetime.date.fromisocalendar(int(year), int(week), int(day)) == date
    assert any(name == "year" for _, name in pieces) == (int(year) == date.year)


def test_drawn_week_and_ordinal_dates_are_right() -> None:
    rng = random.Random(5)
    seen = set()
    for _ in range(3000):
        draft = machine.draw(draw_date(rng), rng)
        date = datetime.date.fromisoformat(draft.iso)
        week = re.fullmatch(r"(\d{4})-?[Ww](\d\d)-?(\d)", draft.text)
        day = re.fullmatch(r"(\d{4})-(\d{3})", draft.text)
        if week:
            assert datetime.date.fromisocalendar(*map(int, week.groups())) == date
        if day:
            assert datetime.date(int(day[1]), 1, 1) + datetime.timedelta(int(day[2]) - 1) == date
        seen |= {"week"} if week else {"day"} if day else set()
    assert seen == {"week", "day"}


@pytest.mark.parametrize(("day", "ambiguous"), [(5, True), (1, False), (15, False)])
def test_month_first_with_a_time_is_ambiguous_where_the_day_could_be_a_month(day: int, ambiguous: bool) -> None:
    found = set()
    rng = random.Random(2)
    for _ in range(3000):
        draft = machine.draw(datetime.date(2016, 1, day), rng)
        if draft.pattern == "%-m/%-d/%Y %-I:%M %p":
            found.add((draft.locale, draft.order, draft.ambiguous))
    assert found == {("en_US", "MDY", ambiguous)}


def test_last_week_of_the_calendar_is_written_without_a_fifth_digit() -> None:
    rng = random.Random(7)
    for _ in range(500):
        draft = machine.draw(datetime.date(9999, 12, 31), rng)
        assert not draft.text.startswith("10000")


def test_same_generator_gives_the_same_text() -> None:
    date = datetime.date(2016, 1, 5)
    assert machine.draw(date, random.Random(9)) == machine.draw(date, random.Random(9))
