"""Notebooks: what they run is what the pages run, and a notebook is one file."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pages
import pytest

TUTORIAL = sorted((pages.DOCS / "tutorial").glob("[0-9]*.md"))


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """`scripts/write_notebooks.py`."""
    spec = importlib.util.spec_from_file_location("write_notebooks", pages.ROOT / "scripts" / "write_notebooks.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", TUTORIAL, ids=lambda page: page.stem)
def test_the_cells_are_the_blocks_of_the_page(page: Path, script: ModuleType) -> None:
    cells = [cell for cell in script.notebook(page).cells if cell.cell_type == "code"]
    blocks = pages.blocks(page)
    assert [cell.source for cell in cells] == [
        ("%%sh\n" if block.language == "sh" else "") + block.code.strip("\n") for block in blocks
    ]
    assert [cell.outputs[0].text if cell.outputs else None for cell in cells] == [block.output for block in blocks]


@pytest.mark.parametrize("page", TUTORIAL, ids=lambda page: page.stem)
def test_a_notebook_needs_no_file_beside_it_and_shows_no_comment(page: Path, script: ModuleType) -> None:
    text = "\n".join(cell.source for cell in script.notebook(page).cells if cell.cell_type == "markdown")
    assert "](pictures/" not in text
    assert "<!--" not in text
    assert "```text" not in text
    assert ("](pictures/" in page.read_text(encoding="utf-8")) == ("data:image/svg+xml;base64," in text)


def test_a_notebook_is_the_same_each_time(script: ModuleType, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        script.main(tmp_path / folder)
    names = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert names == [f"{page.stem}.ipynb" for page in TUTORIAL]
    assert all((tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes() for name in names)
