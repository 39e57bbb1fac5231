"""Words, names and prose of many languages, from Faker's localised lists and from CLDR.

Real words where Faker has a list of them, and the names that CLDR has of territories, languages, currencies and units
for every language. Pools are read once, sorted, and free of month names, so that prose never makes a date by accident.
"""

from __future__ import annotations

import importlib
import pkgutil
import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from datelens.corpus import locales, phrases
from datelens.corpus.ambiguity import folded_name, month_index
from datelens.corpus.clock import plain_time
from datelens.corpus.draws import choose

LONGEST = 190
"""The characters of the longest prose."""

UNSPACED = frozenset("zh yue ja th lo km my bo dz ii".split())
"""Languages that write no spaces between words."""

FAKER_SHARE = 0.75
"""Of the words of a language that Faker has a list for; the rest are CLDR's."""

MEASURE_SHARE = 0.04
"""Of the words of prose, how many are a number, a measure or a price instead."""


def words(rng: random.Random, language: str, n: int, longest: int = LONGEST, *, numbers: bool = True) -> str:
    """Prose of about `n` words in a language: a capital first, punctuation, here and there a number with its unit.

    Languages without words of their own here are written in the words of another.

    Args:
        rng: a generator.
        language: as in CLDR, `de`.
        n: how many words.
        longest: the most characters.
        numbers: whether there may be digits in it.
    """
    pool, common = _pools(language)
    pieces: list[str] = []
    gap = "" if language in UNSPACED else " "
    comma, stop = ("，" if language != "ja" else "、", "。") if language in ("zh", "yue", "ja") else (", ", ". ")
    length = 0
    start = True
    for _ in range(n):
        draw = rng.random()
        if numbers and draw < MEASURE_SHARE:
            word = measure(rng, language)
        else:
            word = choose(rng, common if common and rng.random() < FAKER_SHARE else pool)
        if start and word[0].islower():
            word = word[0].upper() + word[1:]
        if length + len(word) + 2 > longest:
            break
        start = draw > 0.93
        mark = stop if start else comma if draw > 0.86 else gap
        pieces += (word, mark)
        length += len(word) + len(mark)
    if not pieces:
        return choose(rng, pool)[:longest]
    pieces[-1] = choose(rng, _ENDS) if stop != "。" else "。"
    return "".join(pieces)[:longest]


_ENDS = ("", "", ".", ".", ".", "!", "?", "…", ":", ";")


def word(rng: random.Random, language: str) -> str:
    """One word of a language."""
    pool, common = _pools(language)
    return choose(rng, common if common and rng.random() < FAKER_SHARE else pool)


def number(rng: random.Random) -> str:
    """A small number: never four plain digits, which could be a year."""
    draw = rng.random()
    if draw < 0.5:
        return str(2 + int(rng.random() * 98))
    if draw < 0.75:
        return str(100 + int(rng.random() * 900))
    if draw < 0.85:
        return f"{1 + int(rng.random() * 99)}{choose(rng, ',.')}{int(rng.random() * 1000):03}"
    if draw < 0.95:
        return f"{32 + int(rng.random() * 400)}{choose(rng, ',.')}{int(rng.random() * 10)}"
    return str(10_000 + int(rng.random() * 900_000))


_CUSTOMS = (
    (",", "."), (",", "."), (".", ","), (".", ","), (" ", ","), ("\u00a0", ","), ("\u202f", ","), ("'", "."),
    ("’", "."), (" ", "."),
)  # fmt: skip
"""The marks of thousands and of decimals that go together."""


def amount(rng: random.Random) -> str:
    """A number as prices and statistics have it: in groups by any custom, with decimals or none; `16,765.04`."""
    draw = rng.random()
    thousands, point = choose(rng, _CUSTOMS)
    if draw < 0.4:
        return f"{1 + int(rng.random() * 999)}{point}{int(rng.random() * 100):02}"
    if draw < 0.5:
        return f"{1 + int(rng.random() * 99)}{point}{int(rng.random() * 10)}"
    if draw < 0.58:
        return str(1 + int(rng.random() * 999))
    whole = str(int(10 ** (3 + 4 * rng.random())))
    if draw < 0.64:
        return f"{whole}{point}{int(rng.random() * 100):02}"
    head = len(whole) % 3
    groups = [whole[:head]] * (head > 0) + [whole[i : i + 3] for i in range(head, len(whole), 3)]
    text = thousands.join(groups)
    return text if draw < 0.76 else f"{text}{point}{int(rng.random() * 100):02}"


