"""Dates whose days and years are words, as the rules of ICU spell them."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.accuracy.formats import Written
from datelens.evaluation.rows import Row


@dataclass(frozen=True)
class Spelling:
    """How a language says a date.

    Attributes:
        day, year: the rule sets of ICU.
        layouts: what is around them.
        first: what the first day is called, where it is an exception.
    """

    day: str
    year: str
    layouts: Sequence[str]
    first: str | None = None


NUMBERING, YEAR = "%spellout-numbering", "%spellout-numbering-year"
MASCULINE = "%spellout-cardinal-masculine"

SPELLINGS: Mapping[str, Spelling] = {
    "en": Spelling(
        "%spellout-ordinal", YEAR, ("the {d} of {m}, {y}", "{m} {d}, {y}", "{d} {m} {y}", "{m} the {d}, {y}")
    ),
    "fr": Spelling(NUMBERING, YEAR, ("le {d} {m} {y}", "{d} {m} {y}"), "premier"),
    "de": Spelling("%spellout-ordinal-n", YEAR, ("den {d} {m} {y}", "am {d} {m} {y}")),
    "es": Spelling(
        MASCULINE, MASCULINE, ("{d} de {m} de {y}", "el {d} de {m} de {y}", "{d} de {m} del {y}"), "primero"
    ),
    "it": Spelling(NUMBERING, NUMBERING, ("{d} {m} {y}", "il {d} {m} {y}"), "primo"),
    "pt": Spelling(MASCULINE, MASCULINE, ("{d} de {m} de {y}", "em {d} de {m} de {y}"), "primeiro"),
    # Not asked for, but spoken
    "nl": Spelling(NUMBERING, YEAR, ("{d} {m} {y}", "op {d} {m} {y}"), "één"),
    "sv": Spelling("%spellout-ordinal-masculine", YEAR, ("den {d} {m} {y}", "{d} {m} {y}")),
    "ca": Spelling(MASCULINE, MASCULINE, ("el {d} {m} de {y}",)),
    "ru": Spelling("%spellout-ordinal-neuter", "%spellout-ordinal-masculine-genitive", ("{d} {m} {y} года",)),
    "tr": Spelling(NUMBERING, NUMBERING, ("{d} {m} {y}",)),
    "id": Spelling(NUMBERING, NUMBERING, ("{d} {m} {y}",)),
    "vi": Spelling(NUMBERING, NUMBERING, ("ngày {d} {m} năm {y}",)),
    "ja": Spelling(NUMBERING, "digits", ("{y}年{mn}月{d}日",)),
    "zh": Spelling(NUMBERING, "digits", ("{y}年{mn}月{d}日",)),
}

ASKED = ("en", "fr", "de", "es", "it", "pt")

_DIGITS = "〇一二三四五六七八九"


def draw(written: Written, each: int, seed: int) -> list[Row]:
    """Dates in words, `each` a language, a third of them with the year in digits.

    Raises:
        ModuleNotFoundError: PyICU is not installed.
    """
    import icu  # type: ignore[import-untyped,unused-ignore]

    rng = random.Random(f"spelled/{seed}")
    rows = []
    for locale, spelling in SPELLINGS.items():
        rules = icu.RuleBasedNumberFormat(icu.URBNFRuleSetTag.SPELLOUT, icu.Locale(locale))
        known = {rules.getRuleSetName(i) for i in range(rules.getNumberOfRuleSetNames())}

        def spell(value: int, rule: str, rules: object = rules, known: set[str] = known) -> str:
            if rule == "digits":
                return "".join(_DIGITS[int(digit)] for digit in str(value))
            return rules.format(value, rule if rule in known else NUMBERING)  # type: ignore[attr-defined,no-any-return]

        for _ in range(each):
            year, month, day = rng.randint(1850, 2035), rng.randint(1, 12), rng.randint(1, 28)
            in_digits = rng.random() < 1 / 3 and spelling.year != "digits"
            text = rng.choice(spelling.layouts).format(
                d=spelling.first if day == 1 and spelling.first else spell(day, spelling.day),
                m=written.names[locale, month][1],
                mn=spell(month, NUMBERING),
                y=str(year) if in_digits else spell(year, spelling.year),
            )
            kind = "day in words" if in_digits else "all in words"
            text = text.replace("\N{SOFT HYPHEN}", "") if rng.random() < 0.5 else text
            rows.append(Row(text, f"{year}-{month:02}-{day:02}", locale, None, f"{kind}, {locale}", locale))
    return rows
