"""Settlements: from evidence that is written down here, worked out by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest

from datelens.columns.evidence import Evidence
from datelens.columns.settlement import Settlement, doubt, language_of, order_by_years, order_of, settle
from datelens.records import Reading, Translation

KNOWN = ("da", "de", "fr", "nb")


def silent(texts: Sequence[str], locale: str | None) -> list[Translation]:
    """A model that finds everything ambiguous."""
    return [Translation(text, "2021-04-03", 0.6, True, (Reading("2021-04-03", 0.6),)) for text in texts]


def british(texts: Sequence[str], locale: str | None) -> list[Translation]:
    """A model that reads `03/04/2021` in one order where it is told a locale."""
    assert locale
    return [Translation(text, "2021-04-03", 0.98, False, (Reading("2021-04-03", 0.98),)) for text in texts]


@pytest.mark.parametrize(
    ("votes", "against", "expected"),
    [(0, 0, 0.5), (9, 0, 0.05), (10, 0, 1 / 22), (412, 0, 0.5 / 413), (99, 1, 1.5 / 101), (0, 10, 10.5 / 11)],
)
def test_doubt_is_that_of_jeffreys_prior(votes: int, against: int, expected: float) -> None:
    assert doubt(votes, against) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("orders", "against", "expected"),
    [
        ({}, {}, None),
        ({"DMY": 9}, {"MDY": 9}, None),
        ({"DMY": 10}, {"MDY": 10}, "DMY"),
        ({"DMY": 500, "MDY": 1}, {"MDY": 500, "DMY": 1}, None),
        ({"DMY": 1000, "MDY": 1}, {"MDY": 1000, "DMY": 1}, "DMY"),
        ({"DMY": 300, "MDY": 200}, {"MDY": 300, "DMY": 200}, None),
        ({"DMY": 50, "YMD": 60}, {"DMY": 60, "MDY": 110}, "YMD"),
        ({"DMY": 50, "YMD": 60}, {"MDY": 110}, None),
    ],
    ids=str,
)
def test_an_order_is_settled_by_ten_clear_rows_and_no_second_order(
    orders: dict[str, int], against: dict[str, int], expected: str | None
) -> None:
    assert order_of(Evidence(orders=orders, against=against)) == expected


@pytest.mark.parametrize(
    ("worded", "languages", "expected"),
    [
        (0, {}, None),
        (10, {"de": 10}, "de"),
        (9, {"de": 9}, None),
        (40, {"de": 40, "fr": 30}, "de"),
        (40, {"de": 40, "fr": 31}, None),
        (40, {"da": 40, "nb": 40}, None),
        (100, {"de": 95}, "de"),
        (100, {"de": 94}, None),
        (40, {"xx": 40, "de": 20}, None),  # xx is not known to the model, and de writes only half of them
    ],
    ids=str,
)
def test_a_language_is_told_by_ten_rows_more_than_any_other(
    worded: int, languages: dict[str, int], expected: str | None
) -> None:
    assert language_of(Evidence(worded=worded, languages=languages), KNOWN) == expected


def test_a_column_that_clear_rows_settle_says_so() -> None:
    evidence = Evidence(500, 80, {"DMY": 412}, {"MDY": 412}, 40, {"de": 40}, ("03/04/2021",))
    settlement = settle(evidence, silent, KNOWN)
    assert (settlement.order, settlement.language, settlement.by_language) == ("DMY", "de", False)
    assert settlement.doubt == pytest.approx(0.5 / 413)
    assert str(settlement) == "DMY, 412 rows for, 0 against; language de, 40 rows for, 0 against"


def test_conflicting_rows_settle_nothing_and_are_counted() -> None:
    evidence = Evidence(500, 80, {"DMY": 300, "MDY": 120}, {"MDY": 300, "DMY": 120}, open_texts=("03/04/2021",))
    settlement = settle(evidence, british, KNOWN, "en_GB")
    assert settlement.order is None
    assert settlement.in_conflict
    assert str(settlement) == "orders in conflict (DMY 300, MDY 120 rows), 80 rows not settled by them"


@pytest.mark.parametrize(("votes", "for_it"), [(9, "DMY 9 rows"), (1, "DMY 1 row")])
def test_too_few_rows_settle_nothing(votes: int, for_it: str) -> None:
    settlement = settle(Evidence(12, 3, {"DMY": votes}, {"MDY": votes}), silent, KNOWN)
    assert settlement.order is None
    assert str(settlement) == f"order not told ({for_it} for, too few), 3 rows open"
    assert str(Settlement(None, evidence=Evidence(votes, 0, {"DMY": votes}, {"MDY": votes}))) == for_it


def test_an_order_that_rows_contradict_is_not_said_to_have_too_few() -> None:
    settlement = settle(Evidence(43, 3, {"DMY": 40}, {"DMY": 2, "MDY": 40}), silent, KNOWN)
    assert str(settlement) == "order not told (DMY 40 rows for), 3 rows open"


Triples = set[tuple[int, int, int]]


def short(triples: Triples, orders: dict[str, int] | None = None, **against: int) -> Evidence:
    """The evidence of rows like `13/04/21`, with their numbers."""
    return Evidence(
        len(triples), len(triples), orders or {}, {"MDY": len(triples), **against}, triples=frozenset(triples)
    )


def days(years: Iterable[int], *, months: Iterable[int] = range(1, 13), of: Iterable[int] = range(1, 32)) -> Triples:
    """These days of these months in these years, day first; those that a month-first reading rules out alone."""
    return {(day, month, year) for year in years for month in months for day in of if day > 12}


def turned(triples: Triples) -> Triples:
    """The same, year first."""
    return {(last, middle, first) for first, middle, last in triples}


def years_first(years: Iterable[int], of: Iterable[int] = range(1, 32)) -> Triples:
    return {(year, month, day) for year in years for month in range(1, 13) for day in of}


@pytest.mark.parametrize(
    ("triples", "expected"),
    [
        (days((20, 21)), "DMY"),
        (years_first((20, 21)), "YMD"),
        (days((21,), months=(4,), of=range(13, 22)), None),  # nine rows
        (days((21,), months=(4,), of=range(13, 23)), "DMY"),
        (days(range(1, 32)), None),  # both change as days do
        (days(range(10, 25), of=(25,)), None),  # a pay day
        (days(range(10, 25), of=(25,), months=(6, 12)), None),
        (days(range(10, 25), of=(25,), months=(12,)), None),
        (days(range(8, 24), of=(10, 20, 25)), None),
        (turned(days(range(14, 25), of=(25,))), None),
        (days(range(1, 25), of=(15,)), None),  # or 2015, but always the fifteenth is likelier
        ({(25, 2, day) for day in range(1, 28)}, None),
        ({(25, 2, day) for day in range(1, 29)}, "YMD"),
        (days((1,)), None),
    ],
    ids=lambda value: str(sorted(value))[:30] if isinstance(value, set) else str(value),
)
def test_years_of_two_digits_are_found_where_they_change_less_than_days(triples: Triples, expected: str | None) -> None:
    order, left = order_by_years(short(triples))
    assert order == expected
    assert left == 1.0 if order is None else left <= 1e-4


def test_years_settle_nothing_against_a_clear_row() -> None:
    triples = days((20, 21))
    assert order_by_years(short(triples, {"DMY": 3}, YMD=3))[0] == "DMY"
    assert order_by_years(short(triples, {"YMD": 1}, DMY=1))[0] is None
    assert order_by_years(short(triples, {"MDY": 1}, DMY=1))[0] is None
    settlement = settle(short(triples), silent, KNOWN)
    assert (settlement.order, settlement.by_years) == ("DMY", True)
    assert str(settlement) == "DMY, for 19 numbers above 12 stand first and 2 last: days and years"


def test_where_no_row_tells_the_language_may() -> None:
    evidence = Evidence(50, 10, {}, {}, 40, {"de": 40}, ("03/04/2021",))
    settlement = settle(evidence, british, KNOWN)
    assert (settlement.order, settlement.by_language) == ("DMY", True)
    assert settlement.doubt == pytest.approx(0.02)
    assert str(settlement).startswith("DMY, as its language has it; no row tells the order; language de")
    assert settle(evidence, silent, KNOWN).order is None
    assert settle(Evidence(50, 10, open_texts=("03/04/2021",)), british, KNOWN).order is None  # no language, no answer


def test_what_the_caller_says_needs_no_evidence() -> None:
    assert str(Settlement("MDY", given=True)) == "MDY, as was said"
    assert str(Settlement()) == "no row depends on the order"
    assert str(Settlement("DMY", "de")) == "DMY, 0 rows for, 0 against; language de, 0 rows for, 0 against"
