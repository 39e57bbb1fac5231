"""The languages that write the words of a text: names of months and days of the week, as CLDR has them.

`words.json` holds them by the languages that share them (`scripts/write_words.py` makes it from Babel's data). Chinese,
Japanese and Korean dates have no such names and need none: their characters say which number is which.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

WORD = re.compile(r"[^\s\d!-/:-@\[-`{-~،。·…’]{3,}")


@cache
def words() -> Mapping[str, frozenset[str]]:
    """The languages of each word, in plain form."""
    data = json.loads(files("datelens.columns").joinpath("words.json").read_text("utf-8"))
    found: dict[str, frozenset[str]] = {}
    for languages, written in data.items():
        shared = frozenset(languages.split())
        found.update(dict.fromkeys(written.split(), shared))
    return found


def languages_of(text: str) -> frozenset[str]:
    """The languages that write all known words of a text in plain form; none where it holds none, or of several.

    Example:
        >>> sorted(languages_of("5. märz 2016")), sorted(languages_of("lundi 3 mai"))
        (['de'], ['fr'])
    """
    if text.isascii() and not any(map(str.isalpha, text)):
        return frozenset()
    known = [words()[word] for word in known_words(text)]
    return frozenset.intersection(*known) if known else frozenset()


def known_words(text: str) -> list[str]:
    """The known words of a text in plain form, as often as they stand there."""
    known = words()
    return [word for word in WORD.findall(text) if word in known]
