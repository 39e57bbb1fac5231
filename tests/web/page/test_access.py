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
        expect(page.locator("#text")).to_be_focused()
        expect(page.locator("#language option")).not_to_have_count(1)
        page.reload()
        expect(page.locator("#digits")).to_have_text("2018-05-09")


def styles(page: Page, selector: str, *names: str) -> list[str]:
    """How the elements look, in what tells them apart."""
    return page.locator(selector).evaluate_all(
        """(elements, names) => elements.map((element) => {
            const style = getComputedStyle(element);
            return names.map((name) => style.getPropertyValue(name)).join(" ");
        })""",
        list(names),
    )


HIGHLIGHT = """() => { const probe = document.body.appendChild(document.createElement("i"));
    probe.setAttribute("class", "share"); probe.style.backgroundColor = "Highlight";
    const colour = getComputedStyle(probe).backgroundColor; probe.remove(); return colour; }"""


def test_what_is_chosen_and_what_is_coloured_is_seen_in_forced_colours(visit: Visit) -> None:
    page = visit(DOUBT, forced_colors="active")
    expect(page.locator("#maps svg").first).to_be_visible()
    highlight = page.evaluate(HIGHLIGHT)
    selected, other = styles(page, "[role=tab]", "background-color")
    attention, occlusion = styles(page, "input[name=method] + span", "background-color")
    assert highlight == selected == occlusion
    assert highlight not in (other, attention)
    for coloured in ("#written > span:not(.hint)", "#digits > span", ".share"):
        assert set(styles(page, coloured, "forced-color-adjust")) == {"none"}
    assert all("gradient" in share for share in styles(page, ".share", "background-image"))
    assert len(set(styles(page, "#written > span:not(.hint)", "background-color"))) > 3
    page.locator("#digits > span").nth(3).hover()
    marks = styles(page, "#digits > span", "outline-style")
    assert marks == ["none"] * 3 + ["solid"] + ["none"] * 6
    page.locator("#text").focus()
    assert styles(page, "#text", "outline-style") == ["solid"]
    page.get_by_role("tab", name="A column").click()
    page.locator("#paste").fill("5 Jan 2016")
    page.get_by_role("button", name="Translate").click()
    expect(page.locator("#rows tr")).to_have_count(1)
    chosen, *others = styles(page, "input[name=shown] + span", "background-color")
    assert chosen == highlight
    assert highlight not in others


def test_the_focus_goes_on_where_what_had_it_goes(visit: Visit) -> None:
    page = visit(f"{SATURDAY}&why-not=2018-09-05")
    expect(page.locator("#sitting-list li")).to_have_count(1)
    page.get_by_role("button", name="Forget it").press("Enter")
    expect(page.locator("#no-other")).to_be_hidden()
    expect(page.locator("#other")).to_be_focused()
    page.get_by_role("button", name="Forget all").press("Enter")
    expect(page.locator("#sitting")).to_be_hidden()
    expect(page.locator("#text")).to_be_focused()


def test_the_focus_goes_on_in_a_column(visit: Visit) -> None:
    page = visit("#tab=column")
    page.locator("#paste").fill("\n".join(f"{1 + day % 28} May {1900 + day}" for day in range(450)))
    page.get_by_role("button", name="Translate").click()
    expect(page.locator("#summary")).to_contain_text("450 rows: 450 dates")
    more = page.get_by_role("button", name="Show more")
    more.press("Enter")
    expect(page.locator("#rows tr")).to_have_count(400)
    expect(more).to_be_focused()
    more.press("Enter")
    expect(more).to_be_hidden()
    expect(page.locator("#rows tr").nth(400).get_by_role("button")).to_be_focused()


def test_the_readings_stay_within_a_narrow_screen(visit: Visit) -> None:
    page = visit(DOUBT, width=320)
    expect(page.locator("#reading-list")).to_contain_text("asked for")
    for label in page.locator("#reading-list label, #reading-list label > *").all():
        box = label.bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= 320 - 16
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_without_javascript_the_page_says_first_what_it_needs(visit: Visit) -> None:
    page = visit(java_script_enabled=False)
    needed, title = page.locator("noscript p").bounding_box(), page.locator("h1").bounding_box()
    assert needed is not None
    assert title is not None
    assert needed["y"] < title["y"]
