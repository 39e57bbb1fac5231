"""Dates in sentences: templates of our own, filled with what ICU writes."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from datelens.evaluation.rows import Row

LONGEST = 200
"""Characters of a text, the date included."""

LAYOUTS = {f"icu {kind}" for kind in ("full", "long", "medium", "short", "numeric", "with weekday")}


@cache
def templates() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """For each locale its sentences `with` a place for a date and those `without`."""
    return tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))


def join(locale: str) -> str:
    """What stands between sentences."""
    return "" if locale.startswith(("ja", "zh")) else " "


def draw(icu: Sequence[Row], each: int, seed: int) -> list[Row]:
    """Every template filled `each` times, half of them with other sentences around, up to `LONGEST` characters."""
    rng = random.Random(f"sentences/{seed}")
    rows = []
    for locale, sentences in templates().items():
        dates = dates_of(locale, icu)
        for template in sentences["with"]:
            for i in range(each):
                row = rng.choice(dates)
                sentence = template.replace("{date}", row.text)
                kind = ("sentence", "text", "sentence", "excerpt")[i % 4]
                if kind != "sentence":
                    sentence = surrounded(sentence, sentences["without"], join(locale), LONGEST, rng)
                if kind == "excerpt":
                    sentence = excerpt(sentence, row.text, rng)
                rows.append(Row(sentence, row.iso, locale, None, kind, row.language))
    return rows


def dates_of(locale: str, icu: Sequence[Row]) -> list[Row]:
    """The clear rows that ICU wrote in a locale and in its regions."""
    scripts = ("zh-Hant", "zh-Latn") if locale == "zh" else ()
    return [
        row
        for row in icu
        if row.family in LAYOUTS
        and not row.ambiguous
        and f"{row.locale}-".startswith(f"{locale}-")
        and not (row.locale or "").startswith(scripts or "-")
    ]


def surrounded(sentence: str, others: Sequence[str], join: str, longest: int, rng: random.Random) -> str:
    """A sentence with others before and after it, as many as there is room for, none more than twice."""
    text = sentence
    for other in rng.sample([*others, *others], 2 * len(others)):
        if len(text) + len(join) + len(other) <= longest:
            text = f"{other}{join}{text}" if rng.random() < 0.5 else f"{text}{join}{other}"
    return text


def excerpt(text: str, date: str, rng: random.Random) -> str:
    """A piece of a text that begins and ends anywhere outside the date, not inside a word where words are parted."""
    start = text.index(date)
    stop = start + len(date)
    cuts = [i for i in range(len(text) + 1) if i in (0, len(text)) or text[i - 1] == " "]
    before, after = [i for i in cuts if i <= start], [i for i in cuts if i >= stop]
    return text[rng.choice(before) : rng.choice(after)].strip()
