"""ONNX Runtime behind `start` and `step`, on a bundle of an untrained model."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from datelens import search
from datelens.alphabet import Alphabet
from datelens.bundle import GREEDY, Description, load_bundle
from datelens.runtime import Network, automaton, available_threads, settings


@pytest.fixture
def network(untrained: Path) -> Network:
    return Network(load_bundle(untrained))


def sources(rows: int) -> np.ndarray:
    symbols = np.random.default_rng(1).integers(4, 20, (rows, 8)).astype(np.int32)
    symbols[: rows // 2, 5:] = 0
    return symbols


def test_the_graph_finds_what_the_search_finds(network: Network) -> None:
    found = network.greedy(sources(30))
    wanted = search.greedy(network, sources(30), network.automaton, network.steps)
    assert len(np.unique(wanted.symbols, axis=0)) > 3
    np.testing.assert_array_equal(found.symbols, wanted.symbols)
    np.testing.assert_allclose(found.log_probabilities, wanted.log_probabilities, atol=1e-4)


def test_a_beam_of_one_finds_what_the_graph_finds(network: Network) -> None:
    found, narrow = network.greedy(sources(30)), network.beam(sources(30), 1, 0.0)
    np.testing.assert_array_equal(found.symbols, narrow.symbols)
    np.testing.assert_allclose(found.log_probabilities, narrow.log_probabilities, atol=1e-4)


def test_a_wider_beam_finds_nothing_worse(network: Network) -> None:
    greedy, wide = network.greedy(sources(30)), network.beam(sources(30), 8, 0.0)
    best = wide.log_probabilities[np.searchsorted(wide.rows, np.arange(30))]
    assert (best >= greedy.log_probabilities - 1e-4).all()
    assert (best > greedy.log_probabilities + 1e-4).any()


def test_a_session_keeps_no_threads_and_optimises_nothing() -> None:
    assert settings()["intra_op_num_threads"] == 1
    assert settings()["graph_optimization_level"] == onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    assert available_threads() >= 1


def test_the_graphs_need_no_optimising(untrained: Path, network: Network) -> None:
    """What ONNX Runtime would do at load is worth nothing: no bit changes, and it is loaded as it is."""
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    session = onnxruntime.InferenceSession(str(untrained / GREEDY), options, providers=["CPUExecutionProvider"])
    symbols, _ = session.run(None, {"symbols": sources(30)})
    found = search.written(symbols, symbols * 0.0, network.steps)
    np.testing.assert_array_equal(found.symbols, network.greedy(sources(30)).symbols)


def test_a_model_of_free_strings_may_write_anything() -> None:
    free = automaton(Description(Alphabet("a"), Alphabet("xyz"), 5, grammar=None))
    np.testing.assert_array_equal(free, search.free_automaton(7))


def test_all_graphs_can_be_loaded_before_they_are_needed(untrained: Path, tmp_path: Path) -> None:
    shutil.copytree(untrained, tmp_path / "copy")
    network = Network(load_bundle(tmp_path / "copy"))
    network.load()
    shutil.rmtree(tmp_path / "copy")
    assert len(network.greedy(np.full((1, 4), 5, np.int32)).rows) == 1
    assert len(network.beam(np.full((1, 4), 5, np.int32), 2, 0.0).rows) == 2
