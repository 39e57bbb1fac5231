"""The decoder by hand in JAX, and the layer, each compiled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import keras
import numpy as np

from datelens.keras import AttentionDecoder

Weights = dict[str, Any]
Inputs = dict[str, Any]
Task = Callable[[], Any]


def tasks(decoder: AttentionDecoder, given: dict[str, np.ndarray]) -> dict[str, tuple[Task, Task]]:
    """By what is done, the layer and the same by hand; each gives numbers that must agree.

    Args:
        decoder: built, of the benchmark's kind.
        given: `annotations` (batch, input, features), `mask` (batch, input), `targets` (batch, output).
    """
    inputs = {name: jnp.asarray(value) for name, value in given.items()}
    variables = decoder.trainable_variables
    values = [variable.value for variable in variables]
    weights = {variable.path.partition("/")[2]: variable.value for variable in variables}
    length = given["targets"].shape[1]

    def layer_taught(values: list[Any], inputs: Inputs) -> Any:
        with keras.StatelessScope(state_mapping=list(zip(variables, values, strict=True))):
            return decoder(inputs["annotations"], inputs["targets"], mask=inputs["mask"])

    def layer_free(values: list[Any], inputs: Inputs) -> Any:
        with keras.StatelessScope(state_mapping=list(zip(variables, values, strict=True))):
            return decoder(inputs["annotations"], mask=inputs["mask"], output_length=length)

    def free(weights: Weights, inputs: Inputs) -> Any:
        return freely(weights, inputs, length)

    def learned(write: Callable[[Any, Inputs], Any]) -> Callable[[Any, Inputs], Any]:
        return jax.jit(jax.value_and_grad(lambda weights, inputs: loss(write(weights, inputs), inputs["targets"])))

    pairs = {
        "taught, with gradients": (learned(layer_taught), learned(taught)),
        "taught": (jax.jit(layer_taught), jax.jit(taught)),
        "running free": (jax.jit(layer_free), jax.jit(free)),
    }
    return {
        name: (
            lambda layer=layer: numbers(jax.block_until_ready(layer(values, inputs))),
            lambda by_hand=by_hand: numbers(jax.block_until_ready(by_hand(weights, inputs))),
        )
        for name, (layer, by_hand) in pairs.items()
    }


def numbers(found: Any) -> Any:
    """Logits, or the loss of a loss and its gradients."""
    return found[0] if isinstance(found, tuple) else found


def loss(logits: Any, targets: Any) -> Any:
    """The mean cross-entropy."""
    logs = jax.nn.log_softmax(logits)
    return -jnp.take_along_axis(logs, targets[..., None], axis=-1).mean()


def taught(w: Weights, inputs: Inputs) -> Any:
    """Teacher forcing: logits (batch, output, symbols)."""
    annotations, symbols = inputs["annotations"], w["cell/readout_bias"].shape[0]
    fed = jnp.pad(jax.nn.one_hot(inputs["targets"][:, :-1], symbols), ((0, 0), (1, 0), (0, 0))).swapaxes(0, 1)
    attend, advance = parts(w, inputs)

    def step(s: Any, y: Any) -> Any:
        c = attend(s)
        s = advance(s, y, c)
        return s, (s, c)

    ys = fed @ w["cell/feedback_kernel"] + w["cell/bias"]
    _, (s, c) = jax.lax.scan(step, first(w, annotations), ys)
    return read(w, fed, s, c).swapaxes(0, 1)


def freely(w: Weights, inputs: Inputs, length: int) -> Any:
    """Each step gets the likeliest symbol of the one before."""
    annotations, symbols = inputs["annotations"], w["cell/readout_bias"].shape[0]
    attend, advance = parts(w, inputs)

    def step(carry: Any, _: None) -> Any:
        s, y = carry
        c = attend(s)
        s = advance(s, y @ w["cell/feedback_kernel"] + w["cell/bias"], c)
        logits = read(w, y, s, c)
        return (s, jax.nn.one_hot(logits.argmax(axis=-1), symbols)), logits

    nothing = jnp.zeros((annotations.shape[0], symbols))
    _, logits = jax.lax.scan(step, (first(w, annotations), nothing), None, length=length)
    return logits.swapaxes(0, 1)


def first(w: Weights, annotations: Any) -> Any:
    """The first state."""
    return jnp.tanh(annotations[:, 0] @ w["initial_kernel"] + w["initial_bias"])


def parts(w: Weights, inputs: Inputs) -> tuple[Callable[[Any], Any], Callable[[Any, Any, Any], Any]]:
    """Equations (1) to (3), and (4) to (7)."""
    annotations, units = inputs["annotations"], w["cell/proposal_kernel"].shape[0]
    projected = annotations @ w["cell/attention/annotation_kernel"] + w["cell/attention/bias"]
    barrier = jnp.where(inputs["mask"], 0.0, -1e9)

    def attend(s: Any) -> Any:
        mixed = jnp.tanh((s @ w["cell/attention/state_kernel"])[:, None] + projected)
        alpha = jax.nn.softmax(mixed @ w["cell/attention/energy_kernel"] + barrier)
        return jnp.einsum("bi,bif->bf", alpha, annotations)

    def advance(s: Any, y: Any, c: Any) -> Any:
        given = y + c @ w["cell/context_kernel"]
        gates = jax.nn.sigmoid(given[:, : 2 * units] + s @ w["cell/state_kernel"])
        r, z = gates[:, :units], gates[:, units:]
        return (1 - z) * s + z * jnp.tanh(given[:, 2 * units :] + (r * s) @ w["cell/proposal_kernel"])

    return attend, advance


def read(w: Weights, y: Any, s: Any, c: Any) -> Any:
    """Equation (8)."""
    own = y @ w["cell/readout_feedback_kernel"] + s @ w["cell/readout_state_kernel"]
    return own + c @ w["cell/readout_context_kernel"] + w["cell/readout_bias"]
