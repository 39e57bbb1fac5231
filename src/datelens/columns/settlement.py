"""What a column is settled as, from its evidence: its order, its language, and the number beside a month."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from datelens.columns.doubt import MOST_DOUBT, MOST_LUCK, chance_of_so_few, doubt, is_settled
from datelens.columns.evidence import Evidence, Evidences, rows_of
from datelens.columns.month_settlement import MonthSettlement, settle_months
from datelens.columns.numbers import numbers_of, plain
from datelens.records import Translation

Ask = Callable[[Sequence[str], str | None], Sequence[Translation]]
"""Translates texts with a locale."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """What is known of a column before its open rows are read.

    Attributes:
        order: of day, month and year; None where it is not told.
        language: that its words are written in; None where they are in several, or in none that is known.
        doubt: the probability that an open row is in another order all the same.
        given: whether the caller said the order, whatever the rows say.
        by_language: whether the order follows from the language, because no row tells it.
        by_years: whether it follows from years of two digits, which change less than days.
        months: what the one number beside a month is (`Jan-16`).
        evidence: what it follows from.
    """

    order: str | None = None
    language: str | None = None
    doubt: float = 0.0
    given: bool = False
    by_language: bool = False
    by_years: bool = False
    months: MonthSettlement = field(default_factory=MonthSettlement)
    evidence: Evidence = field(default_factory=Evidence)

    @property
    def spoken_for(self) -> frozenset[str]:
        """The orders that some clear row was written in."""
        return frozenset(self.evidence.orders)

    @property
    def key(self) -> tuple[object, ...]:
        """All that an answer depends on."""
        return self.order, self.language, self.doubt, self.spoken_for, self.months.key

    @property
    def in_conflict(self) -> bool:
        """Whether the clear rows are in several orders, and none is settled."""
        return self.order is None and len(self.spoken_for) > 1

    def __str__(self) -> str:
        """In words: `DMY, 412 rows for, 0 against; language de, 40 rows for, 0 against`."""
        return "; ".join(filter(None, (self.numbers_in_words(), self.language_in_words())))

    def numbers_in_words(self) -> str:
        """What the numbers are: their order, and what stands alone beside a month."""
        return "; ".join(filter(None, (self.order_in_words(), str(self.months)))) or "no row depends on the order"

    def order_in_words(self) -> str:
        """The order and the rows for it and against it; empty where no row depends on it."""
        evidence = self.evidence
        if self.given:
            return f"{self.order}, as was said"
        if self.order is not None and self.by_language:
            return f"{self.order}, as its {'language' if self.language else 'locale'} has it; no row tells the order"
        if self.by_years and self.order is not None:
            first, last = (len({triple[place] for triple in evidence.triples}) for place in (0, 2))
            stand = "number above 12 stands" if first == 1 else "numbers above 12 stand"
            what = "years and days" if self.order == "YMD" else "days and years"
            return f"{self.order}, for {first} {stand} first and {last} last: {what}"
        if self.order is not None:
            return f"{self.order}, {for_and_against(evidence, self.order)}"
        votes = votes_of(evidence.orders)
        if self.in_conflict:
            return f"orders in conflict ({votes}), {rows_of(evidence.open)} not settled by them"
        if evidence.open:
            few = ", too few" if votes and not any(evidence.against.get(order) for order in evidence.orders) else ""
            return f"order not told ({votes or 'no row'} for{few}), {rows_of(evidence.open)} open"
        return votes

    def language_in_words(self) -> str:
        """The language and the rows for it and against it; empty where there is none."""
        if self.language is None:
            return ""
        written = self.evidence.languages.get(self.language, 0)
        return f"language {self.language}, {written:,} rows for, {self.evidence.worded - written:,} against"


def settle(evidence: Evidence, ask: Ask, known: Collection[str], locale: str | None = None) -> Settlement:
    """The settlement of a column.

    Args:
        evidence: of its rows.
        ask: translates texts; asked about a few open ones where no row tells the order but all show one language.
        known: the languages that the model knows.
        locale: of its rows, where that was said; it goes before what their words show.
    """
    settled = _by_order(evidence, ask, None if locale else language_of(evidence, known), locale)
    return replace(settled, months=settle_months(evidence.numbers, evidence.months))


def _by_order(evidence: Evidence, ask: Ask, language: str | None, locale: str | None) -> Settlement:
    order = order_of(evidence)
    if order is not None:
        return Settlement(order, language, doubt(*_votes(evidence, order)), evidence=evidence)
    order, luck = order_by_years(evidence)
    if order is not None:
        return Settlement(order, language, luck, by_years=True, evidence=evidence)
    if not evidence.orders and (locale or language):
        order, left = order_by_asking(evidence.open_texts, ask, locale or language)
        if order is not None:
            return Settlement(order, language, left, by_language=True, evidence=evidence)
    return Settlement(None, language, evidence=evidence)


def settle_all(evidences: Evidences, ask: Ask, known: Collection[str]) -> dict[str | None, Settlement]:
    """The settlement of the rows of each locale."""
    return {locale: settle(evidence, ask, known, locale) for locale, evidence in evidences.items()}


def order_of(evidence: Evidence) -> str | None:
    """The one order that the clear rows settle, if they do."""
    settled = [order for order in evidence.orders if is_settled(*_votes(evidence, order))]
    return settled[0] if len(settled) == 1 else None


def _votes(evidence: Evidence, order: str) -> tuple[int, int]:
    return evidence.orders.get(order, 0), evidence.against.get(order, 0)


LEAST_LUCK = 0.05
"""What stands where the day would be may not be hard to come by with days."""

LEAST_ROWS = 10
"""So many different dates have to be seen, as of clear rows."""

_USUAL_DAYS = frozenset((1, 15, 28, 29, 30, 31))
"""What would stand where a year does in a column of first days of months, or of last ones."""

LEAST_DAYS = 28
"""So many numbers have to stand last for the year to be first, which it seldom is with two digits: pay days of a year,
on the 25th of one month or several, look the same with one number for each year."""


def order_by_years(evidence: Evidence) -> tuple[str | None, float]:
    """Whether day or year is first where both have two digits, from how much each place changes; and the doubt left.

    In `13/04/21`, `27/05/21`, `19/11/22` the last number stays and the first one changes: it is the day. Of m different
    dates with k different numbers in a place, days of which there can be n would be as few by a chance of at most
    C(n, k) (k / n)^m. Salaries of the 25th of each month have as few numbers in either place, and settle nothing.
    """
    first, last = (frozenset(triple[place] for triple in evidence.triples) for place in (0, 2))
    rows = len(evidence.triples)
    # MDY is ruled out in these rows: the first number is no month, one of nineteen days
    luck = {"YMD": chance_of_so_few(len(first), rows, 19), "DMY": chance_of_so_few(len(last), rows, 31)}
    (order, least), (_, most) = sorted(luck.items(), key=lambda item: item[1])
    years = last if order == "DMY" else first
    contradicted = bool(evidence.orders.keys() - {order}) or order in evidence.against
    enough = rows >= LEAST_ROWS and (order == "DMY" or len(last) >= LEAST_DAYS)
    shown = enough and least <= MOST_LUCK and most >= LEAST_LUCK and not years <= _USUAL_DAYS
    return (order, least) if shown and not contradicted else (None, 1.0)


def language_of(evidence: Evidence, known: Collection[str]) -> str | None:
    """The one language that the words are written in: nearly all of them, and ten rows more than in any other."""
    written = sorted(((rows, language) for language, rows in evidence.languages.items() if language in known))[::-1]
    if not written or evidence.worded - written[0][0] > MOST_DOUBT * evidence.worded:
        return None
    lead = written[0][0] - (written[1][0] if len(written) > 1 else 0)
    return written[0][1] if 0.5 / (lead + 1) < MOST_DOUBT else None


def order_by_asking(texts: Sequence[str], ask: Ask, locale: str | None) -> tuple[str | None, float]:
    """The order in which the model reads all of some open texts, given their locale; and the doubt that it has."""
    orders: set[str | None] = set()
    least = 1.0
    for text, translation in zip(texts, ask(texts, locale) if texts else (), strict=True):
        numbers = numbers_of(plain(text))
        orders.add(numbers.order_of(translation.iso) if numbers and not translation.ambiguous else None)
        least = min(least, translation.confidence)
    [order] = orders if len(orders) == 1 else [None]
    return order, 1 - least


def for_and_against(evidence: Evidence, order: str) -> str:
    """The evidence of an order in words."""
    votes, against = _votes(evidence, order)
    return f"{votes:,} rows for, {against:,} against"


def votes_of(orders: Mapping[str, int]) -> str:
    """The rows of each order in words; empty where there are none.

    Example:
        >>> votes_of({"DMY": 30, "MDY": 3}), votes_of({"DMY": 1})
        ('DMY 30, MDY 3 rows', 'DMY 1 row')
    """
    votes = ", ".join(f"{order} {rows:,}" for order, rows in orders.items())
    return f"{votes} row{'s' * (sum(orders.values()) != 1)}" if votes else ""
