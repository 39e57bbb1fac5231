"""The letters beyond ASCII that languages in Latin script write, by which one encoding is told from another.

Every byte is a letter in most encodings of one byte a character, and a decoder never fails. But `Tromsø` is `Tromsř` in
cp1250, and no language writes ř beside å. So that encoding is taken in which one language has all letters, or as many
as possible.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator

# Millions of people who write it, roughly, and its letters in lower case
LANGUAGES = {
    "az": (25, "çəğıöşü"),
    "ca": (9, "àçèéíïòóúü"),
    "cs": (11, "áčďéěíňóřšťúůýž"),
    "cy": (1, "âêîôûŵŷ"),
    "da": (6, "åæøé"),
    "de": (95, "äöüßé"),
    "eo": (1, "ĉĝĥĵŝŭ"),
    "es": (500, "áéíñóúü"),
    "et": (1, "äõöüšž"),
    "fi": (5, "äöåé"),
    "fr": (280, "àâçéèêëîïôœùûüÿ"),
    "ga": (1, "áéíóú"),
    "hr": (17, "čćđšž"),
    "hu": (13, "áéíóöőúüű"),
    "is": (0.4, "áðéíóöúýþæ"),
    "it": (67, "àèéìòù"),
    "lt": (3, "ąčęėįšųūž"),
    "lv": (2, "āčēģīķļņšūž"),
    "mt": (0.5, "ċġħżà"),
    "nl": (25, "éëïóöü"),
    "no": (5, "åæøéòô"),
    "pl": (40, "ąćęłńóśźż"),
    "pt": (260, "áâãàçéêíóôõú"),
    "ro": (24, "ăâîșțşţ"),
    "sk": (5, "áäčďéíĺľňóôŕšťúýž"),
    "sl": (2, "čšž"),
    "sq": (7, "çë"),
    "sv": (10, "åäöé"),
    "tr": (80, "çğıöşüâî"),
    "vi": (85, "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"),
}

_WITHIN = frozenset("’‘ʼ·‑\u00ad")  # signs that stand within words
_SIGNS = _WITHIN | frozenset("“”„‚«»‹›–—…•€£¥¢§°©®™¿¡ªº¹²³×½¼¾±µ\u00a0")

_WORD = re.compile(r"[^\W\d_]+")

# Logarithms of how likely a character is; a letter of the language as much as any sign beside a word
_WRITTEN, _FOREIGN, _OUT_OF_PLACE = (math.log(share) for share in (0.04, 1e-4, 1e-6))
_RARER = math.log(0.5)  # each encoding, than the one before it
_LEAST_ASCII = 0.4  # of all letters in words with others: Polish names have three of four, names in Cyrillic none


def latin_encoding(sample: bytes, encodings: Iterable[str]) -> str | None:
    """The encoding in which a sample is most likely to be written by one language; None where none is in Latin script.

    The logarithm of the probability of all characters beyond ASCII, of those who write the language, and of the
    encoding. A capital after a small letter is out of place, and so is what is no letter between two.

    Args:
        sample: lines that are not ASCII.
        encodings: the likelier first.

    Example:
        >>> latin_encoding("Tromsø, Ålesund".encode("cp1252"), ["cp1250", "cp1252"])
        'cp1252'
        >>> latin_encoding("Gdańsk, Łódź".encode("cp1250"), ["cp1252", "cp1250"])
        'cp1250'
    """
    best, found = -math.inf, None
    for rank, encoding in enumerate(encodings):
        try:
            text = sample.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _is_latin(text):
            continue
        letters = list(_letters(text))
        likely = rank * _RARER + max(
            math.log(people) + sum(_WRITTEN if letter in own else _likely(letter) for letter in letters)
            for people, own in LANGUAGES.values()
        )
        if likely > best:
            best, found = likely, encoding
    return found


def _letters(text: str) -> Iterator[str]:
    """What stands beyond ASCII: letters in lower case, a space for usual signs, NUL for what is out of its place."""
    for before, character, after in zip(f" {text}", text, f"{text[1:]} ", strict=False):
        if character.isascii():
            continue
        if character.isalpha():
            capital_within = character.isupper() and before.isalpha() and (before + after) != (before + after).upper()
            yield "\0" if capital_within else character.lower()
        else:
            within = before.isalpha() and after.isalpha() and character not in _WITHIN
            yield "\0" if within or character not in _SIGNS else " "


def _likely(letter: str) -> float:
    return {"\0": _OUT_OF_PLACE, " ": _WRITTEN}.get(letter, _FOREIGN)


def _is_latin(text: str) -> bool:
    """Whether the words with letters beyond ASCII have enough of those of ASCII."""
    letters = "".join(word for word in _WORD.findall(text) if not word.isascii())
    return bool(letters) and sum(map(str.isascii, letters)) >= _LEAST_ASCII * len(letters)
