"""Laws of texts: whatever comes, what goes out is a date that exists, or none; and nothing but the text decides."""

from __future__ import annotations

import datetime
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import HINTS, TEXTS, WRITTEN, checked

from datelens.errors import HintError
from datelens.iso import is_written
from datelens.translator import Translator


@given(text=TEXTS, locale=HINTS, order=HINTS)
def test_any_text_with_any_hint_is_answered_or_the_hint_is_refused(
    one: Translator, text: str, locale: str | None, order: str | None
) -> None:
    try:
        found = one.translate(text, locale, order, readings=3)
    except HintError:
        assert locale is not None or order is not None
    else:
        checked(found, text)


@given(texts=st.lists(TEXTS, max_size=8), data=st.data())
def test_company_order_and_threads_change_no_answer(
    one: Translator, three: Translator, texts: list[str], data: st.DataObject
) -> None:
    alone = {text: checked(one.translate(text), text) for text in texts}
    mixed = data.draw(st.permutations(texts * 2))
    assert one.translate(mixed) == [alone[text] for text in mixed]
    assert three.translate(mixed) == [alone[text] for text in mixed]


@given(text=WRITTEN)
def test_what_the_grammar_prints_comes_back_as_it_is(one: Translator, text: str) -> None:
    for found in (one.translate(text), *one.translate([text, "x"])[:1]):
        assert (found.iso, found.confidence, found.ambiguous) == (text, 1.0, False)


@given(text=TEXTS.filter(lambda text: len(text) < 60), locale=st.none() | st.sampled_from(["de", "en_US"]))
def test_a_map_is_drawn_over_every_character_of_any_text(one: Translator, text: str, locale: str | None) -> None:
    found = one.explain(text, locale=locale)
    spans = [span for span in found.spans if span is not None]
    assert all(0 <= start < stop <= len(text) for start, stop in spans)
    assert ["".join(found.input[found.hints :])] == ["".join(text[start:stop] for start, stop in spans)]
    assert found.iso is None or is_written(found.iso)
    for row in found.weights:
        assert len(row) == len(found.input)
        assert sum(row) == pytest.approx(1 if row else 0, abs=1e-5)  # nothing of a text may be left to look at


def test_every_date_there_is_comes_back_as_it_is(one: Translator) -> None:
    days = map(datetime.date.fromordinal, range(1, datetime.date.max.toordinal() + 1))
    seen = 0
    while batch := list(islice(map(datetime.date.isoformat, days), 100_000)):
        assert [found.iso for found in one.translate(batch)] == batch
        seen += len(batch)
    assert seen == 3_652_059
    months = [f"{year:04}-{month:02}" for year in range(1, 10_000) for month in range(1, 13)]
    leap = (datetime.date.fromordinal(datetime.date(2000, 1, 1).toordinal() + day) for day in range(366))
    reduced = [*months, *(month[:4] for month in months[::12]), *(f"-{day.isoformat()[4:]}" for day in leap)]
    assert [found.iso for found in one.translate(reduced)] == reduced
