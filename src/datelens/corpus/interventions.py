"""Interventions: the same text with another day, month or year, written as the first one was.

`Saturday 9 May 2018` becomes `Saturday 9 March 2018`, `27.05.85` becomes `13.05.85`. Only what is written in numbers,
or with a month's name as the locale's tables have it, can be written anew; other examples (words, damaged names,
other calendars) are left alone. The new text is as clear as the old: a number stays on its side of 12 and of 31, so
that it is not taken for another field.
"""

from __future__ import annotations

import datetime
import random
import unicodedata
from dataclasses import replace

from datelens.corpus import ambiguity, locales
from datelens.corpus.draws import choose
from datelens.corpus.example import DAY, MONTH, YEAR, Draft, Example, Piece
from datelens.folding import fold
from datelens.iso import LONGEST, is_written
from datelens.orders import full_year

LEAST_YEAR, GREATEST_YEAR = 1950, 2049
_TRIES = 10


def intervene(example: Example, field: str, rng: random.Random) -> Example | None:
    """The example with another value of one field; None where that field cannot be written anew.

    Args:
        example: clear, with the gold span of the field.
        field: `year`, `month` or `day`.
        rng: draws the new value.

    Example:
        >>> before = Example("5 Jan 2016", "2016-01-05", "en", "d MMM y", "cldr", {"day": (0, 1), "month": (2, 5)})
        >>> after = intervene(before, "month", random.Random(2))
        >>> after.text, after.iso
        ('5 Dec 2016', '2016-12-05')
    """
    if example.iso is None or example.ambiguous or field not in example.spans:
        return None
    written = example.text[slice(*example.spans[field])]
    for _ in range(_TRIES):
        drawn = _drawn(example, field, written, rng)
        if drawn is None:
            return None
        text, value = drawn
        iso = _replaced(example.iso, field, value)
        if iso == example.iso or not is_written(iso):
            continue
        draft = Draft(_pieces(example, field, text), iso, example.locale, example.pattern, example.family)
        if draft.text != example.text and not ambiguity.is_ambiguous(draft):
            return replace(example, text=draft.text, iso=iso, spans=draft.spans())
    return None


def _drawn(example: Example, field: str, written: str, rng: random.Random) -> tuple[str, int] | None:
    """Another text for a field and what it stands for; None where the field is not written as expected."""
    value = _value(str(example.iso), field)
    if written.isdecimal():
        return _other_number(written, field, value, rng)
    return _other_name(written, value, example.locale, rng) if field == MONTH else None


def _other_number(written: str, field: str, value: int, rng: random.Random) -> tuple[str, int] | None:
    """Another number with the same digits' script, padded as the old one was."""
    stated = int(written)
    short = field == YEAR and len(written) == 2
    if (full_year(stated) if short else stated) != value or (field == YEAR and len(written) not in (2, 4)):
        return None  # of another calendar, or shortened in a way of its own
    if short:
        values = [number for number in range(100) if _side(number) == _side(stated)]
    elif field == YEAR:
        values = list(range(LEAST_YEAR, GREATEST_YEAR + 1))
    else:
        # `12` says nothing of whether `5` would be `05`, so two digits stay two
        padded = len(written) == 2 and stated < 10
        values = [number for number in range(1, 32) if _side(number) == _side(stated)]
        values = [number for number in values if padded or len(written) == 1 or number >= 10]
    number = choose(rng, values)
    width = len(written) if field == YEAR or (len(written) == 2 and stated < 10) else 1
    zero = chr(ord(written[0]) - unicodedata.decimal(written[0]))
    text = "".join(chr(ord(zero) + int(digit)) for digit in f"{number:0{width}}")
    return text, full_year(number) if short else number


def _side(number: int) -> int:
    """What a number can be: a month, a day, or neither."""
    return (number > 12) + (number > 31)


def _other_name(written: str, month: int, locale: str, rng: random.Random) -> tuple[str, int] | None:
    """Another month's name of the same table, in the same case."""
    if locale not in locales.identifiers():
        return None
    dot = written.endswith(".")
    tables = [
        names
        for names in locales.load(locale).names.months.values()
        if fold(names[month - 1].rstrip(".")).symbols == fold(written.rstrip(".")).symbols
    ]
    if not tables:
        return None
    number = choose(rng, range(1, 13))
    name = tables[0][number - 1].rstrip(".") + "." * dot
    if written.isupper():
        name = name.upper()
    elif written.islower():
        name = name.lower()
    return name, number


def _value(iso: str, field: str) -> int:
    return int(iso[slice(*_place(iso, field))])


def _replaced(iso: str, field: str, value: int) -> str:
    """The reading with another value of a field; a day that the month does not have makes what nobody writes."""
    start, stop = _place(iso, field)
    changed = f"{iso[:start]}{value:0{stop - start}}{iso[stop:]}"
    if len(changed) == LONGEST:
        try:
            datetime.date.fromisoformat(changed)
        except ValueError:
            return ""
    return changed


def _place(iso: str, field: str) -> tuple[int, int]:
    if iso.startswith("--"):
        return {MONTH: (2, 4), DAY: (5, 7)}[field]
    return {YEAR: (0, 4), MONTH: (5, 7), DAY: (8, 10)}[field]


def _pieces(example: Example, field: str, text: str) -> tuple[Piece, ...]:
    """The example in pieces, one of its fields written anew."""
    pieces: list[Piece] = []
    position = 0
    for name, (start, stop) in sorted(example.spans.items(), key=lambda item: item[1]):
        pieces += [(example.text[position:start], None), (text if name == field else example.text[start:stop], name)]
        position = stop
    return (*pieces, (example.text[position:], None))
