"""What stands around a date: labels, brackets, times, authors, whole sentences.

Pieces are only ever added before and after, so the gold spans stay right; and what is added never changes the reading:
numbers come only beside dates, apart from them, and never four digits that could be a year. Beside reduced dates, which
lack a day or a year, a number is further tied to a word or a mark of its own.
"""

from __future__ import annotations

import random
import re
from bisect import bisect
from collections.abc import Callable, Mapping
from enum import IntEnum
from functools import cache
from itertools import accumulate

from datelens import iso
from datelens.corpus import clock, locales, phrases, prose
from datelens.corpus.draws import choose
from datelens.corpus.example import Draft
from datelens.corpus.locales import LocaleData
from datelens.corpus.nondates import numbers, spans

LONGEST = 200
FOREIGN_SHARE = 0.12
"""Of surroundings, how many are in a language of their own."""

NUMBERED_SHARE = 0.6
"""Of reduced dates, those beside which numbers may stand."""

Around = tuple[str, str]
"""What is written before and after."""


class Numbers(IntEnum):
    """Which numbers may stand beside a text."""

    NONE = 0
    TIED = 1
    """Times, and what a word or a mark ties to itself: `12 %`, `Vol. 3,`, `10:30`."""
    ANY = 2


def surround(draft: Draft, rng: random.Random) -> Draft:
    """The draft with something around it; as it is where nothing fits into 200 characters.

    Example:
        `5 mai 2020` may become `Publié le : 5 mai 2020 à 14h30`.
    """
    language = draft.locale.split("_")[0] or "en"
    if rng.random() < FOREIGN_SHARE:
        language = choose(rng, _languages())
    allowed = _allowed(draft, rng)
    for _ in range(1 if rng.random() < 0.8 else 2):
        kinds, bounds = _bounds(allowed > Numbers.NONE)
        write = kinds[bisect(bounds, rng.random() * bounds[-1])]
        text = draft.text
        before, after = write(rng, language, text, allowed)
        if len(text) + len(before) + len(after) > LONGEST:
            continue
        if allowed == Numbers.TIED and (_BARE_BEFORE.search(before) or _BARE_AFTER.match(after)):
            continue
        pieces = ((before, None),) * bool(before) + draft.pieces + ((after, None),) * bool(after)
        draft = draft.with_pieces(pieces)
    return draft


_BARE_BEFORE = re.compile(r"(?<![\d:.h])\d+\s*$")
_BARE_AFTER = re.compile(r"[\s,]*\d+(?![\d:.h]| ?(?:[ap]\b|[ap]\.?m|o'clock|Uhr|hrs))", re.IGNORECASE)
"""A number right beside a reduced date that is no time: the missing day or year, for all that the text says."""


def _allowed(draft: Draft, rng: random.Random) -> Numbers:
    """Any number beside a full date, none beside what is no date, and either beside a reduced date."""
    if draft.iso is None:
        return Numbers.NONE
    if len(draft.iso) == iso.LONGEST:
        return Numbers.ANY
    return Numbers.TIED if rng.random() < NUMBERED_SHARE else Numbers.NONE


@cache
def _languages() -> tuple[str, ...]:
    return tuple(sorted({*phrases.table("dated"), *phrases.table("labels")}))


def _phrase(rng: random.Random, table: str, language: str) -> str | None:
    """A phrase of the language; None where the table has none."""
    found = phrases.table(table).get(language)
    return choose(rng, found) if found else None


def _gap(language: str) -> str:
    return "" if language in prose.UNSPACED else " "


def label(rng: random.Random, language: str, _text: str, _allowed: Numbers) -> Around:
    """`Date: `, `posted on `."""
    text = _phrase(rng, "labels", language) or _phrase(rng, "labels", "en") or ""
    draw = rng.random()
    if draw < 0.2:
        text = text.lower()
    elif draw < 0.28:
        text = text.upper()
    if draw > 0.97:
        text = f"<b>{text}</b>"
    colon = choose(rng, _COLONS if language not in ("zh", "ja", "yue") else ("：", "：", ":", " "))
    return text + (f" {colon}" if language == "fr" and colon == ": " and draw > 0.6 else colon), ""


_COLONS = (": ",) * 6 + (" ",) * 5 + (":", ":", " - ", " – ", "=", " = ", " : ", ", ", "\t", " | ")


def preposition(rng: random.Random, language: str, _text: str, _allowed: Numbers) -> Around:
    """`le `, `am `, `ngày `."""
    text = _phrase(rng, "prepositions", language)
    if text is None:
        return "", ""
    glued = text[-1] in "-־" or text == "ב"
    if rng.random() < 0.25:
        text = text[0].upper() + text[1:]
    return text + ("" if glued else _gap(language)), ""


