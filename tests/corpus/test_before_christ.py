"""Years before Christ: every language's words, and no reading."""

from __future__ import annotations

import random

import pytest

from datelens.corpus import before_christ, eras
from datelens.corpus.ambiguity import folded_name


def test_years_before_christ_have_no_reading() -> None:
    rng = random.Random(3)
    drafts = [before_christ.draw(rng) for _ in range(3000)]
    assert all(draft.iso is None and draft.spans() == {} for draft in drafts)
    assert all(any(word in draft.text for draft in drafts) for word in ("BC", "v. Chr.", "公元前"))
    assert len({draft.locale for draft in drafts}) > 100


@pytest.mark.parametrize("language", sorted(before_christ.WORDS))
def test_no_word_for_before_is_a_word_for_after(language: str) -> None:
    after = {folded_name(word) for word in eras.ERA_WORDS.get(language, ())}
    assert not after & {folded_name(word) for word in before_christ.WORDS[language]}


def test_signed_years_are_those_that_no_reading_can_hold() -> None:
    rng = random.Random(5)
    drafts = [before_christ.draw(rng) for _ in range(3000)]
    signed = [draft.text for draft in drafts if draft.pattern == "signed year"]
    assert {text[0] for text in signed} >= {"-", "−", "+"}
    for text in signed:
        year = int(text.replace("−", "-").rsplit("-", text.count("-") + text.count("−") - (text[0] in "-−"))[0])
        assert -1000 < year <= 0 or year > 9999, text
