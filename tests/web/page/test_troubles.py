"""One date where something is late, missing or refused: the page tells of it, and shows and copies nothing wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from held_requests import hold
from live_service import on_a_socket
from playwright.sync_api import Page, Route, expect

from datelens.translator import Translator
from datelens.web.settings import Settings

Visit = Callable[..., Page]

SATURDAY = f"#text={quote('Saturday 9 May 2018')}"
DOUBTFUL = f"#text={quote('03/04/2021')}"

LATE = {
    "iso": "2016-01-05",
    "confidence": 0.9,
    "ambiguous": False,
    "readings": [{"iso": "2016-01-05", "probability": 0.9}],
}

FAILED = {"status": 500, "json": {"error": {"code": "internal_error", "message": "This is a fault of the service."}}}

CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}


def clipboard(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def is_well_formed(text: str) -> bool:
    return ElementTree.fromstring(text).tag.endswith("svg")


def test_a_late_answer_replaces_no_later_one(visit: Visit) -> None:
    page = visit(SATURDAY, expected="ERR_FAILED")
    expect(page.locator("#maps svg")).to_have_count(1)
    held: list[Route] = []
    page.route("**/translate", lambda route: held.append(route) if not held else route.continue_())
    with page.expect_request("**/translate"):
        page.locator("#text").fill("5 Jan 2016")
    page.locator("#text").fill("6 Jan 2016")
    expect(page.locator("#maps desc")).to_have_text(re.compile("^2016-01-06"))
    held[0].fulfill(json={"translations": [{**LATE, "text": "5 Jan 2016"}]})
    page.wait_for_timeout(200)
    expect(page.locator("#digits")).to_have_text("2016-01-06")


@pytest.mark.parametrize("label", ["Copy as ISO", "Copy as JSON", "Copy as SVG"])
def test_the_answer_to_the_text_before_is_marked_and_not_copied(visit: Visit, label: str) -> None:
    page = visit(SATURDAY, **CLIPBOARD)
    expect(page.locator("#maps svg")).to_be_visible()
    page.get_by_label("Copy a link to this view").click()
    expect(page.locator("#copied")).to_have_text("Copied.")
    _, let_go = hold(page, "**/translate")
    page.locator("#text").fill("5 Jan 2016")
    expect(page.locator("#answer")).to_have_attribute("aria-busy", "true")
    expect(page.locator("#digits")).to_have_css("opacity", "0.4")
    page.get_by_label(label).click()
    expect(page.locator("#copied")).to_have_text("The answer is still on its way.")
    assert clipboard(page).startswith("http")
    let_go()
    expect(page.locator("#answer")).to_have_attribute("aria-busy", "false")
    expect(page.locator("#maps title")).to_contain_text("5 Jan 2016 → 2016-01-05")
    page.get_by_label(label).click()
    expect(page.locator("#copied")).to_have_text("Copied.")
    assert "2016-01-05" in clipboard(page)


def test_the_map_of_the_text_before_is_not_copied_as_that_of_this_one(visit: Visit) -> None:
    page = visit(SATURDAY, **CLIPBOARD)
    expect(page.locator("#maps svg")).to_be_visible()
    _, let_go = hold(page, "**/explain")
    page.locator("#text").fill("5 Jan 2016")
    expect(page.locator("#digits")).to_have_text("2016-01-05")
    page.get_by_label("Copy as SVG").click()
    expect(page.locator("#copied")).to_have_text("The answer is still on its way.")
    let_go()
    expect(page.locator("#maps title")).to_contain_text("5 Jan 2016 →")
    page.get_by_label("Copy as SVG").click()
    expect(page.locator("#copied")).to_have_text("Copied.")
    assert "5 Jan 2016 →" in clipboard(page)


def test_no_date_is_not_copied_as_another_reading(visit: Visit) -> None:
    page = visit(f"#text={quote('about 1990')}", **CLIPBOARD)
    none = page.locator("#reading-list label").filter(has_text="no date").locator("input")
    for reading, said in ((page.locator("#reading-list input").first, "Copied."), (none, "There is no date to copy.")):
        reading.check()
        page.get_by_label("Copy as ISO").click()
        expect(page.locator("#copied")).to_have_text(said)
    assert clipboard(page) == "1990"
    page.locator("#text").fill("hello")
    expect(page.locator("#answer")).to_have_attribute("aria-busy", "false")
    expect(page.locator("#digits")).to_have_text("no date")
    page.evaluate("document.getElementById('copied').textContent = ''")
    page.get_by_label("Copy as ISO").click()
    expect(page.locator("#copied")).to_have_text("There is no date to copy.")


def test_what_belongs_to_the_text_before_goes_with_it(visit: Visit) -> None:
    page = visit(f"{DOUBTFUL}&why-not=2021-05-05")
    expect(page.locator("#comparison")).to_contain_text("2021-05-05")
    before = page.locator("#reading-list .iso").all_inner_texts()
    _, let_go = hold(page, "**/explain")
    page.locator("#text").fill("05/06/2021")
    expect(page.locator("#digits")).to_have_text("2021-06-05")
    expect(page.locator("#comparison")).to_have_text("")
    expect(page.locator("#no-other")).to_be_hidden()
    expect(page.locator("#maps figure").first).to_be_hidden()
    expect(page.locator("#written")).to_be_hidden()
    readings = page.locator("#reading-list .iso").all_inner_texts()
    assert not set(readings) & set(before)
    page.locator("#reading-list input").nth(1).check()
    expect(page.locator("#digits")).to_have_text(readings[1])
    expect(page).to_have_url(re.compile(f"reading={readings[1]}"))
    let_go()
    expect(page.locator("#maps desc").first).to_have_text(re.compile(f"^{readings[1]}, "))
    expect(page.locator("#maps figure").first).to_be_visible()
    expect(page.locator("#reading-list input").nth(1)).to_be_focused()


def test_a_reading_that_is_going_cannot_be_chosen(visit: Visit) -> None:
    page = visit(DOUBTFUL, **CLIPBOARD)
    expect(page.locator("#maps figure").first).to_be_visible()
    _, let_go = hold(page, "**/translate")
    page.locator("#text").fill("05/06/2021")
    expect(page.locator("#answer")).to_have_attribute("aria-busy", "true")
    page.locator("#reading-list input").nth(1).dispatch_event("change")
    expect(page.locator("#digits")).to_have_text("2021-04-03")
    let_go()
    expect(page.locator("#digits")).to_have_text("2021-06-05")
    expect(page.locator("#reading-list input").first).to_be_checked()
    page.get_by_label("Copy a link to this view").click()
    expect(page.locator("#copied")).to_have_text("Copied.")
    assert clipboard(page).endswith("#text=05%2F06%2F2021")


def test_a_doubt_is_told_where_no_map_can_be_made(visit: Visit) -> None:
    page = visit(expected="status of 500")
    page.route("**/explain", lambda route: route.fulfill(**FAILED))
    page.locator("#text").fill("03/04/2022")
    readings = page.locator("#reading-list .iso")
    expect(readings.first).to_have_text("2022-04-03")
    expect(page.locator("#trouble")).to_have_text("This is a fault of the service.")
    expect(readings.nth(1)).to_have_text("2022-03-04")
    page.locator("#reading-list input").nth(1).check()
    expect(page.locator("#digits")).to_have_text("2022-03-04")
    expect(page.locator("#maps svg")).to_have_count(0)
    page.unroute("**/explain")
    page.locator("#text").fill("03/04/2023")
    expect(page.locator("#maps svg").first).to_be_visible()
    expect(page.locator("#trouble")).to_be_hidden()


def test_only_the_map_that_fails_is_missing(visit: Visit) -> None:
    page = visit(expected="status of 500")
    page.route(
        "**/explain",
        lambda route: route.fulfill(**FAILED) if route.request.post_data_json["iso"] else route.continue_(),
    )
    page.locator("#text").fill("03/04/2022")
    expect(page.locator("#trouble")).to_be_visible()
    expect(page.locator("#maps desc")).to_have_text(re.compile("^2022-04-03, "))
    page.locator("#other").fill("2022-05-05")
    page.locator("#other").press("Enter")
    expect(page.locator("#comparison")).to_have_text("This is a fault of the service.")


def test_what_cannot_be_drawn_is_answered_all_the_same(visit: Visit) -> None:
    page = visit("#method=occlusion", expected="status of 422")
    page.locator("#text").fill("word " * 50 + "5 Jan 2016")
    expect(page.locator("#trouble")).to_have_text(
        "Occlusion takes texts of 200 characters at most; this one has 260. Attention takes longer ones."
    )
    expect(page.locator("#meaning")).to_contain_text("less probable")
    expect(page.locator("#digits")).to_have_text("2016-01-05")
    page.get_by_label("attention").check()
    expect(page.locator("#maps svg").first).to_be_visible()
    expect(page.locator("#meaning")).to_contain_text("A row sums to 100 %")
    expect(page.locator("#trouble")).to_be_hidden()
    page.locator("#text").fill("x" * 1001)
    expect(page.locator("#trouble")).to_contain_text("A text has 1,000 characters at most; this one has 1,001.")
    expect(page.locator("#digits")).to_have_text("")
    page.get_by_label("Copy as ISO").click()  # the date of the text before is not that of this one
    expect(page.locator("#copied")).to_have_text("There is no answer to copy.")


def test_a_service_that_is_busy_is_asked_again_and_one_that_is_gone_is_told_of(visit: Visit) -> None:
    page = visit(SATURDAY, expected="Failed to load resource")
    expect(page.locator("#digits")).to_have_text("2018-05-09")
    refused: list[str] = []

    def busy_once(route: Route) -> None:
        if refused:
            route.continue_()
        else:
            refused.append(route.request.url)
            body = json.dumps({"error": {"code": "overloaded", "message": "busy"}})
            route.fulfill(status=503, body=body, headers={"Retry-After": "0.05"})

    page.route("**/translate", busy_once)
    page.locator("#text").fill("5 Jan 2016")
    expect(page.locator("#digits")).to_have_text("2016-01-05")
    assert refused
    page.unroute("**/translate")
    page.route("**/translate", lambda route: route.abort())
    page.locator("#text").fill("6 Jan 2016")
    expect(page.locator("#trouble")).to_contain_text("cannot be reached")
    expect(page.locator("#digits")).to_have_text("")
    page.unroute("**/translate")
    expect(page.locator("#digits")).to_have_text("2016-01-06")  # without a key
    expect(page.locator("#trouble")).to_be_hidden()


def test_what_is_typed_ends_the_asking_for_what_stood_there(visit: Visit) -> None:
    page = visit(SATURDAY, expected="Failed to load resource")
    asked: list[str] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.post_data_json["texts"][0])
        route.abort()

    page.route("**/translate", refuse)
    page.locator("#text").fill("6 Jan 2016")
    expect(page.locator("#trouble")).to_contain_text("The page asks again by itself.")
    page.locator("#text").fill("")
    expect(page.locator("#trouble")).to_be_hidden()
    before = len(asked)
    page.wait_for_timeout(2500)
    assert len(asked) == before


def test_hints_that_were_not_there_come_with_the_service(visit: Visit) -> None:
    page = visit("#tab=column", expected="Failed to load resource")
    page.route("**/hints", lambda route: route.abort())
    page.reload()
    page.get_by_role("tab", name="One date").click()
    page.unroute("**/hints")
    expect(page.locator("#language option")).to_have_count(1)
    page.locator("#text").fill("5 Jan 2016")
    expect(page.locator("#language option")).not_to_have_count(1)


def test_an_answer_that_breaks_off_is_called_that(visit: Visit) -> None:
    page = visit(SATURDAY)
    page.route("**/translate", lambda route: route.fulfill(body='{"translations": [{"text": "5 J'))
    page.locator("#text").fill("5 Jan 2016")
    expect(page.locator("#trouble")).to_contain_text("The answer of the service broke off.")
    page.unroute("**/translate")
    expect(page.locator("#digits")).to_have_text("2016-01-05")


REFUSING = "() => { window.tries = 0; history.replaceState = () => { tries += 1; throw new Error('too many'); }; }"
COUNTING = """() => { window.tries = 0; const write = history.replaceState.bind(history);
    history.replaceState = (...given) => { tries += 1; write(...given); }; }"""
KEYS = """() => { const field = document.getElementById("text");
    for (let key = 150; key >= 0; key -= 1) {
        field.value = `5 Jan 2016${"6".repeat(key)}`; field.dispatchEvent(new Event("input"));
    } }"""


def test_the_page_goes_on_where_the_browser_writes_no_more_addresses(visit: Visit) -> None:
    page = visit(SATURDAY)
    expect(page.locator("#digits")).to_have_text("2018-05-09")
    page.evaluate(REFUSING)
    page.locator("#text").fill("5 Jan 2016")
    expect(page.locator("#digits")).to_have_text("2016-01-05")
    expect(page.locator("#maps title")).to_contain_text("5 Jan 2016")
    page.wait_for_function("tries > 0")


def test_many_keys_write_few_addresses(visit: Visit) -> None:
    page = visit(SATURDAY)
    expect(page.locator("#digits")).to_have_text("2018-05-09")
    page.evaluate(COUNTING)
    page.evaluate(KEYS)
    expect(page.locator("#digits")).to_have_text("2016-01-05")
    expect(page).to_have_url(re.compile("#text=5\\+Jan\\+2016$"))
    assert page.evaluate("tries") <= 2


STORES = {
    "blocked": """Object.defineProperty(window, "sessionStorage",
        { get() { throw new DOMException("no", "SecurityError"); } });""",
    "full": "Storage.prototype.setItem = () => { throw new DOMException('no', 'QuotaExceededError'); };",
}


@pytest.mark.parametrize("script", STORES.values(), ids=STORES)
def test_a_page_that_may_keep_nothing_works_until_it_goes(visit: Visit, translator: Translator, script: str) -> None:
    with on_a_socket(translator, Settings(token="a-secret")) as guarded:
        page = visit(url=guarded.url, expected="status of 401")
        page.context.add_init_script(script)
        page.reload()
        page.locator("#token-field").fill("a-secret")
        page.locator("#token-field").press("Enter")
        expect(page.locator("#digits")).to_have_text("2018-05-09")
        expect(page.locator("#sitting-list li")).to_have_count(1)
        page.locator("#text").fill("5 Jan 2016")
        expect(page.locator("#digits")).to_have_text("2016-01-05")
        expect(page.locator("#token")).to_be_hidden()


def test_a_refusal_of_before_takes_no_token_away(visit: Visit, translator: Translator) -> None:
    with on_a_socket(translator, Settings(token="a-secret")) as guarded:
        page = visit(SATURDAY, url=guarded.url, expected="status of 401")
        expect(page.locator("#token-field")).to_be_visible()
        held: list[Route] = []
        page.route("**/explain", lambda route: route.continue_() if held else held.append(route))
        with page.expect_request("**/explain"):
            page.locator("#text").fill("5 Jan 2016")
        page.locator("#token-field").fill("a-secret")
        page.locator("#token-field").press("Enter")
        expect(page.locator("#digits")).to_have_text("2016-01-05")
        held[0].continue_()  # without a token, so that it is refused
        expect(page.locator("#maps svg")).to_be_visible()
        expect(page.locator("#token")).to_be_hidden()


def test_a_picture_of_a_text_with_control_characters_is_xml(visit: Visit) -> None:
    page = visit(f"#text={quote('5 Jan' + chr(1) + '2016' + chr(0x1B) + chr(0xFFFE))}", **CLIPBOARD)
    expect(page.locator("#maps svg")).to_be_visible()
    page.get_by_label("Copy as SVG").click()
    expect(page.locator("#copied")).to_have_text("Copied.")
    assert is_well_formed(clipboard(page))


@pytest.mark.parametrize(
    ("hints", "shown", "left"),
    [
        ("&region=gb", ("", "", ""), ""),
        ("&order=dmy", ("", "", "DMY"), "&order=DMY"),
        ("&lang=EN&region=gb", ("en", "GB", ""), "&lang=en&region=GB"),
        ("&lang=xx-none&region=GB&order=DYM&method=magic", ("", "", ""), ""),
    ],
)
def test_a_link_asks_for_what_the_page_shows(visit: Visit, hints: str, shown: tuple[str, ...], left: str) -> None:
    page = visit(f"#text=03%2F04%2F2021{hints}")
    expect(page.locator("#maps svg").first).to_be_visible()
    for kind, value in zip(("language", "region", "order"), shown, strict=True):
        expect(page.locator(f"#{kind}")).to_have_value(value)
    expect(page).to_have_url(re.compile(f"#text=03%2F04%2F2021{left}$"))
    expect(page.get_by_label("attention")).to_be_checked()
    expect(page.locator("#trouble")).to_be_hidden()
