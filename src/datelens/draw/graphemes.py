"""Graphemes: what a reader takes for one character, and how wide a terminal draws it.

The rules are those of extended grapheme clusters (Unicode Standard Annex #29) as far as texts need them: marks,
joiners, conjuncts of Indic scripts, syllables of Hangul, emoji and flags. They are written over `unicodedata` alone,
so that drawing in a terminal needs nothing beyond the light runtime.
"""

from __future__ import annotations

import unicodedata
from itertools import pairwise

_JOINER = "\u200d"
_NON_JOINER = "\u200c"
_EMOJI_PRESENTATION = "\ufe0f"

# Letters that continue a cluster although they are no marks: Thai and Lao AM, half-width voicing of katakana.
_CONTINUING_LETTERS = frozenset("\u0e33\u0eb3\uff9e\uff9f")

# Marks that write numbers of Arabic and Syriac around the digits that follow.
_PREPENDED = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2")

# Viramas and stackers that join the consonant after them.
_LINKERS = frozenset("\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d\u1039\u17d2\u1a60\u1b44\ua9c0")


def graphemes(text: str) -> list[tuple[int, int]]:
    """The `[start, stop)` of each grapheme of a text, in order and without gaps.

    Example:
        >>> graphemes("e\u0301t\u00e9")
        [(0, 2), (2, 3), (3, 4)]
    """
    starts = [i for i in range(len(text)) if i == 0 or not _joined(text, i)]
    return list(pairwise([*starts, len(text)]))


def is_invisible(character: str) -> bool:
    """Whether a character draws nothing of its own: direction marks, joiners, soft hyphens, variation selectors."""
    if "\ufe00" <= character <= "\ufe0f":
        return True
    return unicodedata.category(character) == "Cf" and character not in _PREPENDED


def width(text: str) -> int:
    """Columns that a terminal takes for a text: wide characters of East Asia two, marks none, others one.

    Example:
        >>> width("5月"), width("e\u0301")
        (3, 1)
    """
    return sum(_width(text[start:stop]) for start, stop in graphemes(text))


def _width(grapheme: str) -> int:
    if _EMOJI_PRESENTATION in grapheme:
        return 2
    columns = sum(map(_character_width, grapheme))
    # Terminals draw an emoji joined of several as wide as one, and a conjunct as wide as its consonants.
    return min(columns, 2) if _JOINER in grapheme and grapheme[0] >= "\U0001f000" else columns


def _character_width(character: str) -> int:
    if _is_mark(character) or is_invisible(character) or "\u1160" <= character <= "\u11ff":
        return int(unicodedata.category(character) == "Mc")  # a spacing mark takes a column, others none
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _joined(text: str, i: int) -> bool:
    """Whether the characters before and at `i` belong to one grapheme."""
    before, after = text[i - 1], text[i]
    if _is_control(before) or _is_control(after):
        return before + after == "\r\n"
    if _continues(after) or before in _PREPENDED:
        return True
    if before == _JOINER and _is_symbol(after):
        return any(map(_is_symbol, text[max(0, i - 4) : i - 1]))
    if unicodedata.category(after) == "Lo" and _ends_in_linker(text, i):
        return True
    if _is_flag_letter(before) and _is_flag_letter(after):
        return _run_of_flag_letters(text, i) % 2 == 1
    return _joins_hangul(before, after)


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")


def _continues(character: str) -> bool:
    return (
        _is_mark(character)
        or character in (_JOINER, _NON_JOINER)
        or character in _CONTINUING_LETTERS
        or "\U0001f3fb" <= character <= "\U0001f3ff"  # skin tones
        or "\U000e0020" <= character <= "\U000e007f"  # tags
    )


def _is_symbol(character: str) -> bool:
    return unicodedata.category(character) == "So"


def _ends_in_linker(text: str, i: int) -> bool:
    """Whether the marks right before `i` hold a linker."""
    while i > 0 and (_is_mark(text[i - 1]) or text[i - 1] == _JOINER):
        i -= 1
        if text[i] in _LINKERS:
            return True
    return False


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _run_of_flag_letters(text: str, i: int) -> int:
    """How many flag letters stand right before `i`."""
    start = i
    while start > 0 and _is_flag_letter(text[start - 1]):
        start -= 1
    return i - start


def _joins_hangul(before: str, after: str) -> bool:
    """Whether two jamo or syllables of Hangul make one: a lead takes any but a final, a vowel a vowel or a final."""
    if "\u1100" <= before <= "\u115f":
        return "\u1100" <= after <= "\u11a7" or "\uac00" <= after <= "\ud7a3"
    if "\u1160" <= before <= "\u11a7" or ("\uac00" <= before <= "\ud7a3" and (ord(before) - 0xAC00) % 28 == 0):
        return "\u1160" <= after <= "\u11ff"
    return "\u11a8" <= after <= "\u11ff" and ("\u11a8" <= before <= "\u11ff" or "\uac00" <= before <= "\ud7a3")
