"""Non-dates that a number is part of: headings, chapters and tables, packages and products."""

from __future__ import annotations

import random

from datelens.corpus import prose
from datelens.corpus.draws import choose
from datelens.corpus.locales import LocaleData
from datelens.corpus.nondates.numbers import digits
from datelens.corpus.nondates.spans import phrase


def heading(rng: random.Random, data: LocaleData) -> str:
    """A heading or an item of a list, with its number: `3. Distribution`, `2.1 Methods`."""
    text = prose.words(rng, data.language, 1 + int(rng.random() * rng.random() * 6), 70, numbers=False)
    text = text.rstrip(".!?…:;。")
    n, m = 1 + int(rng.random() * 30), 1 + int(rng.random() * 30)
    if rng.random() < 0.35:
        return f"{section(rng)}{choose(rng, (' ', ' ', '. ', ' – ', ': ', ') '))}{text}"
    return choose(rng, (
        f"{n}. {text}", f"{n}. {text}", f"{n}) {text}", f"# {text}", f"{text} ({n})", f"{text} {n}", f"• {text}",
        f"- {text}", f"{text} - {prose.word(rng, data.language)}", f"{text} | {prose.name(rng, data.language)}",
        f"§ {n} {text}", f"({n}) {text}", f"“{text}”", f"{text}: {n} / {m + 31}", f"* {text}", f"{text} #{n}",
        f"[{n}] {text}", f"// {text}", f"<!-- {text} -->", text.upper(), f"{n}.{text}", f"{n} - {text}",
        f"{choose(rng, _ROMAN)}. {text}", f"{choose(rng, 'abcdABCD')}) {text}", f"{n} {text}", f"{text}, {n}",
    ))  # fmt: skip


_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "i", "ii", "iv")


def section(rng: random.Random) -> str:
    """The number of a section, `2.1`, `3.4.2`, `A.3`."""
    parts = [str(1 + int(rng.random() * rng.random() * 20)) for _ in range(choose(rng, (1, 2, 2, 2, 3, 3, 4)))]
    if rng.random() < 0.1:
        parts[0] = choose(rng, "ABCDEF")
    return ".".join(parts)


def part(rng: random.Random, data: LocaleData) -> str:
    """A chapter, a table, a page, a paragraph of a law: `Kapitel 5`, `Table 2.1`, `第3章`, `§ 12 Abs. 3`."""
    word, draw = phrase(rng, "parts", data.language), rng.random()
    number = section(rng) if draw < 0.3 else str(1 + int(rng.random() * (31 if draw < 0.7 else 400)))
    if "{n}" in word:
        text = word.replace("{n}", number)
    elif data.language in ("hu", "eu", "lv"):
        text = f"{number}. {word}"
    else:
        word = choose(rng, (word, word, word, word.lower(), word.upper()))
        text = f"{word}{choose(rng, (' ', ' ', ' ', '. ', ''))}{number}"
    draw = rng.random()
    if draw < 0.2:
        topic = prose.words(rng, data.language, 3, 40, numbers=False)
        return f"{text}{choose(rng, (': ', '. ', ' – ', ' ', ', '))}{topic}"
    if draw < 0.32 and "{n}" not in word:
        other = phrase(rng, "parts", data.language)
        if "{n}" not in other:
            return f"{text}{choose(rng, (', ', ' ', ' / '))}{other} {1 + int(rng.random() * 40)}"
    if draw < 0.4:
        return f"{text}{choose(rng, ('-', '–', ' - '))}{33 + int(rng.random() * 400)}"
    return f"§ {text}" if draw < 0.43 else f"({text})" if draw < 0.5 else text


def labelled(rng: random.Random, data: LocaleData) -> str:
    """A number that could be a date or a year, were it not for what it is called: `page 12-14`, `Version 3.4.2018`."""
    draw = rng.random()
    if draw < 0.2:
        prefix = choose(rng, ("ISBN ", "ISBN: ", "ISBN-13: ", "isbn "))
        return f"{prefix}978-{digits(rng, 1)}-{digits(rng, 2)}-{digits(rng, 6)}-{digits(rng, 1)}"
    if draw < 0.45:
        a, b, year = 1 + int(rng.random() * 31), 1 + int(rng.random() * 12), 1990 + int(rng.random() * 50)
        name = choose(rng, ("v", "v", "v.", "Version ", "version ", "release ", "build ", "r", "Rev. ", "Update "))
        return name + choose(rng, (f"{b}.{a}.{year}", f"{year}.{b}", f"{year}.{b}.{a}", f"{b}.{a}", f"{year}"))
    low, year = 1 + int(rng.random() * 28), 1000 + int(rng.random() * 1100)
    high = low + 1 + int(rng.random() * 6)
    dash = choose(rng, ("-", "–", " - ", "/"))
    number = choose(rng, (f"{low}{dash}{high}", f"{low}{dash}{high}", str(year), str(year), f"{low}.{high}"))
    word = phrase(rng, "parts", data.language)
    return word.replace("{n}", number) if "{n}" in word else f"{word}{choose(rng, (' ', ' ', '. ', ' #'))}{number}"


def package(rng: random.Random, data: LocaleData) -> str:
    """A package, product or model with a number in its name: `libfoo72`, `tool-17-dev`, `Nova 3.5`."""
    language = choose(rng, ("en", "en", "en", "de", "fr", data.language))
    one, other = prose.word(rng, language).strip(" .,"), prose.word(rng, language).strip(" .,")
    a, b, c = (int(rng.random() * rng.random() * 90) for _ in range(3))
    low, end = one.lower(), choose(rng, ("dev", "bin", "doc", "common", "jdk", "utils", "x64", "amd64", "py3", "pro"))
    return choose(rng, (
        f"{low}{a}", f"lib{low}{a}", f"lib{low}{a}.{b}", f"{low}-{a}", f"{low}-{a}-{end}", f"{low}{a}-{end}",
        f"{low}-{a}.{b}", f"{low}-{a}.{b}-{end}", f"{low}{a}.{b}", f"{low}_{a}_{other.lower()}",
        f"{low}-{other.lower()}-{a}", f"{one.title()} {a}", f"{one.title()} {a}.{b}",
        f"{one.title()} {other.title()} {a}", f"{one.upper()}-{a}", f"{one.upper()}{a}",
        f"{one.title()} {a} {choose(rng, ('Pro', 'Plus', 'Mini', 'Max', 'SE', 'XL', 'Ultra', 'GT'))}",
        f"{a} {one.title()}", f"{low}@{a}.{b}.{c}", f"{low}=={a}.{b}", f"{low}:{a}", f"{low}/{a}",
        f"{low} ({a}.{b}.{c}-{b})", f"{one[:2].upper()}{a}", f"{one[:3].upper()} {a}", f"{one[:1].upper()}-{a}",
        f"{low}{a}{choose(rng, 'abcdgkmprs')}", f"{low}.{a}", f"{a}-{low}", f"{a}{low}", f"{one[:3].lower()}{a}",
        f"{low} {choose(rng, 'vr')}{a}.{b}", f"{low}+{a}",
    ))  # fmt: skip
