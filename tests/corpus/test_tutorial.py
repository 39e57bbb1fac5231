"""The tutorial's task: what Babel writes, with spans, and nothing done to it."""

from __future__ import annotations

import datetime
import random
import re
from collections import Counter
from pathlib import Path

import pytest
from babel import Locale
from babel.dates import format_date

from datelens.corpus import locales, stream, tutorial
from datelens.hints import NO_HINTS
from datelens.keras.recipe import load_recipe

RECIPE = Path(__file__).parents[2] / "recipes" / "tutorial.toml"


def test_texts_are_those_that_babel_writes() -> None:
    rng, compared = random.Random(3), 0
    for _ in range(300):
        draft = tutorial.draw(rng)
        date = datetime.date.fromisoformat(draft.iso or "")
        try:
            text = format_date(date, format=draft.pattern, locale=Locale.parse(draft.locale))
        except AttributeError:  # Babel lacks a few locales' long formats
            continue
        if re.search(r"M(0[1-9]|1[0-2])", text):  # the root's, where `locales` takes the names that stand in
            continue
        compared += 1
        assert draft.text in (text, text.upper(), text.lower()), (draft, text)
    assert compared > 250


def test_every_field_has_its_span() -> None:
    rng = random.Random(4)
    for _ in range(300):
        draft = tutorial.draw(rng)
        spans = draft.spans()
        assert set(spans) == {"year", "month", "day"}
        start, stop = spans["year"]
        assert (draft.iso or "")[:4].endswith(draft.text[start:stop])


def test_layouts_and_locales_come_alike() -> None:
    rng = random.Random(5)
    drafts = [tutorial.draw(rng) for _ in range(3000)]
    assert set(Counter(draft.pattern for draft in drafts)) == set(tutorial.LAYOUTS)
    assert len({draft.locale for draft in drafts}) > 0.8 * len(locales.identifiers())
    assert {draft.iso[:4] for draft in drafts if draft.iso} >= {"1970", "2024"}


@pytest.mark.parametrize("split", ["train", "held-out"])
def test_plain_examples_are_as_they_were_drawn(split: stream.Split) -> None:
    shares = {"tutorial": 1.0}
    examples = stream.generate(1, 0, 200, split=split, shares=shares, plain=True)
    assert all(example.hints == NO_HINTS and example.family == "tutorial" for example in examples)
    assert all(example.text.count("\n") == 0 and example.iso for example in examples)
    touched = stream.generate(1, 0, 200, split=split, shares=shares)
    assert any(example.hints != NO_HINTS for example in touched)  # `plain` does something
    dates = {example.iso for example in examples}
    other = "held-out" if split == "train" else "train"
    assert not dates & {example.iso for example in stream.generate(1, 0, 200, split=other, shares=shares, plain=True)}


def test_the_recipe_of_the_tutorial_fits_its_task() -> None:
    recipe = load_recipe(RECIPE)
    pairs = stream.generate_pairs(1, 0, 2000, options=dict(recipe.corpus))
    assert max(len(pair.source) for pair in pairs) <= recipe.batches.lengths[-1]
    assert all("".join(pair.source).count("<lang:") == 0 for pair in pairs)
    assert all(pair.gold[0] is not None for pair in pairs)
