"""How much evidence is enough: the doubt that clear rows leave, and what days would hardly come to by chance."""

from __future__ import annotations

import math

MOST_DOUBT = 0.05
"""Something is settled where less doubt than this is left of the next row: by ten clear rows at least."""

MOST_AGAINST = 0.001
"""And where no larger share of the clear rows speaks against it: a slip of the pen, not a second way to write."""

MOST_LUCK = 1e-4
"""Numbers are taken for years where days would come to so few different ones with less probability than this."""


def doubt(votes: int, against: int) -> float:
    """The probability that the next clear row is not like those before: (against + ½) / (for + against + 1).

    The mean of a beta distribution from Jeffreys' prior, Beta(½, ½). Ten rows for and none against leave 1 in 22.
    """
    return (against + 0.5) / (votes + against + 1)


def is_settled(votes: int, against: int) -> bool:
    """Whether enough clear rows speak for one thing, and hardly any against it."""
    return doubt(votes, against) < MOST_DOUBT and against <= MOST_AGAINST * votes


def chance_of_so_few(few: int, rows: int, of: int) -> float:
    """A bound on how likely it is that so few different days, of so many, stand in so many different rows."""
    return min(1.0, math.comb(of, few) * (few / of) ** rows)
