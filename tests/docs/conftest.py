"""What the tests of the pages share."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

# `pages.py` beside this file is imported by name
sys.path.insert(0, str(Path(__file__).parent))


def pytest_configure(config: pytest.Config) -> None:
    # Keras asks its variables for numpy arrays in a way that numpy 2 will not have for ever
    config.addinivalue_line("filterwarnings", "ignore:__array__ implementation doesn't accept:DeprecationWarning")


@pytest.fixture(scope="session", autouse=True)
def cheap_compilation() -> None:
    """Most of the time of a tiny training run is XLA's: let it try less."""
    import jax

    jax.config.update("jax_disable_most_optimizations", True)
