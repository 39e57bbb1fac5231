"""Losses over output symbols and over attention weights, computed in float32.

Each gives one number for a batch, the mean over the symbols that count. `compile(loss=…)` takes them; a `sample_weight`
then weighs the batch as a whole and no row. Whoever weighs rows gives the decoder its `padding` and takes
`keras.losses.SparseCategoricalCrossentropy(from_logits=True)`, which honours the mask that the logits carry; its
`sample_weight` is `(batch, output)`, such as `np.repeat(weights[:, None], output, axis=1)`.
"""

from __future__ import annotations

from typing import Any

import keras
from keras import ops

Tensor = Any

SMALLEST_MASS = 1e-7
"""Added to the mass inside a gold span, so that none at all is a large loss and not an infinite one."""


@keras.saving.register_keras_serializable(package="datelens")
def masked_cross_entropy(
    targets: Tensor, logits: Tensor, padding: int | None = 0, label_smoothing: float = 0.0
) -> Tensor:
    """The mean cross-entropy of the target symbols that are no padding.

    `-Σ_k q_k log softmax(logits)_k`, where `q` is 1 at the target; with label smoothing ε it is `1 - ε` there and ε is
    spread evenly over all symbols.

    Args:
        targets: numbers, `(batch, output)`, each from 0 to below `symbols` or padding.
        logits: `(batch, output, symbols)`.
        padding: the number of the padding symbol, which is not counted; None counts all.
        label_smoothing: ε, from 0 to below 1.

    Returns:
        A scalar; 0 where there is no target at all, NaN where a target is no symbol.

    Example:
        >>> import numpy as np
        >>> logits = np.log(np.array([[[0.1, 0.8, 0.1], [0.1, 0.4, 0.5]]], "float32"))
        >>> round(float(masked_cross_entropy(np.array([[1, 0]]), logits)), 3)  # -log 0.8
        0.223
        >>> model = keras.Sequential([keras.layers.Dense(3)])
        >>> model.compile(loss=masked_cross_entropy)

    Reference:
        Szegedy et al. (2016), arXiv:1512.00567, section 7, for label smoothing.
    """
    targets = ops.cast(targets, "int32")  # which Keras makes numbers of another kind on the way to a loss
    logs = ops.log_softmax(ops.cast(logits, "float32"), axis=-1)
    right = ops.one_hot(ops.clip(targets, 0, logits.shape[-1] - 1), logits.shape[-1], dtype="float32")
    if label_smoothing:
        right = right * (1.0 - label_smoothing) + label_smoothing / logits.shape[-1]
    known = ops.logical_and(targets >= 0, targets < logits.shape[-1])
    losses = ops.where(known, -ops.sum(right * logs, axis=-1), float("nan"))  # (batch, output)
    return _mean(losses, _real(targets, padding))


@keras.saving.register_keras_serializable(package="datelens")
def guided_alignment(spans: Tensor, weights: Tensor) -> Tensor:
    """`-log Σ_{j in span} α_tj`, the mean over the target symbols that have a gold span.

    Here the gold alignment is a span, and the mass of the attention may lie anywhere in it.

    Args:
        spans: gold `[start, stop)` over the input, `(batch, output, 2)`; empty where there is no gold.
        weights: attention weights, `(batch, output, input)`.

    Returns:
        A scalar; 0 where no target has gold.

    Example:
        >>> import numpy as np
        >>> weights = np.array([[[0.2, 0.5, 0.3]]], "float32")
        >>> round(float(guided_alignment(np.array([[[1, 3]]]), weights)), 3)  # -log (0.5 + 0.3)
        0.223

    Reference:
        Chen, Matusov, Khadivi and Peter (2016), arXiv:1607.01628.
    """
    spans = ops.cast(spans, "int32")
    positions = ops.arange(ops.shape(weights)[-1], dtype="int32")
    start, stop = spans[..., 0:1], spans[..., 1:2]  # (batch, output, 1)
    inside = ops.logical_and(positions >= start, positions < stop)
    mass = ops.sum(ops.where(inside, ops.cast(weights, "float32"), 0.0), axis=-1)  # (batch, output)
    return _mean(-ops.log(mass + SMALLEST_MASS), spans[..., 1] > spans[..., 0])


@keras.saving.register_keras_serializable(package="datelens")
def coverage_loss(targets: Tensor, weights: Tensor, padding: int | None = 0) -> Tensor:
    """`Σ_j min(α_tj, k_tj)`, the mean over real targets: what it costs to look where one has looked before.

    `k_tj = Σ_{t'<t} α_t'j` over real targets is the coverage, the attention that an input position has had so far (the
    paper's `c`).
    Repetition costs up to 1 a step, a map that goes on to new positions nothing. Add it with a small weight to
    the cross-entropy; where an input symbol is rightly read twice, it is the wrong loss.

    Args:
        targets: numbers, `(batch, output)`; tell only which steps count.
        weights: attention weights, `(batch, output, input)`.
        padding: the number of the padding symbol, whose steps neither count nor cover anything; None counts all.

    Returns:
        A scalar from 0 to 1.

    Example:
        >>> import numpy as np
        >>> weights = np.array([[[0.9, 0.1, 0.0], [0.2, 0.0, 0.8]]], "float32")
        >>> round(float(coverage_loss(np.array([[4, 5]]), weights)), 3)  # (0 + 0.2) / 2
        0.1

    Reference:
        See, Liu and Manning (2017), arXiv:1704.04368, equations (10), (12) and (13).
    """
    real = _real(targets, padding)
    weights = ops.where(ops.expand_dims(real, -1), ops.cast(weights, "float32"), 0.0)
    covered = ops.cumsum(weights, axis=1) - weights
    return _mean(ops.sum(ops.minimum(weights, covered), axis=-1), real)


def _real(targets: Tensor, padding: int | None) -> Tensor:
    """Which targets are no padding, boolean `(batch, output)`."""
    targets = ops.convert_to_tensor(targets)
    return ops.ones_like(targets, dtype="bool") if padding is None else ops.not_equal(targets, padding)


def _mean(values: Tensor, counted: Tensor) -> Tensor:
    """The mean of the values where `counted` is true."""
    number = ops.sum(ops.cast(counted, "float32"))
    return ops.sum(ops.where(counted, values, 0.0)) / ops.maximum(number, 1.0)
