"""ONNX Runtime behind `start` and `step`, and the greedy search as one graph.

A session computes in the thread that calls it and keeps no threads of its own: nothing spins, a fork takes nothing
with it, and several threads may call one session at once.
"""

from __future__ import annotations

import os
from functools import cached_property
from typing import TypedDict

import numpy as np
import onnxruntime
from onnxruntime.capi import onnxruntime_pybind11_state as state

from datelens import search
from datelens.bundle import DATES, ENCODER, GREEDY, STEP, Bundle, Description
from datelens.errors import BundleError, shown
from datelens.iso import date_grammar

# ONNX Runtime's errors share no class below Exception
_FAILURES = (state.Fail, state.InvalidArgument, state.InvalidGraph, state.InvalidProtobuf, state.NotImplemented)

PROVIDERS = ["CPUExecutionProvider"]

# Any number of padded positions gives the same bits as long as the input's length is a multiple of this: the kernels
# add up four products at a time.
LENGTH_STEP = 4


class Settings(TypedDict):
    """How sessions are set up."""

    intra_op_num_threads: int
    """Threads within an operator. One: batches run side by side instead, which loses less."""
    inter_op_num_threads: int
    """Operators side by side."""
    graph_optimization_level: onnxruntime.GraphOptimizationLevel
    """None: the graphs are written as they should run, and loading is quicker."""
    enable_mem_pattern: bool
    """Not: it plans the memory for each new shape, and there are many."""
    log_severity_level: int
    """Errors alone."""


def settings() -> Settings:
    """The settings of every session."""
    return {
        "intra_op_num_threads": 1,
        "inter_op_num_threads": 1,
        "graph_optimization_level": onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL,
        "enable_mem_pattern": False,
        "log_severity_level": 3,
    }


def available_threads() -> int:
    """How many threads this process may compute in: as many as it has processors."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def automaton(description: Description) -> np.ndarray:
    """The table of what the model of a bundle may write: int32 (states, symbols)."""
    symbols = description.output_alphabet.symbols
    if description.grammar == DATES:
        return search.automaton_of(date_grammar(symbols))
    return search.free_automaton(len(symbols))


class Network:
    """The graphs of a bundle, each loaded when it is first needed.

    Args:
        bundle: checked.
    """

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        self.steps = bundle.description.output_length

    @cached_property
    def automaton(self) -> np.ndarray:
        """What may be written, as `search` takes it."""
        return automaton(self.bundle.description)

    def greedy(self, sources: np.ndarray) -> search.Found:
        """What `search.greedy` finds, by one graph.

        Args:
            sources: int32 (rows, input), the input a multiple of `LENGTH_STEP` long.
        """
        symbols, log_probabilities = self._greedy.run(None, {"symbols": sources})
        return search.written(symbols, log_probabilities, self.steps)

    def beam(self, sources: np.ndarray, width: int, floor: float) -> search.Found:
        """What `search.beam` finds."""
        return search.beam(self, sources, self.automaton, self.steps, width, floor)

    def force(self, sources: np.ndarray, targets: np.ndarray) -> tuple[np.ndarray, np.ndarray | None]:
        """What `search.force` gives."""
        return search.force(self, sources, targets)

    def start(self, sources: np.ndarray) -> tuple[search.Memory, np.ndarray]:
        """The memory of the sources and the first state; see `search.Stepper`."""
        *memory, state = self._encoder.run(None, {"symbols": sources})
        return tuple(memory), state

    def step(self, memory: search.Memory, rows: np.ndarray, state: np.ndarray, symbols: np.ndarray) -> search.Step:
        """One step of some hypotheses; see `search.Stepper`."""
        names = (given.name for given in self._step.get_inputs())
        return search.Step(*self._step.run(None, dict(zip(names, (*memory, rows, state, symbols), strict=True))))

    @cached_property
    def mask(self) -> int:
        """Which part of the memory is the mask: float32 (rows, 1, input), added to the energies of attention.

        Raises:
            ValueError: the model has no attention.
        """
        names = [given.name for given in self._step.get_inputs()]
        if "mask" not in names:
            raise ValueError("this model was trained without attention; it has no mask.")
        return names.index("mask")

    @cached_property
    def _greedy(self) -> onnxruntime.InferenceSession:
        return self._session(GREEDY)

    @cached_property
    def _encoder(self) -> onnxruntime.InferenceSession:
        return self._session(ENCODER)

    @cached_property
    def _step(self) -> onnxruntime.InferenceSession:
        return self._session(STEP)

    def _session(self, name: str) -> onnxruntime.InferenceSession:
        content = self.bundle.read(name)
        options = onnxruntime.SessionOptions()
        for key, value in settings().items():
            setattr(options, key, value)
        try:
            return onnxruntime.InferenceSession(content, options, providers=PROVIDERS)
        except _FAILURES as error:
            path = shown(str(self.bundle.path), 200)
            raise BundleError(
                f"ONNX Runtime {onnxruntime.__version__} cannot load {name} of {path}: {error}"
            ) from error
