"""The decoder by hand in torch, and the layer, neither compiled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from datelens.keras import AttentionDecoder

Weights = dict[str, Any]
Inputs = dict[str, Any]
Task = Callable[[], Any]


def tasks(decoder: AttentionDecoder, given: dict[str, np.ndarray]) -> dict[str, tuple[Task, Task]]:
    """As in `jax_decoder`."""
    inputs = {name: torch.from_numpy(value) for name, value in given.items()}
    inputs["targets"] = inputs["targets"].long()
    weights = {variable.path.partition("/")[2]: variable.value for variable in decoder.trainable_variables}
    length = given["targets"].shape[1]

    def layer_taught() -> Any:
        return decoder(inputs["annotations"], inputs["targets"], mask=inputs["mask"])

    def layer_free() -> Any:
        return decoder(inputs["annotations"], mask=inputs["mask"], output_length=length)

    def learned(write: Callable[[], Any]) -> Task:
        def task() -> Any:
            decoder.zero_grad()
            loss = functional.cross_entropy(write().flatten(0, 1), inputs["targets"].flatten())
            loss.backward()
            return loss.detach().numpy()

        return task

    def plain(write: Callable[[], Any]) -> Task:
        def task() -> Any:
            with torch.no_grad():
                return write().numpy()

        return task

    def by_hand_taught() -> Any:
        return taught(weights, inputs)

    def by_hand_free() -> Any:
        return freely(weights, inputs, length)

    return {
        "taught, with gradients": (learned(layer_taught), learned(by_hand_taught)),
        "taught": (plain(layer_taught), plain(by_hand_taught)),
        "running free": (plain(layer_free), plain(by_hand_free)),
    }


def taught(w: Weights, inputs: Inputs) -> Any:
    """Teacher forcing: logits (batch, output, symbols)."""
    symbols = w["cell/readout_bias"].shape[0]
    fed = functional.pad(functional.one_hot(inputs["targets"][:, :-1], symbols).float(), (0, 0, 1, 0))
    attend, advance = parts(w, inputs)
    s, states, contexts = first(w, inputs["annotations"]), [], []
    for y in (fed @ w["cell/feedback_kernel"] + w["cell/bias"]).unbind(1):
        c = attend(s)
        s = advance(s, y, c)
        states.append(s)
        contexts.append(c)
    return read(w, fed, torch.stack(states, 1), torch.stack(contexts, 1))


def freely(w: Weights, inputs: Inputs, length: int) -> Any:
    """Each step gets the likeliest symbol of the one before."""
    symbols = w["cell/readout_bias"].shape[0]
    attend, advance = parts(w, inputs)
    s, y, written = first(w, inputs["annotations"]), torch.zeros(len(inputs["annotations"]), symbols), []
    for _ in range(length):
        c = attend(s)
        s = advance(s, y @ w["cell/feedback_kernel"] + w["cell/bias"], c)
        written.append(read(w, y, s, c))
        y = functional.one_hot(written[-1].argmax(-1), symbols).float()
    return torch.stack(written, 1)


def first(w: Weights, annotations: Any) -> Any:
    """The first state."""
    return torch.tanh(annotations[:, 0] @ w["initial_kernel"] + w["initial_bias"])


def parts(w: Weights, inputs: Inputs) -> tuple[Callable[[Any], Any], Callable[[Any, Any, Any], Any]]:
    """Equations (1) to (3), and (4) to (7)."""
    annotations, units = inputs["annotations"], w["cell/proposal_kernel"].shape[0]
    projected = annotations @ w["cell/attention/annotation_kernel"] + w["cell/attention/bias"]
    barrier = torch.where(inputs["mask"], 0.0, -1e9)

    def attend(s: Any) -> Any:
        mixed = torch.tanh((s @ w["cell/attention/state_kernel"]).unsqueeze(1) + projected)
        alpha = torch.softmax(mixed @ w["cell/attention/energy_kernel"] + barrier, -1)
        return torch.einsum("bi,bif->bf", alpha, annotations)

    def advance(s: Any, y: Any, c: Any) -> Any:
        given = y + c @ w["cell/context_kernel"]
        gates = torch.sigmoid(given[:, : 2 * units] + s @ w["cell/state_kernel"])
        r, z = gates[:, :units], gates[:, units:]
        return (1 - z) * s + z * torch.tanh(given[:, 2 * units :] + (r * s) @ w["cell/proposal_kernel"])

    return attend, advance


def read(w: Weights, y: Any, s: Any, c: Any) -> Any:
    """Equation (8)."""
    own = y @ w["cell/readout_feedback_kernel"] + s @ w["cell/readout_state_kernel"]
    return own + c @ w["cell/readout_context_kernel"] + w["cell/readout_bias"]
