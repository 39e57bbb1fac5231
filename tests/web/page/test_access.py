"""The page for everybody: axe-core finds nothing serious, in both colour schemes and on every view."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from live_service import on_a_socket
from playwright.sync_api import Page, expect

from datelens.translator import Translator
from datelens.web.settings import Settings

Visit = Callable[..., Page]

SATURDAY = f"#text={quote('Saturday 9 May 2018')}"
DOUBT = f"#text={quote('03/04/2021')}&why-not=2021-05-05&lang=en&region=GB&method=occlusion"
RIGHT_TO_LEFT = f"#text={quote('الأحد، 4 مايو 2003')}"


def serious(page: Page) -> list[str]:
    found = Axe().run(
        page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    )
    return [
        f"{violation['id']}: {node['html'][:120]} {node['failureSummary']}"
        for violation in found.response["violations"]
        for node in violation["nodes"]
        if violation["impact"] in ("serious", "critical", "moderate")
    ]


@pytest.mark.parametrize(
    ("view", "scheme", "width"),
    [(SATURDAY, "light", 1280), (DOUBT, "dark", 390), (RIGHT_TO_LEFT, "dark", 1280), ("#text=hello", "light", 390)],
    ids=["date", "doubt", "right to left", "no date"],
)
def test_a_date_can_be_used_by_everybody(visit: Visit, view: str, scheme: str, width: int) -> None:
    page = visit(view, color_scheme=scheme, width=width)
    expect(page.locator("#maps svg").first).to_be_visible()
    expect(page.locator("#sitting-list li")).to_have_count(1)
    assert serious(page) == []


def test_a_column_can_be_used_by_everybody(visit: Visit) -> None:
    page = visit("#tab=column", color_scheme="light")
    page.locator("#paste").fill("5 Jan 2016\n03/04/2021\nhello\n\nالأحد، 4 مايو 2003")
    page.get_by_role("button", name="Translate").click()
    expect(page.locator("#rows tr")).to_have_count(5)
    assert serious(page) == []
    page.emulate_media(color_scheme="dark")
    assert serious(page) == []


def test_an_answer_is_told_to_who_does_not_see_it(visit: Visit) -> None:
    page = visit(f"#text={quote('03/04/2021')}")
    spoken = page.locator("#spoken")
    assert spoken.get_attribute("role") == "status"
    expect(spoken).to_contain_text("one of several readings")
    page.locator("#text").fill("5 Jan 2016")
    expect(spoken).to_contain_text("2016-01-05, ")


def test_a_token_is_asked_for_and_then_kept_for_the_sitting(visit: Visit, translator: Translator) -> None:
    with on_a_socket(translator, Settings(token="a-secret")) as guarded:
        page = visit(SATURDAY, url=guarded.url, expected="status of 401")
        field = page.get_by_label("This service asks for a token.")
        field.fill("wrong")
        field.press("Enter")
        expect(page.locator("#token-trouble")).to_have_text("That token was not taken.")
        expect(field).to_be_visible()
        field.fill("a–secret")
        field.press("Enter")
        expect(page.locator("#token-trouble")).to_contain_text("ASCII alone")
        field.fill("a-secret")
        field.press("Enter")
        expect(page.locator("#digits")).to_have_text("2018-05-09")
        expect(field).to_be_hidden()
        expect(page.locator("#language option")).not_to_have_count(1)
        page.reload()
        expect(page.locator("#digits")).to_have_text("2018-05-09")
