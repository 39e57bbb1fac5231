"""A graph of ONNX nodes, written down one after the other, with float32 or int8 matrix products.

With int8, an activation between -1 and 1 (every state, annotation and context vector) is stored as `128 + 127 x` in
one byte, and each column of a matrix as whole numbers times a factor of its own. The sums are exact integers and none
of the factors depends on what else is in the batch, so a row comes out the same in any batch. Weights keep seven bits:
with eight, the pairwise 16-bit sums of processors without VNNI would saturate and give other numbers there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal, NamedTuple, get_args

import numpy as np
import onnx
from onnx import helper, numpy_helper

Precision = Literal["int8", "float32"]
"""How the matrix products of a graph are computed."""

PRECISIONS: tuple[str, ...] = get_args(Precision)

_OPSET = 17
_IR_VERSION = 9
_CONTRIB = "com.microsoft"
_ACTIVATION_SCALE = np.float32(1 / 127)
_ACTIVATION_ZERO = np.uint8(128)
_WEIGHT_LIMIT = 63


def quantise(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Whole numbers and a factor for each column, `matrix ≈ whole * factor`.

    Args:
        matrix: float array (in, out).

    Returns:
        int8 array (in, out) between -63 and 63, float32 array (out,).

    Example:
        >>> quantise(np.array([[1.0, 0.5], [-0.3, 0.5]]))[0].tolist()
        [[63, 63], [-19, 63]]
    """
    largest = np.abs(matrix).max(axis=0)
    factor = (np.where(largest > 0, largest, 1) / _WEIGHT_LIMIT).astype(np.float32)
    return np.rint(matrix / factor).clip(-_WEIGHT_LIMIT, _WEIGHT_LIMIT).astype(np.int8), factor


class Turn(NamedTuple):
    """What a turn of a loop leaves, by name.

    Attributes:
        go_on: boolean scalar: whether there is another turn.
        carried: what the next turn begins with.
        collected: what is kept of each turn.
    """

    go_on: str
    carried: Sequence[str]
    collected: Sequence[str]


