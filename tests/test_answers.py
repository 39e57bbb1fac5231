"""From readings to answers: the rules of doubt, case by case."""

from __future__ import annotations

import numpy as np
import pytest

from datelens.alphabet import Alphabet, date_output_alphabet
from datelens.answers import Scribe, answer, certain
from datelens.bundle import Thresholds
from datelens.records import Reading
from datelens.search import Found

THRESHOLDS = Thresholds(ambiguity=0.1, refusal=0.3)
MARCH, APRIL, MAY = "2021-03-04", "2021-04-03", "2021-05-05"

CASES = {
    "sure": ([(MARCH, 0.99), (APRIL, 0.01)], 1, MARCH, False, 1),
    "ambiguous": ([(MARCH, 0.6), (APRIL, 0.4)], 1, MARCH, True, 2),
    "just ambiguous": ([(MARCH, 0.6), (APRIL, 0.1)], 1, MARCH, True, 2),
    "not quite ambiguous": ([(MARCH, 0.6), (APRIL, 0.0999)], 1, MARCH, False, 1),
    "refused for doubt": ([(MARCH, 0.29), (APRIL, 0.05)], 1, None, False, 1),
    "just not refused": ([(MARCH, 0.3), (APRIL, 0.05)], 1, MARCH, False, 1),
    "refused and ambiguous": ([(MARCH, 0.29), (APRIL, 0.28), (MAY, 0.27)], 1, None, True, 3),
    "no date": ([(None, 0.99)], 1, None, False, 1),
    "no date first, one date": ([(None, 0.6), (MARCH, 0.4)], 1, None, False, 1),
    "no date first, two dates": ([(None, 0.4), (MARCH, 0.3), (APRIL, 0.3)], 1, None, True, 3),
    "no date second": ([(MARCH, 0.6), (None, 0.4)], 1, MARCH, False, 1),
    "no date between": ([(MARCH, 0.5), (None, 0.3), (APRIL, 0.2)], 1, MARCH, True, 3),
    "two asked for": ([(MARCH, 0.9), (APRIL, 0.05), (MAY, 0.01)], 2, MARCH, False, 2),
    "one that is not likely enough to be listed": ([(MARCH, 0.9), (APRIL, 0.0009)], 2, MARCH, False, 1),
    "more asked for than there are": ([(MARCH, 0.9)], 5, MARCH, False, 1),
}


@pytest.mark.parametrize(("pairs", "listed", "iso", "ambiguous", "kept"), CASES.values(), ids=CASES)
def test_the_rules_of_doubt(
    pairs: list[tuple[str | None, float]], listed: int, iso: str | None, ambiguous: bool, kept: int
) -> None:
    readings = tuple(Reading(*pair) for pair in pairs)
    translation = answer("03/04/2021", readings, THRESHOLDS, listed)
    assert (translation.text, translation.iso, translation.ambiguous) == ("03/04/2021", iso, ambiguous)
    assert translation.confidence == pairs[0][1]
    assert translation.readings == readings[:kept]


def test_what_is_certain_has_one_reading_with_all_the_mass() -> None:
    assert certain("2016-01", "2016-01").to_dict() == {
        "text": "2016-01",
        "iso": "2016-01",
        "confidence": 1.0,
        "ambiguous": False,
        "readings": [{"iso": "2016-01", "probability": 1.0}],
    }


def test_outputs_are_written_up_to_their_padding() -> None:
    alphabet = date_output_alphabet()
    rows = [[*alphabet.encode(iso), *[0] * (10 - len(iso))] for iso in ("2016-01-05", "2016", "∅", "")]
    assert Scribe(alphabet).write(np.array(rows)) == ["2016-01-05", "2016", None, ""]


def test_symbols_of_several_letters_are_written_too() -> None:
    alphabet = Alphabet(["AH0", "B"])
    assert Scribe(alphabet).write(np.array([[4, 5, 0], [5, 5, 4]])) == ["AH0B", "BBAH0"]


def test_each_row_gets_its_own_readings() -> None:
    alphabet = date_output_alphabet()
    symbols = np.array([alphabet.encode(iso) for iso in ("2016", "2017", "2018")])
    found = Found(np.array([0, 0, 2]), symbols, np.log([0.5, 0.25, 1.0]))
    assert Scribe(alphabet).readings(found, 3) == [
        (Reading("2016", 0.5), Reading("2017", 0.25)),
        (),
        (Reading("2018", 1.0),),
    ]
