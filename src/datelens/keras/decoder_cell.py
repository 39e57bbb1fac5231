"""One step of the attention decoder as a layer."""

from __future__ import annotations

from typing import Any

import keras
from keras import ops

from datelens.errors import shown
from datelens.keras import attention as attend
from datelens.keras import gates
from datelens.keras.additive_attention import AdditiveAttention
from datelens.keras.multiplicative_attention import MultiplicativeAttention
from datelens.keras.seeds import derived_seed

Tensor = Any
Shape = tuple[int | None, ...]

ATTENTIONS = ("additive", "multiplicative", "none")
READOUTS = ("current", "previous")


@keras.saving.register_keras_serializable(package="datelens")
class AttentionDecoderCell(keras.layers.Layer):
    """One step of a decoder that looks at the input through attention: equations (1) to (8).

    From the state and the symbol written last it finds the attention weights, the context vector, the next state and
    the logits of the next symbol; `attention.py` and `gates.py` hold the equations.

    Args:
        units: width of the state.
        output_size: number of output symbols.
        attention: `"additive"` (Bahdanau), `"multiplicative"` (Luong) or `"none"`, where every step reads the summary
            state instead: the encoder's two final states.
        readout: the state that the logits are read from: `"current"` is `s_t`, `"previous"` is `s_{t-1}`.
        attention_units: width of additive energies; None takes `units`.
        seed: of the initial weights; None takes another one every time.

    Call arguments:
        feedback: the symbol written last, `(batch,)` numbers or `(batch, symbols)` distribution. A negative number
            stands for "none yet".
        state: `(batch, units)`.
        annotations: `(batch, input, features)`.
        mask: `(batch, input)`, True where a symbol is real; None where all are.

    Returns:
        Logits `(batch, symbols)`, the next state `(batch, units)` and, but for the attention `"none"`, the attention
        weights `(batch, input)`.

    Raises:
        ValueError: an argument is not one of those named above.

    Example:
        >>> import numpy as np
        >>> cell = AttentionDecoderCell(units=4, output_size=3)
        >>> h = np.ones((2, 5, 6), "float32")
        >>> logits, state, weights = cell(np.array([-1, -1]), np.zeros((2, 4), "float32"), h)
        >>> logits.shape == (2, 3), state.shape == (2, 4), weights.shape == (2, 5)
        (True, True, True)

    Reference:
        Bahdanau, Cho and Bengio (2014), arXiv:1409.0473, appendix A, with a plain linear readout.
    """

    def __init__(
        self,
        units: int,
        output_size: int,
        attention: str = "additive",
        readout: str = "current",
        attention_units: int | None = None,
        seed: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.supports_masking = True
        for name, value in (("units", units), ("output_size", output_size), ("attention_units", attention_units)):
            if value is None and name == "attention_units":
                continue
            if not isinstance(value, int) or isinstance(value, bool) or value < 1:
                raise ValueError(f"`{name}` must be a positive whole number; got {shown(value)}.")
        for name, word, allowed in (("attention", attention, ATTENTIONS), ("readout", readout, READOUTS)):
            if word not in allowed:
                raise ValueError(f"`{name}` must be one of {', '.join(allowed)}; got {shown(word)}.")
        self.units = units
        self.output_size = output_size
        self.attention = attention
        self.readout = readout
        self.attention_units = attention_units
        self.seed = seed
        own = {"dtype": self.dtype_policy, "name": "attention", "seed": derived_seed(seed, "attention")}
        self.energy: AdditiveAttention | MultiplicativeAttention | None = None
        if attention == "additive":
            self.energy = AdditiveAttention(attention_units or units, **own)
        elif attention == "multiplicative":
            self.energy = MultiplicativeAttention(**own)

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "units": self.units,
            "output_size": self.output_size,
            "attention": self.attention,
            "readout": self.readout,
            "attention_units": self.attention_units,
            "seed": self.seed,
        }

    def build(self, feedback_shape: Shape, state_shape: Shape, annotations_shape: Shape) -> None:
        features, units, symbols = annotations_shape[-1], self.units, self.output_size
        if state_shape[-1] != units:
            raise ValueError(f"`state` must have the shape (batch, units={units}); got {shown(state_shape)}.")
        if self.energy is not None:
            self.energy.build((None, units), annotations_shape)
        for name, shape in (
            ("feedback_kernel", (symbols, 3 * units)),
            ("state_kernel", (units, 2 * units)),
            ("proposal_kernel", (units, units)),
            ("context_kernel", (features, 3 * units)),
            ("bias", (3 * units,)),
            ("readout_feedback_kernel", (symbols, symbols)),
            ("readout_state_kernel", (units, symbols)),
            ("readout_context_kernel", (features, symbols)),
            ("readout_bias", (symbols,)),
        ):
            square = name in ("state_kernel", "proposal_kernel")  # what a state passes through again and again
            kind = keras.initializers.Orthogonal if square else keras.initializers.GlorotUniform
            drawn = "zeros" if name.endswith("bias") else kind(seed=derived_seed(self.seed, name))
            setattr(self, name, self.add_weight(shape=shape, initializer=drawn, name=name))

    def project(self, annotations: Tensor, mask: Tensor | None = None) -> Tensor:
        """What all steps share: projected annotations, or the summary state for the attention `"none"`."""
        if self.energy is None:
            return attend.summary_state(annotations, mask)
        return self.energy.project(annotations)

    def feedback_gates(self, feedback: Tensor) -> Tensor:
        """`[W_r, W_z, W_p] y_{t-1} + b` of distributions `(…, symbols)`: `(…, 3*units)`."""
        return ops.add(ops.matmul(feedback, self.feedback_kernel), self.bias)

    def attend(
        self, state: Tensor, annotations: Tensor, projected: Tensor, mask: Tensor | None
    ) -> tuple[Tensor, Tensor | None]:
        """The context vector `(batch, features)` and the attention weights `(batch, input)`: (1) to (3)."""
        if self.energy is None:
            return projected, None
        weights = attend.attention_weights(self.energy.energies(state, projected), mask)
        return attend.context_vector(weights, annotations), weights

    def advance(self, state: Tensor, feedback_gates: Tensor, context: Tensor) -> Tensor:
        """The next state `(batch, units)`: (4) to (7)."""
        return gates.gated_update(
            state, feedback_gates, context, self.state_kernel, self.proposal_kernel, self.context_kernel
        )

    def logits(self, feedback: Tensor, state: Tensor, context: Tensor) -> Tensor:
        """The logits `(…, symbols)` of (8); `state` is the one that `readout` names."""
        return gates.readout_logits(
            feedback,
            state,
            context,
            self.readout_feedback_kernel,
            self.readout_state_kernel,
            self.readout_context_kernel,
            self.readout_bias,
        )

    def distribution(self, symbols: Tensor) -> Tensor:
        """Numbers `(…)` as one-hot distributions `(…, symbols)`, a negative one as zeros; distributions as they are."""
        if "int" in str(symbols.dtype):
            return ops.one_hot(symbols, self.output_size, dtype=self.compute_dtype)
        return ops.cast(symbols, self.compute_dtype)

    def step(
        self, feedback: Tensor, state: Tensor, annotations: Tensor, projected: Tensor, mask: Tensor | None
    ) -> tuple[Tensor, Tensor, Tensor | None]:
        """One step from a distribution `(batch, symbols)` and `project`'s result; weights are None for no attention."""
        context, weights = self.attend(state, annotations, projected, mask)
        following = self.advance(state, self.feedback_gates(feedback), context)
        read = following if self.readout == "current" else state
        return self.logits(feedback, read, context), following, weights

    def call(
        self, feedback: Tensor, state: Tensor, annotations: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, ...]:
        projected = self.project(annotations, mask)
        logits, following, weights = self.step(self.distribution(feedback), state, annotations, projected, mask)
        return (logits, following) if weights is None else (logits, following, weights)

    def compute_mask(self, inputs: Tensor, previous_mask: Tensor | None = None) -> None:
        """No mask is handed on: the outputs have no input axis to mask."""

    def compute_output_spec(
        self, feedback: Tensor, state: Tensor, annotations: Tensor, mask: Tensor | None = None
    ) -> tuple[keras.KerasTensor, ...]:
        batch, length = annotations.shape[:2]
        logits = keras.KerasTensor((batch, self.output_size), dtype=self.compute_dtype)
        following = keras.KerasTensor((batch, self.units), dtype=self.compute_dtype)
        if self.energy is None:
            return logits, following
        return logits, following, keras.KerasTensor((batch, length), dtype=attend.weights_dtype(self.compute_dtype))
