"""Non-dates that name two days: ranges, written in full or with the month and year told once."""

from __future__ import annotations

import datetime
import random
from functools import cache

from datelens.corpus import customs, locales, patterns, phrases
from datelens.corpus.draws import choose
from datelens.corpus.locales import LocaleData
from datelens.corpus.nondates.spans import phrase

Tokens = tuple[patterns.Token, ...]


def _date(rng: random.Random) -> datetime.date:
    return datetime.date(1940 + int(rng.random() * 100), 1 + int(rng.random() * 12), 1 + int(rng.random() * 28))


def _later(rng: random.Random, date: datetime.date) -> datetime.date:
    return date + datetime.timedelta(days=int(1 + 10 ** (3 * rng.random())))


def date_range(rng: random.Random, data: LocaleData) -> str:
    """Two dates in one text: as the locale's intervals, by the words of the language, or in free form."""
    draw = rng.random()
    first = _date(rng)
    second = _later(rng, first)
    intervals = _intervals(data.identifier)
    if draw < 0.18 and intervals:
        return _interval(rng, data, first, *choose(rng, intervals))
    if draw < 0.28:
        return _days(rng, data, first)
    if draw < 0.4:
        return _free_range(rng, data, first, second)
    if draw < 0.45:
        years = (first.year, first.year + 1 + int(rng.random() * 40))
        return _joined(rng, data, str(years[0]), str(years[1])) if draw < 0.42 else _years(rng, *years)
    if draw < 0.57:
        return _shared(rng, data, "d", first)
    if draw < 0.79:
        return _shared(rng, data, "M", first)
    _, tokens = choose(rng, data.forms if draw < 0.92 else customs.layouts(data.language) or data.forms)
    tokens = _spoken(tokens)
    a, b = _written(tokens, first, data), _written(tokens, second, data)
    return a + choose(rng, _BETWEEN) + b if draw < 0.84 else _joined(rng, data, a, b)


_BETWEEN = (" – ", " - ", "–", " / ", " | ", "; ", " ~ ", " -> ", " & ", " + ", "...", ", ", "\t", " to ", "/", "~")


def _years(rng: random.Random, first: int, last: int) -> str:
    joiner = choose(rng, ("–", "-", " – ", " - ", " to ", "/", " bis ", "~", "—"))
    if rng.random() < 0.3:
        return f"{first}{joiner}{choose(rng, _NOW)}"
    return choose(rng, ("", "", "", "(", "© ")) + f"{first}{joiner}{last}"


_NOW = (
    "present", "now", "today", "Present", "heute", "jetzt", "heden", "nu", "idag", "nå", "aujourd’hui", "présent",
    "hoy", "actualidad", "presente", "hoje", "atual", "oggi", "dziś", "současnost", "dnes", "ma", "prezent", "danas",
    "днес", "н. в.", "наст. время", "дотепер", "σήμερα", "günümüz", "الآن", "היום", "अब तक", "sekarang", "nay", "ปัจจุบัน",
    "现在", "至今", "現在", "현재",
)  # fmt: skip
"""What an open range ends in."""


def _joined(rng: random.Random, data: LocaleData, a: str, b: str) -> str:
    """Two ends joined by the words of the language."""
    return phrase(rng, "ranges", data.language).replace("{a}", a).replace("{b}", b)


def _interval(
    rng: random.Random, data: LocaleData, first: datetime.date, letter: str, before: Tokens, after: Tokens
) -> str:
    """CLDR's form for two dates that differ first in year, month or day."""
    if letter == "y":
        second = first.replace(year=first.year + 1 + int(rng.random() * 9))
    elif letter == "M":
        first = first.replace(month=min(first.month, 11))
        second = first.replace(month=first.month + 1 + int(rng.random() * (12 - first.month)))
    else:
        first = first.replace(day=min(first.day, 27))
        second = first.replace(day=first.day + 1 + int(rng.random() * (28 - first.day)))
    return _written(before, first, data) + _written(after, second, data)


