"""What people write in a language beyond CLDR: ordinals of days, and layouts with the small words around the parts.

Layouts are CLDR patterns with one more field: `o` is the day as an ordinal. The tables stand in `data/`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources
from typing import Any

from datelens.corpus import patterns


def _english(day: int) -> tuple[str, ...]:
    suffix = "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return (f"{day}{suffix}", f"{day}{suffix}", f"{day}{suffix}", f"{day} {suffix}")


def _french(day: int) -> tuple[str, ...]:
    return ("1er", "1er", "1ᵉʳ", "1 er") if day == 1 else (f"{day}e", f"{day}ème", f"{day}è")


def _welsh(day: int) -> tuple[str, ...]:
    endings = (
        "af ail ydd ydd ed ed fed fed fed fed eg fed eg eg fed eg eg fed eg fed ain ain ain ain ain ain ain ain ain "
        "ain ain"
    )
    return (f"{day}{endings.split()[day - 1]}",)


def _catalan(day: int) -> tuple[str, ...]:
    return (f"{day}{ {1: 'r', 2: 'n', 3: 'r', 4: 't'}.get(day, 'è') }",)


def _dutch(day: int) -> tuple[str, ...]:
    return (f"{day}e", f"{day}{'ste' if day in (1, 8) or day >= 20 else 'de'}")


def _swedish(day: int) -> tuple[str, ...]:
    return (f"{day}:{'a' if day in (1, 2, 21, 22, 31) else 'e'}", f"{day}{'a' if day % 10 in (1, 2) else 'e'}")


def _bulgarian(day: int) -> tuple[str, ...]:
    last = day % 10
    return (f"{day}-{'ви' if last == 1 and day != 11 else 'ри' if last == 2 and day != 12 else 'ти'}", f"{day}-и")


def _kazakh(day: int) -> tuple[str, ...]:
    return (f"{day}-{'шы' if day % 10 in (6, 9) or day in (10, 20, 30) else 'ші'}",)


def _turkish(day: int) -> tuple[str, ...]:
    endings = "i si ü ü i sı si i u u"  # of 1 to 10
    ending = {20: "si", 30: "u"}.get(day) or endings.split()[(day - 1) % 10]
    return (f"{day}'{ending}", f"{day}.", f"{day}'inci")


def _azerbaijani(day: int) -> tuple[str, ...]:
    return (f"{day}-{'cı' if day % 10 == 6 else 'cü' if day % 10 in (3, 4) else 'cu' if day % 10 in (9, 0) else 'ci'}",)


_CHANGING: Mapping[str, Callable[[int], tuple[str, ...]]] = {
    "az": _azerbaijani,
    "bg": _bulgarian,
    "ca": _catalan,
    "cy": _welsh,
    "en": _english,
    "fr": _french,
    "kk": _kazakh,
    "nl": _dutch,
    "sv": _swedish,
    "tr": _turkish,
}


@cache
def ordinals(language: str, day: int) -> tuple[str, ...]:
    """The ways to write a day as an ordinal: those of the language, or the number where we know none."""
    if language in _CHANGING:
        return _CHANGING[language](day)
    known = _table("ordinals").get(language, {"others": ["{}"]})
    return tuple(form.format(day) for form in (known.get("first", known["others"]) if day == 1 else known["others"]))


@cache
def layouts(language: str) -> tuple[tuple[str, tuple[patterns.Token, ...]], ...]:
    """The layouts of a language beyond CLDR, as `(pattern, tokens)`; none for languages that have none here."""
    return tuple((pattern, patterns.parse(pattern)) for pattern in _table("layouts").get(language, ()))


@cache
def years(language: str) -> tuple[str, ...]:
    """Patterns of a year with a word that says so; none for languages that have none here."""
    return tuple(_table("years").get(language, ()))


def languages(table: str) -> tuple[str, ...]:
    """The languages of a table: `layouts`, `ordinals` or `years`."""
    return tuple(sorted({*_table(table), *(_CHANGING if table == "ordinals" else ())}))


@cache
def _table(name: str) -> Mapping[str, Any]:
    return tomllib.loads(resources.files("datelens.corpus").joinpath(f"data/{name}.toml").read_text("utf-8"))
