"""The stream: pure, well labelled, in splits that do not touch."""

from __future__ import annotations

import itertools
import random
import re
import subprocess
import sys

import pytest

from datelens import iso
from datelens.corpus import families, splits, stream
from datelens.corpus.example import Draft, as_pair
from datelens.orders import full_year

EXAMPLES = stream.generate(seed=11, step=0, n=4000)


def test_same_seed_and_step_give_the_same_examples_in_another_process() -> None:
    code = "from datelens.corpus.stream import generate; print(ascii([e.text for e in generate(11, 0, 50)]))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ascii([e.text for e in stream.generate(11, 0, 50)])


def test_steps_and_seeds_give_different_examples() -> None:
    first = [e.text for e in stream.generate(11, 0, 50)]
    assert first != [e.text for e in stream.generate(11, 1, 50)]
    assert first != [e.text for e in stream.generate(12, 0, 50)]


def test_every_label_is_a_date_that_exists_or_none() -> None:
    assert [e for e in EXAMPLES if e.iso is not None and not iso.is_written(e.iso)] == []
    assert {e.family for e in EXAMPLES} >= {"cldr", "custom", "free", "numeric", "non-date"}


def test_spans_lie_in_the_text_and_do_not_overlap() -> None:
    for example in EXAMPLES:
        spans = sorted(example.spans.values())
        assert all(0 <= start < stop <= len(example.text) for start, stop in spans), example
        assert all(left[1] <= right[0] for left, right in itertools.pairwise(spans)), example


def test_gold_of_digits_written_as_they_are_is_the_digits() -> None:
    for example in EXAMPLES:
        pair = as_pair(example)
        for symbol, gold in zip(pair.target, pair.gold, strict=True):
            if gold is not None and gold[1] - gold[0] == 1 and pair.source[gold[0]].isdigit() and symbol != "0":
                assert pair.source[gold[0]] == symbol, example


def test_two_digits_of_a_year_are_read_as_posix_reads_them() -> None:
    drawn = stream.generate(12, 0, 12_000, shares={"cldr": 1.0, "free": 1.0, "numeric": 1.0, "numerals": 2.0})
    short = 0
    for example in drawn:
        start, stop = example.spans.get("year", (0, 0))
        digits = example.text[start:stop].strip("'’‘")
        if example.iso is not None and len(digits) == 2 and digits.isdecimal():
            short += 1
            assert int(example.iso[:4]) == full_year(int(digits)), example
    assert short > 500


def test_what_needs_its_language_comes_with_it_or_not_at_all() -> None:
    drawn = stream.generate(13, 0, 8000, shares={"cldr": 1.0})
    polish = [e for e in drawn if e.locale.startswith(("pl", "hr")) and "listopad" in e.text.lower()]
    told = [e for e in polish if e.hints.language is not None]
    assert {(e.locale[:2], (e.iso or "")[5:7]) for e in told} == {("pl", "11"), ("hr", "10")}
    assert len(told) > 2 * (len(polish) - len(told)), "drawn as other months are, they seldom come told"
    draft = Draft((("5", "day"), (" lis ", "month"), ("2016", "year")), "2016-10-05", "hr", "", "cldr", told=True)
    for seed in range(20):
        hints = stream._hints(draft, random.Random(seed))
        assert hints.language == "hr"
    assert stream._plain(draft, "train") is stream._example(draft, random.Random(1), "train", {"hints"}) is None


def test_training_never_sees_what_is_held_out() -> None:
    dates = {e.iso for e in EXAMPLES if e.iso and not e.iso.endswith("-02-29")}
    assert not {iso for iso in dates if splits._is_drawn(iso, splits.HELD_OUT_DATES)}


def test_no_leap_day_is_held_out_as_a_date() -> None:
    families_of_dates = dict.fromkeys(("cldr", "words", "supplement"), 1.0)
    drawn_from = stream.generate(5, 0, 6000, shares=families_of_dates)
    years = {e.iso[:4] for e in drawn_from if e.iso and e.iso[4:] == "-02-29"}
    drawn = {year for year in years if splits._is_drawn(f"{year}-02-29", splits.HELD_OUT_DATES)}
    assert drawn, "a leap day that a plain split would hold out is trained on"


@pytest.mark.parametrize("family", sorted(stream.SHARES))
def test_every_family_can_be_drawn_alone(family: str) -> None:
    assert len(stream.generate(3, 0, 20, shares={family: 1.0})) == 20


@pytest.mark.parametrize("separator", sorted(families.LEAST_MONTH_FIRST))
def test_month_comes_first_often_enough_to_leave_doubt(separator: str) -> None:
    numbers = re.compile(rf"\d\d?(?P<s>{re.escape(separator)})\d\d?(?P=s)\d{{4}}")
    first, last = 0, 0
    for example in stream.generate(6, 0, 4000, shares={"numeric": 1.0}):
        if example.ambiguous and not example.hints.symbols() and numbers.search(example.text):
            first += example.spans["month"] < example.spans["day"]
            last += example.spans["day"] < example.spans["month"]
    assert first / (first + last) >= families.LEAST_MONTH_FIRST[separator], (first, last)


def test_numeric_dates_of_a_locale_never_come_untold_where_the_order_matters() -> None:
    told = [e for e in stream.generate(4, 0, 3000, shares={"cldr": 1.0}) if e.ambiguous and e.spans]
    numeric = [e for e in told if all(e.text[a:b].isdecimal() for a, b in e.spans.values())]
    assert len(numeric) > 100
    assert all(e.hints.region or e.hints.order for e in numeric)


@pytest.mark.parametrize(
    ("day", "month", "year", "against"),
    [("01", "08", "1922", True), ("13", "08", "1922", False), ("08", "08", "1922", False), ("1", "8", "1922", True)],
)
def test_year_day_month_is_kept_only_where_nothing_else_can_be_read(
    day: str, month: str, year: str, against: bool
) -> None:
    pieces = ((year, "year"), ("-", None), (day, "day"), ("-", None), (month, "month"))
    draft = Draft(pieces, f"{year}-{int(month):02}-{int(day):02}", "ky", "y-dd-MM", "cldr", order="YDM")
    assert stream._against_the_law(draft) is against


def test_text_with_a_reading_by_rule_is_never_labelled_otherwise() -> None:
    ky = stream.generate(5, 0, 400, shares={"cldr": 0.5, "numeric": 0.3, "reduced": 0.2})
    assert [e for e in [*EXAMPLES, *ky] if iso.reading_by_law(e.text) not in (None, e.iso)] == []
    assert stream._against_the_law(Draft((("2016-01-05", None),), None, "", "x", "non-date"))


@pytest.mark.parametrize(("day", "iso_day", "against"), [("1o", "10", True), ("2O", "20", True), ("1o", "01", False)])
def test_misread_zero_is_dropped_where_it_writes_an_ordinal(day: str, iso_day: str, against: bool) -> None:
    pieces = ((day, "day"), (" de ", None), ("maio", "month"), (" de ", None), ("2020", "year"))
    assert stream._against_the_law(Draft(pieces, f"2020-05-{iso_day}", "pt", "x", "custom", order="DMY")) is against
