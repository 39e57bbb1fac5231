"""Readers: a translator as one, and what many chunks come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import cast

import pytest

from datelens.evaluation.readers import Answer, Answered, ModelReader, chunked, read_all
from datelens.evaluation.rows import Row
from datelens.records import Reading, Translation
from datelens.translator import Translator


class FakeTranslator:
    """Doubts everything, and knows `en` and `DMY` alone."""

    def __init__(self) -> None:
        self.asked: list[tuple[list[str], Sequence[str | None], Sequence[str | None]]] = []

    def knows(self, locale: str | None = None, order: str | None = None) -> bool:
        return locale in (None, "en") and order in (None, "DMY")

    def translate(
        self, texts: list[str], locale: Sequence[str | None] = (), order: Sequence[str | None] = ()
    ) -> list[Translation]:
        self.asked.append((texts, locale, order))
        return [Translation(text, None, 0.2, True, (Reading("2016", 0.2), Reading("2017", 0.1))) for text in texts]


def reader(translator: FakeTranslator) -> ModelReader:
    ticks: Iterator[int] = count()
    return ModelReader(cast(Translator, translator), clock=lambda: float(next(ticks)))


def test_an_answer_tells_the_reading_that_was_doubted_too() -> None:
    assert reader(FakeTranslator()).read([Row("a", "2016")]) == Answered((Answer(None, "2016", 0.2, True),), 1.0)


def test_hints_that_the_model_does_not_know_are_left_out_and_counted() -> None:
    translator = FakeTranslator()
    hints = [("en", "DMY"), ("en", "MDY"), ("xx", "DMY"), ("xx", "MDY"), (None, None)]
    answered = reader(translator).read([Row("a", None, *hint) for hint in hints])
    assert translator.asked[-1][1:] == (["en", "en", None, None, None], ["DMY", None, "DMY", None, None])
    assert answered.hints_left_out == 3
    assert [answer.aided for answer in answered.answers] == [True, True, True, False, False]


def test_chunks_are_read_in_turn_and_added_up() -> None:
    rows = [Row(str(i), None) for i in range(7)]
    chunks = chunked(rows, 3)
    assert [len(chunk) for chunk in chunks] == [3, 3, 1]
    translator = FakeTranslator()
    answered = read_all(reader(translator), chunks)
    assert (len(answered.answers), answered.seconds) == (7, 3.0)
    assert [text for texts, *_ in translator.asked[1:] for text in texts] == [row.text for row in rows]


def test_a_real_translator_reads_what_it_reads(untrained: str) -> None:
    translator = Translator.load(untrained)
    rows = [Row("5 jan 2016", "2016-01-05", "en_GB"), Row("2016-01-05", "2016-01-05"), Row("x", None, "xx_YY", "YMD")]
    answered = ModelReader(translator).read(rows)
    expected = translator.translate([row.text for row in rows], ["en_GB", None, None], [None, None, "YMD"])
    assert [(a.iso, a.confidence) for a in answered.answers] == [(t.iso, t.confidence) for t in expected]
    assert answered.answers[1] == Answer("2016-01-05", "2016-01-05", 1.0, False)
    assert answered.hints_left_out == 1
    assert answered.seconds == pytest.approx(0, abs=60)
