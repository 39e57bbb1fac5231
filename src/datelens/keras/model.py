"""The translator: symbols in, logits of symbols out."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
from keras import ops

from datelens.keras.decoder import AttentionDecoder
from datelens.keras.encoder import BidirectionalEncoder
from datelens.keras.seeds import derived_seed

Tensor = Any
Shape = tuple[int | None, ...]

PADDING = 0


@keras.saving.register_keras_serializable(package="datelens")
class AttentionTranslator(keras.Model):
    """Embedding, `BidirectionalEncoder` and `AttentionDecoder` over numbered symbols: a whole translator.

    `h = [LSTM→(E x) ; LSTM←(E x)]`, and equations (1) to (8) of `AttentionDecoderCell` over them. Symbol 0 of the input
    is padding: it is masked explicitly, so more of it changes nothing.

    Args:
        input_size: number of input symbols.
        output_size: number of output symbols.
        embedding: width of an input symbol's vector.
        encoder_units: width of each direction of the encoder.
        units: width of the decoder's state.
        attention, readout, attention_units, start: as for `AttentionDecoder`.
        dropout: share of the embedded values set to 0 while training.
        seed: of the initial weights and of dropout; None takes another one every time.
        recurrence: of the decoder, `"gru"` or `"lstm"`.

    Call arguments:
        source: numbers, `(batch, input)`.
        targets: numbers, `(batch, output)`: teaches the decoder; None lets it run free.
        output_length: how many symbols to write when running free.

    Returns:
        `{"logits": (batch, output, symbols), "attention": (batch, output, input)}`, without the second for the
        attention `"none"`.

    `fit` and `predict` give a model one argument; a functional model around it says which:

    Example:
        >>> import numpy as np
        >>> model = AttentionTranslator(input_size=9, output_size=5, embedding=4, encoder_units=3, units=4)
        >>> model(np.array([[4, 5, 6, 0]]), output_length=2)["logits"].shape == (1, 2, 5)
        True
        >>> source, targets = keras.Input((None,), dtype="int32"), keras.Input((None,), dtype="int32")
        >>> taught = keras.Model([source, targets], model(source, targets)["logits"])
        >>> free = keras.Model(source, model(source, output_length=2)["logits"])
        >>> free.predict(np.array([[4, 5, 6, 0]]), verbose=0).shape
        (1, 2, 5)

    Reference:
        Bahdanau, Cho and Bengio (2014), arXiv:1409.0473.
    """

    def __init__(
        self,
        input_size: int,
        output_size: int,
        embedding: int = 64,
        encoder_units: int = 128,
        units: int = 128,
        attention: str = "additive",
        readout: str = "current",
        attention_units: int | None = None,
        start: int | None = None,
        dropout: float = 0.1,
        seed: int | None = None,
        recurrence: str = "gru",
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.arguments: dict[str, Any] = {
            "input_size": input_size,
            "output_size": output_size,
            "embedding": embedding,
            "encoder_units": encoder_units,
            "units": units,
            "attention": attention,
            "readout": readout,
            "attention_units": attention_units,
            "start": start,
            "dropout": dropout,
            "seed": seed,
            "recurrence": recurrence,
        }
        policy = self.dtype_policy
        self.embedding = keras.layers.Embedding(
            input_size,
            embedding,
            embeddings_initializer=keras.initializers.RandomNormal(stddev=0.1, seed=derived_seed(seed, "embedding")),
            dtype=policy,
            name="embedding",
        )
        self.dropout = keras.layers.Dropout(dropout, seed=derived_seed(seed, "dropout"), dtype=policy, name="dropout")
        self.encoder = self.make_encoder(encoder_units, seed, policy)
        self.decoder = AttentionDecoder(
            units,
            output_size,
            attention,
            readout,
            return_attention=attention != "none",
            attention_units=attention_units,
            start=start,
            seed=derived_seed(seed, "decoder"),
            recurrence=recurrence,
            dtype=policy,
            name="decoder",
        )

    def make_encoder(self, units: int, seed: int | None, policy: Any) -> keras.layers.Layer:
        """What makes annotations of embedded symbols; another translator may have another one."""
        return BidirectionalEncoder(units, seed=seed, dtype=policy, name="encoder")

    @property
    def features(self) -> int:
        """The width of an annotation."""
        return int(2 * self.arguments["encoder_units"])

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), **self.arguments}

    def build(self, source_shape: Shape | None = None) -> None:
        if self.built:
            return
        width = self.arguments["embedding"]
        self.embedding.build((None, None))
        self.dropout.build((None, None, width))
        self.encoder.build((None, None, width))
        self.decoder.build((None, None, self.features))
        self.built = True

    def annotate(self, source: Tensor, training: bool | None = None) -> tuple[Tensor, Tensor]:
        """The annotations `(batch, input, features)` of numbers `(batch, input)`, and their mask `(batch, input)`."""
        mask = ops.not_equal(source, PADDING)
        embedded = self.dropout(self.embedding(source), training=training)
        return self.encoder(embedded, mask=mask, training=training), mask

    def compute_output_spec(
        self,
        source: Tensor,
        targets: Tensor | None = None,
        output_length: int | None = None,
        training: bool | None = None,
    ) -> dict[str, Tensor]:
        annotations = keras.KerasTensor((*source.shape, self.features), dtype=self.compute_dtype)
        written = self.decoder.compute_output_spec(annotations, targets, output_length=output_length)
        return self._named(written)

    def call(
        self,
        source: Tensor,
        targets: Tensor | None = None,
        output_length: int | None = None,
        training: bool | None = None,
    ) -> dict[str, Tensor]:
        annotations, mask = self.annotate(source, training)
        written = self.decoder(annotations, targets=targets, mask=mask, output_length=output_length, training=training)
        return self._named(written)

    def _named(self, written: Any) -> dict[str, Tensor]:
        if self.arguments["attention"] == "none":
            return {"logits": written}
        return {"logits": written[0], "attention": written[1]}


def model_config(model: AttentionTranslator) -> dict[str, Any]:
    """What beside the weights is needed to run the model elsewhere.

    Example:
        >>> model = AttentionTranslator(input_size=9, output_size=5, units=4)
        >>> config = model_config(model)
        >>> config["units"], config["attention"], config["attention_units"]
        (4, 'additive', 4)
    """
    arguments = model.arguments
    names = ("input_size", "output_size", "embedding", "encoder_units", "units", "attention", "readout", "start")
    return {
        **{name: arguments[name] for name in names},
        "attention_units": arguments["attention_units"] or arguments["units"],
        **({} if arguments["recurrence"] == "gru" else {"recurrence": arguments["recurrence"]}),
    }


def model_weights(model: AttentionTranslator) -> dict[str, np.ndarray]:
    """The weights by the names that an export knows them by, each a copy.

    LSTM gates stand in Keras' order input, forget, candidate, output; the decoder's in the order reset, update,
    proposal. Annotations are the forward direction's outputs followed by the backward direction's.

    Example:
        >>> weights = model_weights(AttentionTranslator(input_size=9, output_size=5, embedding=4, units=4))
        >>> weights["encoder/embedding"].shape, weights["decoder/gates/feedback_kernel"].shape  # 3 gates of 4 units
        ((9, 4), (5, 12))
    """
    # a copy: the next step of training writes where the value is
    return {name: np.array(ops.convert_to_numpy(weight.value)) for name, weight in named_weights(model).items()}


def named_weights(model: AttentionTranslator) -> dict[str, keras.Variable]:
    """The variables of `model_weights`, to assign to."""
    model.build()
    named: dict[str, Any] = {"encoder/embedding": model.embedding.embeddings}
    for direction, layer in (("forward", model.encoder.forward_layer), ("backward", model.encoder.backward_layer)):
        for part in ("kernel", "recurrent_kernel", "bias"):
            named[f"encoder/{direction}/{part}"] = getattr(layer.cell, part)
    decoder, cell = model.decoder, model.decoder.cell
    named |= {"decoder/initial_kernel": decoder.initial_kernel, "decoder/initial_bias": decoder.initial_bias}
    for weight in () if cell.energy is None else cell.energy.weights:
        named[f"decoder/attention/{weight.name}"] = weight
    gates = ["feedback_kernel", "state_kernel", "proposal_kernel", "context_kernel", "bias"]
    for part in gates if cell.recurrence == "gru" else [part for part in gates if part != "proposal_kernel"]:
        named[f"decoder/gates/{part}"] = getattr(cell, part)
    for part in ("feedback_kernel", "state_kernel", "context_kernel", "bias"):
        named[f"decoder/readout/{part}"] = getattr(cell, f"readout_{part}")
    return named
