"""ONNX Runtime behind `start` and `step`, and the greedy search as one graph.

A session computes in the thread that calls it and keeps no threads of its own: nothing spins, a fork takes nothing
with it, and several threads may call one session at once.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cached_property
from typing import TypedDict

import numpy as np
import onnxruntime
from onnxruntime.capi import onnxruntime_pybind11_state as state

from datelens import search
from datelens.alphabet import Alphabet
from datelens.bundle import DATES, ENCODER, GREEDY, SHIPPED, STEP, Bundle, Description
from datelens.errors import BundleError, ExplanationError, shown
from datelens.inspection import Face, contents, refuse_unfit
from datelens.iso import date_grammar

# ONNX Runtime's errors share no class below Exception
_FAILURES = (
    state.Fail,
    state.InvalidArgument,
    state.InvalidGraph,
    state.InvalidProtobuf,
    state.NotImplemented,
    state.RuntimeException,
    UnicodeDecodeError,  # its message quotes a name that is no UTF-8
)

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


# What the encoder leaves for the steps, by the kind of attention: kind of number and number of axes
_MEMORIES: dict[str, Face] = {
    "additive": {"annotations": ("float32", 3), "mask": ("float32", 3), "keys": ("float32", 3)},
    "multiplicative": {"annotations": ("float32", 3), "mask": ("float32", 3)},
    "none": {"context": ("float32", 3)},
}
_SOURCES: Face = {"symbols": ("int32", 2)}


# Rounding may leave a little over 0
_ABOVE_CERTAIN = 1e-3


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


def faces(attention: object) -> dict[str, tuple[Face, Face]]:
    """The inputs and the outputs of each graph of a model with this kind of attention.

    Raises:
        BundleError: there is no such kind.
    """
    memory = _MEMORIES.get(attention) if isinstance(attention, str) else None
    if memory is None:
        raise BundleError(f"a bundle's `attention` must be {', '.join(_MEMORIES)}; got {shown(attention)}.")
    state: Face = {"state": ("float32", 2)}
    hypotheses: Face = {"rows": ("int64", 1), **state, "symbols": ("int32", 1)}
    looked: Face = {} if attention == "none" else {"attention": ("float32", 2)}
    stepped: Face = {"log_probabilities": ("float32", 2), "next_state": ("float32", 2), **looked}
    return {
        GREEDY: (_SOURCES, {"written": ("int64", 2), "log_probabilities": ("float32", 2)}),
        ENCODER: (_SOURCES, {**memory, **state}),
        STEP: ({**memory, **hypotheses}, stepped),
    }


def automaton(description: Description) -> np.ndarray:
    """The table of what the model of a bundle may write: int32 (states, symbols)."""
    symbols = description.output_alphabet.symbols
    if description.grammar == DATES:
        return search.automaton_of(date_grammar(symbols))
    return search.free_automaton(len(symbols))


class Network:
    """The graphs of a bundle, each loaded when it is first needed.

    What did not come with the code is not trusted: its graphs are looked through before they are run, and what they
    say is held to the grammar, so that a date which does not exist is not given out by any bundle.

    Args:
        bundle: checked.
    """

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        self.trusted = bundle.path == SHIPPED
        self.steps = bundle.description.output_length

    def load(self) -> None:
        """Load all graphs now, each of which is else loaded when it is first needed."""
        _ = self._greedy, self._encoder, self._step

    @cached_property
    def automaton(self) -> np.ndarray:
        """What may be written, as `search` takes it."""
        return automaton(self.bundle.description)

    def greedy(self, sources: np.ndarray) -> search.Found:
        """What `search.greedy` finds, by one graph.

        Args:
            sources: int32 (rows, input), the input a multiple of `LENGTH_STEP` long.
        """
        symbols, log_probabilities = self._run(self._greedy, {"symbols": sources})
        if not self.trusted:
            self._hold_to_the_grammar(symbols, log_probabilities, len(sources))
        return search.written(symbols, log_probabilities, self.steps)

    def beam(self, sources: np.ndarray, width: int, floor: float) -> search.Found:
        """What `search.beam` finds."""
        return search.beam(self, sources, self.automaton, self.steps, width, floor)

    def force(self, sources: np.ndarray, targets: np.ndarray) -> tuple[np.ndarray, np.ndarray | None]:
        """What `search.force` gives."""
        return search.force(self, sources, targets)

    def start(self, sources: np.ndarray) -> tuple[search.Memory, np.ndarray]:
        """The memory of the sources and the first state; see `search.Stepper`."""
        *memory, state = self._run(self._encoder, {"symbols": sources})
        if not self.trusted:
            self._hold_to_rows((*memory, state), len(sources))
        return tuple(memory), state

    def step(self, memory: search.Memory, rows: np.ndarray, state: np.ndarray, symbols: np.ndarray) -> search.Step:
        """One step of some hypotheses; see `search.Stepper`."""
        names = (given.name for given in self._step.get_inputs())
        step = search.Step(*self._run(self._step, dict(zip(names, (*memory, rows, state, symbols), strict=True))))
        if not self.trusted:
            self._hold_to(step.log_probabilities, (len(rows), self.automaton.shape[1]))
            self._hold_to_rows((part for part in step if part is not None), len(rows))
        return step

    @property
    def has_attention(self) -> bool:
        """Whether each step says where it looked."""
        return self.bundle.description.config.get("attention") != "none"

    @cached_property
    def mask(self) -> int:
        """Which part of the memory is the mask: float32 (rows, 1, input), added to the energies of attention.

        Raises:
            ExplanationError: the model has no attention.
        """
        names = [given.name for given in self._step.get_inputs()]
        if "mask" not in names:
            raise ExplanationError("this model was trained without attention; it has no mask.")
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
        """The session of a graph that was looked through."""
        content = self.bundle.read(name)
        description = self.bundle.description
        taken, given = faces(description.config.get("attention"))[name]
        read = {"input": len(description.input_alphabet)} if name != STEP else {}
        written = {"output": len(description.output_alphabet)} if name != ENCODER else {}
        options = onnxruntime.SessionOptions()
        for key, value in settings().items():
            setattr(options, key, value)
        try:
            if not self.trusted:
                refuse_unfit(contents(content), taken, given, read | written, self.steps)
            return onnxruntime.InferenceSession(content, options, providers=PROVIDERS)
        except BundleError as error:
            raise BundleError(f"{name} of {self._where} {error}. It is not run.") from None
        except _FAILURES as error:
            raise BundleError(
                f"ONNX Runtime {onnxruntime.__version__} cannot load {name} of {self._where}: {error}"
            ) from error

    def _run(self, session: onnxruntime.InferenceSession, inputs: dict[str, np.ndarray]) -> list[np.ndarray]:
        """The outputs of a graph.

        Raises:
            BundleError: it cannot compute them.
        """
        try:
            outputs: list[np.ndarray] = session.run(None, inputs)
        except _FAILURES as error:
            raise BundleError(f"a graph of {self._where} cannot be run: {error}") from error
        return outputs

    def _hold_to(self, log_probabilities: np.ndarray, shape: tuple[int, int]) -> None:
        """Refuse what cannot be log-probabilities of this shape; a softmax gives no symbol exactly nothing."""
        possible = np.isfinite(log_probabilities) & (log_probabilities < _ABOVE_CERTAIN)
        if log_probabilities.shape != shape or not possible.all():
            raise BundleError(f"a graph of {self._where} gives no probabilities. Export the model again.")

    def _hold_to_rows(self, parts: Iterable[np.ndarray], rows: int) -> None:
        """Refuse what is not of so many rows."""
        if any(len(part) != rows for part in parts):
            raise BundleError(f"a graph of {self._where} gives other rows than it is given. Export the model again.")

    def _hold_to_the_grammar(self, symbols: np.ndarray, log_probabilities: np.ndarray, rows: int) -> None:
        """Refuse outputs (rows, output) that may not be written."""
        steps, known = symbols.shape[1], self.automaton.shape[1]
        self._hold_to(log_probabilities, (rows, steps))
        lawful = (
            symbols.shape == (rows, steps) and steps <= self.steps and bool(((symbols >= 0) & (symbols < known)).all())
        )
        places = np.zeros(rows, np.int32)
        for written in symbols.T if lawful else ():
            places = np.where(places < 0, -1, self.automaton[places, written])
        ended = (places >= 0) & ((self.automaton[places, Alphabet.padding] >= 0) | (steps == self.steps))
        if not lawful or not ended.all():
            raise BundleError(
                f"a graph of {self._where} writes what its grammar does not allow. Export the model again."
            )

    @property
    def _where(self) -> str:
        return f"the bundle {shown(str(self.bundle.path), 200)}"
