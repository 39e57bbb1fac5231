"""Exact match and character accuracy, for `compile(metrics=…)` and for loops of one's own."""

from __future__ import annotations

from typing import Any

import keras
from keras import ops

from datelens.keras.attention import carried_mask

Tensor = Any


class _Counting(keras.metrics.Mean):
    """A mean over real targets, which are told by padding, by a carried mask and by sample weights alike."""

    def __init__(self, name: str, padding: int | None, **kwargs: Any) -> None:
        super().__init__(name=name, **kwargs)
        self.padding = padding

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "padding": self.padding}

    def _compared(self, targets: Tensor, written: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor]:
        """Which symbols are right and which count, each boolean `(batch, output)`."""
        carried = carried_mask(written)
        targets, written = ops.convert_to_tensor(targets), ops.convert_to_tensor(written)
        if len(targets.shape) != 2:
            raise ValueError(f"`y_true` must be numbers (batch, output); got the shape {tuple(targets.shape)}.")
        if len(written.shape) == len(targets.shape) + 1:
            written = ops.argmax(written, axis=-1)
        lengths = (targets.shape[1], written.shape[1])
        if None not in lengths and lengths[0] != lengths[1]:
            raise ValueError(f"`y_true` and `y_pred` must be of one length; got {lengths[0]} and {lengths[1]} symbols.")
        right = ops.equal(ops.cast(targets, "int32"), ops.cast(written, "int32"))
        counted = ops.ones_like(right) if self.padding is None else ops.not_equal(targets, self.padding)
        for given in (carried, mask):
            if given is not None:
                counted = ops.logical_and(counted, ops.cast(given, "bool"))
        return right, counted


@keras.saving.register_keras_serializable(package="datelens")
class ExactMatch(_Counting):
    """The share of outputs that equal their target in every symbol: `mean_i Π_t [y_it = target_it]` over real targets.

    The end belongs to a target, so an output that goes on too long is wrong; what stands after it is padding and is
    not looked at. A row without any real target does not count.

    Args:
        padding: the target that is no symbol; None counts all.
        name, dtype: as for any metric of Keras.

    Call arguments:
        y_true: numbers, `(batch, output)`; sparse, never one-hot.
        y_pred: logits or probabilities `(batch, output, symbols)`, or numbers `(batch, output)`. A mask `(batch,
            output)` that Keras carries with it is honoured.
        sample_weight: `(batch,)` or `(batch, 1)`, what each row counts; or `(batch, output)`, 0 where a target is not
            looked at, of which a row counts as much as the largest.

    Returns:
        A scalar from 0 to 1.

    Raises:
        ValueError: `y_true` has other axes, such as those of one-hot vectors, or is of another length than `y_pred`.

    Example:
        >>> import numpy as np
        >>> metric = ExactMatch()
        >>> metric.update_state(np.array([[3, 1, 0], [2, 2, 1]]), np.array([[3, 1, 4], [2, 3, 1]]))
        >>> float(metric.result())
        0.5
    """

    def __init__(self, name: str = "exact_match", padding: int | None = 0, **kwargs: Any) -> None:
        super().__init__(name, padding, **kwargs)

    def update_state(self, y_true: Tensor, y_pred: Tensor, sample_weight: Tensor | None = None) -> None:
        each = None if sample_weight is None else ops.cast(sample_weight, self.dtype)
        if each is not None and len(each.shape) == 1:
            each = each[:, None]
        mask = None if each is None or each.shape[1] == 1 else ops.not_equal(each, 0)
        right, counted = self._compared(y_true, y_pred, mask)
        exact = ops.all(ops.logical_or(right, ops.logical_not(counted)), axis=-1)  # (batch,)
        weights = ops.cast(ops.any(counted, axis=-1), self.dtype)
        if each is not None:
            weights = weights * ops.max(each, axis=-1)
        super().update_state(ops.cast(exact, self.dtype), sample_weight=weights)


@keras.saving.register_keras_serializable(package="datelens")
class SymbolAccuracy(_Counting):
    """The share of symbols that equal their target, over real targets: padding counts neither for nor against.

    `Σ_it [y_it = target_it] / Σ_it 1`. It says little about whole outputs: at 99 % of 10 symbols each, one output in
    ten may be wrong. See `ExactMatch`.

    Args:
        padding: the target that is no symbol; None counts all.
        name, dtype: as for any metric of Keras.

    Call arguments:
        y_true: numbers, `(batch, output)`; sparse, never one-hot.
        y_pred: logits or probabilities `(batch, output, symbols)`, or numbers `(batch, output)`. A mask `(batch,
            output)` that Keras carries with it is honoured.
        sample_weight: `(batch,)` or `(batch, output)`, what each symbol counts.

    Returns:
        A scalar from 0 to 1.

    Raises:
        ValueError: `y_true` has other axes, such as those of one-hot vectors, or is of another length than `y_pred`.

    Example:
        >>> import numpy as np
        >>> metric = SymbolAccuracy()
        >>> metric.update_state(np.array([[3, 1, 0], [2, 2, 0]]), np.array([[3, 1, 4], [2, 3, 4]]))
        >>> float(metric.result())  # 3 of the 4 that are no padding
        0.75
    """

    def __init__(self, name: str = "symbol_accuracy", padding: int | None = 0, **kwargs: Any) -> None:
        super().__init__(name, padding, **kwargs)

    def update_state(self, y_true: Tensor, y_pred: Tensor, sample_weight: Tensor | None = None) -> None:
        right, counted = self._compared(y_true, y_pred, None)
        weights = ops.cast(counted, self.dtype)
        if sample_weight is not None:
            given = ops.cast(sample_weight, self.dtype)
            weights = weights * (given if len(given.shape) == 2 else ops.expand_dims(given, -1))
        super().update_state(ops.cast(right, self.dtype), sample_weight=weights)
