"""Months of a year among words that stand beside months alone: `Ende Mai 2018`, `в мае 2018 года`, `2018年5月号`."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from datelens.corpus import tables, words
from datelens.corpus.dates import draw_date
from datelens.corpus.draws import choose
from datelens.corpus.example import MONTH, YEAR, Draft, Piece
from datelens.corpus.locales import LocaleData

_NUMBERS = tuple(map(str, range(1, 13)))


@dataclass(frozen=True, slots=True)
class MonthPhrases:
    """What a language says of a month of a year.

    Attributes:
        templates: as they are written, and their tokens.
        inside: the names of the months after "in"; empty where they are those of dates.
    """

    templates: tuple[tuple[str, tuple[words.Token, ...]], ...]
    inside: tuple[str, ...]


@cache
def phrases() -> Mapping[str, MonthPhrases]:
    """The phrases of `data/months.toml`, by language."""
    return {
        language: MonthPhrases(
            tuple((template, words.parse(template)) for template in table["phrases"]),
            tuple(filter(None, table.get("in", "").split(";"))),
        )
        for language, table in tables.read("months").items()
    }


def known(data: LocaleData) -> bool:
    """Whether there are phrases for a locale: for its language, in the script that it is mostly written in."""
    return data.language in phrases() and data.script in (None, "Hans", "Hant")


def draw(data: LocaleData, rng: random.Random) -> Draft:
    """A month of a year in a phrase of the locale's language.

    Example:
        >>> phrases()["ru"].inside[4]
        'мае'
    """
    date, of_language = draw_date(rng), phrases()[data.language]
    template, tokens = choose(rng, of_language.templates)
    names = {
        "MMMM": data.names.months["format", "wide"],
        "LLLL": data.names.months["stand-alone", "wide"],
        "N": _NUMBERS,
        "in": of_language.inside,
    }
    pieces: list[Piece] = []
    for text, is_code in tokens:
        if not is_code:
            pieces.append((text, None))
        elif text == "y":
            pieces.append((str(date.year), YEAR))
        else:
            pieces.append((names[text][date.month - 1], MONTH))
    return Draft(tuple(pieces), date.isoformat()[:7], data.identifier, template, "month-year")
