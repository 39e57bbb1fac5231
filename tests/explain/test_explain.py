"""Maps of an untrained model: what holds whatever the weights say."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from random_model import write_random_bundle

from datelens.alphabet import Alphabet
from datelens.errors import ExplanationError, HintError, TextError
from datelens.explain.forced import force, target_of
from datelens.explain.symbols import merged, written_symbols
from datelens.hints import Hints
from datelens.translator import LONGEST_TEXT, Translator


@pytest.fixture
def translator(untrained: Path) -> Translator:
    return Translator.load(untrained, threads=1)


def test_a_map_stands_over_the_text_as_it_was_written(translator: Translator) -> None:
    found = translator.explain(" ５  Mai\u200d ﬁ", iso="2016-05", locale="de", order="DMY")
    assert {len(row) for row in found.weights} == {len(found.input)}
    assert found.input == ("<lang:de>", "<order:DMY>", "５", "  ", "M", "a", "i\u200d", " ", "ﬁ")
    assert found.spans == (None, None, (1, 2), (2, 4), (4, 5), (5, 6), (6, 8), (8, 9), (9, 10))
    assert (found.text, found.iso, found.output, found.hints) == (" ５  Mai\u200d ﬁ", "2016-05", tuple("2016-05"), 2)


@pytest.mark.parametrize("iso", [None, "2016-01-05", "2016-01", "2016", "--01-05", "∅"])
def test_rows_of_attention_sum_to_1(translator: Translator, iso: str | None) -> None:
    found = translator.explain("5 jan 2016", iso=iso)
    assert len(found.weights) == len(found.output)
    assert all(len(row) == 10 for row in found.weights)
    np.testing.assert_allclose(np.sum(found.weights, axis=1), 1, atol=1e-5)
    assert found.iso is None if iso == "∅" else iso is None or found.iso == iso


def test_the_probability_is_the_one_that_translating_gives(translator: Translator) -> None:
    for text in ("5 jan 2016", "年", "may"):
        for reading in translator.translate(text, readings=4).readings:
            found = translator.explain(text, iso=reading.iso or "∅")
            assert found.probability == pytest.approx(reading.probability, rel=1e-4)


def test_the_first_reading_is_explained_where_none_is_named(translator: Translator) -> None:
    best = translator.translate("5 jan 2016").readings[0]
    found = translator.explain("5 jan 2016")
    assert (found.iso, found.probability) == (best.iso, pytest.approx(best.probability, rel=1e-4))


def test_occlusion_is_the_drop_when_a_symbol_is_made_unknown(translator: Translator) -> None:
    network = translator.reader.network
    found = translator.explain("5 ﬁ", "occlusion", iso="2016-01", locale="en")
    source = network.bundle.description.input_alphabet.encode(["<lang:en>", *"5 fi"])
    target = target_of(network, "2016-01")
    assert target[-1] == Alphabet.end  # it might have gone on
    whole = force(network, [source], target).log_probabilities[0]
    for column, hidden in enumerate([(0,), (1,), (2,), (3, 4)]):  # the two letters of the ligature are one
        covered = [Alphabet.unknown if place in hidden else symbol for place, symbol in enumerate(source)]
        drop = (whole - force(network, [covered], target).log_probabilities[0])[:7]
        np.testing.assert_allclose([row[column] for row in found.weights], drop, atol=1e-6)
    assert np.abs(found.weights).max() > 0.01


def test_a_long_text_is_occluded_in_batches(translator: Translator) -> None:
    text = "5 jan 2016 " * 20
    found = translator.explain(text, "occlusion", iso="2016")
    assert np.shape(found.weights) == (4, len(text) - 1)


def test_symbols_that_come_from_one_character_are_one() -> None:
    symbols = written_symbols("½ a\u0301", Hints(language="de"))
    assert [(symbol.written, symbol.places) for symbol in symbols] == [
        ("<lang:de>", (0, 1)),
        ("½", (1, 4)),
        (" ", (4, 5)),
        ("a\u0301", (5, 6)),
    ]
    assert merged([0.1, 0.2, 0.3, 0.15, 0.05, 0.2], symbols) == pytest.approx((0.1, 0.65, 0.05, 0.2))


@pytest.mark.parametrize("text", ["", " ", "5" * (LONGEST_TEXT + 1)], ids=["empty", "space", "long"])
def test_a_text_that_is_refused_unread_has_a_map_without_symbols(translator: Translator, text: str) -> None:
    found = translator.explain(text)
    assert (found.iso, found.input, found.output, found.weights) == (None, (), ("∅",), ((),))
    assert found.probability == translator.translate(text).confidence == 1.0


@pytest.mark.parametrize("iso", [datetime.date(2016, 1, 5), 2016, b"2016"])
def test_only_a_string_can_be_explained(translator: Translator, iso: Any) -> None:
    with pytest.raises(ExplanationError, match="`iso` must be a string such as 2016-01-05, or ∅ for no date; got"):
        translator.explain("5 jan 2016", iso=iso)


@pytest.mark.parametrize("iso", ["2015-02-29", "5 jan", "", "2016-1-5", "20160105"])
def test_only_what_can_be_written_can_be_explained(translator: Translator, iso: str) -> None:
    with pytest.raises(ValueError, match="`iso` must be a date that exists, such as 2016-01-05"):
        translator.explain("5 jan 2016", iso=iso)


def test_wrong_input_is_named(translator: Translator) -> None:
    with pytest.raises(ValueError, match="`method` must be one of attention, occlusion; got 'gradient'"):
        translator.explain("5", "gradient")
    with pytest.raises(TextError, match="got int 5 in row 0"):
        translator.explain(5)  # type: ignore[arg-type]
    with pytest.raises(HintError, match="names the language 'xx'"):
        translator.explain("5", locale="xx")


def test_a_model_without_attention_can_be_occluded(tmp_path: Path) -> None:
    translator = Translator(write_random_bundle(tmp_path / "b", attention="none"))
    with pytest.raises(ExplanationError, match="this model was trained without attention; `method` must be occlusion"):
        translator.explain("5 jan", iso="2016")
    assert len(translator.explain("5 jan", "occlusion", iso="2016").weights) == 4


def test_what_cannot_be_explained_is_said_of_a_text_that_is_not_read_too(translator: Translator) -> None:
    for text in ("", "5 jan"):
        with pytest.raises(ExplanationError, match="`method` must be one of attention, occlusion; got 'bogus'"):
            translator.explain(text, "bogus")
        with pytest.raises(ExplanationError, match="`iso` must be a date that exists"):
            translator.explain(text, iso="garbage")
