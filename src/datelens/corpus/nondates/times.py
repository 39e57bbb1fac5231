"""Non-dates that speak of time: times of the day, parts of years, years before Christ, weekdays with times."""

from __future__ import annotations

import datetime
import random
from dataclasses import replace
from functools import cache

from datelens.corpus import clock, locales, patterns, prose
from datelens.corpus.draws import choose
from datelens.corpus.locales import LocaleData
from datelens.corpus.nondates.spans import phrase


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
    if draw < 0.92:
        return clock.dotted_time(rng)
    joiner = choose(rng, ("-", " - ", "–", " – ", " to ", " bis ", " à ", " a ", "~", " ~ ", "/"))
    return clock.plain_time(rng) + joiner + clock.plain_time(rng)


def told_time(rng: random.Random, data: LocaleData) -> str:
    """A time with a dot or no mark that a word tells from a day and a month: `kl. 14.05`, `9.15 Uhr`, `0930 hrs`."""
    if rng.random() < 0.3:
        return f"{clock.dotted_time(rng)} {choose(rng, _AFTER_TIMES)}"
    said = phrase(rng, "times", data.language)
    if sum(c.isalpha() for c in said) < len("time") + 3:  # `o 12.05` may be a day
        return said.replace("{time}", f"{13 + int(rng.random() * 11)}.{13 + int(rng.random() * 47)}")
    text = said.replace("{time}", clock.dotted_time(rng, marked=True))
    return f"{text} – {clock.dotted_time(rng, marked=True)}" if rng.random() < 0.12 else text


_AFTER_TIMES = (
    "Uhr", "Uhr", "h", "hrs", "hours", "am", "pm", "AM", "PM", "a.m.", "p.m.", "UTC", "GMT", "WIB", "uur", "val.",
)  # fmt: skip


def season(rng: random.Random, data: LocaleData) -> str:
    """A season, quarter, week, decade, century or feast: what no reading of ours can say."""
    year = 1900 + int(rng.random() * 140)
    if rng.random() < 0.25:
        name = choose(rng, _quarters(data.identifier))
        return choose(rng, (f"{name} {year}", f"{name}", f"{year} {name}", f"{name}, {year}", f"{name}/{year}"))
    text = phrase(rng, "seasons", data.language)
    for slot, written in (
        ("{y}", str(year)), ("{z}", f"{(year + 1) % 100:02}"), ("{q}", str(1 + int(rng.random() * 4))),
        ("{w}", str(1 + int(rng.random() * 53))), ("{v}", f"{1 + int(rng.random() * 53):02}"),
        ("{d}", str(year // 10 * 10)),
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
