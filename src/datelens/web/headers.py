"""Headers of every response: what the page may load (nothing but its own files), and what others may do with it."""

from __future__ import annotations

from collections.abc import Iterable

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",  # no string becomes markup or code
        "trusted-types 'none'",
    )
)

_EVERYWHERE = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}

# An answer of the service is no document: where one is opened as if it were, it may do nothing at all
_ANSWER = {"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'"}

_DOCUMENT = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
}

_NOT_SHARED = {"Cross-Origin-Resource-Policy": "same-origin"}

Raw = list[tuple[bytes, bytes]]


def raw(*parts: dict[str, str]) -> Raw:
    """Headers as ASGI has them."""
    return [(name.lower().encode(), value.encode()) for part in parts for name, value in part.items()]


class Headers:
    """Puts the headers that every response has to have; they are worked out once.

    Args:
        shared: whether pages of other origins may read responses (CORS).
    """

    def __init__(self, *, shared: bool) -> None:
        own = {} if shared else _NOT_SHARED
        self._answer, self._document = raw(_EVERYWHERE, _ANSWER, own), raw(_EVERYWHERE, _DOCUMENT, own)

    def put(self, headers: Raw) -> None:
        """Add to the headers of a response; those that it has already stay."""
        present = dict(headers)
        added = self._answer if _is_answer(present) else self._document
        headers += [pair for pair in added if pair[0] not in present]


def _is_answer(present: dict[bytes, bytes]) -> bool:
    kind = present.get(b"content-type", b"")
    return kind.startswith((b"application/json", b"text/plain"))


def value_of(name: bytes, headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """The first value of a header of a request; empty where it has none."""
    for key, value in headers:
        if key == name:
            return value
    return b""
