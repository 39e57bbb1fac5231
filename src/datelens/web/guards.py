"""Guards: what every request passes before it reaches its endpoint.

    Watch       outermost: measures, logs, bounds what is in flight, and lets no error out as anything but JSON
    HostGuard   answers to known names only, so that no foreign page reaches a loopback service by a name of its own
    TokenGuard  asks for the token

All are plain ASGI: they look at the scope and at the start of the response, never at bodies.
"""

from __future__ import annotations

import hmac
from functools import lru_cache
from time import perf_counter
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from datelens.errors import shown
from datelens.web import log
from datelens.web.faults import FACTS, Fault
from datelens.web.headers import Headers, value_of
from datelens.web.meters import Meters
from datelens.web.settings import Settings

OPEN = ("/", "/healthz", "/openapi.json")
"""What is answered without a token, beside the page's files: no text of anybody is in it."""


async def refuse(fault: Fault, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with a fault, and let the log tell of it."""
    scope[FACTS]["code"] = fault.code
    await fault.response()(scope, receive, send)


class Watch:
    """Measures and logs every request, and answers what nothing else has answered.

    Args:
        app: what it stands before.
        settings, meters: of the service.
        paths: those that figures are kept for; others are counted together.
    """

    def __init__(self, app: ASGIApp, settings: Settings, meters: Meters, paths: frozenset[str]) -> None:
        self._app, self._settings, self._meters, self._paths = app, settings, meters, paths
        self._headers = Headers(shared=bool(settings.origins))
        self._in_flight = 0
        meters.watch_in_flight(lambda: self._in_flight)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = perf_counter()
        status = 0
        facts: dict[str, Any] = {}
        scope[FACTS] = facts

        async def send_on(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                self._headers.put(message["headers"])
            await send(message)

        self._in_flight += 1
        try:
            if self._in_flight > self._settings.most_requests:
                most = self._settings.most_requests
                fault = Fault("overloaded", f"{most} requests are in flight, as many as may be; try again later.")
                await refuse(fault, scope, receive, send_on)
            else:
                await self._app(scope, receive, send_on)
        except Exception:
            log.FAULTS.exception("a request was not answered", extra={"facts": {"path": scope["path"]}})
            if status:  # the response has begun: who asked sees it cut off
                raise
            fault = Fault("internal_error", "this is a fault of the service; its log tells more.")
            await refuse(fault, scope, receive, send_on)
        finally:
            self._in_flight -= 1
            self._tell(scope, status, perf_counter() - began, facts)

    def _tell(self, scope: Scope, status: int, seconds: float, facts: dict[str, Any]) -> None:
        path = scope["path"] if scope["path"] in self._paths else "other"
        self._meters.observe(path, status, seconds)
        if status == 503 and path != "/healthz":
            self._meters.shed.labels(facts["code"]).inc()
        if self._settings.logged != "errors":
            client = scope.get("client")
            about = {"method": scope["method"], "path": scope["path"], "status": status, "ms": round(1000 * seconds, 2)}
            log.ACCESS.info("request", extra={"facts": about | {"client": client and client[0]} | facts})


class HostGuard:
    """Answers to the host names that are given, with any port.

    Args:
        app: what it stands before.
        hosts: in lower case; `[::1]` in brackets.
    """

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...]) -> None:
        self._app, self._hosts = app, hosts
        self._is_own = lru_cache(maxsize=64)(self._judge)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not self._is_own(host := value_of(b"host", scope["headers"])):
            name = shown(host.decode("latin-1"))
            fault = Fault("unknown_host", f"this service is not called {name}; see `--allow-host`.")
            return await refuse(fault, scope, receive, send)
        return await self._app(scope, receive, send)

    def _judge(self, host: bytes) -> bool:
        written = host.decode("latin-1").lower()
        name = written[: written.rfind("]") + 1] if written.startswith("[") else written.partition(":")[0]
        return name in self._hosts


class TokenGuard:
    """Asks for the token, in constant time, wherever somebody's texts could be seen or work be caused.

    Args:
        app: what it stands before.
        token: the one that opens.
        files: the path under which the page's files are, which are open.
    """

    def __init__(self, app: ASGIApp, token: str, files: str) -> None:
        self._app, self._files = app, files
        self._expected = token.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not self._is_open(scope["path"]):
            scheme, _, token = value_of(b"authorization", scope["headers"]).partition(b" ")
            if scheme.lower() != b"bearer" or not hmac.compare_digest(token.strip(b" "), self._expected):
                message = "this service asks for a token, sent as `Authorization: Bearer …`."
                fault = Fault("unauthorized", message, {"WWW-Authenticate": "Bearer"})
                return await refuse(fault, scope, receive, send)
        return await self._app(scope, receive, send)

    def _is_open(self, path: str) -> bool:
        return path in OPEN or path.startswith(self._files)
