"""The work of a string: multiply-adds of the network's matrix products, counted from its sizes.

What is counted is what the equations ask for: no padding, no pinned units, no activation functions.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def multiply_adds(config: Mapping[str, Any], embedding: int, length: int, steps: int) -> int:
    """What it takes to read an input and to write an output.

    Args:
        config: of a bundle: `encoder_units`, `units`, `attention_units`, `output_size`, `attention`.
        embedding: width of an input symbol's vector.
        length: symbols of the input, hints included.
        steps: symbols of the output.
    """
    encoder, units, symbols = (int(config[name]) for name in ("encoder_units", "units", "output_size"))
    features = 2 * encoder
    lstm = 2 * 4 * encoder * (embedding + encoder)
    query, keys, energy, context = _attention(config, features)
    carry = units * (query + 2 * units + symbols)  # what a state is multiplied with for the next step
    read = length * (lstm + keys) + features * units + carry
    step = length * (energy + context) + features * (3 * units + symbols) + units * units + carry
    return read + steps * step


def _attention(config: Mapping[str, Any], features: int) -> tuple[int, int, int, int]:
    """The width of a query, and what keys, energies and context vectors take for each symbol of the input."""
    match config["attention"]:
        case "additive":
            width = int(config["attention_units"])
            return width, features * width, width, features
        case "multiplicative":
            return features, 0, features, features
        case _:
            return 0, 0, 0, 0
