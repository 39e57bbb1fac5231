"""The task of the 2017 tutorial: full dates in its fifteen layouts and every locale, upper or lower case now and then.

One thing is put right: the tutorial wrote the week-based year (`YYY`), which around New Year is another one than that
of the date.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable
from functools import cache

from datelens.corpus import families, locales, patterns
from datelens.corpus.draws import choose
from datelens.corpus.example import Draft

FIRST, LAST = datetime.date(1970, 1, 1), datetime.date(2024, 12, 31)

LAYOUTS = (
    *reversed(locales.WIDTHS),  # CLDR's own format of this width
    *("d MMM y", "d MMMM y", "dd MMM y", "d MMM, y", "d MMMM, y", "dd, MMM y", "d MM yy", "d MMMM y"),
    *("MMMM d y", "MMMM d, y", "dd.MM.yy"),
)

_DAYS = (LAST - FIRST).days + 1
_CASES: tuple[Callable[[str], str], ...] = (str.upper, str.lower, str, str)


def draw(rng: random.Random) -> Draft:
    """A date of the tutorial's task: each layout, locale and day is as likely as any other."""
    date = FIRST + datetime.timedelta(int(rng.random() * _DAYS))
    data = locales.load(choose(rng, locales.identifiers()))
    layout = choose(rng, LAYOUTS)
    tokens = patterns.parse(pattern(data.identifier, layout))
    pieces = patterns.write(tokens, date, data.names)
    case = choose(rng, _CASES)
    pieces = tuple((case(text), name) for text, name in pieces)
    return Draft(pieces, date.isoformat(), data.identifier, layout, "tutorial", order=families.order_of(tokens))


@cache
def pattern(identifier: str, layout: str) -> str:
    """The CLDR pattern that a layout stands for in a locale.

    Example:
        >>> pattern("de", "long"), pattern("de", "d MMM y")
        ('d. MMMM y', 'd MMM y')
    """
    if layout not in locales.WIDTHS:
        return layout
    found: str = locales.cldr(identifier, "date_formats")["date_formats"][layout].pattern
    return found
