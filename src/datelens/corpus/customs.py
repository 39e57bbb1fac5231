"""What people write in a language beyond CLDR: ordinals of days, and layouts with the small words around the parts.

Layouts are CLDR patterns with one more field: `o` is the day as an ordinal. The tables stand in `data/`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from datelens.corpus import patterns, tables


def _english(day: int) -> tuple[str, ...]:
    suffix = "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return (
        f"{day}{suffix}",
        f"{day}{suffix}",
        f"{day}{suffix}",
        f"{day} {suffix}",
        f"{day}-{suffix}",
        f"{day}{suffix}.",
    )


def _french(day: int) -> tuple[str, ...]:
    if day == 1:
        return ("1er", "1er", "1er", "1ᵉʳ", "1 er", "1º", "1°")
    return (f"{day}e", f"{day}ème", f"{day}è", f"{day}eme", f"{day}ᵉ", f"{day}º", f"{day}°", str(day), str(day))


def _welsh(day: int) -> tuple[str, ...]:
    endings = (
        "af ail ydd ydd ed ed fed fed fed fed eg fed eg eg fed eg eg fed eg fed ain ain ain ain ain ain ain ain ain "
        "ain ain"
    )
    return (f"{day}{endings.split()[day - 1]}",)


def _catalan(day: int) -> tuple[str, ...]:
    return (f"{day}{ {1: 'r', 2: 'n', 3: 'r', 4: 't'}.get(day, 'è') }", f"{day}º", f"{day}", *(("1er",) * (day == 1)))


def _dutch(day: int) -> tuple[str, ...]:
    ending = "ste" if day in (1, 8) or day >= 20 else "de"
    return (f"{day}e", f"{day}{ending}", f"{day} {ending}", f"{day}-{ending}", f"{day}ᵉ")


def _swedish(day: int) -> tuple[str, ...]:
    return (f"{day}:{'a' if day in (1, 2, 21, 22, 31) else 'e'}", f"{day}{'a' if day % 10 in (1, 2) else 'e'}")


def _bulgarian(day: int) -> tuple[str, ...]:
    last = day % 10
    ending = "ви" if last == 1 and day != 11 else "ри" if last == 2 and day != 12 else "ти"
    return (f"{day}-{ending}", f"{day}-и", f"{day}{ending}", f"{day}.")


def _kazakh(day: int) -> tuple[str, ...]:
    ending = "шы" if day % 10 in (6, 9) or day in (10, 20, 30) else "ші"
    return (f"{day}-{ending}", f"{day}{ending}", f"{day}-і")


def _turkish(day: int) -> tuple[str, ...]:
    endings = "i si ü ü i sı si i u u"  # of 1 to 10
    ending = {20: "si", 30: "u"}.get(day) or endings.split()[(day - 1) % 10]
    order = {"i": "inci", "si": "nci", "ü": "üncü", "ı": "ıncı", "sı": "ncı", "u": "uncu"}[ending]
    return (f"{day}'{ending}", f"{day}.", f"{day}'{order}", f"{day}’{ending}", f"{day}{order}", f"{day} {order}")


def _azerbaijani(day: int) -> tuple[str, ...]:
    ending = "cı" if day % 10 == 6 else "cü" if day % 10 in (3, 4) else "cu" if day % 10 in (9, 0) else "ci"
    return (f"{day}-{ending}", f"{day} {ending}", f"{day}{ending}", f"{day}-i")


def _bengali(day: int) -> tuple[str, ...]:
    ending = {1: "লা", 2: "রা", 3: "রা", 4: "ঠা"}.get(day, "ই" if day < 19 else "শে")
    return (f"{day}{ending}", f"{day} {ending}", f"{day}", f"{day}ই")


def _gujarati(day: int) -> tuple[str, ...]:
    return (f"{day}{ {1: 'લી', 2: 'જી', 3: 'જી', 4: 'થી', 6: 'ઠ્ઠી'}.get(day, 'મી') }", f"{day}", f"{day}મી")


def _marathi(day: int) -> tuple[str, ...]:
    return (f"{day} { {1: 'ला', 2: 'रा', 3: 'रा', 4: 'था'}.get(day, 'वा') }", f"{day}", f"{day}वा")


def _hindi(day: int) -> tuple[str, ...]:
    ending = {1: "ली", 2: "री", 3: "री", 4: "थी", 6: "ठी"}.get(day, "वीं")
    return (f"{day}", f"{day}{ending}", f"{day} {ending}", f"{day}वाँ", f"{day}वां")


def _scottish(day: int) -> tuple[str, ...]:
    return (f"{day}{ {1: 'd', 21: 'd', 31: 'd', 2: 'na', 22: 'na', 3: 's', 23: 's'}.get(day, 'mh') }", f"{day}mh")


def _hungarian(day: int) -> tuple[str, ...]:
    back = day in (2, 3, 6, 8, 13, 16, 18, 20, 23, 26, 28, 30)
    at = "án" if back else "jén" if day == 1 else "én"
    of = "i" if day != 1 else "jei"
    return (f"{day}.", f"{day}-{at}", f"{day}-{of}", f"{day}-{'a' if back else 'e'}", f"{day}.-{at}", f"{day}-ig")


_CHANGING: Mapping[str, Callable[[int], tuple[str, ...]]] = {
    "az": _azerbaijani,
    "bg": _bulgarian,
    "bn": _bengali,
    "ca": _catalan,
    "cy": _welsh,
    "en": _english,
    "fr": _french,
    "gd": _scottish,
    "gu": _gujarati,
    "hi": _hindi,
    "hu": _hungarian,
    "kk": _kazakh,
    "mr": _marathi,
    "nl": _dutch,
    "sv": _swedish,
    "tr": _turkish,
}


@cache
def ordinals(language: str, day: int) -> tuple[str, ...]:
    """The ways to write a day as an ordinal: those of the language, or the number where we know none."""
    if language in _CHANGING:
        return _CHANGING[language](day)
    known = tables.read("ordinals").get(language, {"others": ["{}"]})
    return tuple(form.format(day) for form in known.get(str(day), known["others"]))


@cache
def layouts(language: str) -> tuple[tuple[str, tuple[patterns.Token, ...]], ...]:
    """The layouts of a language beyond CLDR, as `(pattern, tokens)`; none for languages that have none here."""
    return tuple((pattern, patterns.parse(pattern)) for pattern in tables.read("layouts").get(language, ()))


@cache
def years(language: str) -> tuple[str, ...]:
    """Patterns of a year with a word that says so; none for languages that have none here."""
    return tuple(tables.read("years").get(language, ()))


def languages(table: str) -> tuple[str, ...]:
    """The languages of a table: `layouts`, `ordinals` or `years`."""
    return tuple(sorted({*tables.read(table), *(_CHANGING if table == "ordinals" else ())}))
