"""Assets: the files of the page, read once; no request names a file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

TYPES = {"html": "text/html", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}

PAGE = "index.html"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the page.

    Attributes:
        content: its bytes.
        kind: its media type.
        tag: what changes when it does (an entity tag).
    """

    content: bytes
    kind: str
    tag: str


@cache
def assets() -> dict[str, Asset]:
    """The page's files by name."""
    found = {}
    for file in files("datelens.web").joinpath("static").iterdir():
        kind = TYPES.get(file.name.rpartition(".")[2])
        if kind is not None:
            content = file.read_bytes()
            tag = f'"{hashlib.sha256(content).hexdigest()[:20]}"'
            found[file.name] = Asset(content, f"{kind}; charset=utf-8", tag)
    return found
