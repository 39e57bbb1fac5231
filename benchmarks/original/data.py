"""The tutorial's dates: its layouts, in every locale of Babel, as a pure function of (seed, step).

One thing is put right, for both sides alike: the tutorial wrote the week-based year (`YYY`), which around New Year is
another one than the label says.
"""

from __future__ import annotations

import datetime
import random
from functools import cache

from babel import Locale, localedata
from babel.dates import format_date

from datelens.alphabet import Alphabet
from datelens.folding import fold_symbols
from datelens.pairs import Pair

FORMATS = (
    *("short", "medium", "long", "full"),
    *("d MMM y", "d MMMM y", "dd MMM y", "d MMM, y", "d MMMM, y", "dd, MMM y", "d MM yy", "d MMMM y"),
    *("MMMM d y", "MMMM d, y", "dd.MM.yy"),
)
FIRST, LAST = datetime.date(1970, 1, 1), datetime.date(2024, 12, 31)

TRAINING, VALIDATION = 230_517, 230_518  # seeds
_SURVEYED = 30_000  # texts that the alphabets are made from, as many as hold all that is not very rare

Text = tuple[str, str]
"""A text and its date."""


def generate(seed: int, step: int, n: int) -> list[Text]:
    """n texts with their dates; the same ones for the same arguments."""
    rng = random.Random(f"original/{seed}/{step}")
    return [_draw(rng) for _ in range(n)]


def _draw(rng: random.Random) -> Text:
    while True:
        date = FIRST + datetime.timedelta(rng.randrange((LAST - FIRST).days + 1))
        layout, locale = rng.choice(FORMATS), _locale(rng.choice(_identifiers()))
        try:
            text = format_date(date, format=layout, locale=locale)
        except AttributeError:  # Babel lacks a few locales' long formats
            continue
        case = rng.randrange(4)
        return (text.upper() if case == 1 else text.lower() if case == 2 else text), date.isoformat()


@cache
def _identifiers() -> tuple[str, ...]:
    return tuple(sorted(localedata.locale_identifiers()))


@cache
def _locale(identifier: str) -> Locale:
    return Locale.parse(identifier)


def generate_pairs(seed: int, step: int, n: int) -> list[Pair]:
    """The same as pairs for our network: folded, and with no spans, which the tutorial's data does not have."""
    return [Pair(tuple(fold_symbols(text)), tuple(date), (None,) * len(date)) for text, date in generate(seed, step, n)]


def characters() -> str:
    """What texts are written with, sorted."""
    return "".join(sorted({character for text, _ in generate(TRAINING, 0, _SURVEYED) for character in text}))


def input_alphabet() -> Alphabet:
    """The same for our network."""
    return Alphabet({symbol for character in characters() for symbol in fold_symbols(character)} | {" "})


def output_alphabet() -> Alphabet:
    """Of ISO dates."""
    return Alphabet("0123456789-")
