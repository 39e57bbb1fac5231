"""A bidirectional encoder as a layer."""

from __future__ import annotations

from typing import Any

import keras

from datelens.arguments import whole_number
from datelens.errors import shown
from datelens.keras.seeds import derived_seed

RECURRENCES = {"gru": keras.layers.GRU, "lstm": keras.layers.LSTM}


@keras.saving.register_keras_serializable(package="datelens")
class BidirectionalEncoder(keras.layers.Bidirectional):
    """Reads a sequence in both directions and gives an annotation for each position.

    `h_j = [RNN→(x)_j ; RNN←(x)_j]`: the first half of the features has read `x_1 … x_j`, the second `x_T … x_j`. It is
    Keras' `Bidirectional` with what an attention decoder needs of it: sequences out, and a seed of its own for each
    direction, lest both begin with the same weights. Masked positions are passed over and their annotations are zeros;
    the mask is handed on with the annotations.

    Args:
        units: width of each direction.
        recurrence: `"lstm"` or `"gru"`.
        seed: of the initial weights; None takes another one every time.

    Call arguments:
        sequences: `x`, `(batch, input, channels)`, such as embedded symbols.
        mask: `(batch, input)`, True where a symbol is real; None takes the mask that Keras carries with `sequences`.

    Returns:
        Annotations `(batch, input, 2*units)`.

    Raises:
        ValueError: `units` is not a positive whole number, or `recurrence` none of those named above.

    Example:
        >>> import numpy as np
        >>> symbols = np.array([[3, 1, 2, 0]])
        >>> embedded = keras.layers.Embedding(5, 4, mask_zero=True)(symbols)
        >>> BidirectionalEncoder(units=3)(embedded).shape == (1, 4, 6)
        True

    Reference:
        Schuster and Paliwal (1997), doi:10.1109/78.650093; Bahdanau, Cho and Bengio (2014), arXiv:1409.0473,
        section 3.2.
    """

    def __init__(self, units: int, recurrence: str = "lstm", seed: int | None = None, **kwargs: Any) -> None:
        units = whole_number("units", units)
        if recurrence not in RECURRENCES:
            raise ValueError(f"`recurrence` must be one of {', '.join(RECURRENCES)}; got {shown(recurrence)}.")
        policy = kwargs.get("dtype")
        super().__init__(
            _direction(units, recurrence, seed, "forward", policy),
            backward_layer=_direction(units, recurrence, seed, "backward", policy),
            merge_mode="concat",
            **kwargs,
        )
        self.units = units
        self.recurrence = recurrence
        self.seed = seed

    def get_config(self) -> dict[str, Any]:
        own = {"units": self.units, "recurrence": self.recurrence, "seed": self.seed}
        return {**keras.layers.Layer.get_config(self), **own}

    @classmethod
    def from_config(cls, config: dict[str, Any], custom_objects: Any = None) -> BidirectionalEncoder:
        return cls(**config)


def _direction(units: int, recurrence: str, seed: int | None, name: str, policy: Any) -> keras.layers.RNN:
    return RECURRENCES[recurrence](
        units,
        return_sequences=True,
        go_backwards=name == "backward",
        kernel_initializer=keras.initializers.GlorotUniform(seed=derived_seed(seed, f"{name} kernel")),
        recurrent_initializer=keras.initializers.Orthogonal(seed=derived_seed(seed, f"{name} recurrent kernel")),
        seed=derived_seed(seed, name),  # of a dropout that is not used, but is part of the state that a run resumes
        dtype=policy,
        name=name,
    )
