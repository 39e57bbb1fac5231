"""The tutorial: every block of every page is run, and prints what the page shows."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import pages
import pytest

TUTORIAL = sorted((pages.DOCS / "tutorial").glob("[0-9]*.md"))
GUIDES = [
    pages.DOCS / "how-to" / name for name in ("in-a-program.md", "own-layer.md", "export.md", "compare-models.md")
]
INDEXES = [pages.DOCS / name for name in ("tutorial/index.md", "how-to/index.md", "from-the-original.md")]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the recipes, and with a tiny one, in which a page is read."""
    from datelens.keras.recipe import ModelRecipe, load_recipe

    shutil.copytree(pages.ROOT / "recipes", tmp_path / "recipes")
    recipe = load_recipe(tmp_path / "recipes" / "tutorial.toml")
    tiny = dataclasses.replace(
        recipe,
        examples=64,
        model=ModelRecipe(embedding=4, encoder_units=4, units=4, attention_units=4),
        batches=dataclasses.replace(recipe.batches, size=32, chunk=2, lengths=(72,), workers=0),
        validation=dataclasses.replace(recipe.validation, examples=32, every=2),
    )
    table = {key: value for key, value in tiny.to_dict().items() if key != "seed"}  # for pages that add one
    (tmp_path / "recipes" / "tiny.toml").write_text(toml(table), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def toml(table: dict[str, object], prefix: str = "") -> str:
    """A nested table as TOML."""
    plain = {key: value for key, value in table.items() if not isinstance(value, dict)}
    inner = {key: value for key, value in table.items() if isinstance(value, dict)}
    lines = [f"[{prefix}]"] if prefix else []
    lines += [
        f"{key} = {repr(value).lower() if isinstance(value, bool) else repr(value)}" for key, value in plain.items()
    ]
    return "\n".join(lines) + "\n" + "".join(toml(value, f"{prefix}.{key}".strip(".")) for key, value in inner.items())


def test_there_are_pages_with_blocks() -> None:
    assert len(TUTORIAL) == 8
    assert all(len(pages.blocks(page)) >= 3 for page in TUTORIAL + GUIDES)


@pytest.mark.parametrize("page", TUTORIAL + GUIDES, ids=lambda page: page.stem)
def test_the_blocks_of_a_page_run_and_print_what_it_shows(page: Path, folder: Path) -> None:
    compared = pages.run(page, pages.shell(folder))
    assert compared >= sum(block.is_compared for block in pages.blocks(page))


@pytest.mark.parametrize("page", TUTORIAL + GUIDES, ids=lambda page: page.stem)
def test_what_a_page_quotes_is_what_runs(page: Path) -> None:
    for block in pages.blocks(page):
        if block.source is not None:
            assert pages.plain(block.code) == pages.plain(pages.source_of(block.source)), block.source


def test_the_equations_are_all_quoted() -> None:
    quoted = {block.source for page in TUTORIAL for block in pages.blocks(page) if block.source}
    names = ("attention.additive_energies", "attention.attention_weights", "attention.context_vector")
    assert quoted >= {f"datelens.keras.{name}" for name in (*names, "gates.gated_update", "gates.readout_logits")}


@pytest.mark.parametrize("page", TUTORIAL + GUIDES + INDEXES, ids=lambda page: page.stem)
def test_every_link_inside_the_project_leads_somewhere(page: Path) -> None:
    assert not [link for link in pages.links(page) if not (page.parent / link).exists()]
