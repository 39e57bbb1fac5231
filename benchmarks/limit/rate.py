"""How many multiply-adds a second one thread of this machine makes, where nothing stands in the way."""

from __future__ import annotations

import numpy as np
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from benchmarks.timing import in_turns
from datelens.runtime import PROVIDERS, settings

ROWS, INNER, OUTER = 512, 128, 512  # about the recurrent product of a large batch
_PRODUCTS = 16  # in one run, lest the call be what is measured


def rates(repetitions: int) -> dict[str, float]:
    """Multiply-adds a second by precision, the fastest of some repetitions.

    The products are those of ONNX Runtime, which multiplies for datelens too, with matrices that stay in the cache.
    """
    runs = {}
    for precision in ("float32", "int8"):
        session, x = _session(precision), np.ones((ROWS, INNER), np.uint8 if precision == "int8" else np.float32)
        session.run(None, {"x": x})
        runs[precision] = lambda session=session, x=x: session.run(None, {"x": x})
    found = in_turns(runs, repetitions)
    return {name: ROWS * INNER * OUTER * _PRODUCTS / min(times.seconds) for name, times in found.items()}


def _session(precision: str) -> onnxruntime.InferenceSession:
    """A graph that multiplies its input with several matrices."""
    random = np.random.default_rng(1)
    nodes, constants = [], []
    if precision == "int8":
        constants = [numpy_helper.from_array(np.float32(1 / 127), "scale")]
        constants += [numpy_helper.from_array(np.uint8(128), "zero")]
    for place in range(_PRODUCTS):
        name = f"matrix{place}"
        if precision == "int8":
            matrix = random.integers(-63, 64, (INNER, OUTER)).astype(np.int8)
            factors = numpy_helper.from_array(np.ones(OUTER, np.float32), f"factors{place}")
            inputs = ["x", name, "scale", factors.name, "zero"]
            nodes.append(helper.make_node("MatMulIntegerToFloat", inputs, [f"y{place}"], domain="com.microsoft"))
            constants.append(factors)
        else:
            matrix = random.standard_normal((INNER, OUTER)).astype(np.float32)
            nodes.append(helper.make_node("MatMul", ["x", name], [f"y{place}"]))
        constants.append(numpy_helper.from_array(matrix, name))
    kind = TensorProto.UINT8 if precision == "int8" else TensorProto.FLOAT
    inputs = [helper.make_tensor_value_info("x", kind, [ROWS, INNER])]
    outputs = [helper.make_tensor_value_info(f"y{_PRODUCTS - 1}", TensorProto.FLOAT, [ROWS, OUTER])]
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    graph = helper.make_graph(nodes, "products", inputs, outputs, constants)
    options = onnxruntime.SessionOptions()
    for key, value in settings().items():
        setattr(options, key, value)
    model = helper.make_model(graph, opset_imports=opsets, ir_version=9).SerializeToString()
    return onnxruntime.InferenceSession(model, options, providers=PROVIDERS)
