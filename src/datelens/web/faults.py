"""Faults: what a request is answered where it cannot be answered as asked.

The body is `{"error": {"code": …, "message": …}}`. Codes are part of the interface and do not change; messages are for
people and may.
"""

from __future__ import annotations

import json
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

STATUSES = {
    "not_json": 400,
    "unknown_host": 400,
    "unauthorized": 401,
    "not_found": 404,
    "method_not_allowed": 405,
    "body_too_slow": 408,
    "body_too_large": 413,
    "unsupported_media_type": 415,
    "wrong_field": 422,
    "too_many_texts": 422,
    "text_too_long": 422,
    "unknown_hint": 422,
    "client_gone": 499,
    "internal_error": 500,
    "overloaded": 503,
    "starting": 503,
    "out_of_time": 504,
}
"""The codes, each with its status."""

RETRY_AFTER = 1
"""Seconds after which to try again where the service is overloaded or starting: what waits is done by then."""

FACTS = "datelens.facts"
"""The key of a scope under which the log finds what it is to tell of a request."""

# Made once: `json.dumps` makes one for each answer
_WRITER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_ESCAPING = json.JSONEncoder(separators=(",", ":"))

_RETRIED = ("overloaded", "starting")


class Fault(HTTPException):
    """A request that is not answered as asked.

    Args:
        code: one of `STATUSES`.
        message: what came, what was expected, what to do.
        headers: of the response, beside those that the code brings.
    """

    def __init__(self, code: str, message: str, headers: dict[str, str] | None = None) -> None:
        self.code = code
        own = {"Retry-After": str(RETRY_AFTER)} if code in _RETRIED else {}
        super().__init__(STATUSES[code], message, own | (headers or {}))

    def response(self) -> Response:
        """The fault as JSON."""
        content = {"error": {"code": self.code, "message": self.detail}}
        return json_response(content, self.status_code, dict(self.headers or {}))


def json_response(content: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """A response whose body is JSON in UTF-8; escaped where a text holds half a character (a lone surrogate)."""
    try:
        body = _WRITER.encode(content).encode()
    except UnicodeEncodeError:
        body = _ESCAPING.encode(content).encode()
    return Response(body, status, headers, "application/json")


async def on_http_exception(request: Request, error: Exception) -> Response:
    """The response to a fault of ours, or to an address or method that the router does not know."""
    if isinstance(error, Fault):
        fault = error
    elif isinstance(error, HTTPException) and error.status_code == 405:
        allowed = ", ".join(sorted((error.headers or {}).get("Allow", "").split(", ")))
        fault = Fault("method_not_allowed", f"{request.method} is not for here; {allowed} is.", {"Allow": allowed})
    else:
        message = f"there is nothing at this address; {request.scope['root_path']}/openapi.json lists what there is."
        fault = Fault("not_found", message)
    request.scope[FACTS]["code"] = fault.code
    return fault.response()
