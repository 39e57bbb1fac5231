"""What all tests share."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest
from hypothesis import settings

# Keras reads this when it is first imported; a test of another backend starts a process of its own
os.environ.setdefault("KERAS_BACKEND", "jax")

# The same examples in every run and no clock: a test that is green here is green everywhere
settings.register_profile("datelens", derandomize=True, deadline=None, database=None, max_examples=100)
settings.register_profile("long", deadline=None, max_examples=10_000)
settings.register_profile("fuzz", deadline=None, max_examples=500)  # a round of `scripts/fuzz`: new examples each time
settings.load_profile(os.environ.get("DATELENS_HYPOTHESIS", "datelens"))


# Who is started in the background inherits an interrupt that is ignored; the tests of Ctrl+C need one that works
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# `random_model.py` beside this file is imported by name
sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def untrained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a bundle whose small model has random weights."""
    from random_model import write_random_bundle

    return write_random_bundle(tmp_path_factory.mktemp("untrained") / "bundle").path