class Nodes:
    """Nodes and constants of one graph, in the order in which they run.

    Args:
        precision: `int8` or `float32`, for `dense` alone; everything else is computed in float32.
    """

    int32, boolean = int(onnx.TensorProto.INT32), int(onnx.TensorProto.BOOL)

    def __init__(self, precision: Precision) -> None:
        self.precision = precision
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[tuple[str, tuple[int, ...], bytes], str] = {}
        self._initializers: list[onnx.TensorProto] = []
        self._quantised: dict[str, str] = {}
        self._names = 0

    def constant(self, value: Any, dtype: Any = None) -> str:
        """The name of a constant; equal ones are kept once."""
        array = np.ascontiguousarray(value, dtype)
        array = array.reshape(np.shape(value))  # a scalar stays one
        key = (array.dtype.str, array.shape, array.tobytes())
        if key not in self._constants:
            self._constants[key] = f"c{len(self._constants)}"
            self._initializers.append(numpy_helper.from_array(array, self._constants[key]))
        return self._constants[key]

    def add(
        self, kind: str, *inputs: str, outputs: int | Sequence[str] = 1, domain: str = "", **attributes: Any
    ) -> Any:
        """Add a node; gives the name of its output, or the names where it has several.

        Args:
            kind: the operator, such as `MatMul`.
            inputs: names; empty where an optional input is left out.
            outputs: how many, or under which names.
            domain: of the operator; empty for the standard ones.
            attributes: of the operator.
        """
        if isinstance(outputs, int):
            outputs = [self._name() for _ in range(outputs)]
        self._nodes.append(helper.make_node(kind, list(inputs), list(outputs), domain=domain, **attributes))
        return outputs[0] if len(outputs) == 1 else list(outputs)

    def dense(self, x: str, kernel: np.ndarray, bias: np.ndarray | None = None) -> str:
        """`x @ kernel + bias` for an `x` (…, in) between -1 and 1."""
        added = "" if bias is None else self.constant(bias, np.float32)
        if self.precision == "float32":
            product = self.add("MatMul", x, self.constant(kernel, np.float32))
            return self.add("Add", product, added) if added else product
        scale, zero = self.constant(_ACTIVATION_SCALE), self.constant(_ACTIVATION_ZERO)
        if x not in self._quantised:
            self._quantised[x] = self.add("QuantizeLinear", x, scale, zero)
        whole, factor = quantise(kernel)
        weights = (self.constant(whole), scale, self.constant(factor), zero, "", added)
        return self.add("MatMulIntegerToFloat", self._quantised[x], *weights, domain=_CONTRIB)

    def times_transposed(self, x: str, y: str) -> str:
        """`x @ yᵀ` over the last two axes, without turning `y` round in memory."""
        return str(self.add("FusedMatMul", x, y, domain=_CONTRIB, transB=1))

    def split(self, x: str, sizes: Sequence[int]) -> list[str]:
        """The parts of `x` along its last axis."""
        return self.add("Split", x, self.constant(sizes, np.int64), outputs=len(sizes), axis=-1)

    def expand(self, x: str, axis: int) -> str:
        """`x` with an axis of one at `axis`."""
        return self.add("Unsqueeze", x, self.constant([axis], np.int64))

    def squeeze(self, x: str, *axes: int) -> str:
        """`x` without its axes of one at `axes`."""
        return str(self.add("Squeeze", x, self.constant(axes, np.int64)))

    def first(self, x: str, axis: int) -> str:
        """The first of `x` along the axis, which goes."""
        return self.add("Gather", x, self.constant(0, np.int64), axis=axis)

    def equals(self, x: str, number: int) -> str:
        """Where the whole numbers `x` are `number`."""
        return self.add("Equal", x, self.constant(number, np.int32))

    def loop(self, count: int, carried: Sequence[str], body: Callable[[list[str]], Turn]) -> list[str]:
        """Run the nodes that `body` adds again and again, `count` times at most.

        Args:
            count: how often at most.
            carried: what the first turn begins with.
            body: adds the nodes of a turn, from the names of what the turn before left.

        Returns:
            what the turns collected, each with a new first axis of turns.
        """
        outer, self._nodes = self._nodes, []
        names = [self._name() for _ in carried]
        turn = body(names)
        # A loop gives no value out twice
        collected = [self.add("Identity", value) if value in turn.carried else value for value in turn.collected]
        body_nodes, self._nodes = self._nodes, outer
        inputs = [tensor(self._name(), "int64"), tensor(self._name(), "bool"), *map(_untyped, names)]
        outputs = [turn.go_on, *turn.carried, *collected]
        graph = helper.make_graph(body_nodes, "turn", inputs, list(map(_untyped, outputs)))
        operands = (self.constant(count, np.int64), self.constant(True, np.bool_), *carried)
        results = self.add("Loop", *operands, outputs=len(outputs) - 1, body=graph)
        return list(results[len(carried) :])

    def rename(self, x: str, name: str) -> str:
        """Call `x` `name`, as an output of the graph has to be."""
        return self.add("Identity", x, outputs=[name])

    def _name(self) -> str:
        self._names += 1
        return f"n{self._names}"

    def model(self, name: str, inputs: Sequence[onnx.ValueInfoProto], outputs: Sequence[onnx.ValueInfoProto]) -> bytes:
        """The graph as the bytes of an ONNX file."""
        graph = helper.make_graph(self._nodes, name, list(inputs), list(outputs), self._initializers)
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_CONTRIB, 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION, producer_name="datelens")
        return bytes(model.SerializeToString(deterministic=True))


def _untyped(name: str) -> onnx.ValueInfoProto:
    """The declaration of an input or output of a loop's body, whose type follows from what is carried."""
    return helper.make_empty_tensor_value_info(name)


def tensor(name: str, kind: str, *axes: str | int) -> onnx.ValueInfoProto:
    """The declaration of an input or output: `tensor("symbols", "int32", "batch", "input")`."""
    return helper.make_tensor_value_info(name, helper.np_dtype_to_tensor_dtype(np.dtype(kind)), axes)
