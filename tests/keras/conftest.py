"""What the tests of the Keras wing share."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

# `reference.py`, `contract.py` and `toy.py` beside this file are imported by name
sys.path.insert(0, str(Path(__file__).parent))


def pytest_configure(config: pytest.Config) -> None:
    # Keras asks torch for numpy arrays in a way that numpy 2 will not have for ever
    config.addinivalue_line("filterwarnings", "ignore:__array__ implementation doesn't accept:DeprecationWarning")
