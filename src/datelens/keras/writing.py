"""The three ways in which a decoder writes: taught, taught with symbols of its own among the gold ones, and free.

Each is a loop over the steps of a cell. Axes: `batch`, `input`, `output`, `symbols`; `fed` of what `cell.embed` gives.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from keras import ops

from datelens.keras.decoder_cell import AttentionDecoderCell
from datelens.keras.loop import loop

Tensor = Any


class Source(NamedTuple):
    """What a decoder reads.

    Attributes:
        annotations: `(batch, input, features)`.
        projected: what `cell.project` gives.
        mask: `(batch, input)`, True where a symbol is real, or None.
    """

    annotations: Tensor
    projected: Tensor
    mask: Tensor | None


class Written(NamedTuple):
    """What a decoder wrote.

    Attributes:
        logits: `(batch, output, symbols)`.
        weights: of the attention, `(batch, output, input)`; None where there is none.
    """

    logits: Tensor
    weights: Tensor | None


def write_taught(cell: AttentionDecoderCell, source: Source, state: Tensor, fed: Tensor) -> Written:
    """Teacher forcing: the loop holds only what depends on the state; the rest is done for all steps at once.

    Args:
        cell: one step.
        source: what is read.
        state: the first, `(batch, state_size)`.
        fed: what each step gets, `(batch, output, fed)`.
    """
    length = fed.shape[1]
    fed = ops.swapaxes(fed, 0, 1)  # (output, batch, fed)

    def step(state: Tensor, feedback_gates: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
        context, weights = cell.attend(state, source.annotations, source.projected, source.mask)
        following = cell.advance(state, feedback_gates, context)
        read = cell.visible(following if cell.readout == "current" else state)
        outputs = {"state": read, "context": context}
        return following, outputs if weights is None else {**outputs, "weights": weights}

    _, steps = loop(step, state, cell.feedback_gates(fed), length)
    return _batch_first({**steps, "logits": cell.logits(fed, steps["state"], steps["context"])})


def write_sampled(
    cell: AttentionDecoderCell, source: Source, state: Tensor, fed: Tensor, own: Tensor, noise: Tensor | None
) -> Written:
    """Scheduled sampling: teacher forcing in which some steps get what the step before them wrote.

    Args:
        cell, source, state, fed: as for `write_taught`.
        own: which steps do, `(output, batch, 1)`; the first gets what is fed in any case.
        noise: makes a choice a draw, `(output, batch, symbols)`; None feeds the distribution.
    """
    fed = ops.swapaxes(fed, 0, 1)

    def step(carry: tuple[Tensor, Tensor], x: dict[str, Tensor]) -> tuple[tuple[Tensor, Tensor], dict[str, Tensor]]:
        state, written = carry
        feedback = ops.where(x["own"], written, x["fed"])
        logits, following, weights = cell.step(feedback, state, *source)
        if noise is None:
            symbols = ops.softmax(logits, axis=-1)
        else:
            symbols = _likeliest(ops.cast(logits, x["noise"].dtype) + x["noise"])
        return (following, cell.embed(symbols)), _outputs(logits, weights)

    xs = {"fed": fed, "own": own} | ({} if noise is None else {"noise": noise})
    _, steps = loop(step, (state, fed[0]), xs, fed.shape[0])
    return _batch_first(steps)


def write_freely(
    cell: AttentionDecoderCell, source: Source, state: Tensor, first: Tensor, length: int, soft: bool
) -> Written:
    """Each step gets what the step before it wrote.

    Args:
        cell, source, state: as for `write_taught`.
        first: what the first step gets, `(batch, fed)`.
        length: number of steps.
        soft: whether the distribution is fed, not the likeliest symbol.
    """

    def step(carry: tuple[Tensor, Tensor], _: None) -> tuple[tuple[Tensor, Tensor], dict[str, Tensor]]:
        state, feedback = carry
        logits, following, weights = cell.step(feedback, state, *source)
        symbols = ops.softmax(logits, axis=-1) if soft else _likeliest(logits)
        return (following, cell.embed(symbols)), _outputs(logits, weights)

    _, steps = loop(step, (state, first), None, length)
    return _batch_first(steps)


def _likeliest(logits: Tensor) -> Tensor:
    return ops.cast(ops.argmax(logits, axis=-1), "int32")


def _outputs(logits: Tensor, weights: Tensor | None) -> dict[str, Tensor]:
    return {"logits": logits} if weights is None else {"logits": logits, "weights": weights}


def _batch_first(steps: dict[str, Tensor]) -> Written:
    """What the steps gave, whose first axis is `output`."""
    weights = steps.get("weights")
    return Written(ops.swapaxes(steps["logits"], 0, 1), None if weights is None else ops.swapaxes(weights, 0, 1))
