"""Evidence: a sum over rows, whatever their order and however they are parted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datelens.columns.evidence import SAMPLE, Evidence, Sight, confirmed, gathered, look, merged
from datelens.columns.numbers import numbers_of
from datelens.records import Reading, Translation

ORDERS = st.sampled_from(["DMY", "MDY", "YMD"])
SIGHTS = st.builds(
    Sight,
    st.booleans(),
    st.none() | ORDERS,
    st.lists(ORDERS, unique=True).map(tuple),
    st.frozensets(st.sampled_from(["de", "fr", "en"])),
)
SEEN = st.dictionaries(st.text(max_size=3), SIGHTS, max_size=60)


def read(iso: str | None, ambiguous: bool = False) -> Translation:
    return Translation("", iso, 0.9, ambiguous, (Reading(iso, 0.9),))


@given(SEEN, st.data())
def test_the_evidence_of_parts_is_the_evidence_of_the_whole(seen: dict[str, Sight], data: st.DataObject) -> None:
    rows = [text for text in seen for _ in range(data.draw(st.integers(1, 3)))]
    whole = gathered((text, seen[text], rows.count(text)) for text in seen)
    shuffled = data.draw(st.permutations(rows))
    parts = [shuffled[0::3], shuffled[1::3], shuffled[2::3]]
    found = [gathered((text, seen[text], part.count(text)) for text in dict.fromkeys(part)) for part in parts]
    assert found[0].merge(found[1]).merge(found[2]) == whole
    assert found[2].merge(found[0].merge(found[1])) == whole
    assert whole.merge(Evidence()) == whole


def test_the_open_texts_kept_are_the_same_ones_in_any_order() -> None:
    texts = [str(number) for number in range(3 * SAMPLE)]
    one = gathered((text, Sight(open=True), 1) for text in texts)
    other = gathered((text, Sight(open=True), 1) for text in reversed(texts))
    assert len(one.open_texts) == SAMPLE
    assert one == other
    assert set(one.open_texts) != set(texts[:SAMPLE])


@pytest.mark.parametrize(
    ("text", "sight", "asks"),
    [
        ("13/04/2021", Sight(), True),
        ("03/04/2021", Sight(open=True), False),
        ("13/04/21", Sight(open=True), True),
        ("03/03/2021", Sight(), False),
        ("5. März 2016", Sight(languages=frozenset({"de"})), False),
        ("2021-04-13", Sight(), False),
        ("99/99/2021", Sight(), False),
        ("n/a", Sight(), False),
    ],
)
def test_a_text_tells_by_itself(text: str, sight: Sight, asks: bool) -> None:
    found, numbers = look(text)
    assert found == sight
    assert (numbers is not None) == asks


@pytest.mark.parametrize(
    ("text", "translation", "expected"),
    [
        ("13/04/2021", read("2021-04-13"), Sight(False, "DMY", ("MDY",))),
        ("13/04/2021", read(None), Sight()),
        ("13/04/2021", read("2013-04-21"), Sight()),  # it read something else
        ("13/04/21", read("2021-04-13"), Sight(True, None, ("MDY",), (13, 4, 21))),  # or 2013-04-21
        ("13/04/21", read("2021-04-13", ambiguous=True), Sight(True, None, ("MDY",), (13, 4, 21))),
        ("03/03/99", read("1999-03-03"), Sight(False, None, ("YMD",))),  # in two orders
    ],
)
def test_the_model_confirms_what_numbers_tell(text: str, translation: Translation, expected: Sight) -> None:
    numbers = numbers_of(text)
    assert numbers is not None
    assert confirmed(look(text)[0], numbers, translation) == expected


def test_rows_are_counted_as_often_as_they_stand_there() -> None:
    evidence = gathered(
        [
            ("13/04/2021", Sight(False, "DMY", ("MDY",)), 3),
            ("03/04/2021", Sight(open=True), 2),
            ("4 mai", Sight(languages=frozenset({"de", "fr"})), 2),
            ("4 mär", Sight(languages=frozenset({"de"})), 1),
            ("n/a", Sight(), 5),
        ]
    )
    assert evidence == Evidence(13, 2, {"DMY": 3}, {"MDY": 3}, 3, {"de": 3, "fr": 2}, ("03/04/2021",))


def test_numbers_that_may_be_day_or_year_are_kept_however_the_rows_are_parted() -> None:
    seen = [(f"{day}/04/21", Sight(True, None, ("MDY",), (day, 4, 21)), 2) for day in (13, 14, 20)]
    parts = [gathered([row]) for row in seen]
    assert gathered(seen).triples == {(13, 4, 21), (14, 4, 21), (20, 4, 21)}
    assert parts[2].merge(parts[0].merge(parts[1])) == gathered(seen)


def test_locales_are_merged_each_with_its_own() -> None:
    one, other = {"de": Evidence(rows=1), None: Evidence(rows=2)}, {"de": Evidence(rows=4)}
    assert merged(one, other) == {"de": Evidence(rows=5), None: Evidence(rows=2)}
