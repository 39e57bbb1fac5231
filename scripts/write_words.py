#!/usr/bin/env python
"""Write `src/datelens/columns/words.json`: which languages write a month or a day of the week with which word.

Of the languages that most dates are written in, as Babel has them. A word that a third of them share tells nothing.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

from datelens.columns.languages import WORD
from datelens.columns.numbers import plain
from datelens.corpus import locales

TARGET = Path(__file__).parent.parent / "src" / "datelens" / "columns" / "words.json"


def main() -> None:
    """Write the file."""
    TARGET.write_text(json.dumps(words_by_languages(), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def words_by_languages() -> dict[str, str]:
    """The words, by the languages that share them; both sorted."""
    languages: dict[str, set[str]] = defaultdict(set)
    for language in locales.COMMON:
        for identifier in locales.by_language()[language]:
            names = locales.load(identifier).names
            for written in (*names.months.values(), *names.days.values()):
                for word in WORD.findall(plain(" ".join(written))):
                    languages[word].add(language)
    found: dict[str, list[str]] = defaultdict(list)
    for word in sorted(languages):
        if len(languages[word]) <= len(locales.COMMON) / 3:
            found[" ".join(sorted(languages[word]))].append(word)
    return {shared: " ".join(found[shared]) for shared in sorted(found)}


if __name__ == "__main__":
    main()
