"""Small maps, made by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from datelens.records import AttentionMap

MakeMap = Callable[..., AttentionMap]


@pytest.fixture
def make_map() -> MakeMap:
    """A map of a text, each character of it an input symbol, with all weight of a row on one symbol or as given."""

    def make(
        text: str,
        iso: str | None,
        rows: Sequence[int | Sequence[float]],
        *,
        hints: Sequence[str] = (),
        spans: Sequence[tuple[int, int]] | None = None,
        method: str = "attention",
        probability: float = 0.97,
    ) -> AttentionMap:
        read = [(i, i + 1) for i in range(len(text))] if spans is None else list(spans)
        symbols = (*hints, *(text[start:stop] for start, stop in read))
        weights = [
            tuple(float(i == row) for i in range(len(symbols))) if isinstance(row, int) else tuple(row) for row in rows
        ]
        return AttentionMap(
            text=text,
            iso=iso,
            method=method,
            input=symbols,
            output=tuple(iso or "∅"),
            weights=tuple(weights),
            spans=(*(None for _ in hints), *read),
            probability=probability,
        )

    return make


@pytest.fixture
def may_map(make_map: MakeMap) -> AttentionMap:
    """`5 Mai 2018` as `2018-05`: years from the year, the month from `Mai`, each hyphen from a space."""
    return make_map("5 Mai 2018", "2018-05", [6, 7, 8, 9, 5, (0, 0, 0.5, 0.3, 0.2, 0, 0, 0, 0, 0), 3])
