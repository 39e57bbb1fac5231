"""Answers to open texts: what the column's order makes of a translation, by hand."""

from __future__ import annotations

import pytest

from datelens.bundle import Thresholds
from datelens.columns.answers import Answer, answer, open_answer
from datelens.columns.evidence import Evidence
from datelens.columns.numbers import Numbers, numbers_of, plain
from datelens.columns.settlement import Settlement
from datelens.records import Reading, Translation

THRESHOLDS = Thresholds(ambiguity=0.1, refusal=0.3)
MDY = Settlement("MDY", doubt=0.02, evidence=Evidence(orders={"MDY": 24}))


def numbers(text: str) -> Numbers:
    found = numbers_of(plain(text))
    assert found is not None
    return found


def translation(*readings: tuple[str | None, float], ambiguous: bool = False) -> Translation:
    listed = tuple(Reading(*reading) for reading in readings)
    iso = listed[0].iso if listed[0].probability >= THRESHOLDS.refusal else None
    return Translation("03/04/2021", iso, listed[0].probability, ambiguous, listed)


def test_in_a_settled_column_arithmetic_says_which_date_and_the_model_whether_there_is_one() -> None:
    read = translation(("2021-04-03", 0.6), ("2021-03-04", 0.3), ambiguous=True)
    found = open_answer(read, numbers("03/04/2021"), MDY, THRESHOLDS)
    assert found == Answer("2021-03-04", pytest.approx(0.9 * 0.98), ambiguous=False, order="MDY")


def test_a_misread_number_is_no_other_date() -> None:
    read = translation(("2021-03-24", 0.4), ("2021-03-04", 0.3), (None, 0.2), ambiguous=True)
    found = open_answer(read, numbers("03/04/2021"), MDY, THRESHOLDS)
    assert (found.iso, found.ambiguous) == ("2021-03-04", False)
    assert found.confidence == pytest.approx(0.7 * 0.98)


def test_what_the_model_takes_for_no_date_stays_none() -> None:
    read = translation((None, 0.7), ("2021-03-04", 0.25))
    assert open_answer(read, numbers("03/04/2021"), MDY, THRESHOLDS).iso is None


def test_a_date_of_another_calendar_is_left_alone() -> None:
    read = translation(("1478-04-03", 0.97))
    assert open_answer(read, numbers("03/04/2021"), MDY, THRESHOLDS).iso == "1478-04-03"


def test_beside_another_number_the_model_has_the_last_word_and_a_flip_is_told() -> None:
    read = translation(("2021-04-03", 0.97))
    found = open_answer(read, numbers("No 7 of 03/04/2021"), MDY, THRESHOLDS)
    assert (found.iso, found.ambiguous, found.order) == ("2021-04-03", True, "DMY")
    assert found.doubt == "2021-04-03 or 2021-03-04"


@pytest.mark.parametrize(
    ("votes", "ambiguous"),
    [({}, False), ({"DMY": 3}, False), ({"MDY": 3}, True), ({"DMY": 300, "MDY": 200}, True), ({"YMD": 5}, False)],
    ids=str,
)
def test_where_nothing_is_settled_a_clear_row_of_another_order_makes_a_text_ambiguous(
    votes: dict[str, int], ambiguous: bool
) -> None:
    unsettled = Settlement(evidence=Evidence(orders=votes))
    found = open_answer(translation(("2021-04-03", 0.97)), numbers("03/04/2021"), unsettled, THRESHOLDS)
    assert (found.iso, found.ambiguous) == ("2021-04-03", ambiguous)


def test_an_answer_keeps_its_readings_where_it_is_in_doubt() -> None:
    assert answer(translation(("2021-04-03", 0.97))).doubt == ""
    assert answer(translation((None, 0.97))).doubt == ""
    assert answer(translation(("2021-04-03", 0.2))).doubt == "2021-04-03 (0.20)"
    both = answer(translation(("2021-04-03", 0.6), ("2021-03-04", 0.3), ambiguous=True))
    assert both.doubt == "2021-04-03 (0.60) or 2021-03-04 (0.30)"


def test_where_nothing_is_settled_a_day_that_may_be_the_year_makes_a_text_ambiguous() -> None:
    found = open_answer(translation(("2015-01-20", 0.97)), numbers("20/01/15"), Settlement(), THRESHOLDS)
    assert (found.iso, found.ambiguous) == ("2015-01-20", True)
    assert found.doubt == "2015-01-20 or 2020-01-15"
