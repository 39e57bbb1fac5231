"""Requests of the page that are held back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, Route


def hold(
    page: Page, address: str = "**/translate", *, from_: int = 0
) -> tuple[list[dict[str, Any]], Callable[[], None]]:
    """Hold back the requests to an address, after the first `from_` of them.

    Returns:
        what was asked so far, with what is held; and what lets all go when it is called.
    """
    asked: list[dict[str, Any]] = []
    held: list[Route] = []
    through = False

    def keep(route: Route) -> None:
        asked.append(route.request.post_data_json)
        if through or len(asked) <= from_:
            route.continue_()
        else:
            held.append(route)

    def let_go() -> None:
        nonlocal through
        through = True
        for route in held:
            route.continue_()

    page.route(address, keep)
    return asked, let_go
