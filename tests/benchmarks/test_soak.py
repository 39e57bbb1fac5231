"""The soak: all doors are called, and the page says what grew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from live_service import on_a_socket

from benchmarks.soak.calls import KINDS, ODD, TOGETHER, doors, questions
from benchmarks.soak.page import Soaked, lines
from benchmarks.soak.watched import Held, growth, held
from datelens.translator import Translator


def test_every_door_answers_odd_texts_the_same_again(untrained: Path) -> None:
    translator = Translator.load(untrained, threads=1)
    with on_a_socket(translator) as live:
        for kind, call in doors(translator, live.port).items():
            answers = call(ODD)
            assert len(answers) == len(ODD) * (3 if kind == "map" else 1)
            assert call(ODD) == answers


def test_each_kind_is_asked_for_its_number_of_texts_without_an_end() -> None:
    given = questions(["5 Jan 2016"])
    assert set(given) == set(KINDS)
    for kind, asked in given.items():
        assert [len(next(asked)) for _ in range(3)] == [TOGETHER[kind]] * 3


def test_a_process_is_looked_at(tmp_path: Path) -> None:
    before = held(os.getpid(), 0.0)
    with (tmp_path / "file").open("w"):
        after = held(os.getpid(), 1.0)
    assert before.resident > 2**20
    assert (after.files - before.files, after.minutes) == (1, 1.0)
    assert before.threads >= 1


def moments(*sizes: int, files: int = 9, threads: int = 3) -> list[Held]:
    return [Held(float(minute), size * 2**20, files, threads) for minute, size in enumerate(sizes)]


def test_the_page_says_what_grew() -> None:
    flat, steep = moments(80, 100, 101, 101), [*moments(50, 60, 70), Held(3.0, 80 * 2**20, 11, 3)]
    found = Soaked(dict.fromkeys(KINDS, 7), {"one": flat, "other": steep}, {"map"})
    page = "\n".join(lines("a machine", found))
    assert "| one, resident | 100.0 MiB | 101.0 MiB | ≤ 3 %; +1.0 % | yes |" in page
    assert "| other, resident | 60.0 MiB | 80.0 MiB | ≤ 3 %; +33.3 % | **no** |" in page
    assert "| other, files | 9 | 11 | no more | **no** |" in page
    flickering = [Held(float(minute), 2**20, files, 3) for minute, files in enumerate((9, 9, 10, 9, 10, 9, 10, 10, 9))]
    found = Soaked(dict.fromkeys(KINDS, 7), {"one": flickering}, set())
    assert "| one, files | 9 | 9 | no more | yes |" in "\n".join(lines("a machine", found))
    assert "| one, threads | 3 | 3 | no more | yes |" in page
    assert "| answers to the same texts | – | map | the same | **no** |" in page
    assert "| batch | 7 | 3,500 |" in page
    assert "| 3.0 | 101.0 | 9 | 3 | 80.0 | 11 | 3 |" in page


def test_growth_is_that_of_the_last_quarter_over_the_second() -> None:
    assert growth(moments(1, 100, 5, 150)) == pytest.approx(0.5)
