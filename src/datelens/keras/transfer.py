"""A new run's first weights from another run's best."""

from __future__ import annotations

from typing import Any

import numpy as np
from keras import ops

from datelens.alphabet import Alphabet
from datelens.errors import CheckpointError, shown
from datelens.keras.model import AttentionTranslator
from datelens.keras.run import Run

_INPUT = "embeddings"
_OUTPUT_ROWS = ("feedback_kernel", "readout_feedback_kernel")
_OUTPUT_COLUMNS = ("readout_feedback_kernel", "readout_state_kernel", "readout_context_kernel", "readout_bias")


def transfer_weights(source: Run, target: Run, model: AttentionTranslator) -> None:
    """Give the model of `target` the best weights of `source`, symbol by symbol.

    Symbols that only the new alphabets hold keep their fresh weights.

    Raises:
        CheckpointError: the two models differ in more than their symbols.
    """
    old = source.load_model()
    if len(old.trainable_variables) != len(model.trainable_variables):
        raise CheckpointError(f"the model in {shown(str(source.directory), 300)} is of another kind than the recipe's.")
    inputs = _shared(source.input_alphabet, target.input_alphabet)
    outputs = _shared(source.output_alphabet, target.output_alphabet)
    for from_variable, to_variable in zip(old.trainable_variables, model.trainable_variables, strict=True):
        name = to_variable.name
        rows = inputs if name == _INPUT else outputs if name in _OUTPUT_ROWS else None
        columns = outputs if name in _OUTPUT_COLUMNS else None
        to_variable.assign(_copied(from_variable, to_variable, rows, columns, source))


def _shared(old: Alphabet, new: Alphabet) -> tuple[list[int], list[int]]:
    """The numbers, old and new, of the symbols that both alphabets hold."""
    both = [symbol for symbol in new.symbols if symbol in old]
    return old.encode(both), new.encode(both)


def _copied(old: Any, new: Any, rows: Any, columns: Any, source: Run) -> np.ndarray:
    given, result = np.array(ops.convert_to_numpy(old.value)), np.array(ops.convert_to_numpy(new.value))
    pick_old: list[Any] = [np.arange(size) for size in given.shape]
    pick_new: list[Any] = [np.arange(size) for size in result.shape]
    for axis, shared in ((0, rows), (-1, columns)):
        if shared is not None:
            pick_old[axis], pick_new[axis] = shared
    if [len(numbers) for numbers in pick_old] != [len(numbers) for numbers in pick_new]:
        raise CheckpointError(
            f"`{new.name}` of the model in {shown(str(source.directory), 300)} has the shape {given.shape}; "
            f"the recipe's has {result.shape}. Give the recipe the sizes of that model."
        )
    result[np.ix_(*pick_new)] = given[np.ix_(*pick_old)]
    return result
