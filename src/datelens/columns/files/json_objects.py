"""A JSON object on a line: read, and changed without touching the rest of the line."""

from __future__ import annotations

import datetime
import json
import math
import re
import uuid
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NoReturn

from datelens.errors import DataError

_space = re.compile(r"[ \t\r\n]*").match
_decode = json.JSONDecoder().raw_decode

_KINDS = {bool: "a truth value", int: "a number", float: "a number", list: "a list", dict: "an object"}


def parsed(line: str) -> dict[str, Any]:
    """The object of a line.

    Raises:
        ValueError: it is no JSON, or no object.
    """
    try:
        record = json.loads(line, parse_constant=_refuse)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(record, dict):
        raise ValueError(f"{kind_of(record)}")
    if "\\u" in line:  # a name may be half of a pair
        record = {as_text(name) or "": value for name, value in record.items()}
    return record


def edited(line: str, changes: Mapping[str, Any], beside: Mapping[str, str]) -> str:
    """The line with some values changed; whatever else stands in it stays as it is.

    Args:
        line: an object.
        changes: new values by name. One that is there already is replaced where it stands.
        beside: for each name, the one that it stands beside where it is not there already. Where that is not there
            either, there is nothing to say of the line, and nothing is added.

    Example:
        >>> edited('{"when": "5 Jan 2016", "x":1.50}', {"when_iso": "2016-01-05"}, {"when_iso": "when"})
        '{"when": "5 Jan 2016", "when_iso": "2016-01-05", "x":1.50}'
    """
    spans = spans_of(line)
    cuts: list[tuple[int, int, str]] = []
    ends = {name: stop for name, (_, stop) in spans.items()}
    for name, value in changes.items():
        if name in spans:
            cuts.append((*spans[name], to_json(value)))
        elif beside[name] in ends:
            ends[name] = ends[beside[name]]
            cuts.append((ends[name], ends[name], f", {to_json(name)}: {to_json(value)}"))
    pieces, position = [], 0
    for start, stop, text in sorted(cuts, key=lambda cut: cut[:2]):
        pieces += [line[position:start], text]
        position = stop
    return "".join([*pieces, line[position:]])


def spans_of(line: str) -> dict[str, tuple[int, int]]:
    """For each name of an object the `[start, stop)` of its value; of the last where a name stands there twice."""
    spans: dict[str, tuple[int, int]] = {}
    position = _after(line, line.index("{") + 1)
    while line[position] != "}":
        name, position = _decode(line, position)
        start = _after(line, _after(line, position) + 1)  # over the colon
        _, position = _decode(line, start)
        spans[as_text(name) or ""] = start, position
        position = _after(line, position)
        if line[position] == ",":
            position = _after(line, position + 1)
    return spans


def as_text(value: object) -> str | None:
    """The value as a text of a table: what is none is JSON."""
    if value is None:
        return None
    text = value if isinstance(value, str) else to_json(value)
    return text if text.isascii() else text.encode("utf-8", "replace").decode()  # lone surrogates are no text


def to_json(value: object) -> str:
    """The value as JSON; dates in ISO 8601, and null for floats that are no number, which JSON has none of."""
    try:
        return json.dumps(value, ensure_ascii=False, default=_plain, allow_nan=False)
    except ValueError:
        return json.dumps(_finite(value), ensure_ascii=False, default=_plain, allow_nan=False)


def kind_of(value: object) -> str:
    """What a value is, in words."""
    return _KINDS.get(type(value), "null" if value is None else "a text")


def _finite(value: object) -> object:
    """The value with null for each float in it that is infinite or no number."""
    if isinstance(value, dict):
        return {name: _finite(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return list(map(_finite, value))
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _plain(value: object) -> object:
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, Decimal | datetime.timedelta | uuid.UUID):
        return str(value)
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    raise DataError(f"a value of the type {type(value).__name__} cannot be written as JSON; leave its column out.")


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


def _after(line: str, position: int) -> int:
    """The position after white space."""
    found = _space(line, position)
    return position if found is None else found.end()
