"""What stands around a date: the pieces inside are untouched, and nothing added changes the reading."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest

from datelens import iso
from datelens.corpus import families, nondates, reduced, surroundings
from datelens.corpus.example import DAY, MONTH, YEAR, Draft

DATE = Draft((("5", DAY), (" mai ", None), ("2020", YEAR)), "2020-05-05", "fr_FR", "d MMM y", "free")
MONTH_OF_YEAR = Draft((("März", MONTH), (" ", None), ("2021", YEAR)), "2021-03", "de", "MMMM y", "month-year")
DAY_OF_MONTH = Draft((("5", DAY), (". ", None), ("Mai", MONTH)), "--05-05", "de", "d. MMMM", "month-day")
NOTHING = Draft((("N/A", None),), None, "en", "placeholder", "non-date")


@pytest.mark.parametrize("draw", [families.draw_cldr, families.draw_numeric, reduced.draw_reduced, nondates.draw])
def test_a_draft_keeps_its_reading_and_its_spans(draw: Callable[[random.Random], Draft]) -> None:
    rng = random.Random(1)
    changed = 0
    for _ in range(300):
        before = draw(rng)
        after = surroundings.surround(before, rng)
        changed += after.text != before.text
        assert before.text in after.text
        assert (after.iso, after.family, after.pattern) == (before.iso, before.family, before.pattern)
        assert [piece for piece in after.pieces if piece[1] is not None] == [
            piece for piece in before.pieces if piece[1] is not None
        ]
        assert {field: after.text[start:stop] for field, (start, stop) in after.spans().items()} == {
            field: before.text[start:stop] for field, (start, stop) in before.spans().items()
        }
        assert len(after.text) <= 200
        assert after == before or not iso.is_written(after.text.strip())
    assert changed > 250


def test_no_number_is_added_to_what_is_no_date() -> None:
    rng = random.Random(2)
    for _ in range(600):
        before, after = surroundings.surround(NOTHING, rng).text.split(NOTHING.text, 1)
        assert not any(c.isdecimal() for c in before + after)


TIED = re.compile(
    r"\d{1,2}(?:[:.h]\d{2}){1,2}(?: (?:GMT|UTC)[+-]\d+)?|\d+ ?(?:[ap](?:\.?m)?\.?|o'clock|uhr|hrs)"
    r"|(?:half past|quarter to) \d+|\d+h"
    r"|(?:no|vol|nr|n°|№|issue|p|bd|núm)\.? \d[\d.,]*, $",
    re.IGNORECASE,
)
"""Times, and the numbers of volumes, issues and pages."""


@pytest.mark.parametrize("draft", [MONTH_OF_YEAR, DAY_OF_MONTH], ids=["month of a year", "day of a month"])
def test_a_number_beside_a_reduced_date_is_tied_to_something_else(draft: Draft) -> None:
    rng = random.Random(9)
    numbered = 0
    for _ in range(1500):
        before, after = surroundings.surround(draft, rng).text.split(draft.text, 1)
        numbered += any(c.isdecimal() for c in before + after)
        assert not re.search(r"\d[\s,]*$", TIED.sub("", before)), (before, draft.text)
        assert not re.match(r"[\s,]*\d", TIED.sub("", after)), (draft.text, after)
    assert 300 < numbered < 1200


def test_numbers_around_a_full_date_stand_apart_from_it() -> None:
    rng = random.Random(3)
    texts = [surroundings.surround(DATE, rng).text for _ in range(600)]
    assert sum(any(c.isdecimal() for c in text.replace(DATE.text, "")) for text in texts) > 100
    for text in texts:
        start = text.index(DATE.text)
        assert not text[:start][-1:].isdecimal()
        assert not text[start + len(DATE.text) :][:1].isdecimal()


def test_time_of_iso_8601_follows_dates_of_iso_8601_alone() -> None:
    rng = random.Random(4)
    assert any("T" in surroundings.time_after(rng, "en", "2016-01-05", True)[1][:1] for _ in range(20))
    assert not any(surroundings.time_after(rng, "en", "5.1.2016", True)[1].startswith("T") for _ in range(200))


def test_times_with_dots_follow_full_dates_and_bare_ones_a_year_of_four_digits_alone() -> None:
    rng = random.Random(8)
    after_year = [surroundings._dotted(rng, "da", "5. maj 2020") for _ in range(300)]
    assert any(re.fullmatch(r"kl\. \d\d\.\d\d", time) for time in after_year)
    assert any(re.fullmatch(r"\d{4}", time) for time in after_year)
    assert not any(re.search(r"\d{4}", surroundings._dotted(rng, "da", "2020-05-05")) for _ in range(300))


def test_a_figure_is_fenced_off_from_the_date() -> None:
    rng = random.Random(9)
    for _ in range(200):
        before, after = surroundings.figure(rng, "de", DATE.text, True)
        assert bool(before) != bool(after)
        assert re.search(r"[-–—|;:·\t]\s?$", before) or re.match(r"[;\t]| [(\[–|-]", after), (before, after)
        assert not before[-1:].isdecimal()
        assert not after[:1].isdecimal()


def test_a_line_of_a_log_keeps_numbers_away_from_reduced_dates() -> None:
    rng = random.Random(10)
    around = ["".join(surroundings.log(rng, "en", "März 2021", False)) for _ in range(200)]
    assert not any(re.search(r"\d", text.replace("<13>", "")) for text in around)


def test_most_of_what_stands_around_is_short_and_some_is_long() -> None:
    rng = random.Random(11)
    lengths = [len(surroundings.surround(DATE, rng).text) - len(DATE.text) for _ in range(600)]
    assert sum(length <= 30 for length in lengths) > 400
    assert 10 < sum(length > 90 for length in lengths) < 90


def test_text_without_room_stays_as_it_is() -> None:
    long = Draft((("x" * 199, None),), None, "en", "word", "non-date")
    rng = random.Random(5)
    assert all(len(surroundings.surround(long, rng).text) <= 200 for _ in range(50))


def test_same_generator_writes_the_same() -> None:
    first, second = random.Random(7), random.Random(7)
    assert [surroundings.surround(DATE, first) for _ in range(40)] == [
        surroundings.surround(DATE, second) for _ in range(40)
    ]
