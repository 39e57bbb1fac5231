"""What the laws share: translators that are loaded once, and texts that have everything in them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from datelens.translator import Translator

# `strategies.py` beside this file is imported by name
sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def one(untrained: Path) -> Translator:
    """An untrained model in one thread: it answers anything, and doubts most of it."""
    return Translator.load(untrained, threads=1)


@pytest.fixture(scope="module")
def three(untrained: Path) -> Iterator[Translator]:
    """The same model in three threads, which part even a few texts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("datelens.translator._SHORTEST_CHUNK", 3)
        yield Translator.load(untrained, threads=3)
