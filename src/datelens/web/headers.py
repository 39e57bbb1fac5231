"""Headers of every response: what the page may load (nothing but its own files), and what others may do with it."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders

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

EVERYWHERE = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def put(headers: MutableHeaders, *, shared: bool) -> None:
    """Put the headers of every response; those that a response has already stay.

    Args:
        headers: of a response.
        shared: whether pages of other origins may read responses (CORS).
    """
    for name, value in EVERYWHERE.items():
        if not (shared and name == "Cross-Origin-Resource-Policy"):
            headers.setdefault(name, value)
    headers.setdefault("Cache-Control", "no-store")
