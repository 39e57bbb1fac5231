"""What the clear rows of a column tell of the others: counts that can be added up in any order.

Rows that admit two orders of day, month and year are settled by the rows that admit one. Each distinct text is looked
at once and counted as often as it stands there, and the counts of parts (batches, files, partitions of a cluster) are
merged by adding: in any grouping and order they come to the same.
"""

from __future__ import annotations

import hashlib
import heapq
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from datelens.columns.languages import languages_of
from datelens.columns.month_numbers import Kind, MonthNumber, month_number_of
from datelens.columns.numbers import Numbers, numbers_of, plain
from datelens.records import Translation

SAMPLE = 32
"""So many open texts are kept, to ask the model about them where the clear rows tell nothing."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What one text tells of its column.

    Attributes:
        open: whether its three numbers are several dates.
        order: the one order that it was written in, as far as numbers and model can tell.
        against: the orders in which it would be no date.
        triple: its three numbers, where the day is the first or last and the other a year of two digits (`13/04/21`).
        languages: those that write its words; empty where it tells nothing.
        number: what the one number beside its month is; None where it holds no such thing.
        month: that month and that number, where it may be either.
    """

    open: bool = False
    order: str | None = None
    against: tuple[str, ...] = ()
    triple: tuple[int, int, int] | None = None
    languages: frozenset[str] = frozenset()
    number: Kind | None = None
    month: tuple[int, int] | None = None


SILENT, OPEN = Sight(), Sight(open=True)


def look(text: str) -> tuple[Sight, Numbers | MonthNumber | None]:
    """What a text tells by itself, and its numbers where the model has to confirm that they are a date."""
    written = plain(text)
    numbers = numbers_of(written)
    if numbers is None or not numbers.dates:
        languages = languages_of(written)
        return Sight(languages=languages) if languages else SILENT, month_number_of(written)
    return OPEN if numbers.open else SILENT, numbers if numbers.ruled_out else None


def question(text: str, numbers: Numbers | MonthNumber) -> str:
    """What the model is asked to confirm what a text tells."""
    return numbers.as_year if isinstance(numbers, MonthNumber) and numbers.open else text


def confirmed(sight: Sight, numbers: Numbers | MonthNumber, translation: Translation) -> Sight:
    """What a text tells whose numbers rule an order out, or stand beside a month, now that the model has read it.

    It tells nothing where the model reads no date, or another one. Where two orders are left (`13/04/21`), it speaks
    for neither, whatever the model would take it for, and against those that are ruled out.
    """
    if isinstance(numbers, MonthNumber):
        return _of_month(sight, numbers, translation)
    if translation.iso not in numbers.dates.values():
        return sight
    order = None if translation.ambiguous or numbers.open else numbers.order_of(translation.iso)
    return Sight(sight.open, order, numbers.ruled_out, numbers.triple)


def _of_month(sight: Sight, number: MonthNumber, translation: Translation) -> Sight:
    """What a month and a number tell; nothing where a reading of the model is of something else."""
    iso = translation.iso
    is_so = number.is_year if number.open else number.is_day
    if iso is None or not all(is_so(reading.iso) for reading in translation.readings):
        return sight
    month = int(iso[-2:] if number.open else iso[2:4])
    kind = number.kind_in(month)
    return replace(sight, number=kind, month=(month, int(number.digits)) if kind in ("close", "apart") else None)


@dataclass(frozen=True, slots=True)
class Evidence:
    """How many rows of a column speak for what.

    Attributes:
        rows: that hold a text.
        open: that hold three numbers which are several dates.
        orders: rows for each order.
        against: rows that are no date in an order.
        worded: rows with the name of a month or a day of the week.
        languages: of these, how many each language writes.
        open_texts: some of the open texts, the same ones however the rows are parted and ordered.
        triples: the different three numbers in rows in which the first or the last is the day and the other the year.
        numbers: rows in which the one number beside a month is a `day`, a `year`, or either, `close` to it or `apart`.
        months: the different months and numbers in rows in which it may be either.
    """

    rows: int = 0
    open: int = 0
    orders: Mapping[str, int] = field(default_factory=dict)
    against: Mapping[str, int] = field(default_factory=dict)
    worded: int = 0
    languages: Mapping[str, int] = field(default_factory=dict)
    open_texts: tuple[str, ...] = ()
    triples: frozenset[tuple[int, int, int]] = frozenset()
    numbers: Mapping[str, int] = field(default_factory=dict)
    months: frozenset[tuple[int, int]] = frozenset()

    def merge(self, other: Evidence) -> Evidence:
        """The evidence of both together.

        Example:
            >>> Evidence(rows=2, orders={"DMY": 2}).merge(Evidence(rows=1, orders={"DMY": 1})).orders
            {'DMY': 3}
        """
        texts = heapq.nsmallest(SAMPLE, {*self.open_texts, *other.open_texts}, key=_rank)
        return Evidence(
            self.rows + other.rows,
            self.open + other.open,
            _added(self.orders, other.orders),
            _added(self.against, other.against),
            self.worded + other.worded,
            _added(self.languages, other.languages),
            tuple(texts),
            self.triples | other.triples,
            _added(self.numbers, other.numbers),
            self.months | other.months,
        )


Evidences = Mapping[str | None, Evidence]
"""The evidence of the rows of each locale; of one column, where no row names its own."""


def gathered(seen: Iterable[tuple[str, Sight, int]]) -> Evidence:
    """The evidence of some distinct texts.

    Args:
        seen: each text, what it tells, and how many rows hold it.
    """
    rows = opened = worded = 0
    orders: Counter[str] = Counter()
    against: Counter[str] = Counter()
    languages: Counter[frozenset[str]] = Counter()
    triples: set[tuple[int, int, int]] = set()
    numbers: Counter[str] = Counter()
    months: set[tuple[int, int]] = set()
    texts: list[str] = []
    for text, sight, count in seen:
        rows += count
        if sight.open:
            opened += count
            texts.append(text)
        if sight.order is not None:
            orders[sight.order] += count
        for order in sight.against:
            against[order] += count
        if sight.triple is not None:
            triples.add(sight.triple)
        if sight.number is not None:
            numbers[sight.number] += count
        if sight.month is not None:
            months.add(sight.month)
        if sight.languages:
            worded += count
            languages[sight.languages] += count
    each: Counter[str] = Counter()
    for several, count in languages.items():
        each.update(dict.fromkeys(several, count))
    sample = tuple(heapq.nsmallest(SAMPLE, set(texts), key=_rank))
    return Evidence(
        rows,
        opened,
        _sorted(orders),
        _sorted(against),
        worded,
        _sorted(each),
        sample,
        frozenset(triples),
        _sorted(numbers),
        frozenset(months),
    )


def merged(one: Evidences, other: Evidences) -> dict[str | None, Evidence]:
    """The evidence of both, locale by locale."""
    return {locale: one.get(locale, Evidence()).merge(other.get(locale, Evidence())) for locale in {**one, **other}}


def _added(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    return _sorted(Counter(one) + Counter(other))


def _sorted(counts: Mapping[str, int]) -> dict[str, int]:
    """By name, so that equal evidence looks equal."""
    return {name: counts[name] for name in sorted(counts) if counts[name]}


def _rank(text: str) -> bytes:
    """A place that depends on the text alone, and on none of its neighbours."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def rows_of(number: int) -> str:
    """So many rows, in words."""
    return f"{number:,} row{'s' * (number != 1)}"
