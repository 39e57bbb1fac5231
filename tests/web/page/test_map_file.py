"""The page that `datelens map -o map.html` writes, in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page

from datelens.draw import formats
from datelens.draw.panels import panels
from datelens.records import AttentionMap

SVG = "{http://www.w3.org/2000/svg}"


def map_of(iso: str, place: int) -> AttentionMap:
    """A map of `5 Mai 2018` with all weight on one character."""
    text = "5 Mai 2018"
    row = tuple(float(i == place) for i in range(len(text)))
    spans = tuple((i, i + 1) for i in range(len(text)))
    return AttentionMap(text, iso, "attention", tuple(text), tuple(iso), (row,) * len(iso), spans, 0.9)


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """Two models side by side, which lean on the first and on the last character; the second writes more digits."""
    formats.save(tmp_path / "map.html", [panels([map_of("2018-05", 0), map_of("2018-05-05", 9)], ["small", "large"])])
    faults: list[str] = []
    page = browser.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto((tmp_path / "map.html").as_uri())
    page.get_by_label("side by side").check()
    yield page
    page.close()
    assert not faults


def point(page: Page, panel: int, row: int, column: int) -> str:
    """Point at a cell of a picture, and what is said of it."""
    page.evaluate(
        """([panel, row, column]) => {
          const map = document.querySelector(".map"), svg = map.querySelectorAll(".pictures svg")[panel];
          const data = JSON.parse(map.querySelector('script[type="application/json"]').textContent);
          const [x, y, width] = data.frames[data.panels[panel].frame].places[column];
          svg.scrollIntoView();
          const now = new DOMPoint(x + width / 2, y + data.row * (row + 0.5)).matrixTransform(svg.getScreenCTM());
          svg.dispatchEvent(new PointerEvent("pointermove", {clientX: now.x, clientY: now.y, bubbles: true}));
        }""",
        [panel, row, column],
    )
    return page.locator(".said").inner_text()


def test_what_is_said_is_of_the_picture_that_is_pointed_at(page: Page) -> None:
    assert page.locator(".pictures svg").count() == 2
    assert point(page, 0, 0, 0).endswith("100 %")
    assert point(page, 1, 0, 0).endswith("under 0.5 %")
    assert point(page, 1, 0, 9).endswith("100 %")


def test_a_row_that_the_other_reading_does_not_have_can_be_pointed_at(page: Page) -> None:
    assert point(page, 1, 9, 9) == "5 of the day from ‘8’: 100 %"
    assert page.locator(".digits > .active").count() == 0
    assert page.locator(".pictures svg").nth(0).locator(".light").count() == 0
    assert page.locator(".pictures svg").nth(1).locator(".light").count() > 0


def test_a_picture_is_saved_where_the_clipboard_is_closed(page: Page, tmp_path: Path) -> None:
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('closed')); }")
    with page.expect_download() as download:
        page.get_by_role("button", name="Copy as SVG").click()
    assert download.value.suggested_filename == "map.svg"
    download.value.save_as(tmp_path / "map.svg")
    picture = ElementTree.parse(tmp_path / "map.svg").getroot()
    assert picture.tag == f"{SVG}svg"
    assert "fill" in str(picture.findtext(f"{SVG}style"))
    assert page.locator("body > a").count() == 0
