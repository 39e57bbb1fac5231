from __future__ import annotations

import io

import pytest
from matplotlib.image import imread

from datelens.draw import fonts
from datelens.draw.colours import on_light
from datelens.draw.figure import compose, draw
from datelens.draw.panels import panel
from datelens.draw.scene import scene


def test_a_figure_writes_every_text_of_the_scene_where_it_stands(may_map) -> None:
    drawn = scene([[panel(may_map)]])
    figure, missing = compose(drawn)
    written = [(text.get_text(), *text.get_position()) for text in figure.axes[0].texts]
    assert written == [(text.text, text.x, text.y) for text in drawn.texts]
    assert missing == []


def test_a_figure_colours_cells_by_weight(may_map) -> None:
    drawn = scene([[panel(may_map)]])
    figure, _ = compose(drawn)
    faces = figure.axes[0].collections[1].get_facecolor()
    for cell, face in zip(drawn.cells, faces, strict=True):
        assert tuple(face[:3] * 255) == pytest.approx(on_light(cell.strength))


def test_a_png_has_two_dots_for_each_pixel_and_the_colour_of_a_weight(may_map) -> None:
    drawn = scene([[panel(may_map)]])
    content, notes = draw([[panel(may_map)]], "png")
    image = imread(io.BytesIO(content))
    assert notes == []
    assert image.shape[:2] == (round(2 * drawn.height), round(2 * drawn.width))
    [cell] = [cell for cell in drawn.cells if cell.says == "0 ← ‘M’ 50 %"]
    middle = image[int(2 * (cell.y + cell.height / 2)), int(2 * (cell.x + cell.width / 2))]
    assert middle[:3] * 255 == pytest.approx(on_light(0.5), abs=1)


def test_the_same_map_makes_the_same_pdf(may_map) -> None:
    first, second = (draw([[panel(may_map)]], "pdf")[0] for _ in range(2))
    assert first == second
    assert first.startswith(b"%PDF")
    assert b"CreationDate" not in first


def test_a_character_that_no_font_draws_stands_as_its_code_point(make_map, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "family", lambda grapheme, text="": None if grapheme == "มิ" else fonts.BASE)
    record = make_map("5 มิ", "2018", [0] * 4)
    figure, missing = compose(scene([[panel(record)]]))
    written = [text.get_text() for text in figure.axes[0].texts]
    assert missing == ["มิ"]
    assert "5 \ufffd" in written
    assert "0E21\n0E34" in written
    assert "U+0E21 U+0E34" in draw([[panel(record)]], "png")[1][0]


def test_dollars_in_a_text_are_no_formula(make_map) -> None:
    figure, _ = compose(scene([[panel(make_map("$5$", "2018", [0] * 4))]]))
    assert not any(text.get_parse_math() for text in figure.axes[0].texts)
