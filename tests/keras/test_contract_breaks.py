"""Each check of the contract, seen to fail on a layer that breaks it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import contract
import keras
import numpy as np
import pytest
from cases import CASES, SAMPLED
from contract import Case
from keras import ops

from datelens.keras import AdditiveAttention, AttentionDecoder, MultiplicativeAttention, attention

Tensor = Any
UNSEEDED = keras.initializers.RandomNormal(stddev=1.0)


def broken(name: str) -> Callable[[type], type]:
    """Registers a broken layer, so that its files can be loaded."""
    return keras.saving.register_keras_serializable(package="broken", name=name)


@broken("forgetful")
class Forgetful(AdditiveAttention):
    """Leaves an argument out of its config."""

    def get_config(self) -> dict[str, Any]:
        return {name: value for name, value in super().get_config().items() if name != "seed"}


@broken("dull")
class Dull(AdditiveAttention):
    """Comes back from its config with another seed than it went in."""

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Dull:
        return cls(**{**config, "seed": None})


@broken("renamed")
class Renamed(AdditiveAttention):
    """Calls a weight by another name."""

    def add_weight(self, *, name: str, **more: Any) -> Any:
        return super().add_weight(name="offset" if name == "bias" else name, **more)


@broken("liar")
class Liar(AdditiveAttention):
    """Announces an input axis of a fixed size."""

    def compute_output_spec(self, state: Tensor, annotations: Tensor, mask: Tensor | None = None) -> Any:
        context, weights = super().compute_output_spec(state, annotations, mask)
        return context, keras.KerasTensor((weights.shape[0], 7), dtype=weights.dtype)


@broken("widened")
class Widened(AdditiveAttention):
    """Announces another dtype than it gives."""

    def compute_output_spec(self, state: Tensor, annotations: Tensor, mask: Tensor | None = None) -> Any:
        context, weights = super().compute_output_spec(state, annotations, mask)
        return context, keras.KerasTensor(weights.shape, dtype="float64")


@broken("transposed")
class Transposed(AdditiveAttention):
    """Gives the weights with their axes swapped."""

    def call(self, state: Tensor, annotations: Tensor, mask: Tensor | None = None) -> Any:
        context, weights = super().call(state, annotations, mask)
        return context, ops.transpose(weights)


@broken("relu")
class Relu(MultiplicativeAttention):
    """Computes something else than its formula."""

    def energies(self, state: Tensor, projected: Tensor) -> Tensor:
        return ops.relu(super().energies(state, projected))


@broken("stopped")
class Stopped(AdditiveAttention):
    """Lets no gradient reach the kernel of the state."""

    def energies(self, state: Tensor, projected: Tensor) -> Tensor:
        kernel = ops.stop_gradient(self.state_kernel)
        return attention.additive_energies(state, projected, kernel, self.energy_kernel)


@broken("unsaved")
class Unsaved(MultiplicativeAttention):
    """Computes with a number that no file keeps."""

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.factor = float(np.random.default_rng().uniform(1, 9))

    def energies(self, state: Tensor, projected: Tensor) -> Tensor:
        return super().energies(state, projected) * self.factor


@broken("half")
class Half(AdditiveAttention):
    """Keeps a weight in half precision."""

    def add_weight(self, *, name: str, **more: Any) -> Any:
        kept = {"dtype": "bfloat16"} if name == "bias" and self.compute_dtype != "float32" else {}
        return super().add_weight(name=name, **kept, **more)


@broken("narrow")
class Narrow(AdditiveAttention):
    """Gives attention weights in the dtype that it computes in."""

    def call(self, state: Tensor, annotations: Tensor, mask: Tensor | None = None) -> Any:
        context, weights = super().call(state, annotations, mask)
        return context, ops.cast(weights, self.compute_dtype)


@broken("counting")
class Counting(MultiplicativeAttention):
    """Computes with the number of its calls, which a compiled one does not count."""

    calls = 0

    def call(self, state: Tensor, annotations: Tensor, mask: Tensor | None = None) -> Any:
        self.calls += 1
        context, weights = super().call(state, annotations, mask)
        return context * self.calls, weights


@broken("unseeded")
class Unseeded(AdditiveAttention):
    """Does not ask its seed."""

    def add_weight(self, *, initializer: Any, **more: Any) -> Any:
        return super().add_weight(initializer=initializer if initializer == "zeros" else UNSEEDED.clone(), **more)


@broken("constant")
class Constant(AdditiveAttention):
    """Begins with the same weights whatever the seed."""

    def add_weight(self, *, initializer: Any, **more: Any) -> Any:
        return super().add_weight(initializer="zeros" if initializer == "zeros" else "ones", **more)


@broken("loose")
class Loose(AttentionDecoder):
    """Draws from no seed of its own."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.random = keras.random.SeedGenerator()


