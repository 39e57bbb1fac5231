"""The figures of a report, worked out by hand."""

from __future__ import annotations

import pytest

from datelens.evaluation.readers import Answer, Answered
from datelens.evaluation.report import (
    LEAST_ROWS,
    SUREST,
    Calibration,
    Group,
    Mistake,
    Report,
    Share,
    Worst,
    ceiling,
    precision,
    report,
)
from datelens.evaluation.rows import Row

DAY, OTHER = "2016-01-05", "2016-05-01"

# Each row with the answer to it: iso, first reading, confidence, ambiguous
TABLE = [
    (Row("a", DAY, family="cldr", language="en"), Answer(DAY, DAY, 0.9, False)),
    (Row("b", DAY, family="cldr", language="en"), Answer(OTHER, OTHER, 0.9, False)),
    (Row("c", DAY, family="numeric", language="en", ambiguous=True), Answer(OTHER, OTHER, 0.5, True)),
    (Row("d", DAY, family="numeric", language="de", ambiguous=True), Answer(DAY, DAY, 0.5, False)),
    (Row("e", "2016-01", family="month-year", language="de"), Answer(None, "2016-01", 0.1, True)),
    (Row("f", "--01-05", family="month-day", language="de"), Answer("--01-05", "--01-05", 0.7, False)),
    (Row("g", None, family="non-date"), Answer(None, None, 0.9, False)),
    (Row("h", None, family="non-date"), Answer("2016", "2016", 0.7, True)),
]
ROWS, ANSWERS = [row for row, _ in TABLE], tuple(answer for _, answer in TABLE)


@pytest.fixture(scope="module")
def figures() -> Report:
    return report("x", ROWS, Answered(ANSWERS, 2.0, 1))


def test_exact_match_counts_answers_over_all_rows_and_over_clear_ones(figures: Report) -> None:
    assert (figures.rows, figures.exact, figures.clear) == (8, Share(4, 8), Share(3, 6))


def test_rows_are_put_together_by_what_they_have_in_common(figures: Report) -> None:
    assert figures.by_language == (
        Group("", Share(1, 2), Share(1, 2)),
        Group("de", Share(2, 3), Share(1, 2)),
        Group("en", Share(1, 3), Share(1, 2)),
    )
    assert [group.name for group in figures.by_family] == ["cldr", "month-day", "month-year", "non-date", "numeric"]
    assert figures.by_family[-1] == Group("numeric", Share(1, 2), Share(0, 0))
    assert figures.by_precision == (
        Group("full", Share(2, 4), Share(1, 2)),
        Group("month", Share(0, 1), Share(0, 1)),
        Group("month-day", Share(1, 1), Share(1, 1)),
        Group("none", Share(1, 2), Share(1, 2)),
    )


def test_refusal_is_counted_both_ways(figures: Report) -> None:
    assert (figures.non_dates_refused, figures.dates_refused) == (Share(1, 2), Share(1, 6))


def test_doubt_is_counted_both_ways_and_of_dates_alone(figures: Report) -> None:
    assert (figures.ambiguous_flagged, figures.clear_flagged) == (Share(1, 2), Share(1, 4))
    assert figures.wrong_unflagged == Share(1, 6)


def test_no_doubt_is_due_where_a_hint_was_given() -> None:
    rows = [Row("a", DAY, order=order, ambiguous=True) for order in ("DMY", "MDY", None)]
    given = [Answer(DAY, DAY, 0.9, ambiguous, aided=aided) for ambiguous, aided in ((False, True), (True, False))]
    answers = (given[0], given[1], Answer(DAY, DAY, 0.9, False))  # the second hint is not known and was left out
    figures = report("x", rows, Answered(answers, 1.0, 1))
    assert figures.ambiguous_flagged == Share(1, 2)
    assert report("x", rows[:1], Answered(answers[:1], 1.0)).ambiguous_flagged == Share(0, 0)
    cut = report("x", rows[:1], Answered(answers[:1], 1.0), tells_precision=False)
    assert cut.ambiguous_flagged == Share(0, 0)


def test_confidence_is_held_against_the_first_reading(figures: Report) -> None:
    # Bins of a fifteenth: 0.1 (1 of 1 right), 0.5 (1 of 2), 0.7 (1 of 2), 0.9 (2 of 3)
    calibration = figures.calibration
    assert isinstance(calibration, Calibration)
    assert [(row.count, row.accuracy) for row in calibration.table] == [(1, 1.0), (2, 0.5), (2, 0.5), (3, 2 / 3)]
    assert calibration.error == pytest.approx((1 * 0.9 + 2 * 0 + 2 * 0.2 + 3 * (0.9 - 2 / 3)) / 8)
    assert calibration.risk_coverage == ((3 / 8, 1 / 3), (5 / 8, 2 / 5), (7 / 8, 3 / 7), (1, 3 / 8))
    assert calibration.area == pytest.approx(3 / 8 / 3 + 2 / 8 * 2 / 5 + 2 / 8 * 3 / 7 + 1 / 8 * 3 / 8)


