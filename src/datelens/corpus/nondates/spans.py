"""Non-dates that count: spans of time, days told from today, ages, and any number with a word beside it.

A number beside a word is what a day beside a month looks like. So the words here come from all languages that CLDR has
and stand in the very layouts of days and months; only that no word is a month's name.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from datelens.corpus import clock, customs, locales, phrases, prose
from datelens.corpus.draws import choose
from datelens.corpus.locales import LocaleData
from datelens.corpus.nondates.guard import names_month_beside_number, nearly_names_month, reads_as_date


def phrase(rng: random.Random, table: str, language: str) -> str:
    """A phrase of the language, or of any other where it has none."""
    by_language = phrases.table(table)
    found = by_language.get(language)
    if found is None or rng.random() < 0.15:
        found = by_language["en"] if rng.random() < 0.5 else by_language[choose(rng, _languages(table))]
    return choose(rng, found)


@cache
def _languages(table: str) -> tuple[str, ...]:
    return tuple(phrases.table(table))


def count(rng: random.Random) -> str:
    """A number, most often one that a day could have."""
    draw = rng.random()
    if draw < 0.12:
        return f"{1 + int(rng.random() * 9)}{choose(rng, '.,')}5"
    return str(1 + int(rng.random() * (31 if draw < 0.75 else 99 if draw < 0.92 else 999)))


def duration(rng: random.Random, data: LocaleData) -> str:
    """A span of time, `2h 30m`, `P3D`, `3 Wochen`, `3–5 Tage`."""
    draw = rng.random()
    if draw < 0.22:
        return _short_duration(rng)
    unit = choose(rng, _spans(data.identifier))
    if draw < 0.36:
        return f"{unit.replace('{0}', count(rng))}{choose(rng, _JOINERS)}{_another(unit, rng, data)}"
    low = 1 + int(rng.random() * 30)
    dash = choose(rng, ("-", "–", " - ", " – ", "~"))
    amount = f"{low}{dash}{low + 1 + int(rng.random() * 30)}" if draw < 0.46 else count(rng)
    return unit.replace("{0}", amount)


_JOINERS = (" ", " ", " ", ", ", " + ", " and ", " & ", "")


def _another(unit: str, rng: random.Random, data: LocaleData) -> str:
    return choose(rng, tuple(other for other in _spans(data.identifier) if other != unit) or (unit,)).replace(
        "{0}", count(rng)
    )


def _short_duration(rng: random.Random) -> str:
    """A span of time as machines and timetables write it."""
    a, b = 1 + int(rng.random() * 59), int(rng.random() * 60)
    return choose(rng, (
        f"{a}h {b}m", f"{a}h{b}min", f"PT{a}H{b}M", f"P{a}D", f"P{a}W", f"{a} min", f"{a}'{b}\"", f"{a}d {b}h",
        f"{a} hrs", f"00:{b:02}:{a:02}.{b:03}", f"{a}-{a + b + 1} days", f"{a}+ years", f"T-{a}", f"{a}ms",
        f"{a} wks", f"{a} days", f"{a} months", f"{a} hours {b} minutes", f"{a} d", f"{a}d", f"{a}w {b % 7}d",
        f"{a}y {b % 12}m", f"{a}:{b:02} min", f"{a}h", f"{a} h {b}", f"{a} min {b} s", f"{a}m{b}s", f"+{a}d",
        f"P{a % 9}Y{b % 12}M", f"{a} sec", f"{a} mins", f"{b}s", f"{a} yrs", f"{a} mo", f"{a}.{b % 10} h",
    ))  # fmt: skip


@cache
def _spans(identifier: str) -> tuple[str, ...]:
    """The unit patterns of time; none that a number turns into a year or a month, as in `16年`."""
    units = locales.cldr(identifier, "unit_patterns")["unit_patterns"]
    found = {text for unit, table in units.items() if unit.startswith("duration") for text in _texts(table)}
    clear = (text for text in found if "{0}" in text and not reads_as_date(text.replace("{0}", "5")))
    return tuple(sorted(clear)) or ("{0} d",)


def _texts(table: Mapping[str, Any]) -> Iterator[str]:
    """The texts of a table of tables."""
    for entry in table.values():
        if isinstance(entry, str):
            yield entry
        elif hasattr(entry, "items"):
            yield from _texts(entry)


def relative(rng: random.Random, data: LocaleData) -> str:
    """A day told from today, `yesterday`, `in 3 Tagen`, now and then with the time of the day."""
    units, weekdays = _told(data.identifier)
    draw = rng.random()
    if weekdays and draw < 0.07:
        text = choose(rng, weekdays).replace("{0}", count(rng))
    elif units and draw < 0.6:
        text = choose(rng, units).replace("{0}", count(rng))
    else:
        text = phrase(rng, "relative", data.language)
    draw = rng.random()
    if draw < 0.09:
        gap = choose(rng, (" ", " ", ", ", " - ", " | "))
        time = clock.plain_time(rng)
        return f"{text}{gap}{time}" if draw < 0.06 else f"{time}{gap}{text}"
    return text[0].upper() + text[1:] if draw < 0.25 else text


@cache
def _told(identifier: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a locale writes for some days, weeks, … ago or from now, and for so many Fridays."""
    units: set[str] = set()
    weekdays: set[str] = set()
    for field, table in locales.cldr(identifier, "date_fields")["date_fields"].items():
        found = weekdays if field.split("-")[0] in _WEEKDAYS else units
        found.update(text for text in _texts(table) if not names_month_beside_number(text.replace("{0}", "5")))
    return tuple(sorted(units)), tuple(sorted(weekdays))


