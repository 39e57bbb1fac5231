"""The table of distinct texts: numbers that stay, and answers that are worked out once."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pytest

from datelens.columns import table
from datelens.columns.answers import Answer
from datelens.columns.table import Counts, Known, Texts, certain, dates_of, to_known


def large(*texts: str | None) -> pa.Array:
    return pa.array(texts, pa.large_string())


def test_a_text_keeps_its_number() -> None:
    texts = Texts()
    numbers, new = texts.numbers(large("b", "a", None, "b"))
    assert (numbers.tolist(), new.to_pylist()) == ([0, 1, -1, 0], ["b", "a"])
    numbers, new = texts.numbers(large("c", "a", "c"))
    assert (numbers.tolist(), new.to_pylist()) == ([2, 1, 2], ["c"])
    assert texts.numbers(large())[0].tolist() == []
    assert len(texts) == 3


def test_rows_are_counted() -> None:
    counts = Counts()
    counts.add(large("b", "a", None, "b"))
    counts.add(large("c", "b"))
    assert list(counts.to_dict().items()) == [("b", 3), ("a", 1), ("c", 1)]


def test_parts_are_added_up_before_they_take_much_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "_PARTS", 3)
    counts = Counts()
    held = []
    for part in range(6):
        counts.add(large("a", "b", f"c{part}"))
        held.append(counts.held)
    assert held == [3, 4, 7, 10, 7, 10]
    assert counts.to_dict() == {"a": 6, "b": 6} | {f"c{part}": 1 for part in range(6)}


def test_answers_are_worked_out_once_and_null_is_null() -> None:
    asked: list[str] = []

    def answer(texts: Sequence[str]) -> list[Answer]:
        asked.extend(texts)
        return [
            Answer(None, 0.2, True, "YMD", (("2021-04-03", 0.2),)) if text == "?" else Answer(text, 0.9)
            for text in texts
        ]

    known = Known(answer)
    first = known.look_up(large("2021-04-03", None, "?", "2021-04-03")).to_pylist()
    second = known.look_up(large("?", "2021")).to_pylist()
    assert asked == ["2021-04-03", "?", "2021"]
    assert first[1] is None
    assert first[2] == second[0]
    assert (first[2]["order"], first[2]["doubt"], first[2]["ambiguous"]) == ("YMD", "2021-04-03 (0.20)", True)
    assert [answer["iso"] for answer in (first[0], second[1])] == ["2021-04-03", "2021"]
    assert first[0]["doubt"] is None


def test_full_dates_alone_have_a_day() -> None:
    isos = pa.array(["2016-02-29", "2016-02", "2016", "--02-29", None, "0001-01-01", "9999-12-31"], pa.string())
    days = [day and day.isoformat() for day in dates_of(isos).to_pylist()]
    assert days == ["2016-02-29", None, None, None, None, "0001-01-01", "9999-12-31"]


def test_answers_by_law_and_by_model_are_of_one_type() -> None:
    assert certain(pa.array([0, None], pa.date32())).type == to_known([]).type


def test_texts_whose_answers_failed_are_asked_again() -> None:
    failures = [OSError("no answer today")]

    def answer(texts: Sequence[str]) -> list[Answer]:
        if failures:
            raise failures.pop()
        return [Answer(text, 0.9) for text in texts]

    known = Known(answer)
    with pytest.raises(OSError, match="no answer today"):
        known.look_up(large("2016-01-05"))
    assert known.look_up(large("2016-01-06", "2016-01-05")).field("iso").to_pylist() == ["2016-01-06", "2016-01-05"]
