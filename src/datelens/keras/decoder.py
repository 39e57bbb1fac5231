"""The attention decoder as a layer: annotations in, logits of the output symbols out."""

from __future__ import annotations

import operator
from numbers import Real
from typing import Any

import keras
from keras import ops

from datelens.arguments import whole_number
from datelens.errors import shown
from datelens.keras import attention as attend
from datelens.keras import gates
from datelens.keras.decoder_cell import AttentionDecoderCell
from datelens.keras.generation import beam_search, greedy_search
from datelens.keras.sampling import coins, gumbel
from datelens.keras.seeds import derived_seed
from datelens.keras.target_mask import TargetMask
from datelens.keras.writing import Source, Written, write_freely, write_sampled, write_taught

Tensor = Any
Shape = tuple[int | None, ...]

FEEDBACKS = ("choice", "soft")


@keras.saving.register_keras_serializable(package="datelens")
class AttentionDecoder(keras.layers.Layer):
    """A recurrent decoder with attention that writes as many symbols as it is asked to, whatever the input's length.

    Equations (1) to (8) of `AttentionDecoderCell`, step after step from `s_0 = tanh(W_s h_1 + b)`. Where `targets` are
    given it is taught: each step gets the target before it (teacher forcing), or, with scheduled sampling, now and then
    a symbol of its own. Where they are not it runs free: each step gets what the step before it wrote. `generate`
    searches. Padding is told by `mask`; it gets exactly zero weight and changes nothing.

    Args:
        units: width of the state.
        output_size: number of output symbols.
        attention: `"additive"`, `"multiplicative"` or `"none"` (every step reads the encoder's final states instead).
        readout: the state that the logits are read from: `"current"` is `s_t`, `"previous"` is `s_{t-1}`.
        return_attention: whether a call also returns the attention weights.
        attention_units: width of additive energies; None takes `units`. Half of it costs little and saves time.
        feedback: what a free running step gets: `"choice"`, the likeliest symbol, or `"soft"`, the distribution.
        start: the symbol number that the first step gets; None for no symbol at all, a vector of zeros.
        seed: of the initial weights and of sampling; None takes another one every time.
        recurrence: `"gru"` or `"lstm"`.
        embedding: width of a learned vector for each output symbol; None feeds back the symbols themselves.
        sampling: the probability that a step gets the decoder's own symbol rather than the target, when taught with
            `training=True` (1 - ε of Bengio et al.): a number, or a schedule of Keras that is asked at every such call.
            Own symbols are drawn from the softmax; with the feedback `"soft"` the distribution is fed. No gradient
            passes through a draw.
        padding: the target that is no symbol; where it is given, logits of a taught decoder carry the mask
            `targets != padding`, which losses and metrics of Keras honour. None hands no mask on.

    Call arguments:
        annotations: `h`, `(batch, input, features)`.
        targets: `(batch, output)` numbers or `(batch, output, symbols)` distributions; None to run free. A target is
            fed to the step after it, so the last is never looked at, and a negative number is fed as zeros.
        mask: `(batch, input)`, True where a symbol is real; None takes the mask that Keras carries with `annotations`,
            and where there is none all symbols are real.
        output_length: how many symbols to write when running free.
        training: whether scheduled sampling is on.

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
        >>> decoder(np.ones((2, 5, 6), "float32"), np.array([[1, 2], [2, 0]]))[0].shape == (2, 2, 3)  # taught
        True

    Reference:
        Bahdanau, Cho and Bengio (2014), arXiv:1409.0473; Luong, Pham and Manning (2015), arXiv:1508.04025; Bengio,
        Vinyals, Jaitly and Shazeer (2015), arXiv:1506.03099, for scheduled sampling.
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
        recurrence: str = "gru",
        embedding: int | None = None,
        sampling: float | keras.optimizers.schedules.LearningRateSchedule = 0.0,
        padding: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.supports_masking = True
        self.cell = AttentionDecoderCell(
            units,
            output_size,
            attention,
            readout,
            attention_units,
            seed,
            recurrence,
            embedding,
            dtype=self.dtype_policy,
            name="cell",
        )
        if feedback not in FEEDBACKS:
            raise ValueError(f"`feedback` must be one of {', '.join(FEEDBACKS)}; got {shown(feedback)}.")
        output_size = self.cell.output_size
        start = _symbol("start", start, output_size)
        if return_attention and attention == "none":
            raise ValueError('`return_attention` needs attention; got True with `attention` "none".')
        scheduled = callable(sampling)
        if not scheduled and not _is_share(sampling):
            raise ValueError(f"`sampling` must be from 0 to 1, or a schedule of Keras; got {shown(sampling)}.")
        whole = _whole(padding)
        if padding is not None and whole is None:
            raise ValueError(f"`padding` must be None or a whole number; got {shown(padding)}.")
        self.units = self.cell.units
        self.output_size = output_size
        self.attention = attention
        self.readout = readout
        self.return_attention = return_attention
        self.attention_units = self.cell.attention_units
        self.feedback = feedback
        self.start = start
        self.seed = seed
        self.recurrence = recurrence
        self.embedding = self.cell.embedding
        self.sampling = sampling
        self.padding = whole
        # what only some decoders need is made for those alone, so that the files of the others stay as they are
        self.random = keras.random.SeedGenerator(derived_seed(seed, "sampling")) if scheduled or sampling > 0 else None
        self.target_mask = None if whole is None else TargetMask(whole, dtype=self.dtype_policy, name="mask")

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
            "recurrence": self.recurrence,
            "embedding": self.embedding,
            "sampling": keras.saving.serialize_keras_object(self.sampling),  # a number stays one
            "padding": self.padding,
        }

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> AttentionDecoder:
        sampling = config.get("sampling", 0.0)
        if isinstance(sampling, dict):
            sampling = keras.saving.deserialize_keras_object(sampling)
        return cls(**{**config, "sampling": sampling})

    def build(self, annotations_shape: Shape, targets_shape: Shape | None = None) -> None:
        if len(annotations_shape) != 3 or annotations_shape[-1] is None:
            raise ValueError(
                f"`annotations` must have the shape (batch, input, features) with known features; "
                f"got {shown(annotations_shape)}."
            )
        size = self.cell.state_size
        self.cell.build((None,), (None, size), annotations_shape)
        drawn = keras.initializers.GlorotUniform(seed=derived_seed(self.seed, "initial_kernel"))
        shape = (annotations_shape[-1], size)
        self.initial_kernel = self.add_weight(shape=shape, initializer=drawn, name="initial_kernel")
        self.initial_bias = self.add_weight(shape=(size,), initializer="zeros", name="initial_bias")
        if callable(self.sampling):
            counted = {"shape": (), "initializer": "zeros", "dtype": "int32", "trainable": False}
            self.taught_steps = self.add_weight(name="taught_steps", **counted)

    def initial_state(self, annotations: Tensor, mask: Tensor | None = None) -> Tensor:
        """`s_0 = tanh(W_s h_1 + b)`, `(batch, units)`; of an LSTM also what it remembers, `(batch, 2*units)`."""
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
        mask = attend.carried_mask(annotations) if mask is None else mask
        state = self.initial_state(annotations, mask)
        source = Source(annotations, self.cell.project(annotations, mask), mask)
        if targets is None:
            first, length = self._nothing_yet(annotations), _free_length(output_length)
            written = write_freely(self.cell, source, state, first, length, self.feedback == "soft")
            return self._returned(written)
        if _taught_length(targets) is None:  # on TensorFlow, where steps are written out and traced for any length
            raise ValueError(
                "the output axis of `targets` (batch, output) must be known; got None. TensorFlow wants all targets "
                "padded to one length, as `keras.Input((12,))` tells it."
            )
        if training and self.random is not None:
            own, noise = self._draw(targets.shape[1], ops.shape(annotations)[0])
            written = write_sampled(self.cell, source, state, self._fed_back(targets), own, noise)
        else:
            written = write_taught(self.cell, source, state, self._fed_back(targets))
        if self.target_mask is not None:
            written = written._replace(logits=self.target_mask([written.logits, targets]))
        return self._returned(written)

    def _returned(self, written: Written) -> Any:
        return tuple(written) if self.return_attention else written.logits

    def generate(
        self,
        annotations: Tensor,
        output_length: int,
        mask: Tensor | None = None,
        end: int | None = None,
        width: int = 1,
        padding: int | None = None,
    ) -> tuple[Tensor, Tensor]:
        """The likeliest outputs that a beam of `width` finds; with one, the greedy one. In the weights' own precision.

        Args:
            annotations, mask: as for a call.
            output_length: how many symbols to write at most.
            end: the symbol after which an output has ended; None where none ends.
            width: how many hypotheses are kept, and outputs given.
            padding: what stands after the end; None takes the layer's `padding`, where that is a symbol, and else 0.

        Returns:
            Symbols `(batch, width, output)`, the likeliest first, and their log-probabilities `(batch, width)`.

        Raises:
            ValueError: `output_length` or `width` is not a positive whole number, or `end` or `padding` is no symbol.
        """
        output_length, width = whole_number("output_length", output_length), whole_number("width", width)
        end = _symbol("end", end, self.output_size)
        padding = _symbol("padding", padding, self.output_size)
        if padding is None:
            padding = self.padding if self.padding is not None and 0 <= self.padding < self.output_size else 0
        mask = attend.carried_mask(annotations) if mask is None else mask
        if not self.built:
            self.build(tuple(annotations.shape))
        kind = ops.convert_to_tensor(self.initial_bias).dtype  # outside a call nothing is cast by itself
        annotations = ops.cast(annotations, kind)
        memory = (annotations, self.cell.project(annotations, mask), mask)
        start = -1 if self.start is None else self.start
        search: dict[str, Any] = {"start": start, "length": output_length, "end": end, "padding": padding}

        def step(symbols: Tensor, state: Tensor, memory: Any) -> tuple[Tensor, Tensor]:
            return self.cell.step(ops.cast(self.cell.embed(symbols), kind), state, *memory)[:2]

        state = self.initial_state(annotations, mask)
        if width == 1:
            symbols, logs = greedy_search(step, state, memory, **search)
            return ops.expand_dims(symbols, 1), ops.expand_dims(logs, 1)
        return beam_search(step, state, memory, width=width, **search)

    def _draw(self, length: int, batch: Any) -> tuple[Tensor, Tensor | None]:
        """What is left to chance, drawn for all steps at once: `own` and `noise` of `write_sampled`."""
        share = self.sampling
        if callable(share):
            share = share(self.taught_steps.value)
            self.taught_steps.assign(self.taught_steps + 1)
        own = coins((length, batch, 1), share, self.random)
        return own, gumbel((length, batch, self.output_size), self.random) if self.feedback == "choice" else None

    def _nothing_yet(self, annotations: Tensor) -> Tensor:
        """What the first step gets, `(batch, fed)`."""
        number = -1 if self.start is None else self.start
        return self.cell.embed(ops.full((ops.shape(annotations)[0],), number, dtype="int32"))

    def _fed_back(self, targets: Tensor) -> Tensor:
        """What each step gets: the start, then every target but the last, `(batch, output, fed)`."""
        given = self.cell.embed(targets)
        return ops.concatenate([ops.expand_dims(self._nothing_yet(given), 1), given[:, :-1]], axis=1)

    def compute_mask(self, inputs: Tensor, previous_mask: Tensor | None = None) -> None:
        """No mask is handed on: the outputs have no input axis to mask."""

    def compute_output_shape(
        self, annotations_shape: Shape, targets_shape: Shape | None = None, output_length: int | None = None
    ) -> Any:
        """The shape of the logits; with `return_attention` also that of the weights."""
        batch, length = annotations_shape[:2]
        steps = output_length if targets_shape is None else targets_shape[1]
        logits = (batch, steps, self.output_size)
        return (logits, (batch, steps, length)) if self.return_attention else logits

    def compute_output_spec(
        self,
        annotations: Tensor,
        targets: Tensor | None = None,
        mask: Tensor | None = None,
        output_length: int | None = None,
        training: bool | None = None,
    ) -> Any:
        steps = _free_length(output_length) if targets is None else _taught_length(targets)
        shapes = self.compute_output_shape(annotations.shape, output_length=steps)
        if not self.return_attention:
            return keras.KerasTensor(shapes, dtype=self.compute_dtype)
        logits, weights = shapes
        dtype = attend.weights_dtype(self.compute_dtype)
        return keras.KerasTensor(logits, dtype=self.compute_dtype), keras.KerasTensor(weights, dtype=dtype)


def _whole(value: Any) -> int | None:
    """A whole number of any kind, numpy's among them, as a Python one; None of anything else."""
    try:
        return None if isinstance(value, bool) else operator.index(value)
    except (TypeError, ValueError):  # JAX raises its own kind of the first where a number is traced
        return None


