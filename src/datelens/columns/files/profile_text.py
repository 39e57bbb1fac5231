"""A profile as plain text, in columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from datelens.columns.files.profile import PRECISIONS, Profile
from datelens.draw.graphemes import width

HEAD = ("column", "dates", "order", "language", "precision", "earliest", "latest", "in doubt", "refused", "empty")

NOTHING = "–"


def write(profiles: Sequence[Profile], found: str) -> str:
    """The profiles of a file as text; see `row_of`."""
    if not profiles:
        return f"{found}\nNo column holds dates; --column reads one all the same.\n"
    blocks = [found, columns([HEAD, *map(row_of, profiles)]), *(_samples(profile) for profile in profiles)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def row_of(profile: Profile) -> tuple[str, ...]:
    """What is said of a column: a field for each of `HEAD`."""
    share = NOTHING if profile.share is None else f"{100 * profile.share:.1f} %"
    precision = ", ".join(f"{count:,} {PRECISIONS[length]}" for length, count in profile.precision.most_common())
    return (
        named(profile.column),
        share,
        "; ".join(order_of(profile)) or NOTHING,
        "; ".join(language_of(profile)) or NOTHING,
        precision or NOTHING,
        profile.earliest or NOTHING,
        profile.latest or NOTHING,
        f"{profile.ambiguous:,}",
        f"{profile.refused:,}",
        f"{profile.empty:,}",
    )


def order_of(profile: Profile) -> Iterator[str]:
    """What a column's numbers are settled as, by the locales of its rows, and the order that open rows were read in."""
    for locale, settlement in profile.settlements.items():
        words = settlement.numbers_in_words()
        yield f"{locale}: {words}" if len(profile.settlements) > 1 else words
    if len(profile.orders) > 1 and not any(settlement.order for settlement in profile.settlements.values()):
        votes = ", ".join(f"{order} {rows:,}" for order, rows in sorted(profile.orders.items()))
        yield f"open rows read in several ({votes})"


def language_of(profile: Profile) -> Iterator[str]:
    """The language of a column, by the locales of its rows."""
    for settlement in profile.settlements.values():
        if words := settlement.language_in_words():
            yield words.removeprefix("language ")


def columns(table: Sequence[Sequence[str]]) -> str:
    """A table in columns, all to the left.

    Example:
        >>> print(columns([("column", "dates"), ("when", "99.2 %")]))
        column  dates
        when    99.2 %
    """
    widths = [max(map(width, cells)) for cells in zip(*table, strict=True)]
    lines = (
        "  ".join(cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True)).rstrip()
        for row in table
    )
    return "\n".join(lines)


def _samples(profile: Profile) -> str:
    blocks = (("in doubt", profile.doubtful), ("refused", profile.refusals))
    return "\n".join(
        f"{named(profile.column)}, {name}:\n"
        + columns([("", f"row {row:,}", quoted(text), why) for row, text, why in samples])
        for name, samples in blocks
        if samples
    )


def named(column: str) -> str:
    """The name of a column in a line of its own; quoted where it would break that."""
    return column if column.isprintable() else repr(column)


def quoted(text: str, longest: int = 60) -> str:
    """A text as it is shown: quoted, control characters escaped, cut where it is long."""
    shown = repr(text)
    return shown if len(shown) <= longest else f"{shown[: longest - 1]}…"
