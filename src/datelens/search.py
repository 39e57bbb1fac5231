"""Search: the best outputs of a model that writes one symbol at a time.

The model is any object with `start` and `step`. What it may write is an automaton, a table of the state after each
symbol. The probability of an output is the product of what the model gives to each of its symbols among *all* symbols:
mass on symbols that may not come is doubt and is not shared out among the others. An end that the automaton leaves no
choice about is not asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np

from datelens.alphabet import SPECIAL, Alphabet
from datelens.iso import Grammar

Memory = tuple[np.ndarray, ...]


class Step(NamedTuple):
    """What a step gives.

    Attributes:
        log_probabilities: float array (rows, symbols) of the next symbol.
        state: array (rows, …).
        attention: float array (rows, input), None where the model has none.
    """

    log_probabilities: np.ndarray
    state: np.ndarray
    attention: np.ndarray | None = None


class Stepper(Protocol):
    """A model, one step at a time."""

    def start(self, sources: np.ndarray) -> tuple[Memory, np.ndarray]:
        """The memory of the sources (rows, input), arrays with the rows first, and the first state (rows, …)."""

    def step(self, memory: Memory, rows: np.ndarray, state: np.ndarray, symbols: np.ndarray) -> Step:
        """One step of some hypotheses: for each its row of the memory, its state and its last symbol."""


@dataclass(frozen=True, slots=True)
class Found:
    """Outputs, those of one row together and the best first.

    Attributes:
        rows: whole numbers (outputs,), rising: the row that each belongs to.
        symbols: whole numbers (outputs, output): without start and end, padded at the right.
        log_probabilities: float64 array (outputs,).
    """

    rows: np.ndarray
    symbols: np.ndarray
    log_probabilities: np.ndarray


def automaton_of(grammar: Grammar) -> np.ndarray:
    """The table of a grammar, in which outputs that can only end have ended.

    Args:
        grammar: over an output alphabet with the special symbols in their places.

    Returns:
        int32 array (states, symbols): the state after a symbol, -1 where it may not come. A state whose output has
        ended allows padding alone and stays as it is.
    """
    table = grammar.table.astype(np.int32)
    choices = table >= 0
    ended = ~choices.any(axis=1) | (choices[:, Alphabet.end] & (choices.sum(axis=1) == 1))
    table[ended] = -1
    table[ended, Alphabet.padding] = np.flatnonzero(ended)
    return table


def free_automaton(symbols: int) -> np.ndarray:
    """The table of so many symbols where any but the special ones may come, at least one, until the end symbol does.

    It counts nothing: the search stops at the length of the longest output, where the end is the one thing left.
    """
    first, more, ended = range(3)
    table = np.full((3, symbols), -1, np.int32)
    table[[first, more], len(SPECIAL) :] = more
    table[more, Alphabet.end] = ended
    table[ended, Alphabet.padding] = ended
    return table


def written(symbols: np.ndarray, log_probabilities: np.ndarray, steps: int) -> Found:
    """What a greedy search found.

    Args:
        symbols: of each step, whole numbers (rows, output).
        log_probabilities: of each of them (rows, output).
        steps: length of the longest output; fewer were made where all rows ended before.
    """
    said = np.where(symbols == Alphabet.padding, 0.0, log_probabilities.astype(np.float64)).sum(axis=1)
    plain = np.full((len(symbols), steps), Alphabet.padding, np.int32)
    plain[:, : symbols.shape[1]] = np.where(symbols == Alphabet.end, Alphabet.padding, symbols)
    return Found(np.arange(len(symbols)), plain, said)


def greedy(stepper: Stepper, sources: np.ndarray, automaton: np.ndarray, steps: int) -> Found:
    """The output of each row that takes the most probable allowed symbol at every step.

    Args:
        stepper: the model.
        sources: whole numbers (rows, input).
        automaton: what may come; see `automaton_of`.
        steps: length of the longest output; one that has not ended by then is cut.
    """
    memory, state = stepper.start(sources)
    rows = np.arange(len(sources))
    places = np.zeros(len(rows), np.int32)
    last = np.full(len(rows), Alphabet.start, np.int32)
    symbols = np.full((len(rows), steps), Alphabet.padding, np.int32)
    chosen = np.zeros((len(rows), steps))
    for position in range(steps):
        if _ended(automaton, places).all():
            break
        log_probabilities, state, _ = stepper.step(memory, rows, state, last)
        allowed = np.where(automaton[places] >= 0, log_probabilities, -np.inf)
        last = allowed.argmax(axis=1).astype(np.int32)
        symbols[:, position] = last
        chosen[:, position] = np.take_along_axis(allowed, last[:, None], axis=1)[:, 0]
        places = automaton[places, last]
    return written(symbols, chosen, steps)


def beam(
    stepper: Stepper, sources: np.ndarray, automaton: np.ndarray, steps: int, width: int, floor: float = 0.0
) -> Found:
    """The most probable outputs of each row, as far as a beam finds them.

    At every step each row keeps its `width` most probable hypotheses, which are the rows of one batch, and none that
    is less probable than `floor` (save that each row keeps its best). With one it is `greedy`.

    Args:
        stepper, sources, automaton, steps: as for `greedy`.
        width: how many hypotheses of a row are kept, and at most how many outputs are given for it.
        floor: probability below which a hypothesis is given up.
    """
    memory, state = stepper.start(sources)
    rows, totals = np.arange(len(sources)), np.zeros(len(sources))
    places = np.zeros(len(rows), np.int32)
    symbols = np.full((len(rows), steps), Alphabet.padding, np.int32)
    last = np.full(len(rows), Alphabet.start, np.int32)
    least = np.log(floor) if floor > 0 else -np.inf
    ended = [Found(rows[:0], symbols[:0], totals[:0])]  # of no rows there are no outputs
    for position in range(steps):
        if not len(rows):
            break
        log_probabilities, state, _ = stepper.step(memory, rows, state, last)
        scores = np.where(automaton[places] >= 0, totals[:, None] + log_probabilities, -np.inf)
        parents, following = _survivors(rows, scores, width, least)
        rows, totals, state = rows[parents], scores[parents, following], state[parents]
        places, last = automaton[places[parents], following], following.astype(np.int32)
        symbols = symbols[parents]
        symbols[:, position] = last
        done = _ended(automaton, places) | (position == steps - 1)
        ended.append(Found(rows[done], symbols[done], totals[done]))
        rows, totals, state = rows[~done], totals[~done], state[~done]
        places, last, symbols = places[~done], last[~done], symbols[~done]
    return _best(ended, width)


def force(stepper: Stepper, sources: np.ndarray, targets: np.ndarray) -> tuple[np.ndarray, np.ndarray | None]:
    """What the model gives to outputs that it is made to write.

    Args:
        stepper, sources: as for `greedy`.
        targets: whole numbers (rows, output), padded at the right.

    Returns:
        the log-probability of each symbol (rows, output), 0 for padding; the attention (rows, output, input), None
        where the model has none.
    """
    memory, state = stepper.start(sources)
    rows, last = np.arange(len(sources)), np.full(len(sources), Alphabet.start, np.int32)
    said, looked = [], []
    for target in targets.T.astype(np.int32):
        log_probabilities, state, attention = stepper.step(memory, rows, state, last)
        chosen = np.take_along_axis(log_probabilities, target[:, None], axis=1)[:, 0]
        said.append(np.where(target == Alphabet.padding, 0.0, chosen))
        looked.append(attention)
        last = target
    seen = [attention for attention in looked if attention is not None]
    return np.stack(said, axis=1), np.stack(seen, axis=1) if seen else None


def _ended(automaton: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Which of the states (rows,) are those of outputs that have ended."""
    ended: np.ndarray = automaton[places, Alphabet.padding] >= 0
    return ended


