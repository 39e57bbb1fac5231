"""ONNX graphs: the numbers of the equations and of Keras, and the same bits in any batch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
import random_model
import reference

from datelens import search
from datelens.alphabet import Alphabet
from datelens.folding import fold
from datelens.keras import AttentionTranslator, graphs, model_config, model_weights
from datelens.keras.onnx_nodes import quantise

SYMBOLS, UNITS, ENCODER, ATTENTION, EMBEDDING, INPUTS = 13, 11, 7, 5, 3, 29
LENGTHS = (8, 3, 1, 5)
KINDS = [(a, r) for a in ("additive", "multiplicative", "none") for r in ("current", "previous")]
every_kind = pytest.mark.parametrize(("attention", "readout"), KINDS, ids="-".join)
TEXTS = ("Saturday 9 May 2018", "5 Jan 2016", "2011ko maiatzaren 7a", "5")


def config(attention: str = "additive", readout: str = "current", **more: Any) -> dict[str, Any]:
    return {"units": UNITS, "encoder_units": ENCODER, "attention": attention, "readout": readout, **more}


def random_weights(attention: str = "additive", seed: int = 1, scale: float = 0.6) -> dict[str, np.ndarray]:
    """Each size is another prime."""
    sizes = {"embedding": EMBEDDING, "encoder_units": ENCODER, "units": UNITS, "attention_units": ATTENTION}
    random = np.random.default_rng(seed)
    return random_model.random_weights(
        random, inputs=INPUTS, symbols=SYMBOLS, attention=attention, scale=scale, **sizes
    )


def padded(rows: list[np.ndarray], length: int) -> np.ndarray:
    symbols = np.zeros((len(rows), length), np.int32)
    for row, numbers in zip(symbols, rows, strict=True):
        row[: len(numbers)] = numbers
    return symbols


def sources(seed: int = 2, lengths: tuple[int, ...] = LENGTHS, length: int = 8) -> np.ndarray:
    random = np.random.default_rng(seed)
    return padded([random.integers(1, INPUTS, n) for n in lengths], length)


def run(graph: bytes, **inputs: np.ndarray) -> dict[str, np.ndarray]:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    return dict(zip((output.name for output in session.get_outputs()), session.run(None, inputs), strict=True))


class Graphs:
    """A stepper over the encoder's and the step's graph."""

    def __init__(self, weights: Mapping[str, np.ndarray], config: Mapping[str, Any], **options: Any) -> None:
        encoder = graphs.encoder_graph(weights, config, precision=options.get("precision", "float32"))
        step = graphs.step_graph(weights, config, **{"precision": "float32", **options})
        self._encoder, self._step = (
            onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"]) for graph in (encoder, step)
        )

    def start(self, sources: np.ndarray) -> tuple[search.Memory, np.ndarray]:
        *memory, state = self._encoder.run(None, {"symbols": sources})
        return tuple(memory), state

    def step(self, memory: search.Memory, rows: np.ndarray, state: np.ndarray, symbols: np.ndarray) -> search.Step:
        names = [given.name for given in self._step.get_inputs()]
        return search.Step(*self._step.run(None, dict(zip(names, (*memory, rows, state, symbols), strict=True))))


def log_softmax(logits: np.ndarray) -> np.ndarray:
    return logits - np.log(np.exp(logits).sum(axis=-1, keepdims=True))


def expected(
    weights: Mapping[str, np.ndarray],
    symbols: np.ndarray,
    targets: np.ndarray,
    attention: str,
    readout: str,
    start: Any,
) -> list[tuple[np.ndarray, np.ndarray]]:
    """For each row the log-probabilities (output, symbols) and the attention (output, input) of the reference."""
    exact = {name: value.astype(np.float64) for name, value in weights.items()}
    rows = []
    for row, target in zip(symbols, targets, strict=True):
        annotations = reference.annotate(exact, row[row > 0])
        logits, alphas = reference.write(exact, annotations, len(target), start, target, attention, readout)
        rows.append((log_softmax(logits), alphas))
    return rows


def taught(stepper: search.Stepper, symbols: np.ndarray, targets: np.ndarray) -> list[search.Step]:
    """The steps of the graphs with the targets fed back."""
    memory, state = stepper.start(symbols)
    last, steps = np.full(len(symbols), Alphabet.start, np.int32), []
    for target in targets.T.astype(np.int32):
        steps.append(stepper.step(memory, np.arange(len(symbols)), state, last))
        state, last = steps[-1].state, target
    return steps


TARGETS = np.random.default_rng(3).integers(4, SYMBOLS, (len(LENGTHS), 6))


@every_kind
@pytest.mark.parametrize("start", [Alphabet.start, None], ids=["start", "no start"])
@pytest.mark.parametrize(("precision", "tolerance"), [("float32", 1e-5), ("int8", 0.15)])
def test_the_graphs_compute_what_the_equations_say(
    attention: str, readout: str, start: int | None, precision: str, tolerance: float
) -> None:
    weights, symbols = random_weights(attention), sources()
    steps = taught(Graphs(weights, config(attention, readout, start=start), precision=precision), symbols, TARGETS)
    for row, (said, looked) in enumerate(expected(weights, symbols, TARGETS, attention, readout, start)):
        assert np.ptp(said, axis=0).max() > 3 * tolerance  # a graph that ignores its inputs would show
        for step, log_probabilities, alphas in zip(steps, said, looked, strict=True):
            np.testing.assert_allclose(step.log_probabilities[row], log_probabilities, atol=tolerance)
            if attention == "none":
                assert step.attention is None
            else:
                assert step.attention is not None
                np.testing.assert_allclose(step.attention[row, : LENGTHS[row]], alphas, atol=tolerance)
                assert (step.attention[row, LENGTHS[row] :] == 0.0).all()


@every_kind
def test_keras_and_onnx_runtime_give_the_same_logits_on_real_strings(attention: str, readout: str) -> None:
    alphabet = Alphabet({character for text in TEXTS for character in fold(text).symbols})
    rows = [np.array(alphabet.encode(fold(text).symbols)) for text in TEXTS]
    symbols = padded(rows, 24)
    model = AttentionTranslator(
        len(alphabet), SYMBOLS, 8, 16, 12, attention, readout, attention_units=10, start=Alphabet.start, seed=1
    )
    logits = np.asarray(model(symbols, targets=TARGETS)["logits"])
    steps = taught(Graphs(model_weights(model), model_config(model)), symbols, TARGETS)
    found = np.stack([step.log_probabilities for step in steps], axis=1)
    np.testing.assert_allclose(found, log_softmax(logits), atol=1e-4)


@pytest.mark.parametrize("precision", ["float32", "int8"])
def test_the_greedy_graph_finds_what_the_greedy_search_finds(precision: str) -> None:
    weights, symbols = random_weights(), sources(lengths=(8, 3, 1, 5, 8, 7, 2))
    weights["decoder/readout/bias"][Alphabet.end] -= 2  # lest most rows end at once
    automaton = search.free_automaton(SYMBOLS)
    automaton[0, 5:8] = -1  # something is forbidden
    graph = graphs.greedy_graph(weights, config(), automaton, 6, precision=precision, temperature=1.3)
    found = search.written(*run(graph, symbols=symbols).values(), 6)
    stepper = Graphs(weights, config(), precision=precision, temperature=1.3)
    wanted = search.greedy(stepper, symbols, automaton, 6)
    assert len(set(map(tuple, wanted.symbols.tolist()))) > 2
    np.testing.assert_array_equal(found.symbols, wanted.symbols)
    np.testing.assert_allclose(found.log_probabilities, wanted.log_probabilities, atol=1e-5)


@every_kind
@pytest.mark.parametrize("precision", ["float32", "int8"])
def test_no_bit_depends_on_the_batch_its_order_or_more_padding(attention: str, readout: str, precision: str) -> None:
    weights, random = random_weights(attention), np.random.default_rng(4)
    automaton = search.free_automaton(SYMBOLS)
    graph = graphs.greedy_graph(weights, config(attention, readout), automaton, 6, precision=precision)
    lengths = tuple(int(n) for n in random.integers(1, 9, 37))
    alone = [search.written(*run(graph, symbols=row[None]).values(), 6) for row in sources(5, lengths)]
    order = random.permutation(len(lengths))
    together = search.written(*run(graph, symbols=sources(5, lengths, length=16)[order]).values(), 6)
    np.testing.assert_array_equal(together.symbols, np.concatenate([alone[i].symbols for i in order]))
    said = np.concatenate([alone[i].log_probabilities for i in order])
    if precision == "int8":
        np.testing.assert_array_equal(together.log_probabilities, said)
    np.testing.assert_allclose(together.log_probabilities, said, atol=1e-5)


def test_the_pinned_units_keep_the_scale_when_a_neighbour_is_louder() -> None:
    weights, symbols = random_weights(scale=0.05), sources(lengths=(8, 8))
    weights["encoder/embedding"][1] = 40.0  # would stretch the scale of the inputs, and so of the states
    louder = symbols.copy()
    louder[1] = 1
    encoder = graphs.encoder_graph(weights, config(), precision="int8")
    quiet, loud = (run(encoder, symbols=source)["annotations"] for source in (symbols, louder))
    assert np.abs(quiet[1] - loud[1]).max() > 0.1
    np.testing.assert_array_equal(quiet[0], loud[0])


def test_a_temperature_divides_the_logits() -> None:
    weights, symbols = random_weights(), sources()
    plain, warm = (
        taught(Graphs(weights, config(), temperature=temperature), symbols, TARGETS)[0].log_probabilities
        for temperature in (1.0, 2.0)
    )
    np.testing.assert_allclose(log_softmax(plain / 2), warm, atol=1e-5)


def test_the_same_weights_make_the_same_bytes() -> None:
    first, second = (graphs.greedy_graph(random_weights(), config(), search.free_automaton(SYMBOLS), 3) for _ in "12")
    assert first == second


def test_quantised_columns_keep_their_own_scale() -> None:
    whole, factor = quantise(np.array([[1.0, 0.0, 0.01], [-0.3, 0.0, -0.02]]))
    assert whole.tolist() == [[63, 0, 32], [-19, 0, -63]]
    np.testing.assert_allclose(factor, [1 / 63, 1 / 63, 0.02 / 63], rtol=1e-6)


def test_a_step_of_the_search_has_no_more_nodes_than_it_needs() -> None:
    """Each costs its share of a microsecond at every step: where this grows, say why."""
    model = onnx.load_from_string(graphs.greedy_graph(random_weights(), config(), search.free_automaton(SYMBOLS), 6))
    [loop] = [node for node in model.graph.node if node.op_type == "Loop"]
    assert len(loop.attribute[0].g.node) == 35
    assert len(model.graph.node) == 42
