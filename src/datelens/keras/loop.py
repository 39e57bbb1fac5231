"""A loop over steps that each backend runs in the way it is fastest at."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import keras
from keras import ops, tree

Step = Callable[[Any, Any], tuple[Any, Any]]


def loop(step: Step, carry: Any, xs: Any, length: int) -> tuple[Any, Any]:
    """Run `step(carry, x) -> (carry, y)` over the first axis of `xs` and stack what it gives.

    JAX gets one scan, compiled once whatever the length; the other backends get the steps written out, which they run
    faster than their general loops as long as outputs are short.

    Args:
        step: one step; it may read weights but assigns nothing.
        carry: what the first step gets.
        xs: a tensor `(length, …)` or a structure of such; None to give every step None.
        length: number of steps, known when the loop is traced.

    Returns:
        The last carry, and the structure of `y` with an axis `length` put before each tensor.
    """
    if keras.backend.backend() == "jax":
        final, stacked = ops.scan(step, carry, xs, length=length)
        return final, stacked
    outputs = []
    for number in range(length):
        carry, output = step(carry, None if xs is None else tree.map_structure(operator.itemgetter(number), xs))
        outputs.append(output)
    return carry, tree.map_structure(lambda *steps: ops.stack(steps, axis=0), *outputs)