def brackets(rng: random.Random, _language: str, _text: str, _allowed: Numbers) -> Around:
    """Brackets, quotes and other fences."""
    return choose(rng, _FENCES)


_FENCES: tuple[Around, ...] = (
    ("(", ")"), ("(", ")"), ("(", ")"), ("[", "]"), ("[", "]"), ("{", "}"), ("<", ">"), ('"', '"'), ('"', '"'),
    ("'", "'"), ("“", "”"),
    ("„", "“"), ("«", "»"), ("« ", " »"), ("»", "«"), ("‘", "’"), ("「", "」"), ("【", "】"), ("（", "）"),
    ("《", "》"), ("*", "*"),
    ("**", "**"), ("_", "_"), ("`", "`"), ("<td>", "</td>"), ("<time>", "</time>"), ("<b>", "</b>"),
    ("| ", " |"), ("|", "|"), ("- ", " -"),
    ("– ", " –"), ("~", "~"), ("= ", ""), ("> ", ""), ("/* ", " */"), ("// ", ""), ("# ", ""), ("\t", "\t"),
    ("  ", "  "), ("", " "), (" ", ""),
    ("(", ""), ("", ")"), ("[", ""), ('"', '",'), ('"date": "', '"'), ("date='", "'"), ("{{", "}}"), ("$", "$"),
    ("... ", " ..."), ("<!-- ", " -->"),
)  # fmt: skip


def bullet(rng: random.Random, _language: str, _text: str, allowed: Numbers) -> Around:
    """A marker of a list, numbered at times; the number of a volume or an issue."""
    if allowed and rng.random() < 0.3:
        marks = _NUMBERED if allowed == Numbers.ANY else _TIED
        return choose(rng, marks).format(prose.number(rng)), ""
    return choose(
        rng, ("• ", "- ", "* ", "– ", "· ", "▪ ", "→ ", "» ", "+ ", "a) ", "b. ", "(c) ", "☐ ", "✓ ", "📅 ", "🗓 ", "|")
    ), ""


_TIED = (
    "{}) ", "({}) ", "[{}] ", "No. {}: ", "no. {}, ", "Vol. {}, ", "Nr. {}, ", "n° {}, ", "№ {}, ", "Issue {}, ",
    "Heft {}: ", "第{}号 ", "Vol. {} - ", "p. {}, ", "pp. {}; ", "Bd. {}, ", "núm. {}, ", "Kap. {}: ", "제{}호, ",
)  # fmt: skip
_NUMBERED = (*_TIED, *("#{} ",) * 4)


def copyright_mark(rng: random.Random, language: str, _text: str, _allowed: Numbers) -> Around:
    """`© `, and who holds it."""
    if rng.random() < 0.5:
        return choose(rng, ("© ", "©", "(c) ", "Copyright ", "Copyright © ", "℗ ", "® ")), ""
    return "© ", f" {prose.name(rng, language)}"


def punctuation(rng: random.Random, _language: str, text: str, _allowed: Numbers) -> Around:
    """A mark after it."""
    mark = choose(rng, _MARKS)
    return "", "" if text.endswith(mark[:1]) else mark


_MARKS = (
    ".", ".", ".", ",", ",", ";", ":", "!", "?", "...", "…", " -", " –", " |", "*", "。", "،", "؛", " .", ".)", '."',
    "、", "।", "”", "」", "»", ">",
)  # fmt: skip


def time_after(rng: random.Random, language: str, text: str, allowed: Numbers) -> Around:
    """A time after it, as the language says it, as the locale formats it or as ISO 8601 does."""
    if not allowed or ":" in text:
        return ending(rng, language, text, allowed)
    if _ISO_END.search(text) and rng.random() < 0.8:
        return "", clock.iso_time(rng)
    gap = choose(rng, (" ", " ", " ", ", ", ", ", " - ", " | ", "  ", " / ", "; ", " · "))
    if rng.random() < DOTTED_SHARE:
        told = _dotted(rng, language, text) if allowed == Numbers.ANY else clock.told_dotted_time(rng, language)
        return "", gap + told
    return "", gap + clock.told_time(rng, language)


DOTTED_SHARE = 0.22
"""Of times after a date, how many have a dot or no mark: `5.1.2016 14.05`."""


def _dotted(rng: random.Random, language: str, text: str) -> str:
    """A time with a dot, said by a word or bare; bare digits only after a year of four."""
    time = clock.dotted_time(rng, marked=_YEAR_END.search(text) is None)
    said = _phrase(rng, "times", language) or choose(rng, ("{time}", "at {time}", "{time} h"))
    return time if rng.random() < 0.4 else said.replace("{time}", time)


