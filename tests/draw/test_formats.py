from __future__ import annotations

import json
import subprocess
import sys

import pytest

from datelens import draw
from datelens.draw.formats import format_of, save
from datelens.draw.panels import Panel, difference, panel, panels
from datelens.errors import DrawingError, MissingExtraError, OutputExistsError


def test_json_is_the_record(may_map, tmp_path) -> None:
    path = tmp_path / "map.json"
    assert save(path, [[panel(may_map)]]) == []
    written = json.loads(path.read_text("utf-8"))
    assert written == may_map.to_dict()
    assert list(written) == ["text", "iso", "method", "input", "output", "weights"]


def test_json_of_several_maps_is_a_list_with_names(may_map, tmp_path) -> None:
    first, second = panels([may_map, may_map], ["small", "large"])
    save(tmp_path / "maps.json", [[first, second, difference(first, second)]])
    written = json.loads((tmp_path / "maps.json").read_text("utf-8"))
    assert [record["name"] for record in written] == ["small", "large"]


def test_json_keeps_characters_and_survives_lone_surrogates(make_map, tmp_path) -> None:
    save(tmp_path / "a.json", [[panel(make_map("年", "2018", [0] * 4))]])
    save(tmp_path / "b.json", [[panel(make_map("\ud800", "2018", [0] * 4))]])
    assert "年" in (tmp_path / "a.json").read_text("utf-8")
    assert json.loads((tmp_path / "b.json").read_text("utf-8"))["text"] == "\ud800"


@pytest.mark.parametrize(("name", "start"), [("map.txt", "5 Mai 2018\n"), ("map.svg", "<svg "), ("MAP.SVG", "<svg ")])
def test_the_ending_says_the_format(may_map, tmp_path, name: str, start: str) -> None:
    save(tmp_path / name, [[panel(may_map)]])
    assert (tmp_path / name).read_text("utf-8").startswith(start)


@pytest.mark.parametrize("name", ["map.gif", "map", ".svg"])
def test_an_unknown_ending_names_the_known_ones(name: str) -> None:
    with pytest.raises(DrawingError, match=r"ends in \.txt, \.json, \.svg, \.png, \.pdf, \.html; got '"):
        format_of(name)


@pytest.mark.parametrize("groups", [[], [[]]])
def test_nothing_is_not_drawn(tmp_path, groups: list[list[Panel]]) -> None:
    with pytest.raises(DrawingError, match="there is nothing to draw"):
        save(tmp_path / "map.svg", groups)
    assert not list(tmp_path.iterdir())


def test_a_file_is_replaced_only_when_told(may_map, tmp_path) -> None:
    path = tmp_path / "map.txt"
    path.write_text("mine")
    with pytest.raises(OutputExistsError, match=r"map\.txt' is there already\..* --force"):
        save(path, [[panel(may_map)]])
    assert path.read_text() == "mine"
    save(path, [[panel(may_map)]], force=True)
    assert path.read_text("utf-8").startswith("5 Mai 2018")
    assert [file.name for file in tmp_path.iterdir()] == ["map.txt"]


def test_without_matplotlib_the_error_says_what_to_install(may_map, tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.delitem(sys.modules, "datelens.draw.figure", raising=False)
    monkeypatch.delattr(draw, "figure", raising=False)
    with pytest.raises(MissingExtraError, match=r'drawing PNG and PDF needs .* pip install "datelens\[draw\]"'):
        save(tmp_path / "map.png", [[panel(may_map)]])
    assert list(tmp_path.iterdir()) == []


def test_only_png_and_pdf_take_matplotlib() -> None:
    code = (
        "import sys; from datelens.draw import formats, html, notebook, svg, terminal; "
        "sys.exit('matplotlib' in sys.modules or 'onnxruntime' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
