"""A service that tests can ask: in process, or on a socket of this machine."""

from __future__ import annotations

import asyncio
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
import uvicorn
from starlette.testclient import TestClient

from datelens.translator import Translator
from datelens.web.app import create_app
from datelens.web.server import listen
from datelens.web.settings import Settings


@contextmanager
def in_process(translator: Translator, settings: Settings | None = None) -> Iterator[TestClient]:
    """A client of a service that is ready."""
    with TestClient(create_app(translator, settings), base_url="http://localhost") as client:
        wait_for(lambda: client.app.state.service.ready)
        yield client


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait until a condition holds, which it does soon; a test that hangs here is stopped."""
    for _ in range(3000):
        if condition():
            return
        time.sleep(0.01)
    pytest.fail("waited for nothing")


@dataclass
class Live:
    """A service on a socket of this machine."""

    port: int
    app: Any

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"


def slowed(app: Any, seconds: float) -> Any:
    """An app that takes its time, so that a test that does not wait for what it looks at is found out.

    ``SLOW_SERVICE=0.5 pytest tests/web/page`` does so: what fails under it alone is such a test.
    """

    async def slow(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http" and scope["method"] == "POST":
            await asyncio.sleep(seconds)
        await app(scope, receive, send)

    return slow


@contextmanager
def on_a_socket(translator: Translator, settings: Settings | None = None) -> Iterator[Live]:
    """A service in a thread of its own, stopped at the end."""
    app = create_app(translator, settings)
    with listen("127.0.0.1", 0) as listening:
        asked = slowed(app, float(os.environ.get("SLOW_SERVICE", "0")))
        server = uvicorn.Server(uvicorn.Config(asked, log_config=None, lifespan="on", access_log=False, ws="none"))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            wait_for(lambda: app.state.service.ready)
            yield Live(listening.getsockname()[1], app)
        finally:
            server.should_exit = True
            thread.join()
