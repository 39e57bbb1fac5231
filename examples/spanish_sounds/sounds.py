"""The sounds of a Spanish word, as its spelling tells them: Castilian, one sign a sound, `ˈ` before the stressed vowel.

The rules are those that a school book gives. They are what the network has to find out: letters that are silent, pairs
of letters that are one sound, letters that sound by what follows, and a stress that hangs on the end of the word.
"""

from __future__ import annotations

from collections.abc import Iterator

VOWELS = dict(zip("aeiouáéíóú", "aeiouaeiou", strict=True))
ACCENTED = "áéíóú"
SOFTENING = "eiéí"
PAIRS = {"ch": "ʧ", "ll": "ʎ", "rr": "r"}
SINGLE = {"j": "x", "ñ": "ɲ", "v": "b", "z": "θ", "x": "ks", "ü": "w"}
TRILLED_AFTER = "nls"
STRESS = "ˈ"

Sound = tuple[str, int, int]
"""A sign and the `[start, stop)` of the letters that it is from."""


def sounds(word: str) -> list[Sound]:
    """The sounds of a word.

    >>> "".join(sign for sign, _, _ in sounds("guitarra"))
    'gitˈara'
    >>> sounds("hijo")
    [('ˈ', 1, 2), ('i', 1, 2), ('x', 2, 3), ('o', 3, 4)]
    """
    plain = list(_plain(word))
    nuclei = [place for place, (sign, _, _) in enumerate(plain) if sign in "aeiou"]
    stressed = _stressed(word, plain, nuclei)
    return [
        *plain[:stressed],
        (STRESS, *plain[stressed][1:]),
        *plain[stressed:],
    ]


def _stressed(word: str, plain: list[Sound], nuclei: list[int]) -> int:
    """The place of the stressed vowel: the accented one, else by the last letter."""
    for place in nuclei:
        if word[plain[place][1]] in ACCENTED:
            return place
    before_last = len(nuclei) > 1 and (word[-1] in VOWELS or word[-1] in "ns")
    return nuclei[-2 if before_last else -1]


def _plain(word: str) -> Iterator[Sound]:
    """The sounds without stress."""
    place = 0
    while place < len(word):
        two, letter, following = word[place : place + 2], word[place], word[place + 1 : place + 2]
        if two in PAIRS:
            yield PAIRS[two], place, place + 2
            place += 2
        elif two in ("qu", "gu") and word[place + 2 : place + 3] in tuple(SOFTENING):
            yield "k" if letter == "q" else "g", place, place + 2
            place += 2
        else:
            for sign in "" if letter == "h" else _sign(word, place, letter, following):
                yield sign, place, place + 1
            place += 1


def _sign(word: str, place: int, letter: str, following: str) -> str:
    soft = following != "" and following in SOFTENING
    if letter == "c":
        return "θ" if soft else "k"
    if letter == "g":
        return "x" if soft else "g"
    if letter == "r":
        return "r" if place == 0 or word[place - 1] in TRILLED_AFTER else "ɾ"
    if letter == "y":
        return "ʝ" if following in VOWELS and following else "j"
    if letter in "iu" and _glides(word, place, following):
        return "j" if letter == "i" else "w"
    return VOWELS.get(letter) or SINGLE.get(letter, letter)


def _glides(word: str, place: int, following: str) -> bool:
    """Whether an `i` or `u` is no syllable of its own: before a vowel, or after a strong one."""
    before = word[place - 1] if place else ""
    return (following != "" and following in VOWELS) or (before != "" and before in "aeoáéó")