def _is_share(value: Any) -> bool:
    """Whether a value is a number from 0 to 1 of any kind."""
    return isinstance(value, Real) and not isinstance(value, bool) and 0 <= float(value) <= 1


def _symbol(name: str, value: Any, size: int) -> int | None:
    """The number of one of `size` output symbols; None where None was given."""
    number = _whole(value)
    if value is not None and (number is None or not 0 <= number < size):
        raise ValueError(f"`{name}` must be None or from 0 to {size - 1}; got {shown(value)}.")
    return number


def _free_length(output_length: int | None) -> int:
    """How many symbols a decoder that runs free is to write."""
    if output_length is None:
        raise ValueError("`targets` (to teach) or `output_length` (to run free) must be given; got neither.")
    return whole_number("output_length", output_length)


def _taught_length(targets: Tensor) -> int | None:
    """How many symbols there are to be taught; None where that is not known yet."""
    shape, kind = tuple(targets.shape), keras.backend.standardize_dtype(targets.dtype)
    if len(shape) != 3 and not (len(shape) == 2 and "int" in kind):
        raise ValueError(
            "`targets` must be whole numbers (batch, output) or distributions (batch, output, symbols); "
            f"got {kind} {shown(shape)}."
        )
    if shape[1] == 0:
        raise ValueError("`targets` (batch, output) must have one output symbol at least; got none.")
    return shape[1]
