"""Non-dates that speak of time: times of the day, spans, ranges of dates, parts of years, years before Christ."""

from __future__ import annotations

import datetime
import random
from dataclasses import replace
from functools import cache

from datelens.corpus import clock, locales, patterns, phrases, prose
from datelens.corpus.draws import choose
from datelens.corpus.locales import LocaleData


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


def time(rng: random.Random, data: LocaleData) -> str:
    """A time of the day alone, or two of them."""
    draw = rng.random()
    if draw < 0.4:
        return clock.local_time(rng, data)
    if draw < 0.55:
        return clock.plain_time(rng) + choose(rng, ("", "", " ", " ")) + choose(rng, ("", *clock.ZONES))
    if draw < 0.65:
        return clock.spoken_time(rng)
    if draw < 0.72:
        return clock.iso_time(rng).strip()
    if draw < 0.86:
        return phrase(rng, "times", data.language).replace("{time}", clock.plain_time(rng))
    joiner = choose(rng, ("-", " - ", "–", " – ", " to ", " bis ", " à ", " a ", "~", " ~ ", "/"))
    return clock.plain_time(rng) + joiner + clock.plain_time(rng)


def duration(rng: random.Random, data: LocaleData) -> str:
    """A span of time, `2h 30m`, `P3D`, `3 Wochen`."""
    a, b = 1 + int(rng.random() * 59), int(rng.random() * 60)
    if rng.random() < 0.4:
        return choose(rng, (
            f"{a}h {b}m", f"{a}h{b}min", f"PT{a}H{b}M", f"P{a}D", f"P{a}W", f"{a} min", f"{a}'{b}\"", f"{a}d {b}h",
            f"{a} hrs", f"00:{b:02}:{a:02}.{b:03}", f"{a}-{a + b + 1} days", f"{a}+ years", f"T-{a}", f"{a}ms",
            f"{a} wks", f"{a} days", f"{a} months", f"{a} hours {b} minutes",
        ))  # fmt: skip
    unit = choose(rng, _spans(data.identifier))
    return unit.replace("{0}", str(a))


@cache
def _spans(identifier: str) -> tuple[str, ...]:
    units = locales.cldr(identifier, "unit_patterns")["unit_patterns"]
    found = {
        text
        for unit, widths in units.items()
        if unit.startswith("duration")
        for forms in widths.values()
        for text in forms.values()
        if isinstance(text, str) and "{0}" in text
    }
    return tuple(sorted(found)) or ("{0} d",)


def relative(rng: random.Random, data: LocaleData) -> str:
    """A day told from today, `yesterday`, `in 3 Tagen`."""
    told = _told(data.identifier)
    if not told or rng.random() < 0.5:
        text = phrase(rng, "relative", data.language)
    else:
        text = choose(rng, told).replace("{0}", str(1 + int(rng.random() * 40)))
    return text[0].upper() + text[1:] if rng.random() < 0.2 else text


@cache
def _told(identifier: str) -> tuple[str, ...]:
    fields = locales.cldr(identifier, "date_fields")["date_fields"]
    found = {
        text
        for field in fields.values()
        for forms in field.values()
        for text in (forms.values() if not isinstance(forms, str) else (forms,))
        if isinstance(text, str)
    }
    return tuple(sorted(found))


def age(rng: random.Random, data: LocaleData) -> str:
    """How old somebody is."""
    return phrase(rng, "ages", data.language).replace("{n}", str(1 + int(rng.random() * 100)))


