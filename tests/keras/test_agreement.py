"""The same weights give the same translation on this backend and in ONNX Runtime.

ONNX graphs are built from numpy alone, and every backend is held to them, so all backends agree with each other.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import onnxruntime
import pytest
from backends import array
from keras import ops

from datelens.alphabet import Alphabet
from datelens.keras import AttentionTranslator, graphs, model_config, model_weights
from datelens.keras.model import named_weights

SYMBOLS, UNITS, ENCODER, ATTENTION, EMBEDDING, INPUTS, OUTPUT = 13, 11, 7, 5, 3, 29, 6
LENGTHS = (8, 3, 1, 5)
random = np.random.default_rng(2)
SOURCE = np.array([[*random.integers(1, INPUTS, n), *[0] * (8 - n)] for n in LENGTHS], np.int32)
KINDS = [
    ("additive", "current", "gru"),
    ("multiplicative", "previous", "gru"),
    ("none", "current", "gru"),
    ("additive", "current", "lstm"),
]


def translator(attention: str, readout: str, recurrence: str) -> tuple[AttentionTranslator, dict[str, np.ndarray]]:
    """A translator of weights that numpy drew, and the weights."""
    sizes = {"embedding": EMBEDDING, "encoder_units": ENCODER, "units": UNITS, "attention_units": ATTENTION}
    kind = {"attention": attention, "readout": readout, "recurrence": recurrence}
    model = AttentionTranslator(INPUTS, SYMBOLS, start=Alphabet.start, **sizes, **kind)
    drawn, weights = np.random.default_rng(1), {}
    for name, variable in named_weights(model).items():
        weights[name] = drawn.normal(0, 0.6, tuple(variable.shape)).astype("float32")
    weights["decoder/readout/bias"][Alphabet.padding] = -99  # which would end a row in the graph, and never comes now
    for name, variable in named_weights(model).items():
        variable.assign(weights[name])
    return model, weights


def run(graph: bytes, **inputs: np.ndarray) -> list[Any]:
    return onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"]).run(None, inputs)


@pytest.mark.parametrize("kind", KINDS, ids="-".join)
def test_a_free_run_writes_what_the_greedy_graph_writes(kind: tuple[str, str, str]) -> None:
    model, weights = translator(*kind)
    for name, value in model_weights(model).items():
        np.testing.assert_array_equal(value, weights[name])
    anything = np.where(np.arange(SYMBOLS) == Alphabet.padding, -1, np.zeros((1, SYMBOLS), np.int32))
    graph = graphs.greedy_graph(weights, model_config(model), anything, OUTPUT, precision="float32")
    symbols, said = run(graph, symbols=SOURCE)
    logits = array(model(SOURCE, output_length=OUTPUT)["logits"])
    assert len({tuple(row) for row in symbols.tolist()}) > len(SOURCE) // 2, "rows must differ"
    np.testing.assert_array_equal(logits.argmax(axis=-1), symbols)
    logs = logits - np.log(np.exp(logits).sum(axis=-1, keepdims=True))
    np.testing.assert_allclose(np.take_along_axis(logs, symbols[..., None], axis=-1)[..., 0], said, atol=1e-4)
    annotations, mask = model.annotate(ops.convert_to_tensor(SOURCE))
    found, totals = model.decoder.generate(annotations, OUTPUT, mask=mask)
    np.testing.assert_array_equal(array(found)[:, 0], symbols)
    np.testing.assert_allclose(array(totals)[:, 0], said.sum(axis=-1), atol=1e-4)
