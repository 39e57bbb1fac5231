"""Folding, and the way back to the characters as they were written."""

from __future__ import annotations

import re
import sys
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from datelens.folding import Folded, continues_segment, fold, fold_segment, fold_symbols

# Texts of any characters, with those that join their neighbours far more often than chance has them
JOINING = "\u0301\u0327\u0345\u3099ﾞﾟ\u1100\u1161\u11a8ㄱㅏㄳﾡￂ\u0e33\u0eb3\u0e34\u094d\u200d\u200c\u200f\u00ad\ufe0f "
TEXTS = st.text(st.one_of(st.characters(), st.sampled_from(JOINING)), max_size=12)


def folded_at_once(text: str) -> str:
    """The definition of folding over a whole text, without the way back."""
    kept = "".join(character for character in text if unicodedata.category(character) != "Cf")
    lower = "".join(character.lower() for character in unicodedata.normalize("NFKC", kept))
    digits = (str(unicodedata.decimal(c, c)) for c in unicodedata.normalize("NFKC", lower))
    return re.sub(" +", " ", "".join(" " if c.isspace() else c for c in digits)).strip(" ")


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("5 Jan 2016", "5 jan 2016"),
        ("５ Ｊａｎ", "5 jan"),
        ("٥ يناير ٢٠١٦", "5 يناير 2016"),
        ("०५", "05"),
        ("5\u00a0\u202f\t\r\n Mai", "5 mai"),
        ("  5 Mai \u3000", "5 mai"),
        ("5\u200f/\u200f1", "5/1"),
        ("Á A\u0301", "á á"),
        ("5²", "52"),
        ("①", "1"),
        ("㋀5日", "1月5日"),
        ("İ", "i\u0307"),
        ("ｶﾞ", "ガ"),
        ("ㄱㅏ", "가"),
        ("a\u200d\u0301", "á"),
        ("\0\ud800\x1b", "\0\ud800\x1b"),
        ("", ""),
        ("\u200b \u00ad", ""),
    ],
    ids=ascii,
)
def test_a_text_is_folded(text: str, symbols: str) -> None:
    assert fold(text).symbols == symbols


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("５  Mai", Folded("5 mai", (0, 1, 3, 4, 5), (1, 3, 4, 5, 6))),
        ("A\u0301b", Folded("áb", (0, 2), (2, 3))),
        ("㋀5", Folded("1月5", (0, 0, 1), (1, 1, 2))),
        (" \t5 ", Folded("5", (2,), (3,))),
        ("a \u0301", Folded("a \u0301", (0, 1, 1), (1, 3, 3))),
        ("a\u200db", Folded("ab", (0, 2), (2, 3))),
        ("\u200f5", Folded("5", (1,), (2,))),
    ],
    ids=["spaces joined", "mark joined", "split", "trimmed", "mark over a space", "joiner dropped", "mark in front"],
)
def test_a_symbol_knows_the_characters_that_it_came_from(text: str, folded: Folded) -> None:
    assert fold(text) == folded


def test_folding_any_single_character_twice_is_folding_it_once() -> None:
    changed = 0
    assigned = (c for c in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(c) not in ("Cn", "Co"))
    for character in assigned:
        symbols = fold(character).symbols
        changed += symbols != character
        assert fold(symbols).symbols == symbols, ascii(character)
        assert symbols == folded_at_once(character), ascii(character)
        assert symbols == fold_symbols(character), ascii(character)
    assert changed > 5_000


@given(TEXTS)
@example("ﾞ\u200d\u0301")
def test_folding_twice_is_folding_once(text: str) -> None:
    symbols = fold(text).symbols
    assert fold(symbols).symbols == symbols


@given(TEXTS)
@example("가\u11a8")
@example("ΟΔΟΣ  \u0301")
def test_folding_by_segments_is_folding_at_once(text: str) -> None:
    assert fold(text).symbols == folded_at_once(text)
    assert fold(text).symbols == fold_symbols(text)


@given(TEXTS)
def test_positions_are_kept(text: str) -> None:
    folded = fold(text)
    assert len(folded.symbols) == len(folded.starts) == len(folded.stops)
    assert list(folded.starts) == sorted(folded.starts)
    assert list(folded.stops) == sorted(folded.stops)
    assert all(0 <= start < stop <= len(text) for start, stop in zip(folded.starts, folded.stops, strict=True))


@given(TEXTS)
@example("0 ´")
def test_spans_are_equal_or_apart(text: str) -> None:
    folded = fold(text)
    spans = list(zip(folded.starts, folded.stops, strict=True))
    assert all(first == second or first[1] <= second[0] for first, second in pairwise(spans))


@given(TEXTS)
def test_a_symbol_is_in_the_folded_form_of_its_own_characters(text: str) -> None:
    folded = fold(text)
    for symbol, start, stop in zip(folded.symbols, folded.starts, folded.stops, strict=True):
        written = text[start:stop]
        assert symbol in fold_segment(written) or (symbol == " " and not fold(written).symbols)


@given(TEXTS)
def test_no_white_space_but_single_spaces_inside_is_left(text: str) -> None:
    symbols = fold(text).symbols
    assert symbols == symbols.strip(" ")
    assert "  " not in symbols
    assert not any(symbol.isspace() for symbol in symbols.replace(" ", ""))


@pytest.mark.parametrize("character", list("\u0301\u1160\u1161\u11a8\u11ffﾞㅏ\u0e33\u200d\u00ad"), ids=ascii)
def test_what_joins_the_character_before_continues_its_segment(character: str) -> None:
    assert continues_segment(character)


@pytest.mark.parametrize("character", list("a5 é\u1100ㄱ가カ\u0e01\ud800\0"), ids=ascii)
def test_other_characters_begin_a_segment(character: str) -> None:
    assert not continues_segment(character)
