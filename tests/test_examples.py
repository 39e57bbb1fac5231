"""The examples of other tasks: their scripts make what their recipes are for."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from datelens.keras.own_pairs import options_of, own_task, split
from datelens.keras.recipe import load_recipe
from datelens.pair_files import WrittenPair, read_pairs

EXAMPLES = Path(__file__).parent.parent / "examples"


def script(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script `make.py` of an example, which imports what stands beside it."""
    monkeypatch.syspath_prepend(EXAMPLES / name)
    specification = importlib.util.spec_from_file_location(f"make_{name}", EXAMPLES / name / "make.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def made(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch, **sizes: int) -> tuple[list[WrittenPair], ...]:
    """The pairs of an example to train on, and the unseen ones."""
    script(name, monkeypatch).main(folder, **sizes)
    return read_pairs(folder / "pairs.csv"), read_pairs(folder / "unseen.csv")


def assert_trainable(name: str, pairs: list[WrittenPair], unseen: list[WrittenPair]) -> None:
    """The recipe takes the pairs, unseen ones included, and what is unseen is in neither half of the others."""
    recipe = load_recipe(EXAMPLES / name / "recipe.toml")
    task = own_task(split(pairs, options_of(recipe.corpus)), recipe)
    assert recipe.task == "pairs"
    for pair in (pair.folded() for pair in unseen):
        assert len(pair.source) <= recipe.batches.lengths[-1]
        assert len(pair.target) < task.output_length
        assert all(symbol in task.input_alphabet for symbol in pair.source)
        assert all(symbol in task.output_alphabet for symbol in pair.target)
    assert not {pair.folded().source for pair in pairs} & {pair.folded().source for pair in unseen}


def test_numbers_are_spoken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pairs, unseen = made("spoken_numbers", tmp_path, monkeypatch, training=400, unseen=50)
    assert (len(pairs), len(unseen)) == (400, 50)
    assert capsys.readouterr().out == f"{tmp_path / 'pairs.csv'}: 400 pairs\n{tmp_path / 'unseen.csv'}: 50 pairs\n"
    assert WrittenPair("seventeen thousand, six hundred and eleven", "17611", (None,) * 5) in pairs
    assert_trainable("spoken_numbers", pairs, unseen)


def test_words_have_sounds_and_each_sound_its_letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pairs, unseen = made("spanish_sounds", tmp_path, monkeypatch)
    written = {pair.source: pair for pair in (*pairs, *unseen)}
    assert len(pairs) > 15_000
    assert len(unseen) > 900
    for word, heard in {
        "guitarra": "gitˈara",
        "hija": "ˈixa",
        "cigüeña": "θigwˈeɲa",
        "averigüé": "abeɾigwˈe",
        "queje": "kˈexe",
        "rey": "rˈej",
        "yegua": "ʝˈegwa",
        "corazones": "koɾaθˈones",
        "taxi": "tˈaksi",
    }.items():
        assert written[word].target == heard
    letters = [written["guitarra"].source[slice(*span)] for span in written["guitarra"].gold if span]
    assert letters == ["gu", "i", "t", "a", "a", "rr", "a"]
    assert_trainable("spanish_sounds", pairs, unseen)
