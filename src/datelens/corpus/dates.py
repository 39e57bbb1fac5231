"""Which dates are drawn."""

from __future__ import annotations

import calendar
import datetime
import random

# Upper bounds of the share of draws, with the first and last year of each: people write of their own time most, but no
# year from 100 to 9999 may surprise the network. A year below 100 would look like two digits of another.
_YEARS = (
    (0.42, 1960, 2039),
    (0.78, 1900, 2100),
    (0.93, 1000, 2999),
    (0.98, 100, 999),
    (1.00, 3000, 9999),
)

LEAP_DAY_SHARE = 0.04
"""Of 29 February, sixty times what chance gives it: among the dates that do not exist it is the one that may."""

LAST_DAY_SHARE = 0.03
"""Of the last days of months, besides what chance gives: a day later there is none, so they must be known well."""


def draw_date(rng: random.Random) -> datetime.date:
    """A date; all months alike, all days of a month alike, so that rare combinations are as usual as any."""
    share = rng.random()
    first, last = next((first, last) for bound, first, last in _YEARS if share < bound)
    year = first + int(rng.random() * (last - first + 1))
    if rng.random() < LEAP_DAY_SHARE:
        leap = year - year % 4
        if leap > 0 and calendar.isleap(leap):
            return datetime.date(leap, 2, 29)
    month = 1 + int(rng.random() * 12)
    last = calendar.monthrange(year, month)[1]
    return datetime.date(year, month, last if rng.random() < LAST_DAY_SHARE else 1 + int(rng.random() * last))


def draw_date_of_an_era(rng: random.Random) -> datetime.date:
    """A date that is written with its era: one in four before the year 1000, down to the year 1."""
    date = draw_date(rng)
    return date.replace(year=1 + int(rng.random() * 999), day=min(date.day, 28)) if rng.random() < 0.25 else date


def draw_short_date(rng: random.Random) -> datetime.date:
    """A date whose year can be written with two digits: 1969 to 2068."""
    year = 1969 + int(rng.random() * 100)
    month = 1 + int(rng.random() * 12)
    return datetime.date(year, month, 1 + int(rng.random() * calendar.monthrange(year, month)[1]))
