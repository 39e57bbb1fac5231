"""One step of the attention decoder as a layer."""

from __future__ import annotations

from typing import Any

import keras
from keras import ops

from datelens.arguments import whole_number
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
RECURRENCES = ("gru", "lstm")


@keras.saving.register_keras_serializable(package="datelens")
class AttentionDecoderCell(keras.layers.Layer):
    """One step of a decoder that looks at the input through attention.

    From the state and the symbol written last it finds the attention weights, the context vector, the next state and
    the logits of the next symbol (biases left out; σ is the logistic function):

        e_tj = V_a · tanh(W_a s_{t-1} + U_a h_j)                  (1) energy
        α_t  = softmax over unmasked j of e_t                     (2) attention
        c_t  = Σ_j α_tj h_j                                       (3) context
        r_t  = σ(W_r y_{t-1} + U_r s_{t-1} + C_r c_t)             (4) reset gate
        z_t  = σ(W_z y_{t-1} + U_z s_{t-1} + C_z c_t)             (5) update gate
        s̃_t  = tanh(W_p y_{t-1} + U_p (r_t ∘ s_{t-1}) + C_p c_t)  (6) proposal
        s_t  = (1 - z_t) ∘ s_{t-1} + z_t ∘ s̃_t                    (7) state
        y_t  = softmax(W_o y_{t-1} + U_o s + C_o c_t)             (8) output; s = s_t, or s_{t-1}

    With the recurrence `"lstm"`, `gates.lstm_update` stands for (4) to (7). `attention.py` and `gates.py` hold the
    equations as functions.

    Args:
        units: width of the state.
        output_size: number of output symbols.
        attention: `"additive"` (Bahdanau), `"multiplicative"` (Luong) or `"none"`, where every step reads the summary
            state instead: the encoder's two final states.
        readout: the state that the logits are read from: `"current"` is `s_t`, `"previous"` is `s_{t-1}`.
        attention_units: width of additive energies; None takes `units`.
        seed: of the initial weights; None takes another one every time.
        recurrence: `"gru"`, or `"lstm"`, whose state is `[s ; m]`, what it shows and what it remembers.
        embedding: width of a learned vector for each output symbol, which is then `y_{t-1}`; worth it where there are
            hundreds of symbols. None takes the symbols themselves.

    Call arguments:
        feedback: the symbol written last, `(batch,)` numbers or `(batch, symbols)` distribution. A negative number
            stands for "none yet".
        state: `(batch, state_size)`, where `state_size` is `units`, twice that for an LSTM.
        annotations: `(batch, input, features)`.
        mask: `(batch, input)`, True where a symbol is real; None takes the mask that Keras carries with `annotations`,
            and where there is none all symbols are real.

    Returns:
        Logits `(batch, symbols)`, the next state `(batch, state_size)` and, but for the attention `"none"`, the
        attention weights `(batch, input)`.

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
        Bahdanau, Cho and Bengio (2014), arXiv:1409.0473, appendix A, with a plain linear readout; Luong, Pham and
        Manning (2015), arXiv:1508.04025; Xu et al. (2015), arXiv:1502.03044, for the LSTM.
    """

    def __init__(
        self,
        units: int,
        output_size: int,
        attention: str = "additive",
        readout: str = "current",
        attention_units: int | None = None,
        seed: int | None = None,
        recurrence: str = "gru",
        embedding: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.supports_masking = True
        units, output_size = whole_number("units", units), whole_number("output_size", output_size)
        if attention_units is not None:
            attention_units = whole_number("attention_units", attention_units)
        if embedding is not None:
            embedding = whole_number("embedding", embedding)
        for name, word, allowed in (
            ("attention", attention, ATTENTIONS),
            ("readout", readout, READOUTS),
            ("recurrence", recurrence, RECURRENCES),
        ):
            if word not in allowed:
                raise ValueError(f"`{name}` must be one of {', '.join(allowed)}; got {shown(word)}.")
        self.units = units
        self.output_size = output_size
        self.attention = attention
        self.readout = readout
        self.attention_units = attention_units
        self.seed = seed
        self.recurrence = recurrence
        self.embedding = embedding
        self.state_size = units if recurrence == "gru" else 2 * units
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
            "recurrence": self.recurrence,
            "embedding": self.embedding,
        }

    def build(self, feedback_shape: Shape, state_shape: Shape, annotations_shape: Shape) -> None:
        features, units, symbols = annotations_shape[-1], self.units, self.output_size
        if state_shape[-1] != self.state_size:
            size = f"units={units}" if self.recurrence == "gru" else f"2*units={2 * units}"
            raise ValueError(f"`state` must have the shape (batch, {size}); got {shown(state_shape)}.")
        if self.energy is not None:
            self.energy.build((None, units), annotations_shape)
        fed, gated = self.embedding or symbols, (3 if self.recurrence == "gru" else 4) * units
        shapes = {
            "feedback_kernel": (fed, gated),
            "state_kernel": (units, 2 * units if self.recurrence == "gru" else gated),
            "proposal_kernel": (units, units),
            "context_kernel": (features, gated),
            "bias": (gated,),
            "readout_feedback_kernel": (fed, symbols),
            "readout_state_kernel": (units, symbols),
            "readout_context_kernel": (features, symbols),
            "readout_bias": (symbols,),
        }
        if self.recurrence == "lstm":
            del shapes["proposal_kernel"]
        if self.embedding is not None:
            shapes["embeddings"] = (symbols, self.embedding)
        for name, shape in shapes.items():
            setattr(self, name, self.add_weight(shape=shape, initializer=self._initializer(name), name=name))

    def _initializer(self, name: str) -> Any:
        if name == "bias" and self.recurrence == "lstm":
            return _forget_nothing_yet
        if name.endswith("bias"):
            return "zeros"
        # orthogonal is what a state passes through again and again
        square = name in ("state_kernel", "proposal_kernel")
        kind = keras.initializers.Orthogonal if square else keras.initializers.GlorotUniform
        return kind(seed=derived_seed(self.seed, name))

    def project(self, annotations: Tensor, mask: Tensor | None = None) -> Tensor:
        """What all steps share: projected annotations, or the summary state for the attention `"none"`."""
        if self.energy is None:
            return attend.summary_state(annotations, mask)
        return self.energy.project(annotations)

    def feedback_gates(self, feedback: Tensor) -> Tensor:
        """`[W_r, W_z, W_p] y_{t-1} + b` of what `embed` gives `(…, fed)`: `(…, 3*units)`, 4 for an LSTM."""
        return feedback @ self.feedback_kernel + self.bias

    def attend(
        self, state: Tensor, annotations: Tensor, projected: Tensor, mask: Tensor | None
    ) -> tuple[Tensor, Tensor | None]:
        """The context vector `(batch, features)` and the attention weights `(batch, input)`: (1) to (3)."""
        if self.energy is None:
            return projected, None
        weights = attend.attention_weights(self.energy.energies(self.visible(state), projected), mask)
        return attend.context_vector(weights, annotations), weights

    def advance(self, state: Tensor, feedback_gates: Tensor, context: Tensor) -> Tensor:
        """The next state `(batch, state_size)`: (4) to (7)."""
        if self.recurrence == "gru":
            return gates.gated_update(
                state, feedback_gates, context, self.state_kernel, self.proposal_kernel, self.context_kernel
            )
        visible, remembered = ops.split(state, 2, axis=-1)
        following = gates.lstm_update(
            visible, remembered, feedback_gates, context, self.state_kernel, self.context_kernel
        )
        return ops.concatenate(following, axis=-1)

    def visible(self, state: Tensor) -> Tensor:
        """`s` of a state `(batch, state_size)`: `(batch, units)`, without what an LSTM remembers."""
        return state if self.recurrence == "gru" else state[:, : self.units]

    def logits(self, feedback: Tensor, visible: Tensor, context: Tensor) -> Tensor:
        """The logits `(…, symbols)` of (8); `visible` is of the state that `readout` names."""
        return gates.readout_logits(
            feedback,
            visible,
            context,
            self.readout_feedback_kernel,
            self.readout_state_kernel,
            self.readout_context_kernel,
            self.readout_bias,
        )

    def embed(self, symbols: Tensor) -> Tensor:
        """Numbers `(…)` or distributions `(…, symbols)` as what is fed back, `(…, fed)`.

        `fed` is `embedding`, or the number of symbols where there is none; a negative number becomes zeros.
        """
        numbers = "int" in str(symbols.dtype)
        if self.embedding is None:
            if numbers:
                return ops.one_hot(symbols, self.output_size, dtype=self.compute_dtype)
            return ops.cast(symbols, self.compute_dtype)
        table = ops.cast(self.embeddings, self.compute_dtype)
        if not numbers:
            return ops.matmul(ops.cast(symbols, self.compute_dtype), table)
        rows = ops.take(table, ops.maximum(symbols, 0), axis=0)
        return ops.where(ops.expand_dims(symbols, -1) >= 0, rows, ops.zeros_like(rows))

    def step(
        self, feedback: Tensor, state: Tensor, annotations: Tensor, projected: Tensor, mask: Tensor | None
    ) -> tuple[Tensor, Tensor, Tensor | None]:
        """One step from what `embed` and `project` give; weights are None for no attention."""
        context, weights = self.attend(state, annotations, projected, mask)
        following = self.advance(state, self.feedback_gates(feedback), context)
        read = following if self.readout == "current" else state
        return self.logits(feedback, self.visible(read), context), following, weights

    def call(
        self, feedback: Tensor, state: Tensor, annotations: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, ...]:
        mask = attend.carried_mask(annotations) if mask is None else mask
        projected = self.project(annotations, mask)
        logits, following, weights = self.step(self.embed(feedback), state, annotations, projected, mask)
        return (logits, following) if weights is None else (logits, following, weights)

    def compute_mask(self, inputs: Tensor, previous_mask: Tensor | None = None) -> None:
        """No mask is handed on: the outputs have no input axis to mask."""

    def compute_output_shape(
        self, feedback_shape: Shape, state_shape: Shape, annotations_shape: Shape
    ) -> tuple[Shape, ...]:
        """The shapes of the logits, of the state and, where there is attention, of its weights."""
        batch, length = annotations_shape[:2]
        shapes: tuple[Shape, ...] = ((batch, self.output_size), (batch, self.state_size))
        return shapes if self.energy is None else (*shapes, (batch, length))

    def compute_output_spec(
        self, feedback: Tensor, state: Tensor, annotations: Tensor, mask: Tensor | None = None
    ) -> tuple[keras.KerasTensor, ...]:
        dtypes = (self.compute_dtype, self.compute_dtype, attend.weights_dtype(self.compute_dtype))
        shapes = self.compute_output_shape(feedback.shape, state.shape, annotations.shape)
        return tuple(keras.KerasTensor(shape, dtype=dtype) for shape, dtype in zip(shapes, dtypes, strict=False))


def _forget_nothing_yet(shape: Shape, dtype: str | None = None) -> Tensor:
    """Ones for the forget gate, zeros for the others (Jozefowicz, Zaremba and Sutskever 2015)."""
    gate = ops.arange(shape[0]) // ((shape[0] or 0) // 4)
    return ops.cast(ops.equal(gate, 1), dtype or "float32")