def _survivors(rows: np.ndarray, scores: np.ndarray, width: int, least: float) -> tuple[np.ndarray, np.ndarray]:
    """The hypotheses to go on from and their next symbols: the `width` best of each row, best first.

    Args:
        rows: (hypotheses,), rising.
        scores: log-probabilities (hypotheses, symbols), -inf where a symbol may not come.
        least: the smallest to keep, save for the best of each row.
    """
    best_of = np.full(rows[-1] + 1, -np.inf)
    np.maximum.at(best_of, rows, scores.max(axis=1))
    parents, following = np.nonzero((scores >= np.minimum(least, best_of[rows])[:, None]) & (scores > -np.inf))
    kept = scores[parents, following]
    order = np.lexsort((-kept, rows[parents]))
    order = order[_ranks(rows[parents][order]) < width]
    return parents[order], following[order]


def _ranks(rows: np.ndarray) -> np.ndarray:
    """The place of each item among those of its row, for rising rows: `[4, 4, 7]` gives `[0, 1, 0]`."""
    return np.arange(len(rows)) - np.searchsorted(rows, rows)


def _best(ended: Sequence[Found], width: int) -> Found:
    """The `width` best of each row, best first."""
    rows = np.concatenate([found.rows for found in ended])
    symbols = np.concatenate([found.symbols for found in ended])
    totals = np.concatenate([found.log_probabilities for found in ended])
    order = np.lexsort((-totals, rows))
    order = order[_ranks(rows[order]) < width]
    plain = np.where(symbols == Alphabet.end, Alphabet.padding, symbols)
    return Found(rows[order], plain[order], totals[order])
