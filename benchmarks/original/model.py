"""The tutorial's network, equation by equation."""

from __future__ import annotations

from typing import Any

import keras
from keras import ops

Tensor = Any
Shape = tuple[int | None, ...]


@keras.saving.register_keras_serializable(package="original")
class OriginalDecoder(keras.layers.Layer):
    """The attention decoder of 2017: as many steps as the input is long, no mask, the distribution fed back.

    Input (batch, input, features), output the distributions (batch, input, symbols).

    Args:
        units: width of the state and of the energies.
        symbols: of the output.
        seed: of the initial weights.
    """

    def __init__(self, units: int, symbols: int, seed: int = 1, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.units, self.symbols, self.seed = units, symbols, seed

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "units": self.units, "symbols": self.symbols, "seed": self.seed}

    def build(self, shape: Shape) -> None:
        features, units, symbols = int(shape[-1] or 0), self.units, self.symbols
        self._made = 0
        # What the energies are made of begins as dense layers do; what is recurrent, and the readout, orthogonal
        self.v_a = self._weight("v_a", (units, 1), keras.initializers.GlorotUniform)
        self.w_a = self._weight("w_a", (units, units), keras.initializers.GlorotUniform)
        self.u_a = self._weight("u_a", (features, units), keras.initializers.GlorotUniform)
        self.b_a = self.add_weight(name="b_a", shape=(units,), initializer="zeros")
        self.w_s = self._weight("w_s", (features, units))
        # For the gates r and z, the proposal p and the readout o: C, U, W, b
        sizes = {"r": units, "z": units, "p": units, "o": symbols}
        self.c = {gate: self._weight(f"c_{gate}", (features, size)) for gate, size in sizes.items()}
        self.u = {gate: self._weight(f"u_{gate}", (units, size)) for gate, size in sizes.items()}
        self.w = {gate: self._weight(f"w_{gate}", (symbols, size)) for gate, size in sizes.items()}
        self.b = {
            gate: self.add_weight(name=f"b_{gate}", shape=(size,), initializer="zeros") for gate, size in sizes.items()
        }
        self.built = True

    def _weight(self, name: str, shape: Shape, initializer: Any = keras.initializers.Orthogonal) -> Any:
        self._made += 1
        return self.add_weight(name=name, shape=shape, initializer=initializer(seed=self.seed + self._made))

    def call(self, annotations: Tensor) -> Tensor:
        keys = ops.matmul(annotations, self.u_a) + self.b_a  # (batch, input, units)
        state = ops.tanh(ops.matmul(annotations[:, 0], self.w_s))
        said = ops.zeros_like(annotations[:, 0, :1]) + ops.zeros((1, self.symbols), annotations.dtype)

        def step(carried: tuple[Tensor, Tensor], _: Tensor) -> tuple[tuple[Tensor, Tensor], Tensor]:
            said, state = carried
            energies = ops.matmul(ops.tanh(keys + ops.matmul(state, self.w_a)[:, None]), self.v_a)  # (1)
            weights = ops.exp(energies)
            weights = weights / ops.sum(weights, axis=1, keepdims=True)  # (2)
            context = ops.sum(weights * annotations, axis=1)  # (3)

            def gate(name: str, before: Tensor) -> Tensor:
                return (
                    ops.matmul(said, self.w[name])
                    + ops.matmul(before, self.u[name])
                    + ops.matmul(context, self.c[name])
                    + self.b[name]
                )

            reset, update = ops.sigmoid(gate("r", state)), ops.sigmoid(gate("z", state))  # (4), (5)
            proposal = ops.tanh(gate("p", reset * state))  # (6)
            following = (1 - update) * state + update * proposal  # (7)
            distribution = ops.softmax(gate("o", state))  # (8), of the state before
            return (distribution, following), distribution

        _, written = ops.scan(step, (said, state), length=annotations.shape[1])
        return ops.transpose(written, (1, 0, 2))

    def compute_output_shape(self, shape: Shape) -> Shape:
        return (*shape[:2], self.symbols)


def build_model(length: int, characters: int, symbols: int, units: int = 256, seed: int = 1) -> keras.Model:
    """The whole network, compiled as the tutorial compiles it: Adam at 1e-3, cross-entropy over all positions.

    Args:
        length: of every input and output.
        characters, symbols: of the input and the output.
        units: of each direction of the encoder, and of the decoder.
        seed: of the initial weights.
    """
    source = keras.Input((length,), dtype="int32")
    one_hot = keras.layers.CategoryEncoding(characters, output_mode="one_hot", name="one_hot")(source[..., None])
    encoder = keras.layers.Bidirectional(_lstm(units, seed), backward_layer=_lstm(units, seed + 1, backwards=True))
    written = OriginalDecoder(units, symbols, seed=seed + 10, name="decoder")(encoder(one_hot))
    model = keras.Model(source, written)
    model.compile(optimizer=keras.optimizers.Adam(1e-3), loss="sparse_categorical_crossentropy")
    return model


def _lstm(units: int, seed: int, *, backwards: bool = False) -> keras.layers.LSTM:
    return keras.layers.LSTM(
        units,
        return_sequences=True,
        go_backwards=backwards,
        kernel_initializer=keras.initializers.GlorotUniform(seed=seed),
        recurrent_initializer=keras.initializers.Orthogonal(seed=seed + 100),
    )
