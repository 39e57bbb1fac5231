"""Damage: typing errors, lost diacritics, broken spaces, look-alikes, other typography.

Each kind is a named transformation of pieces that leaves their fields as they are. A damaged month stays nearer to its
own name than to any other: short names are left alone, and a name that is, or nearly is, another month's is refused.
"""

from __future__ import annotations

import random
import unicodedata
from bisect import bisect
from collections.abc import Callable, Mapping
from functools import cache
from itertools import accumulate

from datelens.corpus import locales
from datelens.corpus.ambiguity import folded_name, month_index
from datelens.corpus.draws import choose
from datelens.corpus.example import MONTH, Draft, Piece

Pieces = tuple[Piece, ...]
Kind = Callable[[Pieces, random.Random], Pieces]

SHORTEST = 5
"""The letters of the shortest word that loses, gains or swaps one."""

_KEYBOARDS = (
    ("qwertyuiop", "asdfghjkl", "zxcvbnm"),
    ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"),
    ("ςερτυθιοπ", "ασδφγηξκλ", "ζχψωβνμ"),
)


@cache
def _neighbours() -> Mapping[str, str]:
    """The keys beside each key, on its row and the rows above and below."""
    found: dict[str, str] = {}
    for rows in _KEYBOARDS:
        for y, row in enumerate(rows):
            for x, key in enumerate(row):
                near = "".join(other[max(x - 1, 0) : x + 2] for other in rows[max(y - 1, 0) : y + 2])
                found[key] = near.replace(key, "")
    return found


# Errors of typing


def _in_word(pieces: Pieces, rng: random.Random, change: Callable[[str, int, random.Random], str]) -> Pieces:
    """The pieces with one letter changed, in a month's name or a word around the date."""
    places = [i for i, (text, name) in enumerate(pieces) if name in (MONTH, None) and _is_word(text.strip(" .,"))]
    if not places:
        return pieces
    place = choose(rng, places)
    text, _ = pieces[place]
    at = choose(rng, [i for i, character in enumerate(text) if character.isalpha()])
    return _with(pieces, place, change(text, at, rng))


def _with(pieces: Pieces, place: int, text: str) -> Pieces:
    """The pieces with the text of one replaced."""
    return (*pieces[:place], (text, pieces[place][1]), *pieces[place + 1 :])


def _is_word(text: str) -> bool:
    """Whether the text is one word of an alphabet, long enough to lose a letter."""
    return (
        len(text) >= SHORTEST and text.isalpha() and (text.lower() != text.upper() or "\u0590" <= text[0] <= "\u06ff")
    )


def _substitute(text: str, at: int, rng: random.Random) -> str:
    near = _neighbours().get(text[at].lower())
    if near is None:
        return text
    letter = choose(rng, near)
    return text[:at] + (letter.upper() if text[at].isupper() else letter) + text[at + 1 :]


def _swap(text: str, at: int, _rng: random.Random) -> str:
    return text[:at] + text[at : at + 2][::-1] + text[at + 2 :] if text[at + 1 : at + 2].isalpha() else text


def neighbouring_key(pieces: Pieces, rng: random.Random) -> Pieces:
    """One letter typed as the key beside it: `Septenber`."""
    return _in_word(pieces, rng, _substitute)


def swapped_letters(pieces: Pieces, rng: random.Random) -> Pieces:
    """Two letters in the wrong order: `Spetember`."""
    return _in_word(pieces, rng, _swap)


def lost_letter(pieces: Pieces, rng: random.Random) -> Pieces:
    """A letter left out: `Setember`."""
    return _in_word(pieces, rng, lambda text, at, _: text[:at] + text[at + 1 :])


def doubled_letter(pieces: Pieces, rng: random.Random) -> Pieces:
    """A letter typed twice: `Sepptember`."""
    return _in_word(pieces, rng, lambda text, at, _: text[:at] + text[at] + text[at:])


# Letters of other alphabets and machines


def _each(pieces: Pieces, change: Callable[[str], str]) -> Pieces:
    """The pieces, each changed; none is emptied."""
    return tuple((change(text) or text, name) for text, name in pieces)


def lost_diacritics(pieces: Pieces, _rng: random.Random) -> Pieces:
    """Letters without their marks: `fevrier`, `Ιανουαριος`, `اغسطس`."""
    return _each(pieces, _unmarked)


def _unmarked(text: str) -> str:
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text.translate(_UNMARKED))
    kept = [c for c in decomposed if not "\u0300" <= c <= "\u036f" and not "\u064b" <= c <= "\u0655"]
    return unicodedata.normalize("NFC", "".join(kept))


_UNMARKED = str.maketrans("đĐłŁøØıħىةیک", "dDlLoOihيهيك")


