"""What each layer of the kit gives for a row of its inputs, by `reference.py`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
import reference
from contract import Case, Reference

Weights = Mapping[str, np.ndarray]


def attention(kind: str) -> Reference:
    """Of an attention layer: the context vector and the attention weights."""
    return partial(_attend, kind)


def _attend(kind: str, weights: Weights, case: Case, row: int) -> tuple[np.ndarray, ...]:
    named = {f"decoder/attention/{name}": value for name, value in weights.items()}
    return reference.attend(named, kind, case.inputs["state"][row].astype("float64"), _real(case, row))


def encoder(weights: Weights, case: Case, row: int) -> tuple[np.ndarray, ...]:
    """Of an encoder: the annotations."""
    named = {}
    for path, value in weights.items():
        direction = "forward" if path.startswith("forward") else "backward"
        named[f"encoder/{direction}/{path.rpartition('/')[2]}"] = value
    read = reference.gru if case.arguments["recurrence"] == "gru" else reference.lstm
    directions = [read(named, direction, _real(case, row)) for direction in ("forward", "backward")]
    return (np.concatenate(directions, axis=-1),)


def cell(weights: Weights, case: Case, row: int) -> tuple[np.ndarray, ...]:
    """Of a cell: logits, the next state, attention weights."""
    feedback = np.eye(case.arguments["output_size"])[case.inputs["feedback"][row]]
    state = case.inputs["state"][row].astype("float64")
    found = reference.step(_decoder(weights), state, feedback, _real(case, row), **_kind(case))
    return found[:2] if case.arguments["attention"] == "none" else found


def decoder(weights: Weights, case: Case, row: int) -> tuple[np.ndarray, ...]:
    """Of a decoder: logits, attention weights."""
    taught = "targets" in case.inputs
    targets = case.inputs["targets"][row].tolist() if taught else None
    length = len(targets) if targets is not None else case.others["output_length"]
    more: dict[str, Any] = {"feedback": case.arguments["feedback"], **_kind(case)}
    found = reference.write(_decoder(weights), _real(case, row), length, case.arguments["start"], targets, **more)
    return found[:1] if case.arguments["attention"] == "none" else found


def _kind(case: Case) -> dict[str, Any]:
    return {name: case.arguments[name] for name in ("attention", "readout")}


def _real(case: Case, row: int) -> np.ndarray:
    """The real positions of the sequence, `(input, features)`."""
    return case.inputs[case.sequence][row][case.inputs["mask"][row]].astype("float64")


def _decoder(weights: Weights) -> dict[str, np.ndarray]:
    """The weights of a cell or a decoder by the names of `model_weights`."""
    named = {}
    for path, value in weights.items():
        name = path.removeprefix("cell/")
        if name.startswith("readout_"):
            name = f"readout/{name.removeprefix('readout_')}"
        elif not name.startswith(("attention/", "initial_", "embeddings")):
            name = f"gates/{name}"
        named[f"decoder/{name}"] = value
    return named
