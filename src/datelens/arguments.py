"""Arguments that several functions take, checked alike."""

from __future__ import annotations

import operator
from typing import Any

from datelens.errors import ArgumentError, shown


def whole_number(name: str, value: Any) -> int:
    """A positive whole number of any kind, numpy's among them, as a Python one.

    Raises:
        ArgumentError: it is none, or only known when the call is run.

    Example:
        >>> whole_number("units", 4)
        4
    """
    try:
        number = 0 if isinstance(value, bool) else operator.index(value)
    except (TypeError, ValueError):  # JAX raises its own kind of the first where a number is traced
        number = 0
    if number < 1:
        raise ArgumentError(f"`{name}` must be a positive whole number; got {shown(value)}.")
    return number
