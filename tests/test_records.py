"""The records that come out."""

from __future__ import annotations

import copy
import dataclasses
import datetime
import json
import pickle
from typing import Any

import pytest

from datelens.records import AttentionMap, Reading, Translation

READING = Reading("2016-01-05", 0.75)
TRANSLATION = Translation("5/1/16", "2016-01-05", 0.75, True, (READING, Reading("2016-05-01", 0.25)))
REFUSED = Translation("hello", None, 0.5, False, (Reading(None, 0.5),))
MAP = AttentionMap(
    text="5 J",
    iso="2016-01",
    method="attention",
    input=("<lang:de>", "<order:DMY>", "5", " ", "J"),
    output=("2", "0"),
    weights=((0.0, 0.0, 1.0, 0.0, 0.0), (0.5, 0.0, 0.25, 0.25, 0.0)),
    spans=(None, None, (0, 1), (1, 2), (2, 3)),
    probability=0.5,
)
RECORDS = [READING, TRANSLATION, REFUSED, MAP]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_a_record_is_frozen_and_survives_copying_and_pickling(record: Any) -> None:
    name = dataclasses.fields(record)[0].name
    with pytest.raises(dataclasses.FrozenInstanceError, match=name):
        setattr(record, name, None)
    assert pickle.loads(pickle.dumps(record)) == record
    assert copy.deepcopy(record) == record
    assert hash(copy.deepcopy(record)) == hash(record)


@pytest.mark.parametrize(
    ("iso", "date"),
    [("2016-01-05", datetime.date(2016, 1, 5)), ("2016-01", None), ("2016", None), ("--01-05", None), (None, None)],
)
def test_a_full_date_is_a_day_and_nothing_else_is(iso: str | None, date: datetime.date | None) -> None:
    assert Reading(iso, 1.0).date == date
    assert Translation("x", iso, 1.0, False, (Reading(iso, 1.0),)).date == date


def test_a_reading_is_of_the_gregorian_calendar_unless_it_says_otherwise() -> None:
    assert READING.calendar == "gregorian"


def test_the_date_is_of_the_answer_not_of_the_first_reading() -> None:
    assert Translation("5/1/16", None, 0.75, True, TRANSLATION.readings).date is None


def test_a_translation_as_a_json_record() -> None:
    assert json.loads(json.dumps(TRANSLATION.to_dict())) == {
        "text": "5/1/16",
        "iso": "2016-01-05",
        "confidence": 0.75,
        "ambiguous": True,
        "readings": [{"iso": "2016-01-05", "probability": 0.75}, {"iso": "2016-05-01", "probability": 0.25}],
    }
    assert REFUSED.to_dict()["iso"] is None
    assert REFUSED.to_dict()["readings"] == [{"iso": None, "probability": 0.5}]


def test_a_map_as_a_json_record() -> None:
    assert json.loads(json.dumps(MAP.to_dict())) == {
        "text": "5 J",
        "iso": "2016-01",
        "method": "attention",
        "input": ["<lang:de>", "<order:DMY>", "5", " ", "J"],
        "output": ["2", "0"],
        "weights": [[0.0, 0.0, 1.0, 0.0, 0.0], [0.5, 0.0, 0.25, 0.25, 0.0]],
    }


def test_hints_are_counted() -> None:
    assert MAP.hints == 2
    assert dataclasses.replace(MAP, spans=MAP.spans[2:]).hints == 0