def season(rng: random.Random, data: LocaleData) -> str:
    """A season, quarter, week, decade, century or feast: what no reading of ours can say."""
    year = 1900 + int(rng.random() * 140)
    if rng.random() < 0.25:
        name = choose(rng, _quarters(data.identifier))
        return choose(rng, (f"{name} {year}", f"{name}", f"{year} {name}", f"{name}, {year}", f"{name}/{year}"))
    text = phrase(rng, "seasons", data.language)
    for slot, written in (
        ("{y}", str(year)), ("{z}", f"{(year + 1) % 100:02}"), ("{q}", str(1 + int(rng.random() * 4))),
        ("{w}", str(1 + int(rng.random() * 53))), ("{d}", str(year // 10 * 10)),
    ):  # fmt: skip
        text = text.replace(slot, written)
    return text


@cache
def _quarters(identifier: str) -> tuple[str, ...]:
    quarters = locales.cldr(identifier, "quarters")["quarters"]["format"]
    return tuple(quarters[width][number] for width in ("wide", "abbreviated") for number in range(1, 5))


def before_christ(rng: random.Random, data: LocaleData) -> str:
    """A year or day before Christ, for which there is no output."""
    year = choose(rng, (rng.random() * 100, rng.random() * 1000, rng.random() * 4000))
    if rng.random() < 0.6:
        text = phrase(rng, "before_christ", data.language).replace("{n}", str(1 + int(year)))
        if rng.random() < 0.2:
            text = f"{1 + int(rng.random() * 28)} {choose(rng, data.names.months['format', 'wide'])} {text}"
        return text
    date = datetime.date(1 + int(year), 1 + int(rng.random() * 12), 1 + int(rng.random() * 28))
    tokens = patterns.parse(choose(rng, _ERA_PATTERNS))
    return "".join(text for text, _ in patterns.write(tokens, date, _old(data.identifier)))


_ERA_PATTERNS = ("y G", "G y", "d MMMM y G", "MMMM y G", "MMM d, y G", "G y MMMM d", "y GGGG", "d MMM y GGGG")


@cache
def _old(identifier: str) -> patterns.Names:
    """The names of a locale with the era before Christ in the place of the one after; `BC` where it has none."""
    names = locales.load(identifier).names
    eras = {}
    for width, (before, after) in names.eras.items():
        eras[width] = ("", before if before != after and len(before) > 1 else "BC")
    return replace(names, eras=eras)


def _date(rng: random.Random) -> datetime.date:
    return datetime.date(1940 + int(rng.random() * 100), 1 + int(rng.random() * 12), 1 + int(rng.random() * 28))


def _later(rng: random.Random, date: datetime.date) -> datetime.date:
    return date + datetime.timedelta(days=int(1 + 10 ** (3 * rng.random())))


def date_range(rng: random.Random, data: LocaleData) -> str:
    """Two dates in one text: as the locale's intervals, or two full dates with a word or a mark between."""
    draw = rng.random()
    first = _date(rng)
    second = _later(rng, first)
    if draw < 0.35:
        intervals = _intervals(data.identifier)
        if intervals:
            letter, before, after = choose(rng, intervals)
            if letter == "y":
                second = first.replace(year=first.year + 1 + int(rng.random() * 9))
            elif letter == "M":
                first = first.replace(month=min(first.month, 11))
                second = first.replace(month=first.month + 1 + int(rng.random() * (12 - first.month)))
            else:
                first = first.replace(day=min(first.day, 27))
                second = first.replace(day=first.day + 1 + int(rng.random() * (28 - first.day)))
            return _written(before, first, data) + _written(after, second, data)
    if draw < 0.5:
        return _free_range(rng, data, first, second)
    if draw < 0.6:
        years = (first.year, first.year + 1 + int(rng.random() * 40))
        joiner = choose(rng, ("–", "-", " – ", " - ", " to ", "/", " bis ", "~"))
        return choose(rng, ("", "", "", "(", "© ")) + f"{years[0]}{joiner}{years[1]}"
    _, tokens = choose(rng, data.forms)
    a, b = _written(tokens, first, data), _written(tokens, second, data)
    if draw < 0.72:
        return a + choose(rng, _BETWEEN) + b
    return phrase(rng, "ranges", data.language).replace("{a}", a).replace("{b}", b)


_BETWEEN = (" – ", " - ", "–", " / ", " | ", "; ", " ~ ", " -> ", " & ", " + ", "...", ", ", "\t")


def _free_range(rng: random.Random, data: LocaleData, first: datetime.date, second: datetime.date) -> str:
    """A range whose ends share their month or year, in free form."""
    months = data.names.months[choose(rng, tuple(data.names.months))]
    dash = choose(rng, ("-", "–", " - ", " – ", " to ", " & ", "—", ".–"))
    low = 1 + int(rng.random() * 26)
    high = low + 1 + int(rng.random() * (28 - low))
    month, other, year = months[first.month - 1], months[first.month % 12], first.year
    return choose(rng, (
        f"{low}{dash}{high} {month} {year}", f"{month} {low}{dash}{high}, {year}",
        f"{low} {month}{dash}{high} {other} {year}", f"{month} {low}{dash}{other} {high}, {year}",
        f"{month}{dash}{other} {year}", f"{month} {year}{dash}{other} {year + 1}",
        f"{low}. {month}{dash}{high}. {other} {year}", f"{first:%d.%m.}{dash}{second:%d.%m.%Y}",
        f"{first}/{second}", f"{first} - {second}", f"{first} to {second}", f"{first:%d/%m/%Y}{dash}{second:%d/%m/%Y}",
        f"{first:%d.%m.%Y}{dash}{second:%d.%m.%Y}", f"{first:%m/%d/%Y} - {second:%m/%d/%Y}",
        f"{first:%Y%m%d}-{second:%Y%m%d}", f"{first:%Y/%m/%d}～{second:%Y/%m/%d}", f"{first} and {second}",
        f"{first}, {second}", f"{first}..{second}",
    ))  # fmt: skip


@cache
def _intervals(identifier: str) -> tuple[tuple[str, tuple[patterns.Token, ...], tuple[patterns.Token, ...]], ...]:
    """CLDR's intervals that hold a year: the field that differs first, and the two halves."""
    found = []
    for skeleton, by_field in locales.cldr(identifier, "interval_formats")["interval_formats"].items():
        if skeleton is None or not set(skeleton) <= set("GyMEd") or "M" not in skeleton or "y" not in skeleton:
            continue
        for letter, halves in by_field.items():
            if letter in "yMd" and len(halves) == 2:
                found.append((letter, patterns.parse(halves[0]), patterns.parse(halves[1])))
    return tuple(found)


def _written(tokens: tuple[patterns.Token, ...], date: datetime.date, data: LocaleData) -> str:
    return "".join(text for text, _ in patterns.write(tokens, date, data.names))


def opening_hours(rng: random.Random, data: LocaleData) -> str:
    """Weekdays with times, which name no day of the calendar."""
    days = data.names.days[choose(rng, tuple(data.names.days))]
    day, other = choose(rng, days), choose(rng, days)
    return choose(rng, (
        f"{day} {clock.plain_time(rng)}", f"{day}–{other}", f"{day}, {other}",
        f"{day}-{other} {clock.plain_time(rng)}–{clock.plain_time(rng)}", f"{day}: {prose.word(rng, data.language)}",
        f"{day} & {other}", f"{day} {1 + int(rng.random() * 12)}pm", f"{day} / {other} / {choose(rng, days)}",
        f"{clock.plain_time(rng)} {day}",
    ))  # fmt: skip
