"""One date on the page: what is typed, shown, lit, asked, copied and remembered, in a real browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

from playwright.sync_api import Page, expect

Visit = Callable[..., Page]

SVG = "{http://www.w3.org/2000/svg}"

SATURDAY = f"#text={quote('Saturday 9 May 2018')}"
DOUBTFUL = f"#text={quote('03/04/2021')}"


def digits(page: Page) -> str:
    return page.locator("#digits").inner_text()


def weights(page: Page, line: str) -> dict[str, int]:
    """The items of a line that are lit, by their text, in per cent."""
    return page.evaluate(
        """(line) => Object.fromEntries([...document.querySelectorAll(`${line} > span`)]
            .map((item) => [item.textContent, parseInt(item.style.getPropertyValue("--weight"))])
            .filter(([, weight]) => weight))""",
        line,
    )


def test_a_first_visit_shows_an_example(visit: Visit) -> None:
    page = visit()
    expect(page.locator("#digits")).to_have_text("2018-05-09")
    expect(page.locator("#words")).to_contain_text("Wednesday, 9 May 2018 · ")  # which it was, whatever the text says
    expect(page.locator("#words")).to_contain_text("% sure")
    expect(page.locator("#maps svg")).to_have_count(1)


def test_what_is_typed_is_translated_as_it_is_typed(visit: Visit) -> None:
    page = visit()
    page.locator("#text").press_sequentially("5 Jan 2016")  # over the example, which is selected
    expect(page.locator("#text")).to_have_value("5 Jan 2016")
    expect(page.locator("#digits")).to_have_text("2016-01-05")
    page.locator("#text").fill("what is this")
    expect(page.locator("#digits")).to_have_text("no date")
    expect(page.locator("#words")).to_contain_text("No date, or one that does not exist")
    page.locator("#text").fill("")
    expect(page.locator("#digits")).to_have_text("")
    expect(page.locator("#maps svg")).to_have_count(0)


def test_markup_in_a_text_is_text(visit: Visit) -> None:
    page = visit()
    text = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
    page.locator("#text").fill(text)
    expect(page.locator("#digits")).to_have_text("no date")
    expect(page.locator("#written")).to_have_text(text)
    expect(page.locator("#sitting-list bdi")).to_have_text(text)
    assert page.locator("main img, main script").count() == 0
    assert page.title() == "datelens"


def test_digits_and_characters_under_the_pointer_light_each_other(visit: Visit) -> None:
    page = visit(SATURDAY)
    page.locator("#digits > span").nth(9).hover()
    expect(page.locator("#said")).to_contain_text("9 of the day from ‘9’")
    lit = weights(page, "#written")
    assert max(lit, key=lit.__getitem__) == "9"
    assert page.locator("#maps .light").count() == 1
    page.mouse.move(0, 0)
    expect(page.locator("#said")).to_have_text("")
    expect(page.locator("#maps .light")).to_have_count(0)
    page.locator("#written > span").nth(9).hover()
    expect(page.locator("#said")).to_contain_text("‘9’ for ")
    expect(page.locator("#written > .active")).to_have_text("9")
    weight = "(digit) => parseInt(digit.style.getPropertyValue('--weight'))"
    assert page.locator("#digits > span").nth(9).evaluate(weight) > 50


def test_a_cell_of_the_map_lights_both_lines(visit: Visit) -> None:
    page = visit(SATURDAY)
    page.locator("#maps svg").scroll_into_view_if_needed()
    head, row = (
        page.locator(f"#maps text.{kind}").filter(has_text="9").last.bounding_box() for kind in ("character", "digit")
    )
    assert head is not None
    assert row is not None
    page.mouse.move(head["x"] + head["width"] / 2, row["y"] + row["height"] / 2)
    expect(page.locator("#said")).to_contain_text("9 of the day from ‘9’: ")
    expect(page.locator("#digits > .active")).to_have_text("9")
    expect(page.locator("#written > .active")).to_have_count(1)


def test_both_lines_can_be_walked_with_the_keyboard(visit: Visit) -> None:
    page = visit(SATURDAY)
    expect(page.locator("#digits")).to_have_text("2018-05-09")
    page.locator("#text").focus()
    page.keyboard.press("Tab")
    expect(page.locator("#digits")).to_be_focused()
    expect(page.locator("#said")).to_contain_text("2 of the year from")
    page.keyboard.press("End")
    expect(page.locator("#said")).to_contain_text("9 of the day from ‘9’")
    active = page.locator("#digits").get_attribute("aria-activedescendant")
    assert page.locator(f"#{active}").get_attribute("aria-selected") == "true"
    assert "9 of the day: from ‘9’" in (page.locator(f"#{active}").get_attribute("aria-label") or "")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#said")).to_contain_text("0 of the day from")
    page.locator("#written").focus()
    page.keyboard.press("Home")
    expect(page.locator("#said")).to_contain_text("‘S’ for")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#said")).to_contain_text("‘a’ for")
    page.keyboard.press("Escape")
    expect(page.locator("#said")).to_have_text("")


def test_a_text_from_right_to_left_is_walked_and_drawn_that_way(visit: Visit) -> None:
    page = visit(f"#text={quote('الأحد، 4 مايو 2003')}")
    expect(page.locator("#digits")).to_have_text("2003-05-04")
    expect(page.locator("#written")).to_have_attribute("dir", "rtl")
    page.locator("#written").focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#said")).to_contain_text("‘\u2068ل\u2069’ for")
    heads = page.locator("#maps text.character").evaluate_all(
        """(heads) => heads.map((head) => [Number(head.getAttribute("x")), head.textContent])
            .sort((a, b) => a[0] - b[0]).map((head) => head[1])"""
    )
    assert heads[:4] == list("2003")  # the year stands at the left, its digits from left to right
    assert heads[-3:] == ["أ", "ل", "ا"]


def test_a_hint_settles_what_is_doubtful(visit: Visit) -> None:
    page = visit(DOUBTFUL)
    expect(page.locator("#reading-list label")).not_to_have_count(0)
    page.locator("#order").select_option("MDY")
    expect(page.locator("#digits")).to_have_text("2021-03-04")
    expect(page.locator("#readings")).to_be_hidden()
    expect(page.locator("#written > .hint")).to_have_text("order:MDY")
    page.locator("#order").select_option("")
    assert page.locator("#region").is_disabled()
    page.locator("#language").select_option("en")
    page.locator("#region").select_option("GB")
    expect(page.locator("#digits")).to_have_text("2021-04-03")
    expect(page).to_have_url(re.compile("lang=en&region=GB"))


def test_a_doubtful_date_shows_its_readings_each_with_its_map(visit: Visit) -> None:
    page = visit(DOUBTFUL)
    readings = page.locator("#reading-list .iso")
    expect(readings.first).to_be_visible()
    isos = readings.all_inner_texts()
    assert {"2021-03-04", "2021-04-03"} <= set(isos)
    expect(page.locator("#maps svg")).to_have_count(len(isos))
    assert page.locator("#reading-list label").first.inner_text().endswith("%")
    page.locator("#reading-list input").nth(1).check()
    expect(page.locator("#digits")).to_have_text(isos[1])
    expect(page).to_have_url(re.compile(f"reading={isos[1]}"))
    page.locator("#text").fill("5 Jan 2016")
    expect(page.locator("#digits")).to_have_text("2016-01-05")
    expect(page.locator("#readings")).to_be_hidden()


def test_why_not_another_date(visit: Visit) -> None:
    page = visit(SATURDAY)
    for other in ("2018-09-05", "5 September 2018"):
        page.locator("#other").fill(other)
        page.locator("#other").press("Enter")
        expect(page.locator("#comparison")).to_contain_text("2018-09-05 has a probability of")
        expect(page.locator("#comparison")).to_contain_text("They part at 5 against 9: ")
        expect(page.locator("#maps figure")).to_have_count(2)
        expect(page.locator("#reading-list")).to_contain_text("asked for")
        page.locator("#no-other").click()
        expect(page.locator("#maps figure")).to_have_count(1)
        expect(page.locator("#comparison")).to_have_text("")
    page.locator("#other").fill("something else")
    page.locator("#ask-why button[type=submit]").click()
    expect(page.locator("#comparison")).to_contain_text("“something else” is no date")
    expect(page.locator("#trouble")).to_be_hidden()
    expect(page.locator("#digits")).to_have_text("2018-05-09")
    expect(page.locator("#maps figure")).to_have_count(1)
    page.locator("#no-other").click()
    expect(page.locator("#comparison")).to_have_text("")
    expect(page).not_to_have_url(re.compile("why-not"))


def test_no_date_can_be_asked_for_too(visit: Visit) -> None:
    page = visit("#text=5%20Jan%202016")
    expect(page.locator("#digits")).to_have_text("2016-01-05")
    page.locator("#other").fill("∅")
    page.locator("#other").press("Enter")
    expect(page.locator("#comparison")).to_contain_text("no date has a probability of")


def test_an_answer_by_rule_is_not_called_the_network_s(visit: Visit) -> None:
    page = visit("#text=2023-W37-4")
    expect(page.locator("#digits")).to_have_text("2023-09-14")
    expect(page.locator("#words")).to_have_text(
        "Thursday, 14 September 2023 · by a rule of ISO 8601, whatever the network makes of it below"
    )
    page.locator("#other").fill("2023-09-15")
    page.locator("#other").press("Enter")
    expect(page.locator("#comparison")).to_contain_text(
        "2023-09-14 is given by a rule of ISO 8601; to the network alone"
    )


def test_the_map_can_be_made_in_two_ways(visit: Visit) -> None:
    page = visit(SATURDAY)
    expect(page.locator("#maps desc")).to_have_text(re.compile(r"^2018-05-09, .* %, attention\."))
    page.get_by_label("occlusion").check()
    expect(page.locator("#maps desc")).to_have_text(re.compile(r"^2018-05-09, .* %, occlusion\."))
    expect(page.locator("#meaning")).to_contain_text("less probable")
    expect(page).to_have_url(re.compile("method=occlusion"))


def test_what_was_asked_can_be_asked_again(visit: Visit) -> None:
    page = visit(SATURDAY)
    expect(page.locator("#sitting-list li")).to_have_count(1)
    page.locator("#order").select_option("DMY")
    page.locator("#text").fill("03/04/2021")
    expect(page.locator("#sitting-list li")).to_have_count(2)
    expect(page.locator("#sitting-list li").first).to_contain_text("03/04/2021 DMY")
    page.locator("#sitting-list button").nth(1).click()
    expect(page.locator("#digits")).to_have_text("2018-05-09")
    expect(page.locator("#order")).to_have_value("")
    page.reload()
    expect(page.locator("#sitting-list li")).to_have_count(2)
    page.locator("#forget").click()
    expect(page.locator("#sitting")).to_be_hidden()


def test_the_enter_key_keeps_a_text_at_once(visit: Visit) -> None:
    page = visit(SATURDAY)
    expect(page.locator("#sitting-list li")).to_have_count(1)
    page.locator("#text").fill("5 Jan 2016")
    page.locator("#text").press("Enter")  # before there is an answer
    expect(page.locator("#digits")).to_have_text("2016-01-05")
    page.locator("#text").fill("6 Jan 2016")
    expect(page.locator("#sitting-list li")).to_have_count(2)
    expect(page.locator("#sitting-list li").first).to_contain_text("5 Jan 2016")


def test_what_is_left_before_it_is_settled_is_not_kept(visit: Visit) -> None:
    page = visit(SATURDAY)
    expect(page.locator("#sitting-list li")).to_have_count(1)
    page.locator("#text").fill("5 Jan 2016")
    expect(page.locator("#digits")).to_have_text("2016-01-05")
    page.locator("#text").fill("")
    page.wait_for_timeout(1500)
    expect(page.locator("#sitting-list li")).to_have_count(1)
    expect(page.locator("#spoken")).to_have_text("")


def test_a_link_reopens_the_same_view_and_tells_no_server(visit: Visit) -> None:
    page = visit(DOUBTFUL + "&why-not=2021-06-05&method=occlusion&lang=en")
    expect(page.locator("#comparison")).to_contain_text("2021-06-05")
    page.locator("#reading-list input").nth(1).check()
    shown = [digits(page), page.locator("#comparison").inner_text(), page.locator("#maps desc").first.text_content()]
    asked: list[str] = []
    again = visit(url="about:blank")
    again.on("request", lambda request: asked.append(request.url))
    again.goto(page.url)
    expect(again.locator("#digits")).to_have_text(shown[0])
    expect(again.locator("#comparison")).to_have_text(shown[1])
    expect(again.locator("#maps desc").first).to_have_text(str(shown[2]))
    assert again.locator("#language").input_value() == "en"
    assert asked
    assert not [url for url in asked if "03" in url.partition("#")[0].rpartition(":")[2].partition("/")[2]]


def test_the_back_button_of_a_link_is_followed(visit: Visit) -> None:
    page = visit(SATURDAY)
    page.evaluate("location.hash = '#text=May 2018'")
    expect(page.locator("#digits")).to_have_text("2018-05")
    expect(page.locator("#words")).to_contain_text("May 2018")
    page.go_back()
    expect(page.locator("#digits")).to_have_text("2018-05-09")


COPIES: dict[str, Callable[[str], bool]] = {
    "Copy as ISO": lambda text: text == "2018-05-09",
    "Copy as JSON": lambda text: json.loads(text)["iso"] == "2018-05-09",
    "Copy as SVG": lambda text: text.startswith("<svg") and "Saturday 9 May 2018 → " in text,
    "Copy a link to this view": lambda text: text.startswith("http") and "#text=Saturday+9+May+2018" in text,
}


def test_the_view_can_be_copied_or_where_the_clipboard_is_closed_saved(visit: Visit, tmp_path: Path) -> None:
    page = visit(SATURDAY, permissions=["clipboard-read", "clipboard-write"])
    expect(page.locator("#maps svg")).to_be_visible()
    for label, is_right in COPIES.items():
        page.evaluate("document.getElementById('copied').textContent = ''")
        page.get_by_label(label).click()
        expect(page.locator("#copied")).to_have_text("Copied.")
        assert is_right(page.evaluate("navigator.clipboard.readText()")), label
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('closed')); }")
    page.get_by_label("Copy as ISO").click()
    expect(page.locator("#copied")).to_have_text("Copied.")  # in the older way
    expect(page.get_by_label("Copy as ISO")).to_be_focused()
    page.evaluate("() => { document.execCommand = () => false; }")
    with page.expect_download() as download:
        page.get_by_label("Copy as SVG").click()
    download.value.save_as(tmp_path / "map.svg")
    picture = ElementTree.parse(tmp_path / "map.svg").getroot()
    assert picture.tag == f"{SVG}svg"
    assert len(picture.findall(f".//{SVG}rect")) > 20
    assert "fill" in str(picture.findtext(f"{SVG}style"))


def test_what_was_asked_of_one_text_is_not_asked_of_the_next(visit: Visit) -> None:
    page = visit(f"{DOUBTFUL}&why-not=2021-05-05&reading=2021-03-04")
    expect(page.locator("#digits")).to_have_text("2021-03-04")
    expect(page.locator("#comparison")).to_contain_text("2021-05-05")
    page.locator("#text").fill("5 Jan 2016")
    expect(page.locator("#comparison")).to_have_text("")
    expect(page.locator("#other")).to_have_value("")
    expect(page).to_have_url(re.compile("#text=5\\+Jan\\+2016$"))


def test_a_finger_s_touch_stays(visit: Visit) -> None:
    page = visit(SATURDAY, has_touch=True, width=390)
    expect(page.locator("#maps svg")).to_have_count(1)
    page.locator("#digits > span").nth(9).tap()
    expect(page.locator("#said")).to_contain_text("9 of the day from ‘9’")


def test_every_example_is_a_date(visit: Visit) -> None:
    page = visit()
    buttons = page.locator("#tutorial button, #scripts button")
    assert page.locator("#scripts button").count() == 12
    before = ""
    for button in buttons.all()[3::4]:
        button.click()
        expect(page.locator("#text")).to_have_value(button.inner_text())
        expect(page.locator("#written")).to_have_text(button.inner_text(), use_inner_text=True)
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", digits(page)), button.inner_text()
        before = digits(page)
    assert before


ODD = (
    "𝟓 𝐉𝐚𝐧 𝟐𝟎𝟏𝟔",  # beyond the basic plane, where strings count halves
    "🎉 5 Jan 2016 👩‍👩‍👧",
    "5  Jan\t2016   ",
    "5\u00a0Jan\u200b 2016",
    "५ जनवरी २०१६",
    "e\u0301 5 Jan 2016",
    "\u202e5 Jan 2016",
)


def test_every_text_stands_there_as_it_was_written(visit: Visit) -> None:
    page = visit()
    for text in ODD:
        page.locator("#text").fill(text)
        spelled = r"\s+".join(map(re.escape, text.split()))
        expect(page.locator("#maps title")).to_have_text(re.compile(f"^{spelled} *→"))
        written = "".join(
            page.locator("#written > span").evaluate_all("(items) => items.map((item) => item.textContent)")
        )
        assert written.split() == text.split()
        assert re.fullmatch(r"2016-01-05|no date", digits(page))


def test_a_narrow_screen_shows_everything_without_scrolling_aside(visit: Visit) -> None:
    width = 320
    page = visit(width=width)
    for text in ("الأحد، 4 مايو 2003", "word " * 40 + "5 Jan 2016", "03/04/2021"):
        page.locator("#text").fill(text)
        expect(page.locator("#written")).to_have_text(text)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        edges = "(drawn) => drawn.map((one) => one.getBoundingClientRect()).map(({ left, right }) => [left, right])"
        for left, right in page.locator("#maps svg, #maps svg rect, #maps svg text").evaluate_all(edges):
            assert 0 <= left <= right <= width
        assert page.locator("#digits").evaluate("(line) => line.scrollWidth <= line.clientWidth + 1")