def transliterated(pieces: Pieces, _rng: random.Random) -> Pieces:
    """Letters that a machine did not have, written with others: `Maerz`."""
    return _each(pieces, lambda text: text if text.isascii() else text.translate(_SPELLED))


_SPELLED = str.maketrans({
    "ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "å": "aa", "Å": "Aa", "ø": "oe",
    "Ø": "Oe", "æ": "ae", "Æ": "Ae", "œ": "oe", "þ": "th", "ð": "d", "ё": "е", "Ё": "Е", "ñ": "nh", "ş": "sh",
    "ç": "c", "ğ": "g", "ı": "i", "č": "ch", "š": "sh", "ž": "zh",
})  # fmt: skip


def foreign_letters(pieces: Pieces, rng: random.Random) -> Pieces:
    """One letter of a word as its twin in another alphabet: a Cyrillic `а` in `March`."""
    words = [(i, text) for i, (text, name) in enumerate(pieces) if name in (MONTH, None)]
    places = [(i, j) for i, text in words for j, character in enumerate(text) if character in _TWINS]
    if not places:
        return pieces
    place, at = choose(rng, places)
    text, _ = pieces[place]
    return _with(pieces, place, text[:at] + _TWINS[text[at]] + text[at + 1 :])


_LATIN, _CYRILLIC = "aceopxyjAECOPXMTHBK", "асеорхујАЕСОРХМТНВК"
_TWINS = {**dict(zip(_LATIN, _CYRILLIC, strict=True)), **dict(zip(_CYRILLIC, _LATIN, strict=True))}


def misread_digit(pieces: Pieces, rng: random.Random) -> Pieces:
    """A digit read as the letter that looks like it: `2O16`, `l5`."""
    places = [
        (i, j)
        for i, (text, name) in enumerate(pieces)
        if name is not None and len(text) > 1 and text.isascii() and text.isdecimal()
        for j, character in enumerate(text)
        if character in _LOOK_ALIKES
    ]
    if not places:
        return pieces
    place, at = choose(rng, places)
    text, _ = pieces[place]
    return _with(pieces, place, text[:at] + choose(rng, _LOOK_ALIKES[text[at]]) + text[at + 1 :])


_LOOK_ALIKES = {"0": "OOo", "1": "lI", "5": "S", "8": "B"}


# Spaces, case, typography


def extra_spaces(pieces: Pieces, rng: random.Random) -> Pieces:
    """A space where there was none, or more where there was one: `5 . 1. 2016`; never between two digits."""
    places = [
        place
        for place in range(1, len(pieces))
        if not (pieces[place - 1][0][-1:].isdecimal() and pieces[place][0][:1].isdecimal())
    ]
    if not places:
        return pieces
    place = choose(rng, places)
    return (*pieces[:place], (choose(rng, (" ", " ", "  ", "   ", "\t")), None), *pieces[place:])


def lost_space(pieces: Pieces, rng: random.Random) -> Pieces:
    """A space left out between a number and a word: `5Jan 2016`."""
    places = [
        place
        for place in range(1, len(pieces) - 1)
        if pieces[place][0].endswith(" ") and _can_join(pieces[place - 1][0], *pieces[place], pieces[place + 1][0])
    ]
    if not places:
        return pieces
    place = choose(rng, places)
    return tuple(piece for piece in _with(pieces, place, pieces[place][0][:-1]) if piece[0])


def _can_join(before: str, text: str, name: str | None, after: str) -> bool:
    """Whether the last space of a piece between others parts a number or a mark from a word, not two numbers."""
    left, right = (text[:-1] or before)[-1:], after[:1]
    if name is not None or (left.isdecimal() and right.isdecimal()):
        return False
    return left.isdecimal() or right.isdecimal() or left in ",."


def title_case(pieces: Pieces, _rng: random.Random) -> Pieces:
    """Every word with a capital."""
    return _each(pieces, str.title)


def mixed_case(pieces: Pieces, rng: random.Random) -> Pieces:
    """Capitals at random."""
    return _each(pieces, lambda text: "".join([c.upper() if rng.random() < 0.5 else c.lower() for c in text]))


def other_typography(pieces: Pieces, rng: random.Random) -> Pieces:
    """The same characters as another keyboard or typesetter has them: dashes, apostrophes, spaces."""
    table = choose(rng, _TYPOGRAPHY)
    return tuple((text.translate(table), name) for text, name in pieces)


_TYPOGRAPHY = tuple(
    str.maketrans(dict.fromkeys(written, other))
    for written, others in (
        ("-", "––—−‐‑"), ("–", "-"), ("'’", "'’´`ʼ"), (" ", "\u00a0\u202f\u2009\t"), (",", "،，"), (".", "．。·"),
        ("/", "／⁄∕"), (":", "："),
    )
    for other in others
)  # fmt: skip


