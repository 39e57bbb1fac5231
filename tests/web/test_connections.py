"""Connections that are slow, cut, or too many: each gets its status, and the service goes on."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from live_service import Live, on_a_socket, wait_for

from datelens.translator import Translator
from datelens.web.settings import Settings

HEAD = b"POST /translate HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"


def request(texts: list[str]) -> bytes:
    body = json.dumps({"texts": texts}).encode()
    return HEAD + f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body


def say(live: Live, *parts: bytes) -> tuple[int, bytes]:
    """Send something as it is, and read until the service has ended the connection."""
    with socket.create_connection(("127.0.0.1", live.port), timeout=30) as connection:
        for part in parts:
            connection.sendall(part)
        return answered(connection)


def answered(connection: socket.socket) -> tuple[int, bytes]:
    received = b""
    while part := connection.recv(65536):
        received += part
    head, _, body = received.partition(b"\r\n\r\n")
    return int(head.split()[1]), body


def code(body: bytes) -> str:
    return json.loads(body)["error"]["code"]


@pytest.fixture(scope="module")
def hurried(translator: Translator) -> Iterator[Live]:
    """A service that waits for nobody."""
    with on_a_socket(translator, Settings(body_time=0.5, time_limit=1.0, most_waiting=40)) as live:
        yield live


def test_a_body_that_does_not_come_is_not_waited_for(hurried: Live) -> None:
    status, body = say(hurried, HEAD + b"Content-Length: 100\r\n\r\n", b'{"texts"')
    assert (status, code(body)) == (408, "body_too_slow")
    wait_for(lambda: say(hurried, request(["5 Jan 2016"]))[0] == 200)


def test_a_large_body_is_refused_before_it_has_come(live: Live) -> None:
    status, body = say(live, HEAD + b"Content-Length: 10000000\r\n\r\n", b'{"texts": ["')
    assert (status, code(body)) == (413, "body_too_large")


@pytest.mark.parametrize(
    "part",
    [
        HEAD,
        HEAD + b"Content-Length: 100\r\n\r\n",
        HEAD + b'Content-Length: 100\r\n\r\n{"texts',
        request(["5 Jan 2016"]),
    ],
    ids=["in the head", "before the body", "in the body", "before the answer"],
)
def test_who_hangs_up_harms_nobody(live: Live, part: bytes, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(5):
        with socket.create_connection(("127.0.0.1", live.port), timeout=30) as connection:
            connection.sendall(part)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # cut, not closed
    assert say(live, request(["5 Jan 2016"]))[0] == 200
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


@pytest.mark.parametrize(
    "garbage", [b"\x16\x03\x01\x02\x00\x01\x00", b"GET\r\n\r\n", b"\x00" * 100, b"GET / HTTP/9\r\n\r\n"]
)
def test_what_is_no_http_is_told_so(live: Live, garbage: bytes) -> None:
    assert say(live, garbage + b"\r\n\r\n")[0] in (400, 505)
    assert say(live, request(["5 Jan 2016"]))[0] == 200


class Held:
    """A model that answers when it is let go."""

    def __init__(self, live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go, self.begun = threading.Event(), threading.Event()
        self.read: list[str] = []
        self.service = live.app.state.service
        self.answer = self.service.batcher._work
        monkeypatch.setattr(self.service.batcher, "_work", self.work)

    def work(self, kind: Any, questions: list[Any]) -> list[Any]:
        self.begun.set()
        assert self.go.wait(30)
        self.read += [text for text, *_ in questions]
        return self.answer(kind, questions)


def test_overload_is_shed_and_over_at_once(hurried: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Held(hurried, monkeypatch)
    late: list[tuple[int, bytes]] = []
    first = threading.Thread(target=lambda: late.append(say(hurried, request(["first"]))))
    first.start()
    assert held.begun.wait(30)
    second = threading.Thread(target=lambda: late.append(say(hurried, request(["5 Jan 2016"]))))
    second.start()
    wait_for(lambda: held.service.batcher.waiting > 0)
    with socket.create_connection(("127.0.0.1", hurried.port), timeout=30) as connection:
        connection.sendall(request(["one too many"]))
        head = connection.recv(65536)
    assert b" 503 " in head
    assert b"retry-after: 1" in head
    first.join()
    second.join()
    assert [(status, code(body)) for status, body in late] == [(504, "out_of_time")] * 2
    held.go.set()
    wait_for(lambda: say(hurried, request(["5 Jan 2016"]))[0] == 200)


def test_what_nobody_waits_for_any_more_is_not_read(translator: Translator, monkeypatch: pytest.MonkeyPatch) -> None:
    with on_a_socket(translator, Settings(time_limit=600.0)) as live:
        held = Held(live, monkeypatch)
        first = threading.Thread(target=lambda: say(live, request(["first"])))
        first.start()
        assert held.begun.wait(30)
        with socket.create_connection(("127.0.0.1", live.port), timeout=30) as connection:
            connection.sendall(request(["nobody", "waits"]))
            wait_for(lambda: held.service.batcher.waiting > 0)
        try:
            wait_for(lambda: all(job.answers.done() for job in held.service.batcher._jobs))
        finally:
            held.go.set()
            first.join()
    assert held.read == ["first"]


def test_a_stop_finishes_what_is_in_flight(translator: Translator, monkeypatch: pytest.MonkeyPatch) -> None:
    answers: list[tuple[int, bytes]] = []
    with on_a_socket(translator) as live:
        held = Held(live, monkeypatch)
        asking = threading.Thread(target=lambda: answers.append(say(live, request(["5 Jan 2016"]))))
        asking.start()
        assert held.begun.wait(30)
        threading.Timer(0.3, held.go.set).start()  # after the server has been told to stop
    asking.join()
    status, body = answers[0]
    assert status == 200
    assert json.loads(body)["translations"][0]["iso"] == "2016-01-05"
    with pytest.raises(ConnectionRefusedError, match="refused"):
        say(live, request(["5 Jan 2016"]))


def test_many_at_once_are_read_together(live: Live) -> None:
    async def one(number: int) -> str:
        reader, writer = await asyncio.open_connection("127.0.0.1", live.port)
        writer.write(request([f"{number + 1} May 2018"]))
        received = await reader.read()
        writer.close()
        await writer.wait_closed()
        return str(json.loads(received.partition(b"\r\n\r\n")[2])["translations"][0]["iso"])

    async def all_of_them() -> list[str]:
        return await asyncio.gather(*map(one, range(28)))

    assert asyncio.run(all_of_them()) == [f"2018-05-{day:02}" for day in range(1, 29)]
