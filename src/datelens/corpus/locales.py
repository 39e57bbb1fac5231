"""The locales of CLDR as Babel knows them, and how often each is drawn."""

from __future__ import annotations

import copy
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from babel import Locale, localedata

from datelens.corpus import patterns

WIDTHS = ("full", "long", "medium", "short")

# Languages that most dates are written in. They are drawn more often, but breadth comes first: `draws.EVEN_SHARE` of
# all draws goes over the names and layouts of all languages, so that none starves.
COMMON = (
    "en zh es ar fr pt ru de ja id hi bn ko it tr vi pl nl uk fa th ms ro el cs sv hu da fi nb he sk bg hr lt lv sl et "
    "sr ca eu gl is ur ta te mr gu kn ml pa fil sw af az ka hy kk uz mn ne si my km lo am sq mk bs be"
).split(" ")


@dataclass(frozen=True, eq=False)
class LocaleData:
    """What one locale writes dates with.

    Attributes:
        identifier: `en_GB`.
        language, script, region: its subtags; the last two may be None.
        names: of months, days and eras.
        forms: the distinct CLDR patterns of full dates (formats of all widths, and skeletons), as `(pattern, tokens)`.
        partial: the same for month and year, and for month and day.
        times: patterns of times.
        order: `DMY`, `MDY` or `YMD`, from the short format; None for the rare others.
        digits: its own ten digits where it has some besides 0 to 9.
    """

    identifier: str
    language: str
    script: str | None
    region: str | None
    names: patterns.Names
    forms: tuple[tuple[str, tuple[patterns.Token, ...]], ...]
    partial: tuple[tuple[str, tuple[patterns.Token, ...]], ...]
    times: tuple[str, ...]
    order: str | None
    digits: str | None


@cache
def identifiers() -> tuple[str, ...]:
    """All locale identifiers of Babel, sorted. Every one of them can write Gregorian dates."""
    return tuple(sorted(localedata.locale_identifiers()))


def cldr(identifier: str, *keys: str) -> localedata.LocaleDataDict:
    """Some parts (`months`, `days`, …) of what Babel holds of a locale.

    Babel writes resolved aliases into dictionaries that locales share, so that what one locale gives depends on those
    that were read before it. A copy keeps the stream a pure function; all of the corpus reads CLDR through it.
    """
    data = localedata.load(identifier)
    return localedata.LocaleDataDict({key: copy.deepcopy(data[key]) for key in keys})


@cache
def load(identifier: str) -> LocaleData:
    """The data of one locale."""
    locale = Locale.parse(identifier)
    data = cldr(identifier, "months", "days", "eras", "date_formats", "time_formats", "datetime_skeletons")
    formats = [data["date_formats"][width].pattern for width in WIDTHS]
    skeletons = [
        form.pattern for skeleton, form in data["datetime_skeletons"].items() if set(skeleton) <= set("GyMdEc")
    ]
    forms, partial = [], []
    for pattern in dict.fromkeys([*formats, *skeletons]):
        tokens = patterns.parse(pattern)
        written = set(patterns.fields(tokens))
        if {"y", "M", "d"} <= written <= set("GyMdE"):
            forms.append((pattern, tokens))
        elif written in ({"y", "M"}, {"M", "d"}, {"M", "d", "E"}):
            partial.append((pattern, tokens))
    short = patterns.fields(patterns.parse(data["date_formats"]["short"].pattern)).upper()
    return LocaleData(
        identifier=identifier,
        language=locale.language,
        script=locale.script,
        region=locale.territory,
        names=patterns.Names(
            months=_by_form(data["months"], range(1, 13)),
            days=_by_form(data["days"], range(7)),
            eras={width: tuple(data["eras"][width][era] for era in (0, 1)) for width in ("wide", "abbreviated")},
        ),
        forms=tuple(forms),
        partial=tuple(partial),
        times=tuple(data["time_formats"][width].pattern for width in WIDTHS),
        order=short if short in ("DMY", "MDY", "YMD") else None,
        digits=_digits(locale),
    )


# Where a form has no names of its own, CLDR's root says which takes its place.
_FORMS = {
    ("format", "wide"): None,
    ("format", "abbreviated"): ("format", "wide"),
    ("stand-alone", "wide"): ("format", "wide"),
    ("stand-alone", "abbreviated"): ("format", "abbreviated"),
}


def _by_form(names: Mapping[str, Any], numbers: Sequence[int]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Names by context and width; where a form has only the root's (`M01`), those of the form that stands in for it."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for (context, width), instead in _FORMS.items():
        written = tuple(names[context][width][number] for number in numbers)
        if instead is not None and written[0] in ("M01", "Mon") and found["format", "wide"][0] != "Monday":
            written = found[instead]
        found[context, width] = written
    return found


@cache
def _script_digits() -> Mapping[str, str]:
    """The ten digits of each script that has its own, by the script's name in Unicode (`DEVANAGARI`)."""
    found: dict[str, str] = {}
    for code in range(0x660, 0x1E95A):
        name = unicodedata.name(chr(code), "")
        if name.endswith(" DIGIT ZERO") and unicodedata.decimal(chr(code), None) == 0:
            found[name.removesuffix(" DIGIT ZERO")] = "".join(chr(code + i) for i in range(10))
    return found


_DIGIT_SCRIPTS = {
    "arab": "ARABIC-INDIC", "arabext": "EXTENDED ARABIC-INDIC", "deva": "DEVANAGARI", "adlm": "ADLAM",
    "beng": "BENGALI", "cakm": "CHAKMA", "hmnp": "NYIAKENG PUACHUE HMONG", "olck": "OL CHIKI", "tibt": "TIBETAN",
    "mtei": "MEETEI MAYEK", "mymr": "MYANMAR", "nkoo": "NKO", "gujr": "GUJARATI", "guru": "GURMUKHI",
    "knda": "KANNADA", "khmr": "KHMER", "laoo": "LAO", "mlym": "MALAYALAM", "mong": "MONGOLIAN", "orya": "ORIYA",
    "tamldec": "TAMIL", "telu": "TELUGU", "thai": "THAI", "fullwide": "FULLWIDTH",
}  # fmt: skip

# Native digits that people write although CLDR's default for the language is 0 to 9.
_NATIVE = {
    "ar": "arab", "th": "thai", "km": "khmr", "lo": "laoo", "hi": "deva", "gu": "gujr", "pa": "guru", "kn": "knda",
    "ml": "mlym", "or": "orya", "ta": "tamldec", "te": "telu", "bn": "beng", "bo": "tibt", "ur": "arabext",
}  # fmt: skip


def _digits(locale: Locale) -> str | None:
    system = locale.default_numbering_system
    if system == "latn":
        system = locale.other_numbering_systems.get("native", "latn")
    if system == "latn":
        system = _NATIVE.get(locale.language, "latn")
    name = _DIGIT_SCRIPTS.get(system)
    return _script_digits().get(name) if name else None


@cache
def by_language() -> Mapping[str, tuple[str, ...]]:
    """The identifiers of each language, its plain one first."""
    found: dict[str, list[str]] = defaultdict(list)
    for identifier in identifiers():
        found[identifier.split("_")[0]].append(identifier)
    return {language: tuple(found[language]) for language in sorted(found)}
