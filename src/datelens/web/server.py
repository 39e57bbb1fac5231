"""The server: a socket, uvicorn on it, and a stop that finishes what is in flight."""

from __future__ import annotations

import ipaddress
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from datelens.web import log
from datelens.web.settings import Settings

KEEP_ALIVE = 15
"""Seconds that an idle connection is kept; a reverse proxy should drop its own sooner."""

SWITCH_INTERVAL = 0.0001
"""Seconds after which a busy event loop lets the model's thread have its turn.

It wants one after every graph that it has run, a dozen times a batch of some thirty texts, which takes some fifteen
milliseconds: at half a millisecond each it would wait for up to six more.
"""

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


def hosts_of(host: str, bound: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    """The names that a service on this address answers to; none for any.

    A service that only this machine reaches answers to the names of this machine alone, so that no page of the web can
    reach it by a name that was pointed here (DNS rebinding). Where names are allowed these are the only others, so that
    whoever looks after the service may still ask it for its health from where it runs.

    Args:
        host: that the service was asked to listen at, however it was spelled.
        bound: the address of its socket.
        allowed: names that were allowed besides.

    Example:
        >>> hosts_of("127.1", "127.0.0.1", ()), hosts_of("0.0.0.0", "0.0.0.0", ())
        (('localhost', '127.0.0.1', '[::1]', '127.1'), ())
    """
    own = [name.lower() for name in allowed]
    if ipaddress.ip_address(bound).is_loopback:
        own += [address(bound), address(host).lower()]
    return tuple(dict.fromkeys([*LOOPBACK, *own])) if own else ()


def address(host: str) -> str:
    """The host as it stands in an address: IPv6 in brackets."""
    return f"[{host}]" if ":" in host else host


def listen(host: str, port: int) -> socket.socket:
    """A listening socket.

    Raises:
        OSError: the port is taken, or the host is none of this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=2048)


def serve(app: ASGIApp, listening: socket.socket, settings: Settings) -> None:
    """Serve until SIGINT or SIGTERM comes; then finish what is in flight, within the time limit.

    Args:
        app: what `create_app` gives.
        listening: see `listen`.
        settings: the app's.
    """
    config = uvicorn.Config(
        app,
        log_config=log.configuration(settings.logged != "errors"),
        access_log=False,  # the app writes its own
        server_header=False,
        ws="none",
        lifespan="on",
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=int(settings.time_limit) + 1,
    )
    sys.setswitchinterval(SWITCH_INTERVAL)
    server = uvicorn.Server(config)
    with _stopped_quietly(server):
        server.run([listening])


@contextmanager
def _stopped_quietly(server: uvicorn.Server) -> Iterator[None]:
    """Being told to stop is an end like any other, even before the server listens to signals itself.

    It does so while it runs, and raises the signal again after it has stopped.
    """

    def stop(_number: int, _frame: FrameType | None) -> None:
        server.should_exit = True

    former: dict[int, Callable[[int, FrameType | None], object] | int | None] = {
        number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
