"""What all tests share."""

from __future__ import annotations

import os

from hypothesis import settings

# Keras reads this when it is first imported; a test of another backend starts a process of its own
os.environ.setdefault("KERAS_BACKEND", "jax")

# The same examples in every run and no clock: a test that is green here is green everywhere
settings.register_profile("datelens", derandomize=True, deadline=None, database=None, max_examples=100)
settings.register_profile("long", deadline=None, max_examples=10_000)
settings.load_profile(os.environ.get("DATELENS_HYPOTHESIS", "datelens"))
