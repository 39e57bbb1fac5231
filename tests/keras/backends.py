"""What each backend does in its own way: arrays, gradients, compiled calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras
import numpy as np


def array(tensor: Any) -> np.ndarray:
    """A tensor of any backend as numpy."""
    return np.array(keras.ops.convert_to_numpy(keras.ops.cast(keras.ops.convert_to_tensor(tensor), "float32")))


def tensor(numbers: Any) -> Any:
    """Numbers as a tensor of the backend, float32."""
    return keras.ops.convert_to_tensor(np.asarray(numbers, "float32"))


def gradients(layer: keras.layers.Layer, loss: Callable[[], Any]) -> dict[str, np.ndarray]:
    """The gradients of `loss()` with respect to each trainable weight of the layer, by path."""
    variables = layer.trainable_variables
    if keras.backend.backend() == "jax":
        import jax

        def of(values: list[Any]) -> Any:
            with keras.StatelessScope(state_mapping=zip(variables, values, strict=True)):
                return loss()

        found = jax.grad(of)([variable.value for variable in variables])
    elif keras.backend.backend() == "torch":
        layer.zero_grad()
        loss().backward()
        found = [variable.value.grad for variable in variables]
    else:
        import tensorflow as tf

        with tf.GradientTape() as tape:
            value = loss()
        found = tape.gradient(value, [variable.value for variable in variables])
    missing = [variable.path for variable, gradient in zip(variables, found, strict=True) if gradient is None]
    assert not missing, f"no gradient reaches {missing}"
    return {variable.path: array(gradient) for variable, gradient in zip(variables, found, strict=True)}


def compiled(layer: keras.layers.Layer, arguments: dict[str, np.ndarray], others: dict[str, Any]) -> Any:
    """What a compiled call gives; torch, which compiles nothing here, runs it without keeping gradients."""
    if keras.backend.backend() == "jax":
        import jax

        def run(trainable: Any, other: Any, given: dict[str, Any]) -> Any:
            return layer.stateless_call(trainable, other, **given, **others)[0]

        states = ([v.value for v in layer.trainable_variables], [v.value for v in layer.non_trainable_variables])
        return jax.jit(run)(*states, arguments)
    if keras.backend.backend() == "torch":
        import torch

        with torch.no_grad():
            return layer(**arguments, **others)
    import tensorflow as tf

    return tf.function(lambda given: layer(**given, **others), jit_compile=True)(arguments)


def jitted(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, compiled by XLA; torch, which compiles nothing here, gets it back as it is."""
    if keras.backend.backend() == "jax":
        import jax

        return jax.jit(function)
    if keras.backend.backend() == "tensorflow":
        import tensorflow as tf

        return tf.function(function, jit_compile=True)
    return function
