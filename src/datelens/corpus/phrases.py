"""What people write around dates and instead of them, by language: the tables of `data/phrases.toml` and sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from datelens.corpus import tables

Table = Mapping[str, Sequence[str]]
"""Phrases by language."""


@cache
def table(name: str) -> Table:
    """One table of phrases: `labels`, `ranges`, … or the sentences, `plain` and `dated`."""
    for file in ("phrases", "sentences"):
        found = tables.read(file)
        if name in found:
            return {language: tuple(phrases) for language, phrases in found[name].items()}
    raise KeyError(name)
