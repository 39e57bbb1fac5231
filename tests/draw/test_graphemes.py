from __future__ import annotations

import pytest

from datelens.draw.graphemes import graphemes, is_invisible, width

CASES = {
    "latin": "5| |M|a|i",
    "accents": "e\u0301|t|e\u0301",
    "several marks": "a\u0301\u0323|b",
    "Devanagari conjunct and vowel": "सि|त|म्ब|र",
    "Bengali conjunct": "ক্ষ|ণ",
    "Tamil keeps its consonants apart": "த|மி|ழ்",
    "Thai above and below": "วั|น|ที่",
    "Thai sara am": "กำ|ล",
    "Khmer stack": "ថ្ងៃ|ទី",
    "half form": "र्\u200dय|क्\u200dष",
    "a joiner without a linker parts letters": "क\u200d|ष",
    "Hangul jamo": "\u1112\u1161\u11ab|\u1100\u1173",
    "Hangul syllable and final": "\uac00\u11a8|a",
    "Hangul syllable with a final takes no vowel": "\uac01|\u1161",
    "half-width voicing": "ｶﾞ|ﾂ",
    "emoji family": "👩‍👩‍👧|x",
    "emoji skin": "👍🏽|5",
    "flags": "🇩🇪|🇫🇷|5",
    "line ends": "5|\r\n|6",
    "controls": "a|\x00|\x00|b",
    "a mark after a control stands alone": "\n|\u0301",
    "lone surrogates": "\ud800|\ud800",
    "Arabic year sign before its digits": "\u06015|6",
}


@pytest.mark.parametrize("pieces", CASES.values(), ids=CASES)
def test_graphemes_are_what_a_reader_takes_for_a_character(pieces: str) -> None:
    text = pieces.replace("|", "")
    assert [text[start:stop] for start, stop in graphemes(text)] == pieces.split("|")


def test_no_text_has_no_graphemes() -> None:
    assert graphemes("") == []


@pytest.mark.parametrize(
    ("text", "columns"),
    [("Mai", 3), ("e\u0301", 1), ("2018年5月", 9), ("ｶﾞ", 2), ("５", 2), ("한", 2), ("\u1112\u1161\u11ab", 2), ("❤️", 2)],
)
def test_wide_characters_take_two_columns_and_marks_none(text: str, columns: int) -> None:
    assert width(text) == columns


def test_emoji_joined_of_several_takes_two_columns() -> None:
    assert width("👩‍👩‍👧") == 2


@pytest.mark.parametrize(
    ("character", "expected"), [("\u200f", True), ("\u200d", True), ("\ufe0f", True), ("a", False), ("\u0601", False)]
)
def test_invisible_is_what_draws_nothing(character: str, expected: bool) -> None:
    assert is_invisible(character) is expected
