"""The package itself: importing it costs nothing, and the shipped model is loaded once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from types import SimpleNamespace
from typing import Any

import pytest

import datelens
from datelens.translator import Translator


def test_importing_it_imports_nothing_heavy() -> None:
    code = "import datelens, sys; print(sorted({'numpy', 'onnxruntime', 'datelens.translator'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_what_is_public_can_be_had_and_is_listed() -> None:
    assert set(datelens.__all__) <= set(dir(datelens))
    for name in datelens.__all__:
        assert getattr(datelens, name) is not None
    assert datelens.Translator is Translator


def test_what_is_not_there_is_named() -> None:
    with pytest.raises(AttributeError, match="module 'datelens' has no attribute 'nothing'"):
        _ = datelens.nothing


def test_the_shipped_model_is_loaded_once_whoever_asks_first(untrained: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = []

    def load() -> Translator:
        loaded.append(Translator.load(untrained))
        return loaded[-1]

    monkeypatch.setattr(datelens, "_translator", None)
    monkeypatch.setattr("datelens.translator.Translator", SimpleNamespace(load=load))
    together = Barrier(8)

    def translate(text: str) -> str:
        together.wait()
        return datelens.translate(text).text

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(translate, "abcdefgh")) == list("abcdefgh")
    assert len(loaded) == 1
    assert datelens.translate(["5 jan", "x"], order="dmy") == loaded[0].translate(["5 jan", "x"], order="DMY")


def test_results_draw_themselves_in_a_notebook(untrained: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(datelens, "_translator", Translator.load(untrained))
    shown: dict[type, Callable[[Any], str]] = {}
    formatter = SimpleNamespace(for_type=shown.__setitem__)
    shell = SimpleNamespace(display_formatter=SimpleNamespace(formatters={"text/html": formatter}))
    datelens.load_ipython_extension(shell)
    translation = datelens.translate("5 jan")
    assert "5 jan" in shown[type(translation)](translation)
    assert "<svg" in shown[type(translation)](translation)
