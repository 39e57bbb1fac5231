"""Texts that are no date: the guard by hand-picked cases, and the laws of every kind."""

from __future__ import annotations

import random

import pytest

from datelens import iso
from datelens.corpus import nondates
from datelens.corpus.nondates.guard import reads_as_date


@pytest.mark.parametrize(
    "text",
    [
        "03/04/2021", "3.4.21", "2021-04-03", "1.10.12", "2016", "in 2016 we", "20230914", "14092023", "2023257",
        "2023-257", "12/2019", "2019.5",
        "5/12", "10-12", "it costs 3.10.", "5 may", "may 5", "5th of May", "12 de mars", "2016年", "5月",
        "3월", "Jan-5",
        "meet on 3. Mai", "٠٣/٠٤/٢٠٢١", "--05-12",
    ],
)  # fmt: skip
def test_guard_finds_what_a_person_could_read_as_a_date(text: str) -> None:
    assert reads_as_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "may I come in", "12 apples", "10.0.12.5", "3-2", "7.5", "99/45", "13.13.13.13", "10:30", "10:30-12:00",
        "v1 of 3", "1/50", "123456", "12345678901",
        "March forward", "the planet has 2 moons", "31.31.31", "978-3-16", "5 kg", "5 pm", "12 de la",
        "at 10:30:15 on 2",
    ],
)  # fmt: skip
def test_guard_lets_plain_numbers_and_words_pass(text: str) -> None:
    assert not reads_as_date(text)


def test_guard_takes_four_digits_for_a_year_unless_told_that_they_are_harmless() -> None:
    assert reads_as_date("4866 mbar")
    assert not reads_as_date("4866 mbar", years=True)
    assert reads_as_date("12.2016 mbar", years=True)


@pytest.mark.parametrize("kind", nondates.KINDS)
def test_every_kind_writes_texts_that_the_grammar_does_not_print(kind: str) -> None:
    rng = random.Random(5)
    texts = set()
    for _ in range(40):
        draft = nondates.draw_kind(kind, rng)
        texts.add(draft.text)
        assert draft.iso is None
        assert (draft.family, draft.pattern) == ("non-date", kind)
        assert draft.spans() == {}
        assert 0 < len(draft.text.strip()) <= len(draft.text) <= 200
        assert not iso.is_written(draft.text.strip())
    assert len(texts) > 15  # a kind is more than a handful of texts


def test_guarded_kinds_hold_over_many_draws() -> None:
    rng = random.Random(6)
    for _ in range(3000):
        draft = nondates.draw(rng)
        _, guard, _ = nondates.KINDS[draft.pattern]
        if guard != "none":
            assert not reads_as_date(draft.text, years=guard == "years"), draft


def test_same_generator_draws_the_same_texts() -> None:
    first, second = random.Random(7), random.Random(7)
    assert [nondates.draw(first) for _ in range(50)] == [nondates.draw(second) for _ in range(50)]


def test_unknown_kind_is_an_error() -> None:
    with pytest.raises(KeyError, match="riddle"):
        nondates.draw_kind("riddle", random.Random(0))
