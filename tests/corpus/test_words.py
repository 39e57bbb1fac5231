"""Dates in words: phrasings by hand, and spans that hold the words of their own field."""

from __future__ import annotations

import datetime
import random

import pytest

from datelens.corpus import words
from datelens.corpus.dates import draw_date
from datelens.corpus.spelled import SPELLINGS, spellings

DATE = datetime.date(1992, 10, 3)


@pytest.mark.parametrize(
    ("template", "language", "text"),
    [
        ("the {W} of {MMMM}, {y}", "en", "the third of October, 1992"),
        ("this {V} day of {MMMM}, {y}", "en", "this three day of October, 1992"),
        ("le {W} {MMMM} {y}", "fr", "le trois octobre 1992"),
        ("am {G} {MMMM} {y}", "de", "am dritten Oktober 1992"),
        ("{W} de {MMMM} de {N}", "es", "tres de octubre de mil novecientos noventa y dos"),
        ("{W} de {MMMM} de {N}", "pt", "três de outubro de mil novecentos e noventa e dois"),
        ("{W} {MMMM} {R} года", "ru", "третье октября тысяча девятьсот девяносто второго года"),
        ("ngày {d} tháng {m} năm {y}", "vi", "ngày 3 tháng mười năm 1992"),
        ("{W} {MMMM} de {y}", "ca", "tres d’octubre de 1992"),
    ],
)
def test_phrasing_is_written_in_its_language(template: str, language: str, text: str) -> None:
    pieces = words.write(words.parse(template), DATE, language, language, random.Random(0))
    assert "".join(piece for piece, _ in pieces) == text


def test_every_form_uses_codes_that_its_language_has() -> None:
    for language, _, forms in words.forms():
        for template, tokens in forms:
            pieces = words.write(tokens, datetime.date(2016, 5, 31), language, language, random.Random(1))
            assert "{" not in "".join(piece for piece, _ in pieces), (language, template)
            assert {name for _, name in pieces} >= {"month"}


def test_spans_hold_the_words_of_their_field() -> None:
    rng = random.Random(3)
    for _ in range(4000):
        draft = words.draw(draw_date(rng), rng)
        language = draft.locale.split("_")[0]
        spans = {name: draft.text[start:stop] for name, (start, stop) in draft.spans().items()}
        numbers = {name: int(digits) for name, digits in _numbers(draft.iso).items()}
        assert set(spans) == set(numbers), draft
        for name, codes in (("day", "WGDV"), ("year", "NR")):
            if name in spans and not any(character.isdecimal() for character in spans[name]):
                said = {word.lower() for code in codes if code in SPELLINGS[language]
                        for word in spellings(language, code, numbers[name])}  # fmt: skip
                assert spans[name].lower() in said, draft
            elif name in spans:
                assert str(numbers[name]) in spans[name], draft


def _numbers(iso: str) -> dict[str, str]:
    if iso.startswith("--"):
        return dict(zip(("month", "day"), iso[2:].split("-"), strict=True))
    return dict(zip(("year", "month", "day"), iso.split("-"), strict=False))


def test_italian_article_is_elided_before_a_vowel() -> None:
    rng = random.Random(1)
    texts = {words.draw(datetime.date(2016, 5, 8), rng).text.lower() for _ in range(6000)}
    assert "l’otto maggio 2016" in texts
    assert not any(text.startswith("il otto") for text in texts)


def test_year_below_100_is_never_written_as_if_it_were_short() -> None:
    rng = random.Random(4)
    drafts = [words.draw(datetime.date(96, 2, 29), rng) for _ in range(300)]
    assert not any(draft.iso.startswith("00") for draft in drafts)


def test_same_generator_gives_the_same_text() -> None:
    assert words.draw(DATE, random.Random(9)) == words.draw(DATE, random.Random(9))
