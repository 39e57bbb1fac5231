"""The attention decoder as a layer: annotations in, logits of the output symbols out."""

from __future__ import annotations

from typing import Any

import keras
from keras import ops

from datelens.errors import shown
from datelens.keras import attention as attend
from datelens.keras import gates
from datelens.keras.decoder_cell import AttentionDecoderCell
from datelens.keras.loop import loop
from datelens.keras.seeds import derived_seed

Tensor = Any
Shape = tuple[int | None, ...]

FEEDBACKS = ("choice", "soft")


@keras.saving.register_keras_serializable(package="datelens")
class AttentionDecoder(keras.layers.Layer):
    """A recurrent decoder with attention that writes as many symbols as it is asked to, whatever the input's length.

    Equations (1) to (8) of its cell, step after step from `s_0 = tanh(W_s h_1 + b)`. Where `targets` are given it is
    taught: each step gets the target before it (teacher forcing). Where they are not it runs free: each step gets what
    the step before it wrote. Padding is told by `mask`; it gets exactly zero weight and changes nothing.

    Args:
        units: width of the state.
        output_size: number of output symbols.
        attention: `"additive"`, `"multiplicative"` or `"none"` (every step reads the encoder's final states instead).
        readout: the state that the logits are read from: `"current"` is `s_t`, `"previous"` is `s_{t-1}`.
        return_attention: whether a call also returns the attention weights.
        attention_units: width of additive energies; None takes `units`. Half of it costs little and saves time.
        feedback: what a free running step gets: `"choice"`, the likeliest symbol, or `"soft"`, the distribution.
        start: the symbol number that the first step gets; None for no symbol at all, a vector of zeros.
        seed: of the initial weights; None takes another one every time.

    Call arguments:
        annotations: `h`, `(batch, input, features)`.
        targets: `(batch, output)` numbers or `(batch, output, symbols)` distributions; None to run free. A target is
            fed to the step after it, so the last is never looked at, and a negative number is fed as zeros.
        mask: `(batch, input)`, True where a symbol is real; None takes the mask that Keras carries with `annotations`,
            and where there is none all symbols are real.
        output_length: how many symbols to write when running free.

    Returns:
        Logits `(batch, output, symbols)`; with `return_attention` also the weights `(batch, output, input)`, in
        float32 or better.

    Raises:
        ValueError: an argument is not one of those named above, or neither `targets` nor `output_length` is given.

    Example:
        >>> import numpy as np
        >>> decoder = AttentionDecoder(units=4, output_size=3, return_attention=True)
        >>> logits, weights = decoder(np.ones((2, 5, 6), "float32"), output_length=7)
        >>> logits.shape == (2, 7, 3), weights.shape == (2, 7, 5)
        (True, True)

    Reference:
        Bahdanau, Cho and Bengio (2014), arXiv:1409.0473; Luong, Pham and Manning (2015), arXiv:1508.04025.
    """

    def __init__(
        self,
        units: int,
        output_size: int,
        attention: str = "additive",
        readout: str = "current",
        return_attention: bool = False,
        attention_units: int | None = None,
        feedback: str = "choice",
        start: int | None = None,
        seed: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.supports_masking = True
        self.cell = AttentionDecoderCell(
            units, output_size, attention, readout, attention_units, seed, dtype=self.dtype_policy, name="cell"
        )
        if feedback not in FEEDBACKS:
            raise ValueError(f"`feedback` must be one of {', '.join(FEEDBACKS)}; got {shown(feedback)}.")
        if start is not None and not 0 <= start < output_size:
            raise ValueError(f"`start` must be None or from 0 to {output_size - 1}; got {shown(start)}.")
        if return_attention and attention == "none":
            raise ValueError('`return_attention` needs attention; got True with `attention` "none".')
        self.units = units
        self.output_size = output_size
        self.attention = attention
        self.readout = readout
        self.return_attention = return_attention
        self.attention_units = attention_units
        self.feedback = feedback
        self.start = start
        self.seed = seed

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "units": self.units,
            "output_size": self.output_size,
            "attention": self.attention,
            "readout": self.readout,
            "return_attention": self.return_attention,
            "attention_units": self.attention_units,
            "feedback": self.feedback,
            "start": self.start,
            "seed": self.seed,
        }

    def build(self, annotations_shape: Shape, targets_shape: Shape | None = None) -> None:
        if len(annotations_shape) != 3 or annotations_shape[-1] is None:
            raise ValueError(
                f"`annotations` must have the shape (batch, input, features) with known features; "
                f"got {shown(annotations_shape)}."
            )
        self.cell.build((None,), (None, self.units), annotations_shape)
        drawn = keras.initializers.GlorotUniform(seed=derived_seed(self.seed, "initial_kernel"))
        shape = (annotations_shape[-1], self.units)
        self.initial_kernel = self.add_weight(shape=shape, initializer=drawn, name="initial_kernel")
        self.initial_bias = self.add_weight(shape=(self.units,), initializer="zeros", name="initial_bias")

    def initial_state(self, annotations: Tensor, mask: Tensor | None = None) -> Tensor:
        """`s_0 = tanh(W_s h_1 + b)`, `(batch, units)`."""
        first = attend.first_annotation(annotations, mask)
        return gates.initial_state(first, self.initial_kernel, self.initial_bias)

    def call(
        self,
        annotations: Tensor,
        targets: Tensor | None = None,
        mask: Tensor | None = None,
        output_length: int | None = None,
        training: bool | None = None,
    ) -> Any:
        state = self.initial_state(annotations, mask)
        if targets is None:
            logits, weights = self._run_free(annotations, mask, state, self._length(targets, output_length))
        else:
            logits, weights = self._run_taught(annotations, mask, state, targets)
        return (logits, weights) if self.return_attention else logits

    def _run_taught(
        self, annotations: Tensor, mask: Tensor | None, state: Tensor, targets: Tensor
    ) -> tuple[Tensor, Tensor | None]:
        """Teacher forcing: the loop holds only what depends on the state; the rest is done for all steps at once."""
        cell = self.cell
        projected = cell.project(annotations, mask)
        fed = ops.swapaxes(self._fed_back(targets), 0, 1)  # (output, batch, symbols)

        def step(state: Tensor, feedback_gates: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
            context, weights = cell.attend(state, annotations, projected, mask)
            following = cell.advance(state, feedback_gates, context)
            read = following if self.readout == "current" else state
            outputs = {"state": read, "context": context}
            return following, outputs if weights is None else {**outputs, "weights": weights}

        _, steps = loop(step, state, cell.feedback_gates(fed), self._length(targets, None))
        logits = cell.logits(fed, steps["state"], steps["context"])  # (output, batch, symbols)
        return ops.swapaxes(logits, 0, 1), _batch_first(steps.get("weights"))

    def _run_free(
        self, annotations: Tensor, mask: Tensor | None, state: Tensor, length: int
    ) -> tuple[Tensor, Tensor | None]:
        cell = self.cell
        projected = cell.project(annotations, mask)

        def step(carry: tuple[Tensor, Tensor], _: None) -> tuple[tuple[Tensor, Tensor], dict[str, Tensor]]:
            state, feedback = carry
            logits, following, weights = cell.step(feedback, state, annotations, projected, mask)
            outputs = {"logits": logits} if weights is None else {"logits": logits, "weights": weights}
            return (following, self._written(logits)), outputs

        _, steps = loop(step, (state, self._nothing_yet(annotations)), None, length)
        return ops.swapaxes(steps["logits"], 0, 1), _batch_first(steps.get("weights"))

    def _nothing_yet(self, annotations: Tensor) -> Tensor:
        """What the first step gets, `(batch, symbols)`."""
        number = -1 if self.start is None else self.start
        return self.cell.distribution(ops.full((ops.shape(annotations)[0],), number, dtype="int32"))

    def _fed_back(self, targets: Tensor) -> Tensor:
        """What each step gets: the start, then every target but the last, `(batch, output, symbols)`."""
        given = self.cell.distribution(targets)
        return ops.concatenate([ops.expand_dims(self._nothing_yet(given), 1), given[:, :-1]], axis=1)

    def _written(self, logits: Tensor) -> Tensor:
        """What a free running step feeds to the next, `(batch, symbols)`."""
        if self.feedback == "choice":
            return self.cell.distribution(ops.cast(ops.argmax(logits, axis=-1), "int32"))
        return ops.softmax(logits, axis=-1)

    def _length(self, targets: Tensor | None, output_length: int | None) -> int:
        if targets is None and output_length is None:
            raise ValueError("`targets` (to teach) or `output_length` (to run free) must be given; got neither.")
        length = output_length if targets is None else targets.shape[1]
        if not isinstance(length, int) or length < 1:
            name = "`output_length`" if targets is None else "the output axis of `targets` (batch, output)"
            raise ValueError(f"{name} must be a positive whole number; got {shown(length)}.")
        return length

    def compute_mask(self, inputs: Tensor, previous_mask: Tensor | None = None) -> None:
        """No mask is handed on: the outputs have no input axis to mask."""

    def compute_output_spec(
        self,
        annotations: Tensor,
        targets: Tensor | None = None,
        mask: Tensor | None = None,
        output_length: int | None = None,
        training: bool | None = None,
    ) -> Any:
        batch, length = annotations.shape[:2]
        steps = output_length if targets is None else targets.shape[1]
        logits = keras.KerasTensor((batch, steps, self.output_size), dtype=self.compute_dtype)
        if not self.return_attention:
            return logits
        return logits, keras.KerasTensor((batch, steps, length), dtype=attend.weights_dtype(self.compute_dtype))


def _batch_first(weights: Tensor | None) -> Tensor | None:
    return None if weights is None else ops.swapaxes(weights, 0, 1)
