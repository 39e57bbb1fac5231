"""What the tests of the Keras wing share."""

from __future__ import annotations

import sys
from pathlib import Path

import keras
import pytest

# `reference.py`, `contract.py`, `backends.py` and `toy.py` beside this file are imported by name
sys.path.insert(0, str(Path(__file__).parent))


def pytest_configure(config: pytest.Config) -> None:
    # Keras asks its variables for numpy arrays, when it saves them too, in a way that numpy 2 will not have for ever
    config.addinivalue_line("filterwarnings", "ignore:__array__ implementation doesn't accept:DeprecationWarning")


@pytest.fixture(scope="session", autouse=True)
def cheap_compilation(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Most of the time of a tiny training run is XLA's: let it try less, and keep what it has made for later tests."""
    if keras.backend.backend() == "jax":
        import jax

        jax.config.update("jax_disable_most_optimizations", True)
        jax.config.update("jax_compilation_cache_dir", str(tmp_path_factory.mktemp("compiled")))
        jax.config.update("jax_persistent_cache_min_compile_time_secs", 0.0)
        jax.config.update("jax_persistent_cache_min_entry_size_bytes", -1)
