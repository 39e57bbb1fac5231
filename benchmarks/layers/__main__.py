"""`python -m benchmarks.layers`: the decoder layer beside the same by hand; writes benchmarks/RESULTS-layers.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from benchmarks import machine
from benchmarks.page import holds, results_path, table, times, write_page
from benchmarks.timing import Times, in_turns

BAR = 1.10
SEED = 1
# those of recipes/shipped.toml and of dates
SIZES = {"batch": 256, "input": 32, "features": 256, "units": 128, "attention": 64, "symbols": 16, "output": 11}
QUICK = {"batch": 2, "input": 3, "features": 4, "units": 5, "attention": 6, "symbols": 7, "output": 2}
LAYER, BY_HAND = "layer", "by hand"

HOW = """\
Written by `python -m benchmarks.layers`; made again, not edited. `AttentionDecoder` (additive, GRU, with a mask) beside
the same equations written in the backend itself, on the same weights and inputs; both are compiled where the backend
compiles. They are done in turns, and the figures are medians. Both must give the same numbers before they are timed."""


@click.command
@click.option("--repetitions", type=click.IntRange(min=1), default=25, show_default=True)
@click.option("--quick", is_flag=True, help="Tiny sizes, once, to see that it works.")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=results_path("layers"), help="The page.")
def main(repetitions: int, quick: bool, output: Path) -> None:
    """Measure what the layer costs beyond its equations. Needs the extra `train`.

    The backend is JAX, or torch with KERAS_BACKEND=torch.
    """
    sizes = QUICK if quick else SIZES
    backend, tasks = prepared(sizes)
    found = {name: in_turns(pair, 1 if quick else repetitions) for name, pair in tasks.items()}
    described = machine.described(("keras", backend)) + f", Keras on {backend}"
    write_page(output, lines(described, sizes, found))
    click.echo(f"Wrote {output}.", err=True)


def prepared(sizes: Mapping[str, int]) -> tuple[str, dict[str, dict[str, Any]]]:
    """The backend, and by what is done the two ways of doing it, both done once.

    Raises:
        click.UsageError: nobody wrote the decoder by hand in the backend.
        AssertionError: the two ways give other numbers.
    """
    import numpy as np

    from datelens.keras import AttentionDecoder  # names a backend where nobody has; so before Keras

    import keras  # isort: skip

    backend = keras.backend.backend()
    if backend == "jax":
        from benchmarks.layers.jax_decoder import tasks
    elif backend == "torch":
        from benchmarks.layers.torch_decoder import tasks
    else:
        raise click.UsageError(f"the decoder is written by hand in JAX and torch; KERAS_BACKEND is {backend}.")
    random = np.random.default_rng(SEED)
    lengths = random.integers(1, sizes["input"] + 1, (sizes["batch"], 1))
    shape = (sizes["batch"], sizes["input"], sizes["features"])
    given = {
        "annotations": random.uniform(-1, 1, shape).astype("float32"),
        "mask": np.arange(sizes["input"]) < lengths,
        "targets": random.integers(0, sizes["symbols"], (sizes["batch"], sizes["output"])).astype("int32"),
    }
    decoder = AttentionDecoder(sizes["units"], sizes["symbols"], attention_units=sizes["attention"], seed=SEED)
    decoder(given["annotations"][:1], output_length=1)
    pairs = {}
    for name, (layer, by_hand) in tasks(decoder, given).items():
        np.testing.assert_allclose(np.asarray(layer()), np.asarray(by_hand()), atol=1e-4)  # and so both are compiled
        pairs[name] = {LAYER: layer, BY_HAND: by_hand}
    return backend, pairs


def lines(described: str, sizes: Mapping[str, int], found: Mapping[str, Mapping[str, Times]]) -> Iterator[str]:
    """The page."""
    axes = ", ".join(f"{name} {size}" for name, size in sizes.items())
    yield from ("# The layer kit beside the same by hand", "", HOW, "", f"Machine: {described}. Axes: {axes}.", "")
    yield from ("## The decoder", "")
    rows = []
    for name, pair in found.items():
        ratio = pair[LAYER].median / pair[BY_HAND].median
        milliseconds = (f"{pair[way].median * 1e3:.2f} ms" for way in (BY_HAND, LAYER))
        rows.append((name, *milliseconds, times(ratio), f"≤ {BAR} ×", holds(ratio <= BAR)))
    yield from table(("what", BY_HAND, LAYER, "ratio", "bar", "holds"), rows)


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.layers")
