"""The shortcut: what is asked most often goes past the router, which takes longer to find it than it takes to read."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from datelens.web.faults import on_http_exception


class Shortcut:
    """Answers what is asked of one endpoint by itself, and sends everything else on; the answers are the router's.

    Args:
        app: what it stands before.
        method, path: of the endpoint.
        endpoint: request in, response out.
    """

    def __init__(
        self, app: ASGIApp, method: str, path: str, endpoint: Callable[[Request], Awaitable[Response]]
    ) -> None:
        self._app, self._method, self._path, self._endpoint = app, method, path, endpoint

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != self._path or scope["method"] != self._method:
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            response = await self._endpoint(request)
        except HTTPException as fault:
            response = await on_http_exception(request, fault)
        await response(scope, receive, send)
