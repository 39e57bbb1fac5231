from __future__ import annotations

import dataclasses
import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest

from datelens.draw.html import STEPS, draw
from datelens.draw.panels import Panel, difference, panel, panels


class Page(HTMLParser):
    """The data of each map, the text of some elements, and every attribute that could name an address."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.data: list[dict[str, Any]] = []
        self.texts: dict[str, list[str]] = {}
        self.addresses: list[str] = []
        self.classes: list[str] = []
        self._in = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self._in = "data" if values.get("type") == "application/json" else tag
        self.classes += (values.get("class") or "").split()
        self.addresses += [
            value for name, value in attrs if name in ("src", "href", "action", "srcset", "data") and value
        ]

    def handle_data(self, data: str) -> None:
        if self._in == "data":
            self.data.append(json.loads(data))
        self.texts.setdefault(self._in, []).append(data)
        self._in = ""


def views(make_map, text: str, iso: str) -> list[Panel]:
    """A reading by two methods, and their difference."""
    place = text.rindex("2")
    attention = make_map(text, iso, [place] * len(iso))
    noise = [tuple(-0.12 + 0.013 * ((7 * i + row) % 19) for i in range(len(text))) for row in range(len(iso))]
    first, second = panels([attention, make_map(text, iso, noise, method="occlusion")])
    return [first, second, difference(first, second)]


def test_a_page_is_named_after_its_text_and_date(may_map) -> None:
    page = Page(draw([[panel(may_map)]]))
    assert page.texts["title"][0] == "5 Mai 2018 → 2018-05"
    assert page.texts["h2"] == ["5 Mai 2018"]


def test_a_page_of_several_texts_says_how_many(may_map) -> None:
    page = Page(draw([[panel(may_map)]] * 3))
    assert page.texts["title"][0] == "3 texts, their dates and why"
    assert len(page.data) == 3
    assert page.classes.count("map") == 3


def test_a_page_speaks_of_dates_where_there_are_some(make_map) -> None:
    date = make_map("5 Jan 2016", "2016-01-05", [0] * 10)
    number = dataclasses.replace(make_map("xiv", "14", [0, 2]), calendar=None)
    of_dates, of_numbers = draw([[panel(date)]] * 2), draw([[panel(number)]] * 2)
    assert all(words in of_dates for words in ("a digit of a date", "Digits of the date", "their dates"))
    assert all(words in of_numbers for words in ("of an answer", "Characters of the answer", "their answers"))
    assert "date" not in "".join(Page(of_numbers).texts["p"] + Page(of_numbers).texts["h1"])


def test_strengths_that_can_be_seen_are_whole_numbers_of_steps(may_map) -> None:
    [data] = Page(draw([[panel(may_map)]])).data
    [drawn] = data["panels"]
    assert data["steps"] == STEPS == 1000
    assert drawn["strengths"][5] == [2, 500, 3, 300, 4, 200]
    assert drawn["rows"] == list("2018-05")
    assert drawn["fields"] == ["year"] * 4 + [None] + ["month"] * 2


def test_what_is_less_than_the_whole_is_not_all_of_it(make_map) -> None:
    record = make_map("56", "2018", [(0.9999, 0.0001), (1.0, 0.0), (0.9994, 0.0006), (0.0, 1.0)])
    [data] = Page(draw([[panel(record)]])).data
    assert data["panels"][0]["strengths"] == [[0, 999], [0, 1000], [0, 999], [1, 1000]]


@pytest.mark.parametrize(("hints", "kind"), [((), []), (("<lang:de>", "<region:DE>", "<order:DMY>"), ["wide"])])
def test_a_map_takes_the_line_of_a_gallery_that_its_picture_needs(make_map, hints, kind) -> None:
    text = "Monday 5 May 2018"
    record = make_map(text, "2018", [0] * 4, hints=hints)
    assert [name for name in Page(draw([[panel(record)]])).classes if name == "wide"] == kind


def test_panels_of_the_same_columns_and_rows_share_a_frame(make_map) -> None:
    text = draw([[*views(make_map, "5/6/2021", "2021-06-05"), *views(make_map, "5/6/2021", "2021-05-06")]])
    [data] = Page(text).data
    assert [drawn["frame"] for drawn in data["panels"]] == [0, 0, 0, 1, 1, 1]
    assert len(data["frames"]) == text.count('<template class="frame">') == 2
    assert text.count('<template class="caption">') == 6


def test_columns_keep_their_kind_and_place(make_map) -> None:
    [data] = Page(draw([[panel(make_map("א (", "2018", [0] * 4, hints=["<lang:he>"]))]])).data
    [frame] = data["frames"]
    assert frame["columns"] == [
        {"text": "lang:he", "kind": "hint", "name": "lang:he"},
        {"text": "א", "kind": "character", "name": "‘\u2068א\u2069’"},
        {"text": " ", "kind": "space", "name": "space"},
        {"text": "(", "kind": "character", "name": "‘\u2068)\u2069’"},
    ]
    lefts = [place[0] for place in frame["places"]]
    assert lefts[1] > lefts[2] > lefts[3] > lefts[0]


def test_two_models_are_shown_side_by_side_and_two_methods_in_turn(make_map, may_map) -> None:
    small, large = panels([may_map, may_map], ["small", "large"])
    [models] = Page(draw([[small, large, difference(small, large)]])).data
    [methods] = Page(draw([views(make_map, "5/6/2021", "2021-06-05")])).data
    assert (models["together"], methods["together"]) == (True, False)


def test_without_its_script_a_page_still_shows_the_first_map(may_map) -> None:
    text = draw([[panel(may_map)]])
    assert "<title>5 Mai 2018 → 2018-05</title>" in text.partition("<main>")[2]
    assert "‘8’ 100 %" in text


def test_a_page_names_no_address(may_map) -> None:
    text = draw([[panel(may_map)]])
    page = Page(text)
    assert page.addresses == []
    assert set(re.findall(r"\w+://[^\s\"'`]+", text)) == {"http://www.w3.org/2000/svg"}  # the name of a vocabulary
    assert "url(" not in text
    assert "@import" not in text
    assert "default-src 'none'" in text


@pytest.mark.parametrize("text", ["</script><b>5", "<!--5", "$title 5", "\x00\ud8005", "& 5"])
def test_no_text_breaks_out_of_the_page(make_map, text: str) -> None:
    page = Page(draw([[panel(make_map(text, "2018", [0] * 4))]]))
    assert len(page.data) == 1
    assert "b" not in page.texts
    assert "".join(
        column if isinstance(column, str) else column["text"] for column in page.data[0]["frames"][0]["columns"]
    )


def test_nine_maps_of_the_longest_text_weigh_less_than_200_kilobytes(make_map) -> None:
    text = ("somewhere in a sentence " * 9)[:188] + " 5 Mai 2021."
    assert len(text) == 200
    isos = ("2021-05-05", "2021-05", "--05-05")
    page = draw([[view for iso in isos for view in views(make_map, text, iso)]])
    assert len(page.encode()) < 200_000


def test_a_text_that_runs_left_is_marked_so(make_map) -> None:
    assert '<h2 dir="rtl">' in draw([[panel(make_map("מאי 21", "2018", [0] * 4))]])
