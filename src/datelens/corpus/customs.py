"""What people write in a language beyond CLDR: ordinals of days, and layouts with the small words around the parts.

Layouts are CLDR patterns with one more field: `o` is the day as an ordinal. They stand in `data/layouts.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources

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
    return (
        f"{day}-{'cı' if day % 10 in (6,) else 'cü' if day % 10 in (3, 4) else 'cu' if day % 10 in (9, 0) else 'ci'}",
    )


def _plain(*templates: str) -> Callable[[int], tuple[str, ...]]:
    """Ordinals that are the same for every day."""
    return lambda day: tuple(template.format(day) for template in templates)


def _first_else(first: tuple[str, ...], *others: str) -> Callable[[int], tuple[str, ...]]:
    """Ordinals for the first of the month, and templates for all other days."""
    return lambda day: first if day == 1 else tuple(template.format(day) for template in others)


ORDINALS: Mapping[str, Callable[[int], tuple[str, ...]]] = {
    "en": _english, "fr": _french, "cy": _welsh, "ca": _catalan, "nl": _dutch, "sv": _swedish, "bg": _bulgarian,
    "kk": _kazakh, "tr": _turkish, "az": _azerbaijani, "gd": _plain("{}mh", "{}d"), "ga": _plain("{}ú", "{}d", "{}a"),
    "es": _first_else(("1.º", "1º", "1°", "1ro", "1ero"), "{}", "{}º", "{}°", "{}º."),
    "it": _first_else(("1º", "1°", "1."), "{}", "{}º", "{}°"), "lad": _plain("{}º"), "sc": _plain("{}º"),
    "pt": _first_else(("1º", "1.º", "1°"), "{}", "{}º", "{}.º"), "gl": _plain("{}º", "{}"), "oc": _first_else(("1èr", "1r"), "{}", "{}n"),
    "ast": _plain("{}u", "{}"), "an": _plain("{}º"), "ro": _first_else(("1", "1-a", "întâi"), "{}", "{}-a"),
    "de": _plain("{}.", "{}ten", "{}ter", "{}te"), "lb": _plain("{}."), "gsw": _plain("{}."), "nds": _plain("{}."), "fy": _plain("{}e"),
    "af": _plain("{}de", "{}ste"), "da": _plain("{}.", "{}de"), "nb": _plain("{}.", "{}de"), "nn": _plain("{}."), "fo": _plain("{}."),
    "is": _plain("{}."), "fi": _plain("{}.", "{}:s"), "et": _plain("{}."), "lv": _plain("{}."), "lt": _plain("{}-oji", "{}-a", "{} d."),
    "cs": _plain("{}."), "sk": _plain("{}."), "sl": _plain("{}."), "hr": _plain("{}."), "bs": _plain("{}."), "sr": _plain("{}."),
    "mk": _plain("{}-ти", "{}-ви", "{}-ри", "{}."), "hu": _plain("{}.", "{}-án", "{}-én", "{}-i", "{}-e"), "pl": _plain("{}.", "{}-go"), "hsb": _plain("{}."), "dsb": _plain("{}."),
    "ru": _plain("{}-го", "{}-ое", "{}-е"), "uk": _plain("{}-го", "{}-е"), "be": _plain("{}-га", "{}-е", "{}-ы", "{}-і"), "el": _plain("{}η", "{}ης", "{}"),
    "eu": _plain("{}a", "{}an", "{}(a)", "{}ko"), "sq": _plain("{}.", "{}-të"), "eo": _plain("{}-a", "{}a", "{}-an"), "ia": _plain("{}"), "hy": _plain("{}-րդ", "{}-ին"),
    "ka": _plain("{}", "მე-{}", "{}-ე"), "mn": _plain("{}-ны", "{}-ний", "{}-нд"), "uz": _plain("{}-", "{} -"), "ky": _plain("{}-чү", "{}-чи", "{}-чы"),
    "tk": _plain("{}'unjy", "{}-nji"), "tt": _plain("{}-нче", "{}"), "ba": _plain("{}-се"), "cv": _plain("{}-мӗш"), "vi": _plain("{}", "mùng {}", "ngày {}"), "bn": _plain("{}ই", "{}শে", "{}লা", "{}"),
    "hi": _plain("{}", "{}वीं", "{}वाँ"), "ne": _plain("{}", "{} गते"), "mr": _plain("{}", "{}वा"), "gu": _plain("{}મી", "{}"), "ta": _plain("{}வது", "{}ம்", "{}-ம்"), "te": _plain("{}వ", "{}"),
    "kn": _plain("{}ನೇ", "{}"), "ml": _plain("{}-ാം", "{}"), "si": _plain("{} වැනි", "{}"), "fil": _plain("ika-{}", "ika-{} ng", "{}"), "tl": _plain("ika-{}"), "ceb": _plain("ika-{}"),
    "id": _plain("{}", "ke-{}"), "ms": _plain("{}", "{} hb"), "mt": _plain("{}", "{}º", "{} ta’"), "ja": _plain("{}日"), "zh": _plain("{}日", "{}号", "{}號"), "yue": _plain("{}號", "{}日"),
    "ko": _plain("{}일"), "my": _plain("{} ရက်"), "km": _plain("ទី{}", "ទី {}"), "lo": _plain("ວັນທີ {}"), "th": _plain("ที่ {}", "{}"), "ku": _plain("{}'ê", "{}ê"), "sw": _plain("tarehe {}", "{}"),
    "so": _plain("{}", "{}-ka"), "ar": _plain("{}"), "he": _plain("{}", "ה-{}"), "br": _first_else(("1añ",), "{}", "{}vet"), "wa": _plain("{}", "{}e"), "rm": _plain("{}.", "{}"),
}  # fmt: skip


@cache
def layouts(language: str) -> tuple[tuple[str, tuple[patterns.Token, ...]], ...]:
    """The layouts of a language beyond CLDR, as `(pattern, tokens)`; none for languages that have none here."""
    return tuple((pattern, patterns.parse(pattern)) for pattern in _layouts().get(language, ()))


@cache
def _layouts() -> Mapping[str, list[str]]:
    return tomllib.loads(resources.files("datelens.corpus").joinpath("data/layouts.toml").read_text("utf-8"))
