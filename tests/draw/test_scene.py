from __future__ import annotations

import pytest

from datelens.draw.panels import difference, panel, panels
from datelens.draw.scene import WIDEST, Scene, scene


def texts(drawn: Scene, *roles: str) -> list[str]:
    return [text.text for text in drawn.texts if text.role in roles]


def test_labels_run_in_the_order_of_the_text_and_of_the_date(may_map) -> None:
    drawn = scene([[panel(may_map)]])
    assert texts(drawn, "heading") == ["5 Mai 2018"]
    assert texts(drawn, "title") == ["2018-05 · 97 % · attention"]
    assert texts(drawn, "character", "space") == list("5␣Mai␣2018")
    assert texts(drawn, "digit") == list("2018-05")


def test_each_weight_is_a_cell_under_its_character_beside_its_digit(may_map) -> None:
    drawn = scene([[panel(may_map)]])
    label = {text.text: text for text in drawn.texts if text.role in ("character", "digit")}
    [cell] = [cell for cell in drawn.cells if cell.says == "0 ← ‘M’ 50 %"]
    assert cell.strength == 0.5
    assert cell.x < label["M"].x < cell.x + cell.width
    zero = [text for text in drawn.texts if text.role == "digit" and text.text == "0"][-1]
    assert cell.y < zero.y < cell.y + cell.height
    assert len([cell for cell in drawn.cells if cell.says]) == 9


def test_columns_of_text_that_runs_left_stand_from_right_to_left(make_map) -> None:
    drawn = scene([[panel(make_map("מאי 21", "2018", [4, 5, 0, 2]))]])
    across = sorted((text.x, text.text) for text in drawn.texts if text.role in ("character", "space"))
    assert "".join(character for _, character in across) == "21␣יאמ"
    assert [text.right_to_left for text in drawn.texts if text.role == "heading"] == [True]
    assert [text.anchor for text in drawn.texts if text.text == "← text as written"] == ["right"]


def test_wide_and_stacked_characters_have_wide_columns(make_map) -> None:
    drawn = scene([[panel(make_map("1月", "2018", [0, 0, 1, 1]))]])
    assert [cell.width for cell in drawn.cells if cell.says] == [20, 20, 30, 30]


def test_hints_stand_apart_in_two_lines(make_map) -> None:
    drawn = scene([[panel(make_map("5", "2018", [0, 0, 1, 1], hints=["<lang:de>"]))]])
    assert texts(drawn, "hint") == ["de"]
    assert "lang" in texts(drawn, "axis")
    hint, character = drawn.grounds[:2]
    assert hint.x + hint.width < character.x


def test_weights_below_zero_keep_their_sign(make_map) -> None:
    drawn = scene([[panel(make_map("56", "2018", [(4.0, -2.0)] * 4, method="occlusion"))]])
    assert [cell.strength for cell in drawn.cells if cell.says][:2] == [1, -0.5]
    assert drawn.cells[1].says == "2 ← ‘6’ −2"


def test_panels_stand_side_by_side_where_they_fit(may_map, make_map) -> None:
    first, second = panels([may_map, may_map], ["small", "large"])
    beside = scene([[first, second, difference(first, second)]])
    titles = [text for text in beside.texts if text.role == "title"]
    assert len({title.y for title in titles}) == 1
    grounds = [ground for ground in beside.grounds if ground.part == "map"]
    assert all(
        left.x + left.width < title.x < right.x
        for left, title, right in zip(grounds, titles[1:], grounds[1:], strict=False)
    )
    long = make_map("x" * 60, "2018", [0] * 4)
    below = [text for text in scene([panels([long, long])]).texts if text.role == "title"]
    assert below[0].x == below[1].x
    assert below[0].y < below[1].y


def test_a_long_text_stays_within_a_page(make_map) -> None:
    text = ("somewhere in a sentence " * 9)[:188] + " 5 Mai 2018."
    assert len(text) == 200
    drawn = scene([[panel(make_map(text, "2018", [text.index("2018")] * 4))]])
    assert drawn.width <= WIDEST
    assert "".join(texts(drawn, "character", "space")).replace("␣", " ") == text
    assert texts(drawn, "digit") == list("2018")  # the lines without a lit cell have no rows
    assert texts(drawn, "heading")[0].endswith("…")


def test_nothing_stands_outside_the_picture(may_map, make_map) -> None:
    long = make_map("ab " * 60, "2018", [0] * 4, hints=["<lang:de>", "<region:AT>", "<order:DMY>"])
    drawn = scene([[panel(may_map)], panels([long, long])])
    for shape in (*drawn.cells, *drawn.grounds):
        assert 0 <= shape.x <= shape.x + shape.width <= drawn.width
        assert 0 <= shape.y <= shape.y + shape.height <= drawn.height
    assert all(0 <= text.x <= drawn.width and 0 <= text.y <= drawn.height for text in drawn.texts)


def test_description_says_what_the_picture_shows(may_map) -> None:
    drawn = scene([[panel(may_map)]])
    assert drawn.title == "5 Mai 2018 → 2018-05"
    assert "0 from ‘M’ 50 %, ‘a’ 30 %, ‘i’ 20 %." in drawn.description


@pytest.mark.parametrize("signed", [False, True])
def test_legend_runs_from_the_least_to_the_most(make_map, signed: bool) -> None:
    record = make_map("56", "2018", [(4.0, -2.0 * signed)] * 4, method="occlusion")
    drawn = scene([[panel(record)]])
    swatches = [cell.strength for cell in drawn.cells if not cell.says]
    assert swatches == sorted(swatches)
    assert (min(swatches), max(swatches)) == (-1.0 if signed else 0.2, 1.0)
    assert texts(drawn, "axis")[-2:] == [
        "−4" if signed else "0",
        "4  drop of log-probability when the character is hidden",
    ]
