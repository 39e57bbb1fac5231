"""Non-dates in words: prose, sentences, headings, names, months without a day, placeholders."""

from __future__ import annotations

import random

from datelens.corpus import prose
from datelens.corpus.draws import choose
from datelens.corpus.locales import LocaleData
from datelens.corpus.nondates.times import phrase


def short_prose(rng: random.Random, data: LocaleData) -> str:
    """One to six words."""
    return prose.words(rng, data.language, 1 + int(rng.random() * 6), 80)


def long_prose(rng: random.Random, data: LocaleData) -> str:
    """A sentence or a few."""
    return prose.words(rng, data.language, 7 + int(rng.random() * 26))


def wordy(rng: random.Random, data: LocaleData) -> str:
    """A single word, as it is or as a heading, or a word that nobody uses: the beginning of one, the end of another."""
    one = prose.word(rng, data.language)
    draw = rng.random()
    if draw < 0.35:
        other = prose.word(rng, data.language)
        one = one[: 1 + len(one) // 2] + other[len(other) // 2 :]
    return one.upper() if draw > 0.85 else one.title() if draw > 0.7 else one.lower() if draw > 0.6 else one


def sentence(rng: random.Random, data: LocaleData) -> str:
    """A sentence that people write, with numbers, names and times filled in."""
    text = prose.fill(rng, data.language, choose(rng, prose.sentences("plain", data.language)))
    draw = rng.random()
    if draw < 0.15:
        text = f"{text} {prose.fill(rng, data.language, choose(rng, prose.sentences('plain', data.language)))}"
    return text.lower() if draw > 0.92 else text.rstrip(".!?") if draw > 0.8 else text


def names(rng: random.Random, data: LocaleData) -> str:
    """People, companies, cities, alone or in a list."""
    language, draw = data.language, rng.random()
    if draw < 0.35:
        return prose.name(rng, language)
    if draw < 0.5:
        return f"{prose.name(rng, language)}, {prose.city(rng, language)}"
    if draw < 0.65:
        return f"{prose.word(rng, language).title()} {choose(rng, prose.companies(language))}"
    if draw < 0.8:
        return prose.city(rng, language)
    return ", ".join(choose(rng, (prose.name, prose.city))(rng, language) for _ in range(2 + int(rng.random() * 3)))


def month_names(rng: random.Random, data: LocaleData) -> str:
    """The name of a month or weekday alone, or several."""
    forms = data.names.months if rng.random() < 0.6 else data.names.days
    written = forms[choose(rng, tuple(forms))]
    draw = rng.random()
    if draw < 0.6:
        text = choose(rng, written)
        if draw < 0.1:
            return text + choose(rng, (":", ",", "!", "?", "."))
        return text.upper() if draw < 0.16 else text.lower() if draw < 0.26 else text
    first = int(rng.random() * (len(written) - 1))
    count = 2 + int(rng.random() * min(4, len(written) - first - 1))
    return choose(rng, (", ", " ", " / ", "-", " – ", "|", ", ", " & ", "/")).join(written[first : first + count])


def month_in_prose(rng: random.Random, data: LocaleData) -> str:
    """A month's or weekday's name amid words, with no number anywhere."""
    language = data.language
    forms = data.names.months if rng.random() < 0.7 else data.names.days
    before = prose.words(rng, language, int(rng.random() * 6) + 1, 90, numbers=False).rstrip(".!?…:;。")
    after = prose.words(rng, language, int(rng.random() * 6) + 1, 90, numbers=False)
    gap = "" if language in prose.UNSPACED else " "
    name = choose(rng, forms[choose(rng, tuple(forms))])
    draw = rng.random()
    if draw < 0.25:
        return name + gap + after
    if draw < 0.45:
        return before + gap + name
    return f"{before}{gap}{name}{gap}{after[0].lower()}{after[1:]}"


def placeholder(rng: random.Random, data: LocaleData) -> str:
    """What stands where a date should: `N/A`, `0000-00-00`, `dd/mm/yyyy`."""
    text = phrase(rng, "placeholders", data.language)
    draw = rng.random()
    if draw < 0.06:
        return f"[{text}]"
    if draw < 0.1:
        return f"({text})"
    return text.upper() if draw < 0.14 else text.capitalize() if draw < 0.2 else text


def label(rng: random.Random, data: LocaleData) -> str:
    """A label that no date follows: `Date:`, `Posted on`."""
    text = phrase(rng, "labels", data.language)
    draw = rng.random()
    if draw < 0.4:
        return f"{text}:" if draw < 0.3 else f"{text}: {phrase(rng, 'placeholders', data.language)}"
    if draw < 0.6:
        return f"{text}: {prose.word(rng, data.language)}"
    return text


def heading(rng: random.Random, data: LocaleData) -> str:
    """A heading or an item of a list, with its number."""
    text = prose.words(rng, data.language, 1 + int(rng.random() * 5), 70, numbers=False).rstrip(".!?…:;。")
    n, m = 1 + int(rng.random() * 30), 1 + int(rng.random() * 30)
    return choose(rng, (
        f"{n}. {text}", f"{n}) {text}", f"# {text}", f"{text} ({n})", f"{text} {n}", f"• {text}", f"- {text}",
        f"{text} - {prose.word(rng, data.language)}", f"{text} | {prose.name(rng, data.language)}", f"§ {n} {text}",
        f"({n}) {text}", f"“{text}”", f"{text}: {n} / {m + 31}", f"* {text}", f"{text} #{n}", f"[{n}] {text}",
        f"// {text}", f"<!-- {text} -->", text.upper(),
    ))  # fmt: skip
