"""Whether a text that is to be no date could be taken for one all the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from datelens import iso
from datelens.corpus import supplement
from datelens.corpus.ambiguity import folded_name, month_index, numeric_readings
from datelens.corpus.prose import names_month

SHORTEST = 5
"""The letters of the shortest month name that damage changes."""

_CHAIN = re.compile(r"\d+(?:\s{0,2}[-–−/._,:·|\\ ]\s{0,2}\d+)*")
_NUMBER = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_]+(?:[^\W\d_]|[\u0300-\u036f\u0900-\u0dff'’.])*")
_TIME = re.compile(r"(?<!\d)\d{1,2}(?::\d{2}){1,2}(?![\d:])")
_NAMED = re.compile(r"\d\s*[年月월년]|\d\s*일\s*\d|[年月]\s*\d")
_DASHES = re.compile(r"\s{0,2}[-–−/.]\s{0,2}")


def reads_as_date(text: str, years: bool = False) -> bool:
    """Whether a person could find a date, a month of a year or a day of a year in the text, in any order.

    Args:
        text: as written.
        years: whether four digits by themselves are harmless here (a house number, an amount).
    """
    if iso.is_written(text.strip()):
        return True
    if not any(c.isdigit() for c in text):
        return False
    if _NAMED.search(text) or names_month_beside_number(text):
        return True
    text = _TIME.sub(";", text)
    chains = ((chain[0], text[chain.end() : chain.end() + 1]) for chain in _CHAIN.finditer(text))
    return any(_is_numeric_date(chain, after, years) for chain, after in chains)


def _is_numeric_date(chain: str, after: str, years: bool) -> bool:
    numbers = _NUMBER.findall(chain)
    if len(numbers) == 3:
        return bool(numeric_readings(*numbers))
    if len(numbers) == 2:
        return _is_partial(numbers[0], numbers[1], chain, after)
    return len(numbers) == 1 and _is_whole(chain, years)


def _is_partial(first: str, second: str, chain: str, after: str) -> bool:
    """Whether two numbers are a month and a year, or a month and a day."""
    for number, month in ((first, second), (second, first)):
        if len(number) == 4 and len(month) <= 2 and 1 <= int(month) <= 12:
            return True
        if len(number) == 4 and len(month) == 3 and 1 <= int(month) <= 366:
            return True  # an ordinal date, 2023-257
    if max(len(first), len(second)) > 2 or not _DASHES.search(chain):
        return False
    if not any(1 <= int(m) <= 12 and 1 <= int(d) <= 31 for m, d in ((first, second), (second, first))):
        return False
    return "/" in chain or after == "." or len(first) == len(second) == 2


def _is_whole(number: str, years: bool) -> bool:
    """Whether one run of digits is a year, a basic date (20230914, 14092023) or a basic ordinal date (2023257)."""
    if len(number) == 4:
        return not years
    if len(number) == 7:
        return 1 <= int(number[4:]) <= 366
    if len(number) == 8:
        day_first = numeric_readings(number[:2], number[2:4], number[4:])
        return bool(day_first or numeric_readings(number[:4], number[4:6], number[6:]))
    return False


def names_month_beside_number(text: str) -> bool:
    """Whether a month's name, in any language, stands beside a number."""
    return any(names_month(word) or _is_supplement(word) for word in _words_beside_numbers(text))


def nearly_names_month(text: str) -> bool:
    """Whether a word beside a number could be a month's name with a slip in it, or cut short."""
    return any(_is_near_month(word) for word in _words_beside_numbers(text))


@lru_cache(maxsize=65536)
def _is_near_month(word: str) -> bool:
    name = folded_name(word)
    near = _near_months()
    return name in near or any(shape in near for shape in _less_a_letter(name))


@cache
def _near_months() -> frozenset[str]:
    """All month names; of those long enough to be damaged also what a lost letter leaves, and their beginnings."""
    found = {*month_index(), *_supplement_names()}
    for name in tuple(found):
        if len(name) >= SHORTEST and name.isalpha():
            found.update(_less_a_letter(name))
            found.update((name[:4], name[:5]))
    return frozenset(found)


def _less_a_letter(name: str) -> Iterator[str]:
    if len(name) >= SHORTEST:
        yield from (name[:i] + name[i + 1 :] for i in range(len(name)))


def _is_supplement(word: str) -> bool:
    name = folded_name(word)
    return name in _supplement_names() and (len(name) > 2 or not name.isascii())


@cache
def _supplement_names() -> frozenset[str]:
    """The folded names of months beyond CLDR's."""
    return frozenset(
        folded_name(name)
        for table in supplement.names().values()
        for series in (*table.months, *table.abbreviated)
        for variants in series
        for name in variants
    )


_BESIDE = re.compile(
    r"(?<=\d)[\s.,/_–-]{0,3}(?:[^\W\d_]{1,3}[\s.’']{1,2}){0,2}(?P<after>[^\W\d_][^\s\d,/_–-]*)"
    r"|(?P<before>[^\W\d_][^\s\d,/_–-]*)(?=[\s.,/_–-]{0,3}(?:[^\W\d_]{1,3}[\s.]{1,2}){0,2}\d)"
)


def _words_beside_numbers(text: str) -> Iterator[str]:
    for match in _BESIDE.finditer(text):
        yield match["after"] or match["before"]
    for match in _LETTERS.finditer(text):
        if _touches_number(text, match.start(), match.end()):
            yield match[0]


def _touches_number(text: str, start: int, stop: int) -> bool:
    return any(c.isdigit() for c in text[max(start - 3, 0) : start] + text[stop : stop + 3])
