"""The service in process and on a socket."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from live_service import Live, in_process, on_a_socket
from starlette.testclient import TestClient

from datelens.translator import Translator
from datelens.web.settings import Settings


@pytest.fixture(scope="session")
def translator() -> Translator:
    """The shipped model's."""
    return Translator.load(threads=1)


@pytest.fixture(scope="session")
def client(translator: Translator) -> Iterator[TestClient]:
    """A client of a service with the default settings."""
    with in_process(translator) as client:
        yield client


@pytest.fixture
def client_of(translator: Translator) -> Iterator[Callable[..., TestClient]]:
    """Clients of services with other settings."""
    opened = []

    def open_client(**settings: Any) -> TestClient:
        context = in_process(translator, Settings(**settings))
        opened.append(context)
        return context.__enter__()

    yield open_client
    for context in opened:
        context.__exit__(None, None, None)


@pytest.fixture(scope="session")
def live(translator: Translator) -> Iterator[Live]:
    """A service on a socket, with the default settings."""
    with on_a_socket(translator) as live:
        yield live
