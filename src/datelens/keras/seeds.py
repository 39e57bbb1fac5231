"""Seeds of single weights and layers, derived from one seed."""

from __future__ import annotations

import zlib

import numpy as np


def derived_seed(seed: int | None, name: str) -> int | None:
    """A seed for the part called `name`; None, which lets Keras choose, where `seed` is None."""
    if seed is None:
        return None
    return int(np.random.SeedSequence((seed, zlib.crc32(name.encode()))).generate_state(1)[0] >> 1)
