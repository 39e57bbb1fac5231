"""What people write around dates and instead of them, by language: the tables of `data/phrases.toml` and sentences."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

Table = Mapping[str, Sequence[str]]
"""Phrases by language."""


@cache
def table(name: str) -> Table:
    """One table of phrases: `labels`, `ranges`, … or the sentences, `plain` and `dated`."""
    for file in ("phrases", "sentences"):
        tables = _read(file)
        if name in tables:
            return {language: tuple(phrases) for language, phrases in tables[name].items()}
    raise KeyError(name)


@cache
def _read(file: str) -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads(resources.files("datelens.corpus").joinpath(f"data/{file}.toml").read_text("utf-8"))
