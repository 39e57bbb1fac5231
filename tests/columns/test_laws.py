"""The laws of columns: what settles, what does not, and what may not matter."""

from __future__ import annotations

import random
from datetime import date

import pyarrow as pa
import pytest
from written_columns import WRITTEN, column

from datelens.columns.arrow import settled, translate_array
from datelens.columns.evidence import look
from datelens.columns.reader import ColumnReader
from datelens.translator import Translator

ROWS, CLEAR = 1_000, 10


def is_open(text: str) -> bool:
    return look(text)[0].open


@pytest.mark.parametrize("written", WRITTEN)
def test_ten_clear_rows_settle_a_thousand(written: str, translator: Translator) -> None:
    order, write = WRITTEN[written]
    texts, dates = column(write, ROWS, CLEAR, seed=1)
    opened = [place for place, text in enumerate(texts) if is_open(text)]
    assert len(opened) > 0.4 * ROWS
    reader = ColumnReader(translator)
    [settlement] = settled(pa.array(texts), reader=reader).values()
    assert settlement.order == order
    assert settlement.evidence.against.get(order, 0) == 0
    answers = translate_array(pa.array(texts), reader=reader).to_pylist()
    right = sum(answers[place]["iso"] == dates[place] and not answers[place]["ambiguous"] for place in opened)
    assert right >= 0.999 * len(opened)


def test_the_hint_is_what_settles_them(translator: Translator) -> None:
    texts, dates = column(WRITTEN["month first"][1], 200, CLEAR, seed=1)
    alone = translate_array(pa.array(texts), reader=ColumnReader(translator, settles=False)).to_pylist()
    wrong = sum(answer["iso"] != iso or answer["ambiguous"] for answer, iso in zip(alone, dates, strict=True))
    assert wrong > 0.5 * len(texts)


@pytest.mark.parametrize("share", [0.01, 0.1, 0.5])
def test_no_row_of_mixed_orders_is_settled_silently(share: float, translator: Translator) -> None:
    many, _ = column(WRITTEN["day first"][1], round(ROWS * (1 - share)), round(ROWS * (1 - share) / 2), seed=2)
    few, _ = column(WRITTEN["month first"][1], round(ROWS * share), round(ROWS * share / 2), seed=3)
    texts = pa.array(many + few)
    [settlement] = settled(texts, reader=ColumnReader(translator)).values()
    assert settlement.in_conflict
    answers = translate_array(texts, reader=ColumnReader(translator)).to_pylist()
    opened = [answer for text, answer in zip(many + few, answers, strict=True) if is_open(text)]
    assert len(opened) > 300
    assert all(answer["ambiguous"] for answer in opened)


def test_a_slip_of_the_pen_in_two_thousand_rows_is_told_and_settles_nothing_anew(translator: Translator) -> None:
    texts, _ = column(WRITTEN["day first"][1], 2_500, 2_400, seed=4)
    [settlement] = settled(pa.array([*texts, "04/13/2021"]), reader=ColumnReader(translator)).values()
    assert settlement.order == "DMY"
    assert "DMY, 2,400 rows for, 1 against" in str(settlement)


def test_rows_may_come_in_any_order_and_any_chunks(translator: Translator) -> None:
    texts, _ = column(WRITTEN["day first, short"][1], 300, 60, seed=5)
    texts += ["5. März 2016", "n/a", "", "2016-01", "5 mai 2016"] * 4
    expected = dict(
        zip(texts, translate_array(pa.array(texts), reader=ColumnReader(translator)).to_pylist(), strict=True)
    )
    shuffled = random.Random(1).sample(texts, len(texts))
    for parts in ([shuffled], [shuffled[:100], shuffled[100:101], [], shuffled[101:]]):
        chunked = pa.chunked_array(parts, pa.string())
        reader = ColumnReader(translator, limit=50)  # which forgets
        found = translate_array(chunked, reader=reader)
        assert [len(chunk) for chunk in found.chunks] == [len(part) for part in parts]
        for text, answer in zip(shuffled, found.to_pylist(), strict=True):
            assert answer["confidence"] == pytest.approx(expected[text]["confidence"], abs=1e-4)
            assert {**answer, "confidence": 0} == {**expected[text], "confidence": 0}


def test_what_is_iso_already_is_left_as_it_is(translator: Translator) -> None:
    texts, _ = column(date.isoformat, 50, 10, seed=6)
    mixed = [*texts, "2016-01", "2016", *["04/13/2021"] * 20]
    found = translate_array(pa.array(mixed), reader=ColumnReader(translator)).to_pylist()
    assert [answer["iso"] for answer in found[:52]] == mixed[:52]
    assert {answer["confidence"] for answer in found[:52]} == {1.0}
