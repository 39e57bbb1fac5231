"""A model of random weights: what it writes means nothing, but all of it is there."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from datelens.alphabet import Alphabet, date_output_alphabet
from datelens.bundle import DATES, Bundle, Description, write_bundle
from datelens.cli.export import build_graphs

HINTS = ("<lang:de>", "<lang:en>", "<region:GB>", "<region:US>", "<order:DMY>", "<order:MDY>", "<order:YMD>")
INPUT = Alphabet([" ", *"0123456789abcdefghijklmnopqrstuvwxyz.,/-年", *"مايو", *HINTS])
OUTPUT = date_output_alphabet()


def random_weights(
    random: np.random.Generator,
    *,
    inputs: int,
    symbols: int,
    embedding: int,
    encoder_units: int,
    units: int,
    attention: str = "additive",
    attention_units: int = 5,
    scale: float = 0.6,
) -> dict[str, np.ndarray]:
    """Weights by the names of `datelens.keras.model_weights`."""
    features = 2 * encoder_units
    shapes: dict[str, tuple[int, ...]] = {"encoder/embedding": (inputs, embedding)}
    for direction in ("forward", "backward"):
        shapes[f"encoder/{direction}/kernel"] = (embedding, 4 * encoder_units)
        shapes[f"encoder/{direction}/recurrent_kernel"] = (encoder_units, 4 * encoder_units)
        shapes[f"encoder/{direction}/bias"] = (4 * encoder_units,)
    shapes |= {"decoder/initial_kernel": (features, units), "decoder/initial_bias": (units,)}
    if attention == "additive":
        shapes["decoder/attention/state_kernel"] = (units, attention_units)
        shapes["decoder/attention/annotation_kernel"] = (features, attention_units)
        shapes["decoder/attention/bias"] = shapes["decoder/attention/energy_kernel"] = (attention_units,)
    if attention == "multiplicative":
        shapes["decoder/attention/state_kernel"] = (units, features)
    for part, size in (("gates", 3 * units), ("readout", symbols)):
        shapes[f"decoder/{part}/feedback_kernel"] = (symbols, size)
        shapes[f"decoder/{part}/context_kernel"] = (features, size)
        shapes[f"decoder/{part}/bias"] = (size,)
    shapes |= {"decoder/gates/state_kernel": (units, 2 * units), "decoder/gates/proposal_kernel": (units, units)}
    shapes["decoder/readout/state_kernel"] = (units, symbols)
    return {name: random.normal(0, scale, shape).astype(np.float32) for name, shape in shapes.items()}


def write_random_bundle(
    folder: Path, *, seed: int = 4, attention: str = "additive", output: Alphabet = OUTPUT, grammar: str | None = DATES
) -> Bundle:
    """A bundle, for dates if nothing else is said, whose small model has random weights."""
    config = {"units": 16, "encoder_units": 14, "attention": attention, "readout": "current", "attention_units": 8}
    weights = random_weights(
        np.random.default_rng(seed),
        inputs=len(INPUT),
        symbols=len(output),
        embedding=8,
        encoder_units=14,
        units=16,
        attention=attention,
        attention_units=8,
    )
    weights["decoder/readout/state_kernel"] *= 4  # lest every symbol is as likely as the next
    description = Description(INPUT, output, 10, grammar, config=config)
    return write_bundle(folder, description, build_graphs(weights, description))