def _shared(rng: random.Random, data: LocaleData, letter: str, date: datetime.date) -> str:
    """A layout whose day or month is written twice: `3 bis 5. Mai 2018`, `May–June 2019`.

    A bare month in numbers is left out: `2020-05-03-05` is a day and an hour to some program.
    """
    options = data.forms if letter == "d" or rng.random() < 0.3 else data.partial
    if letter == "d" and rng.random() < 0.4:
        options = customs.layouts(data.language) or options
    if letter == "M" and rng.random() < 0.4:
        options = ()
    tokens = choose(rng, tuple(t for _, t in options if _shares(t, letter)) or _PLAIN[letter])
    tokens = _spoken(tokens)
    second = date.replace(month=date.month % 12 + 1) if letter == "M" else date.replace(day=date.day % 28 + 1)
    first, second = min(date, second), max(date, second)
    opening, between, closing = _connection(rng, data.language)
    at = next(i for i, (text, width) in enumerate(tokens) if width and text[0].replace("L", "M") == letter)
    own, rest = tokens[at : at + 1], tokens[at + 1 :]
    mark = rest[0][0][0] if letter == "d" and rest and not rest[0][1] else ""
    if mark not in _DAY_MARKS or rng.random() < 0.5:
        mark = ""  # `3–5. Mai` as well as `3.–5. Mai`
    return (
        opening + _written(tokens[:at], date, data) + _written(own, first, data) + mark + between
        + _written(own, second, data) + _written(rest, date, data) + closing
    )  # fmt: skip


_DAY_MARKS = (".", "日", "일", "号")


_PLAIN = {
    "d": tuple(patterns.parse(pattern) for pattern in ("d MMMM y", "MMMM d, y", "d MMM y", "d. MMMM y", "d MMMM")),
    "M": tuple(patterns.parse(pattern) for pattern in ("MMMM y", "MMM y", "MMM y", "LLLL y", "MMMM, y", "y MMMM")),
}


@cache
def _shares(tokens: Tokens, letter: str) -> bool:
    """Whether the layout has a month with a name, and a day where days are to be two."""
    written = [text for text, width in tokens if width]
    named = any(map(patterns.names_month, tokens)) or any(text[0] in "月월" for text, w in tokens if not w)
    days = any(text[0] in "do" for text in written)
    return named and days == (letter == "d") and not any(text[0] in "Ec" for text in written)


@cache
def _spoken(tokens: Tokens) -> Tokens:
    """The layout with plain days in place of ordinals."""
    return tuple(("d", 1) if token == ("o", 1) else token for token in tokens)


def _connector(rng: random.Random, language: str) -> str:
    """What stands between two ends, a dash or the word of the language: ` bis `, `から`."""
    if rng.random() < 0.5:
        return choose(rng, _DASHES)
    return choose(rng, tuple(between for opening, between, _ in _connections(language) if not opening) or _DASHES)


_DASHES = ("-", "–", " - ", " – ", "—", "/", " & ", " + ", "～", ", ", " ~ ", "−")


def _connection(rng: random.Random, language: str) -> tuple[str, str, str]:
    """What stands before, between and after two ends: `从`, `到` and nothing; `부터 `, `까지` after nothing."""
    return ("", choose(rng, _DASHES), "") if rng.random() < 0.45 else choose(rng, _connections(language))


@cache
def _connections(language: str) -> tuple[tuple[str, str, str], ...]:
    table = phrases.table("ranges")
    return tuple(_split(text) for text in table.get(language, table["en"]))


def _split(text: str) -> tuple[str, str, str]:
    """A phrase of two ends without them."""
    opening, _, rest = text.partition("{a}")
    between, _, closing = rest.partition("{b}")
    return opening, between, closing