_WEEKDAYS = frozenset(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))


def age(rng: random.Random, data: LocaleData) -> str:
    """How old somebody is: `17-year-old`, `30 ans`, `Ana Martín (34)`."""
    n = str(1 + int(rng.random() * 100))
    if rng.random() < 0.8:
        return phrase(rng, "ages", data.language).replace("{n}", n)
    name = prose.name(rng, data.language)
    return choose(rng, (f"{name} ({n})", f"{name}, {n}", f"{name}, {n},", f"{n}, {name}", f"{name} / {n}"))


def counted(rng: random.Random, data: LocaleData) -> str:
    """A number and a word in the layouts of a day and its month: `12 apples`, `3. Haus`, `page 5`, `5th avenue`."""
    language = data.language
    word = prose.word(rng, language).strip(" .,")
    draw = rng.random()
    if draw < 0.3:
        word = word.lower()
    elif draw < 0.36:
        word = word.upper()
    n = count(rng)
    if rng.random() < 0.12 and n.isdecimal() and 0 < int(n) <= 31:
        n = choose(rng, customs.ordinals(language, int(n)))
    gap = "" if language in prose.UNSPACED and rng.random() < 0.6 else " "
    draw = rng.random()
    if draw < 0.34:
        return f"{n}{gap}{word}"
    if draw < 0.56:
        return f"{word}{gap}{n}"
    if draw < 0.68:
        return f"{n}{gap}{word}{gap}{prose.word(rng, language)}"
    if draw < 0.76:
        return f"{n}{choose(rng, _TIGHT)}{word}"
    if draw < 0.82:
        return f"{word}{choose(rng, _TIGHT)}{n}"
    if draw < 0.88:
        return f"{prose.word(rng, language)}{gap}{n}{gap}{word}"
    if draw < 0.94:
        return (
            f"{n}{gap}{word}{choose(rng, (gap, ', ', ' / ', ' + ', ' & '))}{count(rng)}{gap}{prose.word(rng, language)}"
        )
    return f"{n}{gap}{word}{choose(rng, (' ', ', '))}{32 + int(rng.random() * 900)}"


_TIGHT = ("-", ". ", ".", "-", " - ", "/", ") ", ": ", " x ", "× ", ", ", "_", "", " de ", " of ")


def month_like(rng: random.Random, data: LocaleData) -> str:
    """A number beside a word that begins as a month does and is none: `Octavia 2018`, `Julius 21`, `5 Marken`."""
    for _ in range(30):
        names = data.names.months[choose(rng, tuple(data.names.months))]
        beginning = choose(rng, names)[: 3 if rng.random() < 0.7 else 4]
        if not beginning.isalpha():
            names = locales.load("en").names.months["format", "abbreviated"]
            beginning = choose(rng, names)[:3]
        word = prose.word(rng, data.language if rng.random() < 0.7 else "en").strip(" .,").lower()
        end = word[choose(rng, (1, 2, 2, 3)) :]
        if not (2 <= len(end) <= 7) or not end.isalpha():
            continue
        made = f"{beginning}{end}".title() if rng.random() < 0.75 else f"{beginning}{end}".lower()
        n = count(rng) if rng.random() < 0.85 else str(1900 + int(rng.random() * 150))
        if not nearly_names_month(f"{made} {n}"):
            return f"{made} {n}" if rng.random() < 0.65 else f"{n} {made}"
    return "Octavia 5"
