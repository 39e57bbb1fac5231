from __future__ import annotations

from xml.etree import ElementTree

from datelens.draw import svg
from datelens.draw.panels import panel

SVG = "{http://www.w3.org/2000/svg}"


def parse(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)


def texts(root: ElementTree.Element, *roles: str) -> list[str | None]:
    return [
        text.text for group in root.iter(f"{SVG}g") if group.get("class") in roles for text in group.iter(f"{SVG}text")
    ]


def cells(root: ElementTree.Element, kind: str) -> dict[str | None, str | None]:
    """The opacity of each cell of a kind, by what it says."""
    found = [rect for group in root.iter(f"{SVG}g") if group.get("class") == kind for rect in group.iter(f"{SVG}rect")]
    return {rect.findtext(f"{SVG}title"): rect.get("fill-opacity") for rect in found}


def test_a_picture_names_and_describes_itself(may_map) -> None:
    root = parse(svg.draw([[panel(may_map)]]))
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "5 Mai 2018 → 2018-05"
    assert "8 from ‘8’ 100 %." in root.findtext(f"{SVG}desc", "")


def test_opacity_is_weight(may_map) -> None:
    opacity = cells(parse(svg.draw([[panel(may_map)]])), "above")
    assert (opacity["0 ← ‘M’ 50 %"], opacity["0 ← ‘a’ 30 %"], opacity["2 ← ‘2’ 100 %"]) == ("0.5", "0.3", "1")


def test_weights_below_zero_have_a_colour_of_their_own(make_map) -> None:
    root = parse(svg.draw([[panel(make_map("56", "2018", [(4.0, -2.0)] * 4, method="occlusion"))]]))
    assert cells(root, "above")["2 ← ‘5’ 4"] == "1"
    assert cells(root, "below")["2 ← ‘6’ −2"] == "0.5"


def test_labels_stand_in_the_order_of_the_text(may_map) -> None:
    assert texts(parse(svg.draw([[panel(may_map)]])), "character", "space") == list("5␣Mai␣2018")


def test_heading_that_runs_left_still_starts_at_the_left_edge(make_map) -> None:
    root = parse(svg.draw([[panel(make_map("מאי 21", "2018", [0] * 4))]]))
    [heading] = [group for group in root.iter(f"{SVG}g") if group.get("class") == "heading"]
    assert (heading.get("direction"), heading.get("text-anchor")) == ("rtl", "end")


def test_light_and_dark_follow_the_reader(may_map) -> None:
    assert "prefers-color-scheme: dark" in svg.draw([[panel(may_map)]])


def test_a_picture_names_no_address(may_map) -> None:
    text = svg.draw([[panel(may_map)]]).replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert "://" not in text
    assert "url(" not in text
    assert "@import" not in text


def test_markup_in_the_text_is_only_text(make_map) -> None:
    root = parse(svg.draw([[panel(make_map("<b>&\x00\ud800", "2018", [0] * 4))]]))
    assert texts(root, "character") == ["<", "b", ">", "&", "␀", "\ufffd"]
