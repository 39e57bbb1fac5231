"""What the tests of columns share."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from datelens.translator import Translator

# `written_columns.py` beside this file is imported by name
sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def translator() -> Translator:
    """The shipped model, in one thread."""
    return Translator.load(threads=1)