def measure(rng: random.Random, language: str) -> str:
    """A number with a unit of the language, `12 Kilogramm`; now and then one of four digits."""
    draw = rng.random()
    written = str(1000 + int(rng.random() * 8999)) if draw < 0.1 else amount(rng) if draw < 0.45 else number(rng)
    return choose(rng, _units(language)).replace("{0}", written)


def price(rng: random.Random, language: str) -> str:
    """A price, `€ 12.50`, `1.234,56 kr`."""
    draw, symbol = rng.random(), choose(rng, _CURRENCIES)
    if draw < 0.4:
        return f"{symbol}{' ' if draw < 0.12 else ''}{amount(rng)}"
    if draw < 0.8:
        return f"{amount(rng)} {symbol}" if draw < 0.7 else f"{amount(rng)}{symbol}"
    return f"{int(rng.random() * 900) + 1} {choose(rng, _currency_names(language))}"


_CURRENCIES = (
    "$ $ $ € € € £ ¥ ₹ ₽ kr zł Kč CHF USD EUR GBP JPY CNY 元 円 원 ₩ ₺ ₫ ฿ R$ лв грн Ft lei Rp RM ₱ ₪ د.إ ر.س"
).split()


def name(rng: random.Random, language: str) -> str:
    """A person, `Ana Martín`; in a language that Faker has no names of, one of another."""
    first, last = _people(language)
    if language in ("zh", "yue", "ja", "ko"):
        return choose(rng, last) + choose(rng, first)
    return f"{choose(rng, first)} {choose(rng, last)}"


def city(rng: random.Random, language: str) -> str:
    """A city as the language calls it."""
    return choose(rng, _cities(language))


_SLOT = re.compile(r"\{(\w+)\}")


@cache
def _parts(template: str) -> tuple[str, ...]:
    """Text and slots by turns, text first."""
    return tuple(_SLOT.split(template))


def fill(rng: random.Random, language: str, template: str) -> str:
    """A sentence with all slots but `{date}` filled: `{n}`, `{name}`, `{city}`, `{time}`, `{unit}`, `{money}`."""
    parts = list(_parts(template))
    for place in range(1, len(parts), 2):
        write = _SLOTS.get(parts[place])
        parts[place] = write(rng, language) if write is not None else f"{{{parts[place]}}}"
    return "".join(parts)


_SLOTS = {
    "n": lambda rng, _: number(rng),
    "name": name,
    "city": city,
    "time": lambda rng, _: plain_time(rng),
    "unit": measure,
    "money": price,
}


@cache
def sentences(kind: str, language: str) -> tuple[str, ...]:
    """The templates of a language, `plain` (no date in them) or `dated`; those of English where there are none."""
    table = phrases.table(kind)
    return tuple(table.get(language) or table["en"])


# Pools


