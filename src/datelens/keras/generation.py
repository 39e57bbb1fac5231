"""Greedy and beam search over anybody's decoder, in `keras.ops` alone, so that they compile with it.

A decoder is a function of one step, `step(symbols, state, memory) -> (logits, state)`:

symbols   `(rows,)` int32, the symbol that each row wrote last
state     any structure of tensors `(rows, …)`, what a step changes
memory    any structure of tensors `(rows, …)`, what no step changes, such as annotations and their mask; or None
logits    `(rows, symbols)` of the next symbol

`datelens.search` is the same for a model outside Keras, with a grammar that says what may come.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from keras import ops, tree

from datelens.arguments import whole_number
from datelens.errors import shown
from datelens.keras.loop import loop

Tensor = Any
Step = Callable[[Tensor, Any, Any], tuple[Tensor, Any]]


def greedy_search(
    step: Step, state: Any, memory: Any = None, *, start: int, length: int, end: int | None = None, padding: int = 0
) -> tuple[Tensor, Tensor]:
    """The likeliest symbol at every step: `y_t = argmax_k p(k | y_1 … y_{t-1}, x)`.

    Args:
        step: one step of a decoder; see the module.
        state: the first state, a structure of tensors `(batch, …)`.
        memory: what no step changes, a structure of tensors `(batch, …)`, or None.
        start: the symbol that the first step gets.
        length: how many symbols to write at most.
        end: the symbol after which a row has ended; None where none ends.
        padding: what stands after the end.

    Returns:
        Symbols `(batch, output)` int32, the end included, and the log-probability of each row `(batch,)` float32,
        `Σ_t log p(y_t | y_1 … y_{t-1}, x)`.

    Raises:
        ValueError: `length` is not a positive whole number, `padding` no symbol, or neither `state` nor `memory` holds
            a tensor.

    Example:
        >>> import numpy as np
        >>> table = np.log(np.array([[0.1, 0.7, 0.2], [0.5, 0.1, 0.4], [0.3, 0.3, 0.4]], "float32"))
        >>> def step(symbols, state, memory):  # a model that looks at its last symbol alone
        ...     return ops.take(table, symbols, axis=0), state
        >>> symbols, logs = greedy_search(step, np.zeros((1, 1), "float32"), start=0, length=3)
        >>> ops.convert_to_numpy(symbols).tolist(), round(float(np.exp(ops.convert_to_numpy(logs)[0])), 3)
        ([[1, 0, 1]], 0.245)

    Reference:
        Sutskever, Vinyals and Le (2014), arXiv:1409.3215, section 3.2, with a beam of one.
    """
    length = whole_number("length", length)
    batch = _batch(state, memory)
    first = (
        _each(ops.convert_to_tensor, state),
        ops.full((batch,), start, dtype="int32"),
        ops.zeros((batch,), dtype="bool"),
        ops.zeros((batch,), dtype="float32"),
    )

    def turn(carry: Any, _: None) -> tuple[Any, Tensor]:
        state, last, ended, total = carry
        logits, state = step(last, state, memory)
        logs = _closed(_log_softmax(logits), ended, padding)  # (batch, symbols)
        symbol = ops.cast(ops.argmax(logs, axis=-1), "int32")
        ended = ended if end is None else ops.logical_or(ended, ops.equal(symbol, end))
        best = ops.take_along_axis(logs, symbol[:, None], axis=-1)[:, 0]  # torch finds no maximum in an empty batch
        return (state, symbol, ended, total + best), symbol

    (_, _, _, total), symbols = loop(turn, first, None, length)
    return ops.swapaxes(symbols, 0, 1), total


def beam_search(
    step: Step,
    state: Any,
    memory: Any = None,
    *,
    start: int,
    length: int,
    width: int,
    end: int | None = None,
    padding: int = 0,
) -> tuple[Tensor, Tensor]:
    """The likeliest outputs, as far as a beam finds them: `argmax_y Σ_t log p(y_t | y_1 … y_{t-1}, x)`.

    After every step the `width` likeliest hypotheses of each row are kept. With one it is `greedy_search`; with as many
    as there are outputs nothing is lost. A hypothesis that has ended stays in the beam as it is.

    Args:
        step, state, memory, start, length, end, padding: as for `greedy_search`; `step` gets `batch * width` rows.
        width: how many hypotheses of a row are kept.

    Returns:
        Symbols `(batch, width, output)` int32, the likeliest first, and log-probabilities `(batch, width)` float32; a
        place for which there was no hypothesis has -inf.

    Raises:
        ValueError: as from `greedy_search`, or `width` is not a positive whole number.

    Example:
        >>> import numpy as np
        >>> table = np.log(np.array([[0.1, 0.5, 0.4], [0.4, 0.3, 0.3], [0.9, 0.05, 0.05]], "float32"))
        >>> def step(symbols, state, memory):
        ...     return ops.take(table, symbols, axis=0), state
        >>> symbols, logs = beam_search(step, np.zeros((1, 1), "float32"), start=0, length=2, width=2)
        >>> ops.convert_to_numpy(symbols).tolist()  # the greedy search would begin with 1
        [[[2, 0], [1, 0]]]

    Reference:
        Graves (2012), arXiv:1211.3711; Sutskever, Vinyals and Le (2014), arXiv:1409.3215, section 3.2.
    """
    length, width = whole_number("length", length), whole_number("width", width)
    batch = _batch(state, memory)
    rows = ops.expand_dims(ops.arange(batch, dtype="int32") * width, 1)  # (batch, 1): each row's first hypothesis
    positions = ops.arange(length, dtype="int32")
    memory = _each(lambda given: ops.repeat(given, width, axis=0), memory)
    alone = ops.where(ops.arange(width) > 0, -float("inf"), 0.0)  # at first all hypotheses of a row are one
    first = (
        _each(lambda given: ops.repeat(given, width, axis=0), state),
        ops.full((batch, width), start, dtype="int32"),
        ops.zeros((batch, width), dtype="bool"),
        ops.zeros((batch, 1), dtype="float32") + ops.cast(alone, "float32"),
        ops.full((batch, width, length), padding, dtype="int32"),
    )

    def turn(carry: Any, position: Tensor) -> tuple[Any, Tensor]:
        state, last, ended, totals, written = carry
        logits, state = step(ops.reshape(last, (-1,)), state, memory)
        logs = _closed(_log_softmax(logits), ops.reshape(ended, (-1,)), padding)
        symbols = logs.shape[-1]
        candidates = ops.expand_dims(totals, -1) + ops.reshape(logs, (-1, width, symbols))
        totals, best = ops.top_k(ops.reshape(candidates, (-1, width * symbols)), width)  # (batch, width)
        best = ops.cast(best, "int32")
        origin, symbol = best // symbols, best % symbols
        kept = ops.reshape(rows + origin, (-1,))
        state = _each(lambda given: ops.take(given, kept, axis=0), state)
        ended = ops.reshape(ops.take(ops.reshape(ended, (-1,)), kept, axis=0), (-1, width))
        ended = ended if end is None else ops.logical_or(ended, ops.equal(symbol, end))
        written = ops.reshape(ops.take(ops.reshape(written, (-1, length)), kept, axis=0), (-1, width, length))
        written = ops.where(ops.equal(positions, position), ops.expand_dims(symbol, -1), written)
        return (state, symbol, ended, totals, written), position

    (_, _, _, totals, written), _ = loop(turn, first, positions, length)
    return written, totals


def _batch(state: Any, memory: Any) -> Any:
    """How many rows there are."""
    tensors = [given for given in tree.flatten((state, memory)) if given is not None]
    if not tensors:
        raise ValueError("`state` or `memory` must hold a tensor, whose first axis is the rows; got none.")
    return ops.shape(tensors[0])[0]


def _each(function: Callable[[Tensor], Tensor], structure: Any) -> Any:
    """The function of every tensor in a structure, in which None may stand."""
    return tree.map_structure(lambda given: None if given is None else function(given), structure)


def _log_softmax(logits: Tensor) -> Tensor:
    """In float32, whatever the layers compute in."""
    return ops.log_softmax(ops.cast(logits, "float32"), axis=-1)


def _closed(logs: Tensor, ended: Tensor, padding: int) -> Tensor:
    """Log-probabilities `(rows, symbols)` where rows that have ended `(rows,)` can only write padding, for nothing."""
    if not 0 <= padding < logs.shape[-1]:
        raise ValueError(f"`padding` must be a symbol, from 0 to {logs.shape[-1] - 1}; got {shown(padding)}.")
    only = ops.where(ops.arange(logs.shape[-1]) == padding, 0.0, -float("inf"))
    return ops.where(ops.expand_dims(ended, -1), ops.cast(only, logs.dtype), logs)
