"""Times of the day: as each locale writes them, as machines do, and the zones after them."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from functools import cache

from datelens.corpus import locales, patterns, phrases
from datelens.corpus.draws import choose
from datelens.corpus.locales import LocaleData

ZONES = (
    "UTC GMT Z CET CEST EST EDT CST PST PDT MST IST JST BST MSK AEST WIB WET EET SAST HKT +00:00 +01:00 +0200 "
    "-05:00 +0530 GMT+2 UTC+1 UTC-5 GMT-3 (UTC) (GMT) (CET) hrs uhr"
).split()


def plain_time(rng: random.Random) -> str:
    """A time: three in four `14:05`, some of them `4:05`; one in ten has seconds, one `am` or `pm`; few are `14h05`."""
    hour, minute = int(rng.random() * 24), int(rng.random() * 60)
    draw = rng.random()
    if draw < 0.75:
        return f"{hour:02}:{minute:02}" if draw < 0.55 else f"{hour}:{minute:02}"
    if draw < 0.85:
        return f"{hour:02}:{minute:02}:{int(rng.random() * 60):02}"
    if draw < 0.9:
        return f"{hour}h{minute:02}"
    return f"{hour % 12 + 1}:{minute:02} {choose(rng, ('AM', 'PM', 'am', 'pm', 'a.m.', 'p.m.'))}"


def dotted_time(rng: random.Random, *, marked: bool = False) -> str:
    """A time with a dot, `14.05`, as Finns, Danes, Italians and Indonesians write it.

    Now and then it has no mark at all, `1405`, unless it is to be `marked`: alone, four digits are a year.
    """
    hour, minute, draw = int(rng.random() * 24), int(rng.random() * 60), rng.random()
    if draw < 0.86:
        return f"{hour:02}.{minute:02}" if draw < 0.55 else f"{hour}.{minute:02}"
    if draw < 0.92 or marked:
        return f"{hour:02}.{minute:02}.{int(rng.random() * 60):02}"
    return f"{hour:02}{minute:02}"


def spoken_time(rng: random.Random) -> str:
    """A time that stands alone: no two numbers that could be a day and a month."""
    hour = 1 + int(rng.random() * 12)
    draw = rng.random()
    if draw < 0.5:
        return f"{hour} {choose(rng, _HALVES)}" if draw < 0.3 else f"{hour}{choose(rng, _HALVES)}"
    if draw < 0.7:
        return f"{hour}:{int(rng.random() * 60):02}{choose(rng, ('', ' '))}{choose(rng, _HALVES)}"
    if draw < 0.85:
        return f"{int(rng.random() * 24)}h{int(rng.random() * 60):02}" if draw < 0.8 else f"{hour}h"
    return choose(rng, ("noon", "midnight", f"{hour} o'clock", f"half past {hour}", f"quarter to {hour}"))


_HALVES = ("am", "pm", "AM", "PM", "a.m.", "p.m.", "A.M.", "P.M.", "a", "p")


def iso_time(rng: random.Random) -> str:
    """The time part of ISO 8601, with its `T` and a zone at times: `T10:30:00Z`."""
    hour, minute, second = int(rng.random() * 24), int(rng.random() * 60), int(rng.random() * 60)
    text = f"{'T' if rng.random() < 0.7 else ' '}{hour:02}:{minute:02}"
    if rng.random() < 0.8:
        text += f":{second:02}"
        if rng.random() < 0.3:
            text += f".{int(rng.random() * 1000):03}"
    return text + choose(rng, ("", "", "Z", "Z", "+00:00", "+01:00", "-05:00", "+0530", "+09:00", " UTC"))


def local_time(rng: random.Random, data: LocaleData) -> str:
    """A time in one of the locale's own formats."""
    periods, zones = _words(data.identifier)
    hour, minute, second = int(rng.random() * 24), int(rng.random() * 60), int(rng.random() * 60)
    pieces: list[str] = []
    for text, width in choose(rng, _formats(data.identifier)):
        letter = text[0] if width else ""
        if not width:
            pieces.append(text)
        elif letter in "HkhK":
            number = {"H": hour, "k": hour or 24, "h": hour % 12 or 12, "K": hour % 12}[letter]
            pieces.append(f"{number:0{width}}")
        elif letter in "ms":
            pieces.append(f"{minute if letter == 'm' else second:0{width}}")
        elif letter in "abB":
            pieces.append(periods[hour >= 12])
        else:
            pieces.append(choose(rng, zones) if width > 3 and rng.random() < 0.5 else choose(rng, ZONES))
    return "".join(pieces)


@cache
def _formats(identifier: str) -> tuple[Sequence[patterns.Token], ...]:
    return tuple(patterns.parse(pattern) for pattern in locales.load(identifier).times)


@cache
def _words(identifier: str) -> tuple[tuple[str, str], tuple[str, ...]]:
    """The words for before and after noon, and the long names of zones."""
    data = locales.cldr(identifier, "day_periods", "meta_zones")
    periods = data["day_periods"]["format"]["wide"]
    names = (name for zone in data["meta_zones"].values() for name in zone.get("long", {}).values())
    zones = sorted({name for name in names if isinstance(name, str)})
    return (periods.get("am", "AM"), periods.get("pm", "PM")), tuple(zones) or ("UTC",)


def told_time(rng: random.Random, language: str) -> str:
    """A time that no day and month could be, as the language says it or as everybody does: `14:05 Uhr`, `2 p.m.`."""
    draw = rng.random()
    if draw < 0.4 and language in locales.by_language():
        time = local_time(rng, locales.load(locales.by_language()[language][0]))
        return time if ":" in time or not _DOTTED.search(time) else plain_time(rng)
    if draw < 0.7:
        return choose(rng, phrases.table("times").get(language) or ("{time}",)).replace("{time}", plain_time(rng))
    if draw < 0.85:
        return f"{plain_time(rng)} {choose(rng, ZONES)}"
    return spoken_time(rng)


_DOTTED = re.compile(r"\d[.\s]\d")  # a time that could be a date


def told_dotted_time(rng: random.Random, language: str) -> str:
    """A time with a dot beside a word that says that it is one: `klo 10.30`, `14.05 Uhr`."""
    told = tuple(form for form in phrases.table("times").get(language, ()) if form != "{time}")
    return choose(rng, told or ("at {time}", "{time} h")).replace("{time}", dotted_time(rng, marked=True))
