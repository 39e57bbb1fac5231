"""Islamic, Persian, Hebrew, Ethiopic, Coptic and Indian dates in all the languages of CLDR: refused."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from datelens.corpus import customs, locales, patterns
from datelens.corpus.draws import choose
from datelens.corpus.example import Draft
from datelens.corpus.tables import read

# The years that each calendar's dates are written in.
YEARS: Mapping[str, tuple[int, int]] = {
    "islamic": (1300, 1470), "persian": (1270, 1430), "hebrew": (5600, 5850), "ethiopic": (1850, 2030),
    "coptic": (1500, 1760), "indian": (1850, 1960),
}  # fmt: skip

ERA_SHARE = 0.35
"""Of dates whose layout has no place for the era, those that get its word all the same."""


@dataclass(frozen=True, slots=True)
class ForeignNames:
    """The months of a calendar in a locale, each with its variants, and words of the era; months may have none."""

    calendar: str
    locale: str
    months: Sequence[Sequence[str]]
    eras: Sequence[str]


@cache
def tables() -> tuple[ForeignNames, ...]:
    """The months of other calendars, by calendar and locale; see `data/foreign_calendars.toml`."""
    found = []
    for name, table in read("foreign_calendars").items():
        calendar, _, locale = name.partition("-")
        months = tuple(tuple(filter(None, names.split("|"))) for names in table["months"].split(";"))
        found.append(ForeignNames(calendar, locale, months, table.get("eras", ())))
    return tuple(found)


@cache
def _layouts(locale: str) -> tuple[tuple[str, tuple[patterns.Token, ...]], ...]:
    """The layouts of a locale, and of its language beyond CLDR, that name the month."""
    data = locales.load(locale)
    every = (*data.forms, *data.partial, *customs.layouts(data.language))
    return tuple(layout for layout in every if any(map(patterns.names_month, layout[1]))) or (
        ("d MMMM y", patterns.parse("d MMMM y")),
    )


def draw(rng: random.Random) -> Draft:
    """A date of another calendar in some language; it has no reading.

    Example:
        >>> draw(random.Random(3)).iso is None
        True
    """
    table = choose(rng, tables())
    months = [names for names in table.months if names]
    data = locales.load(table.locale)
    first, last = YEARS[table.calendar]
    pattern, tokens = choose(rng, _layouts(table.locale))
    era = choose(rng, table.eras) if table.eras else ""
    day, year = 1 + int(rng.random() * 30), first + int(rng.random() * (last - first + 1))
    text = ""
    for token, width in tokens:
        letter = token[0] if width else ""
        if letter in ("M", "L"):
            text += choose(rng, choose(rng, months))
        elif letter == "y":
            text += str(year)
        elif letter == "d":
            text += f"{day:0{width}}"
        elif letter == "o":
            text += choose(rng, customs.ordinals(data.language, day))
        elif letter in ("E", "c"):
            text += choose(rng, data.names.days["format", "wide" if width == 4 else "abbreviated"])
        else:
            text += era if letter == "G" else token
    if era and "G" not in patterns.fields(tokens) and "y" in patterns.fields(tokens) and rng.random() < ERA_SHARE:
        text += f" {era}"
    return Draft(((text, None),), None, table.locale, f"{table.calendar}-{table.locale} {pattern}", "other-calendar")
