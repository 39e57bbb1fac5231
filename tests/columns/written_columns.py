"""Columns that are written in one order, for the tests of laws."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

WRITTEN: dict[str, tuple[str, Callable[[date], str]]] = {
    "day first": ("DMY", lambda day: f"{day:%d/%m/%Y}"),
    "month first": ("MDY", lambda day: f"{day.month}/{day.day}/{day.year}"),
    "month first, with dots": ("MDY", lambda day: f"{day:%m.%d.%Y}"),
    "month first, with a time": ("MDY", lambda day: f"{day.month}/{day.day}/{day.year} 10:30:00 PM"),
    "day first, short": ("DMY", lambda day: f"{day:%d.%m.%y}"),
    "year first, short": ("YMD", lambda day: f"{day:%y/%m/%d}"),
}
"""Ways to write a date, each with its order."""


def column(write: Callable[[date], str], rows: int, clear: int, seed: int) -> tuple[list[str], list[str]]:
    """Texts and their dates: so many rows, of which so many are clear, at places drawn by the seed.

    A clear row has a day above 12, and a year whose last two digits are no day.
    """
    rng = random.Random(seed)
    is_clear = [place < clear for place in range(rows)]
    rng.shuffle(is_clear)
    dates = [
        date(rng.randint(1970, 1999), rng.randint(1, 12), rng.randint(13, 28))
        if one
        else date(rng.randint(1970, 2030), rng.randint(1, 12), rng.randint(1, 12))
        for one in is_clear
    ]
    return [write(one) for one in dates], [one.isoformat() for one in dates]
