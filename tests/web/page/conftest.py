"""A real browser, and visits to the page that end clean."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from live_service import Live
from playwright.sync_api import Browser, Page, expect, sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome")

PATIENCE = 30_000  # milliseconds that a busy machine may take; what is waited for comes at once on others

QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)


@pytest.fixture(scope="package")  # while it is open, no other test of this process can run an event loop
def browser() -> Iterator[Browser]:
    """A headless Chromium; without one these tests are skipped, but not where everything is checked."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None and "CI" not in os.environ:
        pytest.skip("there is no Chromium here: apt-get install chromium")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield browser
        browser.close()


class Visit:
    """A page, and what went wrong on it or went out of it."""

    def __init__(self, page: Page, expected: str | None) -> None:
        self.page, self.expected = page, expected
        self.faults: list[str] = []
        self.addresses: set[str] = set()
        page.on("console", lambda message: self.told(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", lambda request: self.addresses.add(request.url))

    def told(self, error: str) -> None:
        """What the console is told, unless it is the error that a test is about."""
        if self.expected is None or self.expected not in error:
            self.faults.append(error)


@pytest.fixture
def visit(browser: Browser, live: Live) -> Iterator[Callable[..., Page]]:
    """Pages of the service; at the end nothing was an error, and nothing was asked of another address."""
    contexts, visits = [], []

    def open_page(
        fragment: str = "", *, url: str = live.url, width: int = 1280, expected: str | None = None, **options: Any
    ) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        visits.append(Visit(context.new_page(), expected))
        visits[-1].page.goto(url + fragment)
        return visits[-1].page

    yield open_page
    for context in contexts:
        context.close()
    assert not [fault for visit in visits for fault in visit.faults]
    foreign = {
        address
        for visit in visits
        for address in visit.addresses
        if not address.startswith(("http://127.0.0.1:", "blob:http://127.0.0.1:"))
    }
    assert not foreign
