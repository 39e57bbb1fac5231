"""The tables that people keep: the TOML files of `data/`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any


@cache
def read(name: str) -> Mapping[str, Any]:
    """A file of `data/`, by its name without the ending.

    Example:
        >>> read("years")["es"][1]
        "'en' y"
    """
    return tomllib.loads(resources.files("datelens.corpus").joinpath(f"data/{name}.toml").read_text("utf-8"))