@broken("unmasked")
class Unmasked(AdditiveAttention):
    """Looks at padding."""

    def call(self, state: Tensor, annotations: Tensor, mask: Tensor | None = None) -> Any:
        return super().call(state, annotations, ops.ones_like(annotations[..., 0]))


@broken("nearly masked")
class NearlyMasked(AdditiveAttention):
    """Gives padding a little weight."""

    def call(self, state: Tensor, annotations: Tensor, mask: Tensor | None = None) -> Any:
        context, weights = super().call(state, annotations, mask)
        return context, weights + 1e-9


@broken("deaf")
class Deaf(AdditiveAttention):
    """Hears no mask but an explicit one."""

    def call(self, state: Tensor, annotations: Tensor, mask: Tensor | None = None) -> Any:
        return super().call(state, annotations, ops.ones_like(annotations[..., 0]) if mask is None else mask)


class DeafWhereCompiled(AdditiveAttention):
    """Looks for a carried mask where Keras keeps it in eager calls alone."""

    def call(self, state: Tensor, annotations: Tensor, mask: Tensor | None = None) -> Any:
        if mask is None:
            eager = keras.backend.backend() == "jax"  # the others keep it there always
            mask = getattr(annotations, "_keras_mask", None) if eager else None
        return super().call(state, annotations, ops.ones_like(annotations[..., 0]) if mask is None else mask)


BREAKS = {
    "config, an argument lost": (Forgetful, contract.check_config, "seed is lost"),
    "config, an argument changed": (Dull, contract.check_config, "the way there and back"),
    "build": (Renamed, contract.check_build, "names and shapes of weights"),
    "shapes": (Transposed, contract.check_shapes, "shapes of outputs"),
    "shapes announced": (Liar, contract.check_shapes, "shapes announced"),
    "dtypes announced": (Widened, contract.check_shapes, "dtypes announced"),
    "reference": (Relu, contract.check_reference, "Not equal to tolerance"),
    "gradients": (Stopped, contract.check_gradients, "no gradient reaches|these and no others are moved"),
    "file": (Unsaved, contract.check_file, "Arrays are not equal"),
    "mixed precision, weights": (Half, contract.check_mixed_precision, "of weights"),
    "mixed precision, outputs": (Narrow, contract.check_mixed_precision, "dtypes of outputs"),
    "compiled": (Counting, contract.check_compiled, "Not equal to tolerance"),
    "seed not asked": (Unseeded, contract.check_seed, "Arrays are not equal"),
    "seed without effect": (Constant, contract.check_seed, "state_kernel"),
    "draws": (Loose, contract.check_draws, "Arrays are not equal"),
    "padding": (Unmasked, contract.check_padding, "zeros at masked positions|Not equal to tolerance"),
    "exact zeros": (NearlyMasked, contract.check_padding, "zeros at masked positions"),
    "carried mask": (Deaf, contract.check_carried_mask, "Not equal to tolerance"),
    "carried mask, compiled": (DeafWhereCompiled, contract.check_carried_mask_in_a_model, "Not equal to tolerance"),
}


def case_of(kind: type[keras.layers.Layer]) -> Case:
    """The case of the layer that was broken, with the broken one in its place."""
    if issubclass(kind, AttentionDecoder):
        whole = SAMPLED["drawn"]
    else:
        whole = CASES["additive" if issubclass(kind, AdditiveAttention) else "multiplicative"]
    return dataclasses.replace(whole, kind=kind)


@pytest.mark.parametrize(("kind", "check", "message"), BREAKS.values(), ids=BREAKS)
def test_a_check_rejects_a_layer_that_breaks_it(
    kind: type[keras.layers.Layer], check: Callable[..., None], message: str, tmp_path: Path
) -> None:
    with pytest.raises(AssertionError, match=message):
        check(case_of(kind), *([tmp_path] if check is contract.check_file else []))


def test_every_check_has_a_layer_that_breaks_it() -> None:
    checks = {value for name, value in vars(contract).items() if name.startswith("check_")}
    assert checks == {check for _, check, _ in BREAKS.values()}
