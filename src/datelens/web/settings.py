"""Settings: the limits of the service, and what it allows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from math import isfinite
from typing import Literal, get_args

from datelens.errors import ArgumentError, shown
from datelens.reader import LONGEST_TEXT

_HOST = re.compile(r"[a-z0-9._-]+|\[[0-9a-f:.]+\]")
_TOKEN = re.compile(r"[!-~]+")  # a header has no more
_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://[a-z0-9._:\[\]-]+")

Logged = Literal["errors", "requests", "texts"]
"""What is logged: what went wrong, a line a request, or that with the texts in it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a service behaves; frozen.

    Raises:
        ArgumentError: a limit is not above 0, no header can hold the token, a host or origin is none, or there is no
            such kind of log.
    """

    most_texts: int = 1000
    """Texts in a request."""
    longest_text: int = LONGEST_TEXT
    """Characters of a text; the model refuses longer ones unread."""
    longest_occluded: int = 200
    """Characters of a text that is explained by occlusion, whose cost grows with the square of the length."""
    most_readings: int = 10
    """Readings of a text; the search follows as many hypotheses."""
    largest_body: int = 4 << 20
    """Bytes, enough for a thousand texts of a thousand characters, in any script."""

    most_requests: int = 256
    """Requests in flight, so that bodies being received take a bounded memory."""
    most_waiting: int = 250_000
    """Characters that wait to be read, some four seconds of work for one processor."""
    batch_wait: float = 0.001
    """Seconds that an idle model waits for more requests to read in one batch."""
    time_limit: float = 30.0
    """Seconds that a request may wait for its answer, and a stopping server for the last one."""
    body_time: float = 10.0
    """Seconds in which a body must have come."""

    token: str | None = field(default=None, repr=False)
    """Whoever asks must send it as `Authorization: Bearer …`; the page itself and its description are open."""
    origins: tuple[str, ...] = ()
    """Other origins whose pages may call the service (CORS)."""
    hosts: tuple[str, ...] = ()
    """Host names that the service answers to; any, where there are none."""
    logged: Logged = "requests"
    """What is logged."""

    def __post_init__(self) -> None:
        for name in ("most_texts", "longest_text", "longest_occluded", "most_readings", "largest_body",
                     "most_requests", "most_waiting", "time_limit", "body_time"):  # fmt: skip
            if not (getattr(self, name) > 0 and isfinite(getattr(self, name))):
                raise ArgumentError(f"`{name}` must be a number above 0; got {shown(getattr(self, name))}.")
        if not (self.batch_wait >= 0 and isfinite(self.batch_wait)):
            raise ArgumentError(f"`batch_wait` must be 0 or more seconds; got {shown(self.batch_wait)}.")
        if self.token is not None and not self.token.strip():
            raise ArgumentError("`token` must have characters, or be None; got an empty one.")
        if self.token is not None and not _TOKEN.fullmatch(self.token):
            raise ArgumentError("`token` must be of printable ASCII without spaces; got one that no header can hold.")
        for name in ("hosts", "origins"):
            if isinstance(getattr(self, name), str):  # of which each character would be one
                raise ArgumentError(
                    f"`{name}` must be several, as (name,); got the string {shown(getattr(self, name))}."
                )
        if self.logged not in get_args(Logged):
            raise ArgumentError(f"`logged` must be {', '.join(get_args(Logged))}; got {shown(self.logged)}.")
        for host in self.hosts:
            if not _HOST.fullmatch(host):
                raise ArgumentError(
                    "a host must be a name or address alone, in lower case, as dates.example.org or [::1], without "
                    f"scheme and port; got {shown(host)}."
                )
        for origin in self.origins:
            if origin != "*" and not _ORIGIN.fullmatch(origin):
                raise ArgumentError(
                    "an origin must be as browsers send it, in lower case, as https://dates.example.org:8443, without "
                    f"a path or slash after it; got {shown(origin)}."
                )