def full_width(pieces: Pieces, _rng: random.Random) -> Pieces:
    """Digits and marks as wide as a Chinese character."""
    return _each(pieces, lambda text: text.translate(_WIDE))


_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x40)}


def invisible_marks(pieces: Pieces, rng: random.Random) -> Pieces:
    """Marks of direction and joining that nobody sees."""
    place = int(rng.random() * len(pieces))
    text, _ = pieces[place]
    at = int(rng.random() * (len(text) + 1))
    return _with(pieces, place, text[:at] + choose(rng, _INVISIBLE) + text[at:])


_INVISIBLE = "\u200e\u200f\u200b\u200c\u200d\u2060\ufeff\u00ad\u061c"

KINDS: Mapping[str, tuple[float, Kind]] = {
    "neighbouring key": (14, neighbouring_key),
    "swapped letters": (12, swapped_letters),
    "lost letter": (12, lost_letter),
    "lost diacritics": (12, lost_diacritics),
    "transliterated": (6, transliterated),
    "foreign letters": (2, foreign_letters),
    "misread digit": (8, misread_digit),
    "extra spaces": (8, extra_spaces),
    "lost space": (8, lost_space),
    "title case": (3, title_case),
    "mixed case": (2, mixed_case),
    "other typography": (10, other_typography),
    "full width": (2, full_width),
    "invisible marks": (2, invisible_marks),
    "doubled letter": (10, doubled_letter),
}
"""How often each kind comes, and the kind itself."""

HELD_OUT_KINDS = ("doubled letter",)
"""Kinds that training never sees, so that a test on them says what a new kind of error does."""

TRAINING_KINDS = tuple(kind for kind in KINDS if kind not in HELD_OUT_KINDS)

TWICE_SHARE = 0.15
_TRIES = 3


def damage(draft: Draft, rng: random.Random, kinds: tuple[str, ...] = TRAINING_KINDS) -> Draft:
    """The draft with one or two errors of the kinds given; as it is where none of a few that are drawn fits.

    Example:
        `5 septembre 2020` may become `5 setpembre 2020`.
    """
    bounds = _bounds(kinds)
    for _ in range(2 if rng.random() < TWICE_SHARE else 1):
        for _ in range(_TRIES):
            change = KINDS[kinds[bisect(bounds, rng.random() * bounds[-1])]][1]
            pieces = change(draft.pieces, rng)
            if pieces != draft.pieces and _months_hold(draft, pieces):
                draft = draft.with_pieces(pieces)
                break
    return draft


@cache
def _bounds(kinds: tuple[str, ...]) -> tuple[float, ...]:
    return tuple(accumulate(KINDS[kind][0] for kind in kinds))


# Months stay the months they are


def _months_hold(draft: Draft, pieces: Pieces) -> bool:
    """Whether every damaged name of a month is still that month's and no other's, and no other word became one."""
    if draft.iso is None and len(pieces) == 1:
        return True
    before = {text for text, _ in draft.pieces}
    for text, name in pieces:
        if text in before or not any(character.isalpha() for character in text):
            continue
        if name == MONTH and any(folded_name(text) == folded_name(old) for old in before):
            continue  # the network sees no difference
        if name == MONTH:
            month = _month(draft)
            if month == 0 or _is_other_month(text, month, draft.locale):
                return False
        elif draft.iso is None and folded_name(text) in month_index():
            return False
    return True


def _month(draft: Draft) -> int:
    """The month that a draft writes; 0 where it cannot be told."""
    if draft.iso is not None:
        return int(draft.iso[2:4] if draft.iso.startswith("--") else draft.iso[5:7] or 0)
    names = (text for text, name in draft.pieces if name == MONTH)
    known = {month for name in names for month in month_index().get(folded_name(name), ())}
    return known.pop() if len(known) == 1 else 0


def _is_other_month(text: str, month: int, locale: str) -> bool:
    name = folded_name(text)
    if any(other != month for other in month_index().get(name, ())):
        return True
    return locale != "" and any(_is_near(name, other) for other in _others(locale, month))


@cache
def _others(locale: str, month: int) -> tuple[str, ...]:
    """The folded names of the other months in a locale."""
    written = locales.load(locale).names.months.values()
    return tuple(sorted({folded_name(name) for names in written for i, name in enumerate(names, 1) if i != month}))


def _is_near(a: str, b: str) -> bool:
    """Whether one letter changed, added or lost, or two swapped, make one name of the other."""
    if abs(len(a) - len(b)) > 1:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    rest, other = a[start:], b[start:]
    swapped = rest[:2] == other[:2][::-1] and rest[2:] == other[2:]
    return swapped or other[1:] in (rest[1:], rest) or rest[1:] == other
