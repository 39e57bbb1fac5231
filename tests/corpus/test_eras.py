"""Eras: the turns of the Japanese ones by hand, and years that read back."""

from __future__ import annotations

import datetime
import random
import re

import pytest

from datelens.corpus import eras
from datelens.corpus.dates import draw_date

D = datetime.date


@pytest.mark.parametrize(
    ("date", "name", "year"),
    [
        (D(1873, 1, 1), "明治", 6),
        (D(1912, 7, 29), "明治", 45),
        (D(1912, 7, 30), "大正", 1),
        (D(1926, 12, 24), "大正", 15),
        (D(1926, 12, 25), "昭和", 1),
        (D(1989, 1, 7), "昭和", 64),
        (D(1989, 1, 8), "平成", 1),
        (D(2016, 1, 5), "平成", 28),
        (D(2019, 4, 30), "平成", 31),
        (D(2019, 5, 1), "令和", 1),
    ],
)
def test_japanese_era_turns_on_its_day(date: D, name: str, year: int) -> None:
    names, number = eras.japanese_era(date)
    assert (names[0], number) == (name, year)


def test_japanese_dates_are_written_as_on_forms_and_in_papers() -> None:
    rng = random.Random(1)
    texts = {eras._draw_japanese(D(2019, 5, 1), rng).text for _ in range(4000)}
    assert {"令和元年5月1日", "R1.5.1", "令和元年五月一日", "令和1年5月1日", "令和元年5月1日（水）"} <= texts


@pytest.mark.parametrize(
    ("number", "text"), [(99, "九十九"), (100, "一百"), (105, "一百零五"), (112, "一百一十二"), (130, "一百三十")]
)
def test_years_of_the_republic_are_counted_in_full(number: int, text: str) -> None:
    assert eras.counted_in_full(number) == text


def test_spans_hold_the_year_and_with_an_east_asian_era_its_name() -> None:
    rng = random.Random(6)
    starts = {
        "平成": 1988,
        "平": 1988,
        "H": 1988,
        "㍻": 1988,
        "昭和": 1925,
        "S": 1925,
        "令和": 2018,
        "R": 2018,
        "民國": 1911,
    }
    seen = set()
    for _ in range(5000):
        draft = eras.draw(draw_date(rng), rng)
        year = int(draft.iso[:4])
        start, stop = draft.spans()["year"]
        match = re.fullmatch(r"(\D*?)\s?(\d+)", draft.text[start:stop])
        if match is None:
            continue  # in Chinese numerals
        name, number = match[1].strip().removeprefix("中華").upper(), int(match[2])
        if name in starts:
            assert starts[name] + number == year, draft
            seen.add(name)
        elif not name:
            assert number == year, draft
            seen.add("")
    assert seen >= {"平成", "H", "昭和", "令和", "R", "民國", ""}


def test_early_years_are_written_without_zeros_and_read_with_four_digits() -> None:
    rng = random.Random(3)
    found = {draft.text: draft.iso for draft in (eras._draw_word(D(79, 8, 24), rng) for _ in range(8000))}
    assert found["AD 79"] == "0079"
    assert found["24 August 79 AD"] == "0079-08-24"
    assert found["公元79年8月"] == "0079-08"


def test_numbers_with_an_era_are_ambiguous_where_day_and_month_could_change_places() -> None:
    pieces = (("5", "day"), (".", None), ("12", "month"), (".", None), ("893", "year"), (" AD", None))
    assert eras._draft(pieces, D(893, 12, 5), "en", "d.M.y G").ambiguous
    assert not eras._draft((("15", "day"), *pieces[1:]), D(893, 12, 15), "en", "d.M.y G").ambiguous


def test_same_generator_gives_the_same_text() -> None:
    date = D(2016, 1, 5)
    assert eras.draw(date, random.Random(9)) == eras.draw(date, random.Random(9))
