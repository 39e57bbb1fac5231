"""The curves of a run: what is in the log is in the picture, and the same log is the same picture."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from datelens.cli.curves import draw_curves, read

HEADER = "step,examples,seconds,loss,guide,exact,pointing\n"
ROWS = "3,48,1.0,2.5,0.7,0.25,0.5\n6,96,2.0,1.5,0.6,0.75,\n"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log.csv"
    path.write_text(HEADER + ROWS)
    return path


def test_a_figure_that_is_not_always_known_is_left_out(log: Path) -> None:
    columns = read(log)
    assert columns["examples"] == [48.0, 96.0]
    assert (columns["exact"], columns["pointing"]) == ([0.25, 0.75], [])


def test_the_picture_names_what_it_shows_and_is_the_same_again(log: Path, tmp_path: Path) -> None:
    pictures = [tmp_path / name / "curves.svg" for name in ("one", "two")]
    for picture in pictures:
        picture.parent.mkdir()
        assert draw_curves(log, picture)
    content = pictures[0].read_text(encoding="utf-8")
    assert all(f">{name}<" in content for name in ("loss", "guide", "exact", "examples"))
    assert ">pointing<" not in content
    assert content == pictures[1].read_text(encoding="utf-8")


def test_an_empty_log_is_not_drawn(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text(HEADER)
    assert not draw_curves(tmp_path / "log.csv", tmp_path / "curves.svg")
    assert not draw_curves(tmp_path / "none.csv", tmp_path / "curves.svg")
    assert not (tmp_path / "curves.svg").exists()


def test_without_matplotlib_nothing_is_drawn_and_nothing_fails(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert not draw_curves(log, log.with_name("curves.svg"))