@cache
def _pools(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of CLDR and those of Faker, which may be none."""
    cldr = _clean(_cldr_words(language))
    faker = _clean(_faker_words(language))
    return (cldr if len(cldr) > 40 else faker or cldr + _pools("en")[1]), faker


@cache
def _clean(found: Iterable[str]) -> tuple[str, ...]:
    """The usable ones: no digit, no month name of any language, not too long; sorted."""
    return tuple(sorted({text for text in found if _is_usable(text)}))


@lru_cache(maxsize=65536)
def names_month(text: str) -> bool:
    """Whether a word is the name of a month in any language; `de` and `la`, which are names in some, count as words."""
    name = folded_name(text)
    return name in month_index() and not name.isdecimal() and (len(name) > 2 or not name.isascii())


def _is_usable(text: str) -> bool:
    text = text.strip()
    return (
        0 < len(text) <= 24
        and not any(c.isdigit() or c in "{}[]()〇一二三四五六七八九十" for c in text)
        and not any(names_month(part) for part in re.split(r"[\s\-]+", text))
    )


def _cldr_words(language: str) -> tuple[str, ...]:
    identifier = locales.by_language()[language][0] if language in locales.by_language() else "en"
    data = locales.cldr(identifier, "territories", "languages", "currency_names", "unit_display_names")
    found = [text for text in _small_words(identifier) if language not in UNSPACED or not set(text) & set("年月日")]
    for kind, names in data.items():
        for entry in names.values():
            plain = entry.get("long", "") if kind == "unit_display_names" else entry
            if isinstance(plain, str):
                found += plain.split() if language not in UNSPACED else re.split(r"[\s・·（）()]+", plain)
    stripped = (text.strip("().,;:،’'\"") for text in found)
    return tuple(text for text in stripped if not text.isascii() or (len(text) > 2 and text.isalpha()))  # no `kWh/m`


def _small_words(identifier: str) -> Iterator[str]:
    """The words that hold others together, as far as CLDR has them: `and`, `last`, `ago`, `morning`."""
    data = locales.cldr(identifier, "list_patterns", "date_fields", "day_periods")
    for text in _all_texts(data):
        yield from (part for part in re.split(r"[\s{}\d]+", text) if any(map(str.isalpha, part)))


def _all_texts(table: Mapping[Any, Any]) -> Iterator[str]:
    for entry in table.values():
        if isinstance(entry, str):
            yield entry
        elif hasattr(entry, "values"):
            yield from _all_texts(entry)


def _faker_words(language: str) -> tuple[str, ...]:
    latin = set(next(providers("lorem", "la")).word_list) if language != "la" else set()
    found = (text for provider in providers("lorem", language) for text in getattr(provider, "word_list", ()))
    return tuple(text for text in found if text not in latin)  # `en_PH` is a copy of it


def providers(kind: str, language: str) -> Iterator[Any]:
    """Faker's provider classes of a kind (`lorem`, `person`, …) for a language, in the order of their locales."""
    for identifier in _modules(kind):
        if identifier.split("_")[0] == language:
            yield importlib.import_module(f"faker.providers.{kind}.{identifier}").Provider


@cache
def _modules(kind: str) -> tuple[str, ...]:
    """The locales that Faker has a kind of provider for, sorted."""
    package = importlib.import_module(f"faker.providers.{kind}")
    return tuple(sorted(module.name for module in pkgutil.iter_modules(package.__path__)))


@cache
def _people(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """First and last names."""
    first = _clean(_listed("person", language, ("first_names", "first_names_male", "first_names_female")))
    last = _clean(_listed("person", language, ("last_names", "last_names_male", "last_names_female")))
    return (first, last) if first and last else _people("en")


def _listed(kind: str, language: str, attributes: Sequence[str]) -> tuple[str, ...]:
    """The plain strings in some attributes of Faker's providers."""
    found: list[str] = []
    for provider in providers(kind, language):
        for attribute in attributes:
            listed = getattr(provider, attribute, ())
            if not isinstance(listed, Iterable):
                continue  # a property of the instance
            found += (text for text in listed if isinstance(text, str) and "{" not in text)
    return tuple(found)


@cache
def streets(language: str) -> tuple[str, ...]:
    """Words for a street, `Straße`; those of English where Faker has none."""
    found = _clean(_listed("address", language, ("street_suffixes", "street_prefixes", "street_suffixes_long")))
    return found or streets("en")


@cache
def companies(language: str) -> tuple[str, ...]:
    """What companies are called after their names, `GmbH`; those of English where Faker has none."""
    return _clean(_listed("company", language, ("company_suffixes", "company_suffix"))) or companies("en")


@cache
def _cities(language: str) -> tuple[str, ...]:
    identifier = locales.by_language()[language][0] if language in locales.by_language() else "en"
    zones = locales.cldr(identifier, "time_zones")["time_zones"]
    found = _clean(tuple(zone["city"] for zone in zones.values() if "city" in zone))
    return found if len(found) > 20 else tuple(sorted({*found, *_WORLD}))


_WORLD = (
    "London Paris Berlin Madrid Roma Lisboa Wien Praha Budapest Oslo Moskva Tokyo Beijing Seoul Delhi Cairo Lagos Lima "
    "Boston Toronto"
).split()


@cache
def _units(language: str) -> tuple[str, ...]:
    """Unit patterns, `{0} kg`; none of time, whose `{0}年` would be a year."""
    identifier = locales.by_language()[language][0] if language in locales.by_language() else "en"
    units = locales.cldr(identifier, "unit_patterns")["unit_patterns"]
    found: set[str] = set()
    for unit, widths in units.items():
        if unit.startswith("duration"):
            continue
        for forms in widths.values():
            found.update(
                text
                for text in forms.values()
                if isinstance(text, str) and text.count("{0}") == 1 and _is_usable(text.replace("{0}", ""))
            )
    return tuple(sorted(found)) or ("{0} kg", "{0} km", "{0} m²", "{0} %")


@cache
def _currency_names(language: str) -> tuple[str, ...]:
    identifier = locales.by_language()[language][0] if language in locales.by_language() else "en"
    names = locales.cldr(identifier, "currency_names")["currency_names"]
    return _clean(tuple(names.values())) or ("euro",)
