"""The shortcut past the router: taken by what is asked most, and told by nothing but the time."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from datelens.web.shortcut import Shortcut

BODIES = [b'{"texts": ["5 Jan 2016", "nothing"]}', b"{}", b"[", b'{"texts": ["a"], "locale": "xx"}']


@pytest.mark.parametrize("body", BODIES, ids=bytes.decode)
def test_the_answers_are_those_of_the_router(client: TestClient, body: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    async def pass_on(shortcut: Any, *asked: Any) -> None:
        await shortcut._app(*asked)

    headers = {"Content-Type": "application/json"}
    short = client.post("/translate", content=body, headers=headers)
    monkeypatch.setattr(Shortcut, "__call__", pass_on)
    routed = client.post("/translate", content=body, headers=headers)
    assert (short.status_code, short.content) == (routed.status_code, routed.content)
    assert short.headers == routed.headers


def test_what_is_asked_most_asks_no_router(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    async def lost(*_: Any) -> None:
        raise RuntimeError("no way here")

    monkeypatch.setattr(client.app.router, "middleware_stack", lost)
    assert client.post("/translate", json={"texts": ["5 Jan 2016"]}).status_code == 200
    for method, path in (("GET", "/translate"), ("POST", "/translate/"), ("POST", "/explain")):
        assert client.request(method, path).status_code == 500