_YEAR_END = re.compile(r"(?<!\d)\d{4}$")
_ISO_END = re.compile(r"\d{4}-\d{2}-\d{2}$")


def time_before(rng: random.Random, language: str, text: str, allowed: Numbers) -> Around:
    """A time before it."""
    if not allowed or ":" in text:
        return label(rng, language, text, allowed)
    time = clock.told_time(rng, language)
    apart = ", " if time[-1].isdecimal() and text[:1].isdecimal() else " "
    return time + choose(rng, (apart, apart, apart, ", ", ", ", " - ", " | ", " · ")), ""


def ending(rng: random.Random, language: str, _text: str, _allowed: Numbers) -> Around:
    """Words after it: `onwards`, `в Москве`, or any word."""
    text = _phrase(rng, "endings", language)
    if text is None or rng.random() < 0.3:
        text = prose.words(rng, language, 1 + int(rng.random() * 3), 60, numbers=False)
    gap = _gap(language)
    return "", choose(rng, (gap, gap, gap, ", ", " - ", " (", " | ")) + text


def author(rng: random.Random, language: str, _text: str, _allowed: Numbers) -> Around:
    """Who wrote it, before or after."""
    draw = rng.random()
    if draw < 0.35:
        return f"{prose.name(rng, language)}{choose(rng, (', ', ' - ', ' | ', ' – ', ' · ', ' ('))}", ""
    if draw < 0.55:
        return f"{prose.city(rng, language)}{choose(rng, (', ', ' - ', ' – ', ': ', ' | '))}", ""
    text = (_phrase(rng, "authors", language) or "{name}").replace("{name}", prose.name(rng, language))
    return "", choose(rng, (" ", " ", ", ", " - ")) + text


def columns(rng: random.Random, language: str, _text: str, allowed: Numbers) -> Around:
    """Other fields of a row of a table."""
    mark = choose(rng, (" | ", "|", "\t", ";", ", ", "; "))
    cells = [prose.word(rng, language), prose.name(rng, language)]
    if allowed:
        cells.append(choose(rng, (prose.price(rng, language), f"ID{int(rng.random() * 900)}x", "true", "OK", "N/A")))
    before = cells[: int(rng.random() * (len(cells) + 1))]
    after = cells[len(before) :]
    return "".join([cell + mark for cell in before]), "".join([mark + cell for cell in after])


def figure(rng: random.Random, language: str, text: str, allowed: Numbers) -> Around:
    """A number that is no part of the date, fenced off: `3 items - `, ` (12,50 €)`, `, 17-year-old`."""
    if not allowed:
        return bullet(rng, language, text, allowed)
    by_language = locales.by_language()
    data = locales.load(by_language[language][0] if language in by_language else "en")
    written = choose(rng, _FIGURES)(rng, data).strip()
    draw = rng.random()
    if draw < 0.4:
        return written + choose(rng, (" - ", " – ", " | ", "; ", ": ", " — ", " · ", "\t")), ""
    before, after = choose(rng, _APART)
    return "", before + written + after


_APART = ((" (", ")"), (" [", "]"), (" - ", ""), (" – ", ""), (" | ", ""), ("; ", ""), ("\t", ""))


def _amount(rng: random.Random, data: LocaleData) -> str:
    return prose.price(rng, data.language)


def _measure(rng: random.Random, data: LocaleData) -> str:
    return prose.measure(rng, data.language)


_FIGURES: tuple[Callable[[random.Random, LocaleData], str], ...] = (
    _amount, _amount, _measure, spans.relative, spans.duration, spans.age, spans.counted, numbers.percentage,
    numbers.tagged_version,
)  # fmt: skip


def log(rng: random.Random, language: str, text: str, allowed: Numbers) -> Around:
    """What a program writes around the time stamp of a line: a level, a host, a process."""
    word = prose.word(rng, "en").lower()
    before = choose(rng, ("", "", "", "[", "<13>", f"{word}: ", "I ", "ERROR ", f"{word}.log:", "# ", "At "))
    level = choose(rng, ("INFO", "WARN", "ERROR", "DEBUG", "[info]", "[error]", "FATAL", "notice:", "I/", "-"))
    process = f"{word}[{int(rng.random() * 900)}]:" if allowed else f"{word}:"
    time = clock.iso_time(rng) if _ISO_END.search(text) and allowed else ""
    if allowed == Numbers.TIED and rng.random() < 0.6:
        time = f" {clock.dotted_time(rng, marked=True).replace('.', ':')}"  # as syslog does: `May  5 10:30:15 host`
    closing = "]" if before == "[" else ""
    rest = choose(rng, (level, process, f"{level} {process}", f"host {process}", f"{level} {word}"))
    return before, f"{time}{closing} {rest}{' ' + prose.word(rng, language) if rng.random() < 0.4 else ''}"