def test_a_reader_without_doubt_has_no_figures_of_it() -> None:
    bare = tuple(Answer(answer.iso, answer.iso) for answer in ANSWERS)
    figures = report("x", ROWS, Answered(bare, 0.0))
    assert (figures.ambiguous_flagged, figures.clear_flagged, figures.calibration) == (None, None, None)
    assert (figures.exact, figures.wrong_unflagged, figures.per_second) == (Share(4, 8), Share(2, 6), None)


def test_time_is_told(figures: Report) -> None:
    assert (figures.per_second, figures.hints_left_out) == (4.0, 1)


@pytest.mark.parametrize(
    ("iso", "answer", "right"),
    [
        ("2016-01", "2016-01-01", True),
        ("2016", "2016-01-01", True),
        ("--01-05", "0001-01-05", True),
        ("2016-01", "2016-02-01", False),
        ("--01-05", "2016-01-06", False),
        (DAY, DAY, True),
        (DAY, None, False),
        (None, DAY, False),
    ],
)
def test_a_reader_of_full_dates_is_compared_as_far_as_the_target_goes(
    iso: str | None, answer: str | None, right: bool
) -> None:
    answered = Answered((Answer(answer, answer),), 1.0)
    assert report("x", [Row("a", iso)], answered, tells_precision=False).exact == Share(int(right), 1)
    assert report("x", [Row("a", iso)], answered).exact.hits == (iso == answer)


def test_the_worst_languages_come_with_their_surest_mistakes_on_clear_rows() -> None:
    good, bad = Answer(DAY, DAY, 0.9), [Answer(OTHER, OTHER, 0.1 * i) for i in range(6)]
    table = [
        *((Row("a", DAY, language="de"), good) for _ in range(LEAST_ROWS)),
        *((Row("b", DAY, language="en"), good) for _ in range(LEAST_ROWS - 5)),
        *((Row(str(i), DAY, language="en"), answer) for i, answer in enumerate(bad[:5])),
        (Row("c", DAY, language="en", ambiguous=True), Answer(OTHER, OTHER, 1.0)),
        *((Row("d", DAY, language="fr"), good) for _ in range(LEAST_ROWS - 1)),
        (Row("e", DAY, language="fr"), bad[5]),
        *((Row("f", DAY, language="rare"), bad[0]) for _ in range(LEAST_ROWS - 1)),
    ]
    figures = report("x", [row for row, _ in table], Answered(tuple(answer for _, answer in table), 1.0))
    assert [group.name for group in figures.ranked] == ["en", "fr", "de"]
    assert figures.worst == (
        Worst("en", Share(45, 50), tuple(Mistake(str(i), DAY, OTHER, 0.1 * i) for i in (4, 3, 2))),
        Worst("fr", Share(49, 50), (Mistake("e", DAY, OTHER, 0.5),)),
    )


def test_mistakes_on_clear_rows_are_told_whether_or_not_a_language_is_known() -> None:
    mistakes = [(Row(str(i), DAY), Answer(OTHER, OTHER, i / 20)) for i in range(SUREST + 2)]
    table = [
        *mistakes,
        mistakes[-1],  # a row that came again
        (Row("clear", DAY, language="en"), Answer(None, OTHER, 0.99)),
        (Row("unclear", DAY, ambiguous=True), Answer(OTHER, OTHER, 1.0)),
        (Row("right", DAY), Answer(DAY, DAY, 1.0)),
    ]
    figures = report("x", [row for row, _ in table], Answered(tuple(answer for _, answer in table), 1.0))
    surest = [Mistake(str(i), DAY, OTHER, i / 20) for i in range(SUREST + 1, 2, -1)]
    assert figures.mistakes == (Mistake("clear", DAY, None, 0.99), *surest)
    assert figures.worst == ()
    right = report("x", [Row("right", DAY)], Answered((Answer(DAY, DAY, 1.0),), 1.0))
    assert right.mistakes == ()


def test_the_ceiling_is_the_commonest_reading_of_each_text_with_its_hints() -> None:
    texts = [("a", DAY), ("a", OTHER), ("a", OTHER), ("a", None), ("b", DAY)]
    assert ceiling([Row(*pair) for pair in texts]) == Share(3, 5)
    assert ceiling([Row("a", DAY, "en_GB"), Row("a", OTHER, "en_US")]) == Share(2, 2)
    assert ceiling([Row("a", DAY, order="DMY"), Row("a", OTHER, order="DMY")]) == Share(1, 2)
    assert ceiling([Row("a", DAY, order="DMY"), Row("a", OTHER, order="MDY")]) == Share(2, 2)
    assert ceiling([]) == Share(0, 0)


def test_every_kind_of_reading_has_its_precision() -> None:
    assert [precision(iso) for iso in (DAY, "2016-01", "--01-05", "2016", None)] == [
        *("full", "month", "month-day", "year", "none")
    ]


def test_a_share_of_nothing_has_no_value() -> None:
    assert (Share(0, 0).value, Share(1, 4).value) == (None, 0.25)
