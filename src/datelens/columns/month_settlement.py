"""What the one number beside a month is in a column: a day (`Jan 16`), or a year of two digits (`Jan-16`)."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from datelens.columns.doubt import MOST_DOUBT, MOST_LUCK, chance_of_so_few, doubt, is_settled
from datelens.columns.evidence import rows_of
from datelens.columns.month_numbers import LAST_DAY, Sense

LEAST_NUMBERS, LEAST_SHARE = 2, 0.5
"""So many numbers in a row, each beside so many of the months, are those of a table by months and years."""


@dataclass(frozen=True, slots=True)
class MonthSettlement:
    """What is known of the numbers beside months before the open rows are read.

    Attributes:
        kind: what they are; None where it is not told.
        doubt: the probability that one of them is something else all the same.
        counted: how many different ones there are, where they are years because these are few; 0 where rows tell it.
        numbers: rows by what their number can be; see `Evidence.numbers`.
        given: whether the caller said it, whatever the rows say.
    """

    kind: Sense | None = None
    doubt: float = 0.0
    counted: int = 0
    numbers: Mapping[str, int] = field(default_factory=dict)
    given: bool = False

    @property
    def key(self) -> tuple[object, ...]:
        """All that an answer depends on."""
        return self.kind, self.doubt, self.doubts("apart")

    def doubts(self, kind: str) -> bool:
        """Whether rows of a kind are in doubt: as spreadsheets write them, or beside years that are no mere slips."""
        days, years = (self.numbers.get(other, 0) for other in ("day", "year"))
        return self.kind is None and (kind == "close" or (kind == "apart" and years > MOST_DOUBT * days))

    @property
    def in_doubt(self) -> int:
        """How many rows are in doubt."""
        return sum(rows for kind, rows in self.numbers.items() if self.doubts(kind))

    def __str__(self) -> str:
        """In words; empty where there is nothing to say."""
        if self.given:
            return f"a {self.kind} beside a month, as was said"
        if self.counted:
            return f"a year beside a month, for {self.counted} numbers in a row stand beside most months"
        if self.kind is not None:
            votes, against = _votes(self.numbers, self.kind)
            return f"a {self.kind} beside a month, {votes:,} rows for, {against:,} against"
        return f"day or year beside a month not told, {rows_of(self.in_doubt)} open" if self.in_doubt else ""


def settle_months(numbers: Mapping[str, int], months: AbstractSet[tuple[int, int]]) -> MonthSettlement:
    """What the numbers beside months are.

    Years show by 00, by what is above 31 and by what the month has not (`Feb-30`), days by one digit. Where no row
    tells, a table by months and years shows in its few numbers, which follow each other and stand beside most months:
    as of m different rows with k different numbers, days would be as few by a chance of C(31, k) (k / 31)^m at most.

    Args:
        numbers: rows by what their number can be.
        months: the different months and numbers in rows that are open.
    """
    for kind in ("day", "year"):
        votes, against = _votes(numbers, kind)
        if is_settled(votes, against):
            return MonthSettlement(kind, doubt(votes, against), numbers=numbers)
    different = {number for _, number in months}
    if len(different) >= LEAST_NUMBERS and not numbers.get("day"):
        in_a_row = max(different) - min(different) < len(different)
        chance = chance_of_so_few(len(different), len(months), LAST_DAY)
        if in_a_row and len(months) >= LEAST_SHARE * 12 * len(different) and chance <= MOST_LUCK:
            return MonthSettlement("year", chance, len(different), numbers)
    return MonthSettlement(numbers=numbers)


def _votes(numbers: Mapping[str, int], kind: str) -> tuple[int, int]:
    return numbers.get(kind, 0), numbers.get("year" if kind == "day" else "day", 0)