def sentence(rng: random.Random, language: str, text: str, allowed: Numbers) -> Around:
    """A sentence that people write around a date; prose, more often than not, where the language has none here."""
    if language not in phrases.table("dated") and rng.random() < 0.7:
        return in_prose(rng, language, text, allowed)
    template = choose(rng, _templates(language, allowed))
    before, _, after = prose.fill(rng, language, template).partition("{date}")
    if rng.random() < 0.2:
        room = LONGEST - len(before) - len(after) - len(text) - 2
        if room > 30:
            more = prose.words(rng, language, _few(rng, language), room, numbers=bool(allowed))
            gap = _gap(language)
            return (f"{more}{gap}{before}", after) if rng.random() < 0.5 else (before, f"{after}{gap}{more}")
    return before, after


def _few(rng: random.Random, language: str) -> int:
    """How many words: as often 1 to 3 as 4 to 15, so that long prose stays rare and all lengths occur.

    More of them where words are not spaced, since they are shorter there.
    """
    return int((40 if language in prose.UNSPACED else 16) ** rng.random())


@cache
def _templates(language: str, allowed: Numbers) -> tuple[str, ...]:
    """The sentences of a language that hold no number where none may stand, and none right beside a reduced date."""
    forbidden = {Numbers.NONE: r"\{(n|time|money|unit)\}", Numbers.TIED: r"\{date\}[\s,]*\{n\}|\{n\}[\s,]*\{date\}"}
    found = prose.sentences("dated", language)
    return tuple(text for text in found if allowed not in forbidden or not re.search(forbidden[allowed], text))


def in_prose(rng: random.Random, language: str, text: str, allowed: Numbers) -> Around:
    """Prose before, after or on both sides."""
    room = LONGEST - len(text) - 8
    if room < 30:
        return "", ""
    draw, gap = rng.random(), _gap(language)
    before = after = ""
    if draw < 0.7:
        before = prose.words(
            rng, language, _few(rng, language), room if draw < 0.35 else room // 2, numbers=bool(allowed)
        )
        before = before.rstrip(".!?…:;。") + choose(rng, (gap, gap, gap, ". ", ", ", ": ", " - ", " ("))
        word = _phrase(rng, "prepositions", language)
        if rng.random() < 0.4 and word is not None and not before.endswith("("):
            before += word if word[-1] in "-־" else word + gap
        elif any(c.isdecimal() for c in before[-14:]):
            before += prose.word(rng, language) + gap
    if draw > 0.35:
        first = prose.word(rng, language).lower()  # no number right beside the date
        rest = prose.words(
            rng, language, _few(rng, language), max(room - len(before) - len(first), 12), numbers=bool(allowed)
        )
        after = choose(rng, (gap, gap, gap, ", ", ". ", " - ", ") ")) + first + gap + rest[0].lower() + rest[1:]
    return before, after


def paragraph(rng: random.Random, language: str, text: str, allowed: Numbers) -> Around:
    """A sentence that holds the date among as many others, with their numbers, as fit: the longest texts."""
    before, after = sentence(rng, language, text, allowed)
    gap = _gap(language)
    room = LONGEST - len(before) - len(text) - len(after)
    wanted = room * rng.random() ** 0.5
    while wanted > 12 and allowed:
        more = prose.fill(rng, language, choose(rng, prose.sentences("plain", language)))
        if not (0 < len(more) + len(gap) <= room):
            break
        before, after = (f"{more}{gap}{before}", after) if rng.random() < 0.5 else (before, f"{after}{gap}{more}")
        room -= len(more) + len(gap)
        wanted -= len(more) + len(gap)
    return before, after


KINDS: Mapping[Callable[[random.Random, str, str, Numbers], Around], tuple[float, float]] = {
    label: (20, 30),
    preposition: (9, 8),
    brackets: (9, 16),
    bullet: (4, 6),
    copyright_mark: (1, 0),
    punctuation: (6, 10),
    time_after: (13, 0),
    time_before: (4, 0),
    ending: (4, 5),
    author: (4, 4),
    columns: (2.5, 4),
    figure: (6, 0),
    log: (1.5, 0.5),
    sentence: (11, 7),
    in_prose: (11, 7),
    paragraph: (6, 0),
}
"""How often each kind comes where numbers may stand, and where none may."""


@cache
def _bounds(
    numbered: bool,
) -> tuple[tuple[Callable[[random.Random, str, str, Numbers], Around], ...], tuple[float, ...]]:
    return tuple(KINDS), tuple(accumulate(weights[0 if numbered else 1] for weights in KINDS.values()))
