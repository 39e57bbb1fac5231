"""Losses over output symbols and over attention weights, computed in float32."""

from __future__ import annotations

from typing import Any

from keras import ops

Tensor = Any

SMALLEST_MASS = 1e-7
"""Added to the mass inside a gold span, so that none at all is a large loss and not an infinite one."""


def masked_cross_entropy(
    targets: Tensor, logits: Tensor, padding: int | None = 0, label_smoothing: float = 0.0
) -> Tensor:
    """The mean cross-entropy of the target symbols that are no padding.

    `-Σ_k q_k log softmax(logits)_k`, where `q` is 1 at the target; with label smoothing ε it is `1 - ε` there and ε is
    spread evenly over all symbols (Szegedy et al. 2016, arXiv:1512.00567, section 7).

    Args:
        targets: numbers, `(batch, output)`.
        logits: `(batch, output, symbols)`.
        padding: the number of the padding symbol, which is not counted; None counts all.
        label_smoothing: ε, from 0 to below 1.

    Returns:
        A scalar; 0 where there is no target at all.
    """
    logs = ops.log_softmax(ops.cast(logits, "float32"), axis=-1)
    right = ops.one_hot(targets, logits.shape[-1], dtype="float32")
    if label_smoothing:
        right = right * (1.0 - label_smoothing) + label_smoothing / logits.shape[-1]
    losses = -ops.sum(right * logs, axis=-1)  # (batch, output)
    counted = ops.ones_like(losses) if padding is None else ops.cast(ops.not_equal(targets, padding), "float32")
    return _mean(losses, counted)


def guided_alignment(spans: Tensor, weights: Tensor) -> Tensor:
    """`-log Σ_{j in span} α_tj`, the mean over the target symbols that have a gold span.

    After Chen et al. (2016), arXiv:1607.01628; here the gold alignment is a span and its mass may lie anywhere in it.

    Args:
        spans: gold `[start, stop)` over the input, `(batch, output, 2)`; empty where there is no gold.
        weights: attention weights, `(batch, output, input)`.

    Returns:
        A scalar; 0 where no target has gold.
    """
    spans = ops.cast(spans, "int32")
    positions = ops.arange(ops.shape(weights)[-1], dtype="int32")
    start, stop = spans[..., 0:1], spans[..., 1:2]  # (batch, output, 1)
    inside = ops.logical_and(positions >= start, positions < stop)
    mass = ops.sum(ops.where(inside, ops.cast(weights, "float32"), 0.0), axis=-1)  # (batch, output)
    counted = ops.cast(spans[..., 1] > spans[..., 0], "float32")
    return _mean(-ops.log(mass + SMALLEST_MASS), counted)


def _mean(values: Tensor, counted: Tensor) -> Tensor:
    """The mean of the values where `counted` is 1."""
    return ops.sum(values * counted) / ops.maximum(ops.sum(counted), 1.0)
