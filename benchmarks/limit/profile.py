"""What ONNX Runtime does: which nodes it runs, on what shapes, and how long each kind takes."""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

from datelens.bundle import Bundle
from datelens.runtime import PROVIDERS, settings

_LSTMS = {"LSTM", "DynamicQuantizeLSTM"}
_PRODUCTS = {"MatMul", "FusedMatMul", "MatMulIntegerToFloat"}
LOOP = "Loop"
_ENDING = "_kernel_time"  # of the name of the event that a node's run is


@dataclass(frozen=True, slots=True)
class Node:
    """A node that was run.

    Attributes:
        kind: the operator.
        inputs, outputs: shapes.
        copied: bytes of the outputs.
        seconds: that it took, without the nodes that ran inside it.
    """

    kind: str
    inputs: tuple[tuple[int, ...], ...]
    outputs: tuple[tuple[int, ...], ...]
    copied: int
    seconds: float

    @property
    def multiply_adds(self) -> int:
        """Of the matrix products that it makes."""
        if self.kind in _LSTMS:  # whose kernels are packed, and not told of
            units = self.outputs[0][-1]
            return prod(self.outputs[0]) * 4 * (self.inputs[0][-1] + units)
        return prod(self.outputs[0]) * self.inputs[0][-1] if self.kind in _PRODUCTS else 0


def run(bundle: Bundle, name: str, batches: Iterable[Mapping[str, np.ndarray]]) -> list[Node]:
    """The nodes that a graph of a bundle runs for some batches, in their order."""
    options = onnxruntime.SessionOptions()
    for key, value in settings().items():
        setattr(options, key, value)
    with tempfile.TemporaryDirectory() as folder:
        options.enable_profiling = True
        options.profile_file_prefix = str(Path(folder) / "profile")
        session = onnxruntime.InferenceSession(bundle.read(name), options, providers=PROVIDERS)
        for batch in batches:
            session.run(None, dict(batch))
        events = json.loads(Path(session.end_profiling()).read_text(encoding="utf-8"))
    return list(_nodes(events))


def _nodes(events: Sequence[Mapping[str, Any]]) -> Iterator[Node]:
    ran = [event for event in events if event.get("cat") == "Node" and event["name"].endswith(_ENDING)]
    for event in ran:
        about, inside = event["args"], 0
        if about["op_name"] == LOOP:
            start, stop = event["ts"], event["ts"] + event["dur"]
            inside = sum(other["dur"] for other in ran if other is not event and start <= other["ts"] < stop)
        yield Node(
            about["op_name"],
            _shapes(about.get("input_type_shape", [])),
            _shapes(about.get("output_type_shape", [])),
            int(about.get("output_size", 0)),
            (event["dur"] - inside) / 1e6,
        )


def _shapes(described: Iterable[Mapping[str, Sequence[int]]]) -> tuple[tuple[int, ...], ...]:
    """The shapes of what ONNX Runtime describes as `[{"float": [2, 3]}, …]`."""
    return tuple(tuple(shape) for one in described for shape in one.values())


def seconds_by_kind(nodes: Iterable[Node]) -> dict[str, float]:
    """How long each kind of node took, the longest first."""
    found: dict[str, float] = defaultdict(float)
    for node in nodes:
        found[node.kind] += node.seconds
    return dict(sorted(found.items(), key=lambda item: -item[1]))
