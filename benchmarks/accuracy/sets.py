"""The sets of rows that foreign data is measured on, each with what is looked at and the bar that it should pass."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.accuracy import nondates, numbers, sentences, spelled
from benchmarks.accuracy.formats import Written
from datelens.evaluation.report import Report, Share
from datelens.evaluation.rows import Row

Figure = Callable[[Report], Share | None]


def exact(report: Report) -> Share:
    """All rows that were read right."""
    return report.exact


def clear(report: Report) -> Share:
    """Those that admit one reading and were read right."""
    return report.clear


def flagged(report: Report) -> Share | None:
    """Ambiguous rows with a warning."""
    return report.ambiguous_flagged


def not_flagged(report: Report) -> Share | None:
    """Clear rows without one."""
    share = report.clear_flagged
    return None if share is None else Share(share.of - share.hits, share.of)


@dataclass(frozen=True)
class Set:
    """Rows to read, and what to look at.

    Attributes:
        name: of the set.
        rows: to read.
        figure: what is looked at.
        bar: the share that it should reach; None where none is set.
        hinted: whether the rows are read with their hints.
    """

    name: str
    rows: Sequence[Row]
    figure: Figure = clear
    bar: float | None = None
    hinted: bool = False


@dataclass(frozen=True)
class Change:
    """Rows that are changed in a way that should not matter.

    Attributes:
        name: of the change.
        pairs: each row, and the same changed.
        bar: the share of answers that may change.
    """

    name: str
    pairs: Sequence[tuple[Row, Row]]
    bar: float = 0.01


def all_sets(written: Written, number: int, each: int, seed: int) -> tuple[list[Set], list[str]]:
    """All sets, and what could not be made on this machine.

    Args:
        written: by other libraries.
        number: of rows in a set or, where there are kinds, in a kind.
        each: how often a template of a sentence is filled.
        seed: of what is drawn.
    """
    names = {name for names in written.names.values() for name in names if name}
    texts, missing = nondates.draw(number, seed, names)
    rows = written.rows
    named = [row for row in rows["icu"] if row.family in NAMED and not row.ambiguous]
    sets = [
        Set("ICU, all locales", rows["icu"], clear, 0.99),
        Set("ICU, with the locale", rows["icu"], exact, 0.995, hinted=True),
        Set("moment, all locales", rows["moment"], clear, 0.99),
        Set("moment, with the locale", rows["moment"], exact, 0.995, hinted=True),
        Set("date-fns, all locales", rows["date-fns"], clear, 0.99),
        Set("date-fns, with the locale", rows["date-fns"], exact, 0.995, hinted=True),
        Set("in sentences of 33 locales", sentences.draw(rows["icu"], each, seed), clear, 0.97),
        Set(
            "reduced precision", [*rows["icu-reduced"], *rows["moment-reduced"], *rows["date-fns-reduced"]], clear, 0.95
        ),
        Set("Buddhist, Japanese, Minguo years", rows["calendars-read"], exact),
        Set("other calendars", rows["calendars-refused"], exact),
        Set("texts without a date", texts, exact, 0.98),
        Set("near a date and none", [*rows["icu-near"], *rows["moment-near"]], exact, 0.99),
        Set("impossible dates", [*rows["icu-impossible"], *numbers.impossible(number, seed)], exact, 0.99),
        Set("numbers in two orders, flagged", numbers.ambiguous(number, seed), flagged, 0.99),
        Set("month names and four-digit years, not flagged", named, not_flagged, 0.99),
    ]
    try:
        words = spelled.draw(written, max(number // 5, 1), seed)
    except ModuleNotFoundError as error:
        return sets, [*missing, f"spelled-out dates ({error.name} is not installed)"]
    asked = [row for row in words if row.language in spelled.ASKED]
    others = [row for row in words if row.language not in spelled.ASKED]
    spoken = [Set("spelled out in six languages", asked, clear, 0.95), Set("spelled out in nine more", others)]
    return sets[:7] + spoken + sets[7:], missing


NAMED = {"icu full", "icu long", "icu medium", "icu with weekday"}
"""Layouts of ICU that mostly name the month."""


def all_changes(written: Written, number: int, seed: int) -> list[Change]:
    """All changes that should not matter."""
    rng = random.Random(f"changes/{seed}")
    weekdays = [pair for pair in written.contradicting if not pair[0].ambiguous]
    named = [
        row
        for row in written.rows["icu"]
        if row.family in NAMED and not row.ambiguous and any(character.isalpha() for character in row.text)
    ]
    locales = sorted({row.locale or "" for row in named})
    wrong = []
    for row in rng.sample(named, min(number, len(named))):
        other = rng.choice([locale for locale in locales if locale.partition("-")[0] != row.language])
        changed = Row(row.text, row.iso, other, None, row.family, row.language)
        wrong.append((row.unaided(), changed))
    around = []
    for locale, templates in sentences.templates().items():
        dates = sentences.dates_of(locale, written.rows["icu"])
        for row in rng.sample(dates, min(number // 20, len(dates))):
            longest = len(row.text) + 200
            sentence = rng.choice(templates["with"]).replace("{date}", row.text)
            text = sentences.surrounded(sentence, templates["without"], sentences.join(locale), longest, rng)
            around.append((row.unaided(), Row(text, row.iso, None, None, row.family, row.language)))
    return [
        Change("a weekday that contradicts the date", [(a.unaided(), b.unaided()) for a, b in weekdays]),
        Change("the locale of another language", wrong),
        Change("200 characters of prose around it", around),
    ]