def _days(rng: random.Random, data: LocaleData, date: datetime.date) -> str:
    """Two days of a month, as people write them most: `June 5-7, 2018`, `5.–7. Juni`."""
    month = data.names.months[choose(rng, tuple(data.names.months))][date.month - 1]
    low = 1 + int(rng.random() * 26)
    high = low + 1 + int(rng.random() * rng.random() * (28 - low))
    dash = choose(rng, ("-", "-", "-", "–", "–", " - ", " – ", "/", " to ", _connector(rng, data.language)))
    year = choose(rng, (f" {date.year}", f", {date.year}", f" {date.year}", ""))
    if rng.random() < 0.2:
        return _ordinal_days(rng, data, low, high, f"{month}{year}")
    mark = "." if data.language in ("de", "cs", "da", "fi", "hr", "nb", "sk", "sl") else ""
    return choose(rng, (f"{month} {low}{dash}{high}{year}", f"{low}{mark}{dash}{high}{mark} {month}{year}"))


def _ordinal_days(rng: random.Random, data: LocaleData, low: int, high: int, month: str) -> str:
    """Two days as ordinals: `5th to 7th of May 2018`, `5-től 7-ig`."""
    first, last = (choose(rng, customs.ordinals(data.language, day)) for day in (low, high))
    opening, between, closing = _connection(rng, data.language)
    gap = choose(rng, (" ", " of ", " ")) if data.language == "en" else " "
    if rng.random() < 0.4:
        return f"{month} {opening}{first}{between}{last}{closing}"
    return f"{opening}{first}{between}{last}{closing}{gap}{month}"


def _free_range(rng: random.Random, data: LocaleData, first: datetime.date, second: datetime.date) -> str:
    """A range whose ends share their month or year, in free form."""
    months = data.names.months[choose(rng, tuple(data.names.months))]
    dash = _connector(rng, data.language)
    low = 1 + int(rng.random() * 26)
    high = low + 1 + int(rng.random() * (28 - low))
    month, other, year = months[first.month - 1], months[first.month % 12], first.year
    return choose(rng, (
        f"{low}{dash}{high} {month} {year}", f"{month} {low}{dash}{high}, {year}",
        f"{low} {month}{dash}{high} {other} {year}", f"{month} {low}{dash}{other} {high}, {year}",
        f"{low} {month} {year}{dash}{high} {other} {year}", f"{month} {low}, {year}{dash}{other} {high}, {year}",
        f"{month}{dash}{other} {year}", f"{month} {year}{dash}{other} {year + 1}",
        f"{low}. {month}{dash}{high}. {other} {year}", f"{first:%d.%m.}{dash}{second:%d.%m.%Y}",
        f"{first}/{second}", f"{first} - {second}", f"{first} to {second}", f"{first:%d/%m/%Y}{dash}{second:%d/%m/%Y}",
        f"{first:%d.%m.%Y}{dash}{second:%d.%m.%Y}", f"{first:%m/%d/%Y} - {second:%m/%d/%Y}",
        f"{first:%d/%m/%y} - {second:%d/%m/%y}", f"{first:%d.%m.%y}{dash}{second:%d.%m.%y}",
        f"{first:%Y%m%d}-{second:%Y%m%d}", f"{first:%Y/%m/%d}～{second:%Y/%m/%d}", f"{first} and {second}",
        f"{first}, {second}", f"{first}..{second}", f"{first:%d/%m}{dash}{second:%d/%m/%Y}",
        f"{low}–{high} {month}", f"{month} {low} – {high}", f"{low} {month} - {high} {other}",
    ))  # fmt: skip


@cache
def _intervals(identifier: str) -> tuple[tuple[str, Tokens, Tokens], ...]:
    """CLDR's intervals that hold a year: the field that differs first, and the two halves."""
    found = []
    for skeleton, by_field in locales.cldr(identifier, "interval_formats")["interval_formats"].items():
        if skeleton is None or not set(skeleton) <= set("GyMEd") or "M" not in skeleton or "y" not in skeleton:
            continue
        for letter, halves in by_field.items():
            if letter in "yMd" and len(halves) == 2:
                found.append((letter, patterns.parse(halves[0]), patterns.parse(halves[1])))
    return tuple(found)


def _written(tokens: Tokens, date: datetime.date, data: LocaleData) -> str:
    return "".join(text for text, _ in patterns.write(tokens, date, data.names))
