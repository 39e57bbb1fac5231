"""Non-dates in words: prose, sentences, names, months without a day, placeholders, sentences that await a date."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from datelens.corpus import clock, prose
from datelens.corpus.draws import choose
from datelens.corpus.locales import LocaleData
from datelens.corpus.nondates.guard import names_month_beside_number
from datelens.corpus.nondates.spans import age, counted, duration, phrase, relative


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
    text = _filled(rng, data.language)
    draw = rng.random()
    if draw < 0.15:
        both = f"{text} {_filled(rng, data.language)}"
        if not names_month_beside_number(both):  # `Floor 12` before `April is her sister.`
            text = both
    return text.lower() if draw > 0.92 else text.rstrip(".!?") if draw > 0.8 else text


def _filled(rng: random.Random, language: str) -> str:
    return prose.fill(rng, language, choose(rng, prose.sentences("plain", language)))


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


def month_and_count(rng: random.Random, data: LocaleData) -> str:
    """A month's name and a number that counts something else: `June has 30 days`, `12 cars were sold in May`."""
    language = data.language
    forms = data.names.months
    name = choose(rng, forms[choose(rng, tuple(forms))])
    if any(c.isdigit() for c in name) or len(name) < 3:
        name = choose(rng, _ENGLISH_MONTHS)
    gap = "" if language in prose.UNSPACED else " "
    n = str(2 + int(rng.random() * (30 if rng.random() < 0.7 else 900)))
    thing, link = _long_word(rng, language), _long_word(rng, language)
    draw = rng.random()
    if draw < 0.4:
        more = gap + _long_word(rng, language) if rng.random() < 0.4 else ""
        return f"{name}{gap}{link}{gap}{n}{gap}{thing}{more}"
    if draw < 0.75:
        more = _long_word(rng, language) + gap if rng.random() < 0.4 else ""
        return f"{more}{n}{gap}{thing}{gap}{link}{gap}{name}"
    if draw < 0.87:
        return f"{name}: {n} {thing}"
    return f"{n} {thing} ({name})"


_ENGLISH_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "June",
    "July",
    "August",
    "September",
    "October",
    "December",
)


_NO_LETTER = re.compile(r"[\d\s.,:;/()-]")


def _long_word(rng: random.Random, language: str) -> str:
    """A word in small letters, too long for one that joins a day to its month; letters alone."""
    for _ in range(20):
        word = prose.word(rng, language).lower()
        long = len(word) >= 5 or language in prose.UNSPACED
        if long and not _NO_LETTER.search(word) and not prose.names_month(word):
            return word
    return "things"


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


def month_as_name(rng: random.Random, data: LocaleData) -> str:
    """A person, street or thing called like a month or a weekday: `August Müller`, `April Street`, `Club Mars`."""
    language = data.language
    forms = data.names.months if rng.random() < 0.8 else data.names.days
    name = choose(rng, forms[choose(rng, tuple(forms))]).title()
    other, draw = prose.name(rng, language), rng.random()
    if draw < 0.35:
        return f"{name} {other.split(' ')[-1]}"
    if draw < 0.55:
        return f"{other.split(' ')[0]} {name}"
    if draw < 0.65:
        return f"{name} {choose(rng, prose.streets(language))}"
    if draw < 0.75:
        return f"{name} {choose(rng, prose.companies(language))}"
    return choose(rng, (
        f"{other.split(' ')[0]} {name[0]}. {name}", f"{name} {prose.city(rng, language)}", f"{name}, {other}",
        f"{prose.word(rng, language).title()} {name}", f"{name}-{prose.word(rng, language)}", f"Dr. {name}",
        f"@{name.lower()}",
    ))  # fmt: skip


def undated(rng: random.Random, data: LocaleData) -> str:
    """Words that a date should follow, with something else in its place: `Posted on 3 days ago`, `Date: 12 kg`."""
    language = data.language
    if rng.random() < 0.5:
        template = f"{phrase(rng, 'labels', language)}{choose(rng, (': ', ': ', ' ', ' - '))}{{date}}"
    else:
        template = choose(rng, prose.sentences("dated", language))
    return prose.fill(rng, language, template).replace("{date}", choose(rng, _INSTEAD)(rng, data))


def _weekday(rng: random.Random, data: LocaleData) -> str:
    return choose(rng, data.names.days["format", "wide"])


def _clear_time(rng: random.Random, data: LocaleData) -> str:
    """A time of the locale, if no dots make a day and a month of it."""
    time = clock.local_time(rng, data)
    return time if ":" in time else clock.plain_time(rng)


_INSTEAD: tuple[Callable[[random.Random, LocaleData], str], ...] = (
    relative, relative, relative, duration, counted, age, _weekday, placeholder, placeholder,
    lambda rng, _: clock.plain_time(rng), _clear_time,
    lambda rng, data: prose.price(rng, data.language), lambda rng, data: prose.measure(rng, data.language),
    lambda rng, data: prose.name(rng, data.language), lambda rng, data: prose.word(rng, data.language),
)  # fmt: skip
