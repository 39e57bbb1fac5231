"""What every layer of the kit promises, checked for one layer at a time."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import keras
import numpy as np
from backends import array, compiled, gradients

Reference = Callable[[Mapping[str, np.ndarray], "Case", int], tuple[np.ndarray, ...]]
"""Float64 weights by path, a case and a row of its inputs in; the outputs of that row out, real positions alone."""


@dataclass(frozen=True)
class Case:
    """A layer and how it is called.

    Attributes:
        kind: its class.
        arguments: those of `__init__`, each another than its default.
        inputs: arrays by the names of `call`'s arguments.
        others: arguments of `call` that are no arrays.
        weights: the shapes of all weights by path, the layer's own name left out.
        outputs: the shapes of all outputs, batch and input axes as -1 and -2.
        dtypes: those of the outputs under mixed_bfloat16.
        reference: the same in numpy.
        sequence: the input that has the axes batch and input.
    """

    kind: type[keras.layers.Layer]
    arguments: dict[str, Any]
    inputs: dict[str, np.ndarray]
    weights: dict[str, tuple[int, ...]]
    outputs: tuple[tuple[int, ...], ...]
    dtypes: tuple[str, ...]
    reference: Reference
    others: dict[str, Any] = field(default_factory=dict)
    sequence: str = "annotations"

    def layer(self, **changes: Any) -> keras.layers.Layer:
        return self.kind(**{**self.arguments, **changes})

    def call(self, layer: keras.layers.Layer, **changes: Any) -> tuple[Any, ...]:
        given = {**self.inputs, **self.others, **changes}
        return tuple(output for output in keras.tree.flatten(layer(**given)) if output is not None)

    def symbolic(self, batch: int | None, length: int | None) -> dict[str, keras.KerasTensor]:
        """The inputs as Keras tensors, with the axes that are called `batch` and `input` here of these sizes."""
        mine = self.inputs[self.sequence].shape
        sizes = {mine[0]: batch, mine[1]: length}
        return {
            name: keras.KerasTensor([sizes.get(size, size) for size in value.shape], dtype=str(value.dtype))
            for name, value in self.inputs.items()
        }

    def shapes(self, batch: int | None, length: int | None) -> list[tuple[int | None, ...]]:
        return [tuple({-1: batch, -2: length}.get(size, size) for size in shape) for shape in self.outputs]


def check_config(case: Case) -> None:
    """Every argument of `__init__` is in the config as given, and the config makes a layer with the same one."""
    layer = case.layer()
    config = layer.get_config()
    parameters = inspect.signature(case.kind.__init__).parameters.values()
    named = [p for p in parameters if p.name != "self" and p.kind is not inspect.Parameter.VAR_KEYWORD]
    assert {p.name for p in named} == set(case.arguments), "the case must give every argument"
    for parameter in named:
        given = case.arguments[parameter.name]
        assert given != parameter.default, f"the case must give {parameter.name} another value than its default"
        assert config.get(parameter.name) == given, f"{parameter.name} is lost"
    assert case.kind.from_config(json.loads(json.dumps(config))).get_config() == config, "the way there and back"


def check_build(case: Case) -> None:
    """The weights have the names and shapes that the case tells, after a call and after a symbolic one."""
    called, built = case.layer(), case.layer()
    case.call(called)
    built(**case.symbolic(None, None), **case.others)
    for layer in (called, built):
        found = {own_path(weight.path): tuple(weight.shape) for weight in layer.weights}
        assert found == case.weights, "names and shapes of weights"


def check_shapes(case: Case) -> None:
    """Called on arrays and on tensors of known and unknown axes, the layer gives the shapes that it announces."""
    batch, length = case.inputs[case.sequence].shape[:2]
    layer = case.layer()
    outputs = case.call(layer)
    assert [tuple(output.shape) for output in outputs] == case.shapes(batch, length), "shapes of outputs"
    for sizes in ((batch, length), (None, length), (None, None)):
        announced = layer(**case.symbolic(*sizes), **case.others)
        announced = [output for output in keras.tree.flatten(announced) if output is not None]
        assert [tuple(output.shape) for output in announced] == case.shapes(*sizes), "shapes announced"
        found = [keras.backend.standardize_dtype(output.dtype) for output in outputs]
        assert [output.dtype for output in announced] == found, "dtypes announced"


def check_gradients(case: Case) -> None:
    """Some loss moves every weight."""
    layer = case.layer()
    case.call(layer)
    randomise(layer)
    factors = [np.random.default_rng(7).normal(size=tuple(o.shape)).astype("float32") for o in case.call(layer)]

    def loss() -> Any:
        return sum(keras.ops.sum(keras.ops.multiply(o, f)) for o, f in zip(case.call(layer), factors, strict=True))

    found = gradients(layer, loss)
    moved = {own_path(path) for path, gradient in found.items() if np.abs(gradient).max() > 1e-6}
    assert moved == set(case.weights), "these and no others are moved"
    assert all(np.isfinite(gradient).all() for gradient in found.values())


def check_file(case: Case, folder: Path) -> None:
    """A model of the layer that was saved and loaded gives identical outputs."""
    symbolic = {
        name: keras.Input(batch_shape=tensor.shape, dtype=tensor.dtype, name=name)
        for name, tensor in case.symbolic(None, None).items()
    }
    layer = case.layer()
    outputs = [output for output in keras.tree.flatten(layer(**symbolic, **case.others)) if output is not None]
    model = keras.Model(symbolic, outputs)
    randomise(model)
    model.save(folder / "layer.keras")
    loaded = keras.saving.load_model(folder / "layer.keras")
    first, second = model(case.inputs), loaded(case.inputs)
    for before, after in zip(keras.tree.flatten(first), keras.tree.flatten(second), strict=True):
        np.testing.assert_array_equal(array(before), array(after))


def check_mixed_precision(case: Case) -> None:
    """Under mixed_bfloat16 the weights stay float32, the outputs have the dtypes told and are nearly the same."""
    exact, mixed = case.layer(), case.layer(dtype="mixed_bfloat16")
    expected = case.call(exact)
    outputs = case.call(mixed)
    assert tuple(keras.backend.standardize_dtype(output.dtype) for output in outputs) == case.dtypes, (
        "dtypes of outputs"
    )
    assert {keras.backend.standardize_dtype(weight.dtype) for weight in mixed.weights} == {"float32"}, "of weights"
    for weight, value in zip(mixed.weights, exact.weights, strict=True):
        weight.assign(value)
    for output, right in zip(case.call(mixed), expected, strict=True):
        np.testing.assert_allclose(array(output), array(right), atol=0.05)
    announced = mixed(**case.symbolic(None, None), **case.others)
    assert tuple(o.dtype for o in keras.tree.flatten(announced) if o is not None) == case.dtypes, "dtypes announced"


def check_compiled(case: Case) -> None:
    """A compiled call gives what an eager one does."""
    layer = case.layer()
    eager = case.call(layer)
    outputs = [o for o in keras.tree.flatten(compiled(layer, case.inputs, case.others)) if o is not None]
    for output, right in zip(outputs, eager, strict=True):
        np.testing.assert_allclose(array(output), array(right), atol=1e-6)


def check_seed(case: Case) -> None:
    """The same seed gives the same weights, another one others, and no two weights of a layer are alike."""
    layers = [case.layer(seed=3), case.layer(seed=3), case.layer(seed=4)]
    for layer in layers:
        case.call(layer)
    for one, same, other in zip(*(layer.weights for layer in layers), strict=True):
        np.testing.assert_array_equal(array(one), array(same))
        assert "bias" in one.name or np.abs(array(one) - array(other)).max() > 1e-3, one.name


def check_draws(case: Case) -> None:
    """What a layer draws while training follows from its seed, and from the call before."""
    outputs = []
    for seed in (3, 3, 4):
        layer = case.layer(seed=seed)
        case.call(layer, training=True)  # the weights of this one are of its seed
        for weight in layer.trainable_weights:
            weight.assign(np.random.default_rng(6).normal(scale=0.5, size=tuple(weight.shape)))
        outputs.append([array(case.call(layer, training=True)[0]) for _ in range(2)])
    one, same, other = outputs
    np.testing.assert_array_equal(one, same)
    assert np.abs(one[0] - one[1]).max() > 1e-3, "each call draws anew"
    assert np.abs(one[0] - other[0]).max() > 1e-3, "another seed draws otherwise"


def check_padding(case: Case) -> None:
    """More padding changes no output, and outputs over the input are exact zeros there."""
    layer = case.layer()
    mask = case.inputs["mask"]
    assert not mask.all(), "the case must mask something"
    expected = case.call(layer)
    real = np.pad(mask, ((0, 0), (0, 5)))
    sequence = np.pad(case.inputs[case.sequence], ((0, 0), (0, 5), (0, 0)), constant_values=9.0)
    sequence = np.where(real[..., None], sequence, np.float32(1e4))
    outputs = case.call(layer, **{"mask": real, case.sequence: sequence})
    for output, right, shape in zip(outputs, expected, case.outputs, strict=True):
        found, wanted = array(output), array(right)
        if -2 in shape:
            found, wanted = (np.moveaxis(given, shape.index(-2), 1) for given in (found, wanted))
            assert (found[~real] == 0.0).all(), "zeros at masked positions"
            found = found[:, : mask.shape[1]]
        np.testing.assert_allclose(found, wanted, atol=1e-6)


def check_carried_mask(case: Case) -> None:
    """The mask that Keras carries with a tensor does what an explicit one does."""
    layer, mask = case.layer(), case.inputs["mask"]
    sequence = np.where(mask[..., None], case.inputs[case.sequence], np.float32(0.0))
    explicit = case.call(layer, **{case.sequence: sequence})
    none = case.call(layer, **{case.sequence: sequence, "mask": None})
    assert max(np.abs(array(a) - array(b)).max() for a, b in zip(explicit, none, strict=True)) > 1e-3, "a mask tells"
    carried = case.call(layer, **{case.sequence: keras.layers.Masking(0.0)(sequence), "mask": None})
    for output, right in zip(carried, explicit, strict=True):
        np.testing.assert_allclose(array(output), array(right), atol=1e-6)


def check_carried_mask_in_a_model(case: Case) -> None:
    """It does so in a functional model too, whose `predict` is compiled where the backend compiles."""
    layer, mask = case.layer(), case.inputs["mask"]
    sequence = np.where(mask[..., None], case.inputs[case.sequence], np.float32(0.0))
    explicit = case.call(layer, **{case.sequence: sequence})
    given = {**case.inputs, case.sequence: sequence}
    del given["mask"]
    symbolic = {
        name: keras.Input(batch_shape=tensor.shape, dtype=tensor.dtype, name=name)
        for name, tensor in case.symbolic(None, None).items()
        if name != "mask"
    }
    masked = {**symbolic, case.sequence: keras.layers.Masking(0.0)(symbolic[case.sequence])}
    outputs = [output for output in keras.tree.flatten(layer(**masked, **case.others)) if output is not None]
    predicted = keras.Model(symbolic, outputs).predict(given, verbose=0)
    for output, right in zip(keras.tree.flatten(predicted), explicit, strict=True):
        np.testing.assert_allclose(output, array(right), atol=1e-6)


def check_reference(case: Case) -> None:
    """Each row is what numpy says, computed from its real positions alone."""
    layer = case.layer()
    case.call(layer)
    randomise(layer)
    outputs = [array(output) for output in case.call(layer)]
    weights = {own_path(weight.path): array(weight).astype("float64") for weight in layer.weights}
    for row, real in enumerate(case.inputs["mask"]):
        for output, right, shape in zip(outputs, case.reference(weights, case, row), case.outputs, strict=True):
            found = output[row] if -2 not in shape else np.compress(real, output[row], axis=shape.index(-2) - 1)
            np.testing.assert_allclose(found, right, atol=2e-5)


def own_path(path: str) -> str:
    """The path of a weight inside its layer."""
    return path.partition("/")[2]


def randomise(layer: keras.layers.Layer) -> None:
    """Give every weight, biases included, values away from zero."""
    random = np.random.default_rng(5)
    for weight in layer.weights:
        if str(weight.dtype) == "float32":
            weight.assign(random.normal(scale=0.5, size=tuple(weight.shape)).astype("float32"))
