"""Numbers that are two dates, and numbers that are none."""

from __future__ import annotations

import random

from datelens.evaluation.orders import admits_several_orders
from datelens.evaluation.rows import Row

SEPARATORS = ("/", "-", ".", " ", "/", ".")


def ambiguous(number: int, seed: int) -> list[Row]:
    """Days and months that could change places. The reading given is the day-first one."""
    rng = random.Random(f"ambiguous/{seed}")
    rows: list[Row] = []
    while len(rows) < number:
        day, month, year = rng.randint(1, 12), rng.randint(1, 12), rng.randint(1970, 2049)
        width, short = rng.choice(("", "02")), rng.random() < 0.3
        parts = f"{day:{width}}", f"{month:{width}}", f"{year % 100:02}" if short else str(year)
        text = rng.choice(SEPARATORS).join(parts)
        if day != month and admits_several_orders(text):
            kind = "two-digit year" if short else "four-digit year"
            rows.append(Row(text, f"{year}-{month:02}-{day:02}", None, None, kind, ambiguous=True))
    return rows


def impossible(number: int, seed: int) -> list[Row]:
    """Dates in numbers that exist in no order."""
    rng = random.Random(f"impossible/{seed}")
    rows = []
    for _ in range(number):
        year = 1951 + 2 * rng.randint(0, 49)  # odd: no leap year
        day, month = rng.choice(
            (
                *((30, 2), (31, 2), (29, 2), (31, 4), (31, 6), (31, 9), (31, 11)),
                *((rng.randint(13, 31), rng.randint(13, 31)), (rng.randint(32, 99), rng.randint(1, 12))),
                *((0, 0), (0, rng.randint(1, 12)), (rng.randint(13, 31), 0)),
            )
        )
        separator = rng.choice(SEPARATORS)
        parts = [f"{day:02}", f"{month:02}", str(year)]
        layout = rng.choice(("day first", "month first", "year first"))
        if layout == "month first":
            parts = [parts[1], parts[0], parts[2]]
        if layout == "year first":
            parts = parts[::-1]
        rows.append(Row(separator.join(parts), None, None, None, f"numbers, {layout}"))
    return rows
