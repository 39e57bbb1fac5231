"""The translator: symbols in, logits of symbols out."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
from keras import ops

from datelens.keras.decoder import AttentionDecoder
from datelens.keras.seeds import derived_seed

Tensor = Any
Shape = tuple[int | None, ...]

PADDING = 0


@keras.saving.register_keras_serializable(package="datelens")
class AttentionTranslator(keras.Model):
    """Embedding, bidirectional LSTM and attention decoder over numbered symbols.

    Symbol 0 of the input is padding: it is masked explicitly, so more of it changes nothing.

    Args:
        input_size: number of input symbols.
        output_size: number of output symbols.
        embedding: width of an input symbol's vector.
        encoder_units: width of each direction of the encoder.
        units: width of the decoder's state.
        attention, readout, attention_units, start: as for `AttentionDecoder`.
        dropout: share of the embedded values set to 0 while training.
        seed: of the initial weights and of dropout; None takes another one every time.

    Call arguments:
        source: numbers, `(batch, input)`.
        targets: numbers, `(batch, output)`: teaches the decoder; None lets it run free.
        output_length: how many symbols to write when running free.

    Returns:
        `{"logits": (batch, output, symbols), "attention": (batch, output, input)}`, without the second for the
        attention `"none"`.

    Example:
        >>> import numpy as np
        >>> model = AttentionTranslator(input_size=9, output_size=5, embedding=4, encoder_units=3, units=4)
        >>> model(np.array([[4, 5, 6, 0]]), output_length=2)["logits"].shape == (1, 2, 5)
        True
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
        self.encoder = keras.layers.Bidirectional(
            _direction(encoder_units, seed, "forward", policy),
            backward_layer=_direction(encoder_units, seed, "backward", policy),
            dtype=policy,
            name="encoder",
        )
        self.decoder = AttentionDecoder(
            units,
            output_size,
            attention,
            readout,
            return_attention=attention != "none",
            attention_units=attention_units,
            start=start,
            seed=derived_seed(seed, "decoder"),
            dtype=policy,
            name="decoder",
        )

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), **self.arguments}

    def build(self, source_shape: Shape | None = None) -> None:
        if self.built:
            return
        width, units = self.arguments["embedding"], self.arguments["encoder_units"]
        self.embedding.build((None, None))
        self.dropout.build((None, None, width))
        self.encoder.build((None, None, width))
        self.decoder.build((None, None, 2 * units))
        self.built = True

    def annotate(self, source: Tensor, training: bool | None = None) -> tuple[Tensor, Tensor]:
        """The annotations `(batch, input, features)` of numbers `(batch, input)`, and their mask `(batch, input)`."""
        mask = ops.not_equal(source, PADDING)
        embedded = self.dropout(self.embedding(source), training=training)
        return self.encoder(embedded, mask=mask, training=training), mask

    def call(
        self,
        source: Tensor,
        targets: Tensor | None = None,
        output_length: int | None = None,
        training: bool | None = None,
    ) -> dict[str, Tensor]:
        annotations, mask = self.annotate(source, training)
        written = self.decoder(annotations, targets=targets, mask=mask, output_length=output_length, training=training)
        if self.arguments["attention"] == "none":
            return {"logits": written}
        return {"logits": written[0], "attention": written[1]}


def _direction(units: int, seed: int | None, name: str, policy: Any) -> keras.layers.LSTM:
    """One direction of the encoder; each has a seed of its own, lest both begin with the same weights."""
    return keras.layers.LSTM(
        units,
        return_sequences=True,
        go_backwards=name == "backward",
        kernel_initializer=keras.initializers.GlorotUniform(seed=derived_seed(seed, f"{name} kernel")),
        recurrent_initializer=keras.initializers.Orthogonal(seed=derived_seed(seed, f"{name} recurrent kernel")),
        seed=derived_seed(seed, name),  # of a dropout that is not used, but is part of the state that a run resumes
        dtype=policy,
        name=name,
    )


def model_config(model: AttentionTranslator) -> dict[str, Any]:
    """What beside the weights is needed to run the model elsewhere."""
    arguments = model.arguments
    names = ("input_size", "output_size", "embedding", "encoder_units", "units", "attention", "readout", "start")
    return {
        **{name: arguments[name] for name in names},
        "attention_units": arguments["attention_units"] or arguments["units"],
    }


def model_weights(model: AttentionTranslator) -> dict[str, np.ndarray]:
    """The weights by the names that an export knows them by.

    LSTM gates stand in Keras' order input, forget, candidate, output; the decoder's in the order reset, update,
    proposal. Annotations are the forward direction's outputs followed by the backward direction's.
    """
    model.build()
    named: dict[str, Any] = {"encoder/embedding": model.embedding.embeddings}
    for direction, layer in (("forward", model.encoder.forward_layer), ("backward", model.encoder.backward_layer)):
        for part in ("kernel", "recurrent_kernel", "bias"):
            named[f"encoder/{direction}/{part}"] = getattr(layer.cell, part)
    decoder, cell = model.decoder, model.decoder.cell
    named |= {"decoder/initial_kernel": decoder.initial_kernel, "decoder/initial_bias": decoder.initial_bias}
    for weight in () if cell.energy is None else cell.energy.weights:
        named[f"decoder/attention/{weight.name}"] = weight
    for part in ("feedback_kernel", "state_kernel", "proposal_kernel", "context_kernel", "bias"):
        named[f"decoder/gates/{part}"] = getattr(cell, part)
    for part in ("feedback_kernel", "state_kernel", "context_kernel", "bias"):
        named[f"decoder/readout/{part}"] = getattr(cell, f"readout_{part}")
    return {name: np.array(ops.convert_to_numpy(weight.value)) for name, weight in named.items()}
