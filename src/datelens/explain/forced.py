"""A forced reading: what the network gives to an output that it is made to write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from datelens.alphabet import Alphabet
from datelens.bundle import DATES
from datelens.errors import ExplanationError, shown
from datelens.iso import NO_DATE, is_written
from datelens.runtime import LENGTH_STEP, Network

_SYMBOLS = 8192  # in a batch, so that a long text does not take much memory


@dataclass(frozen=True, slots=True)
class Forced:
    """What the network gives to one output, for each of some sources.

    Attributes:
        log_probabilities: float array (rows, output) of each symbol of the output, the end included where the
            network is asked for it.
        attention: float array (rows, output, input), None where the model has none.
    """

    log_probabilities: np.ndarray
    attention: np.ndarray | None

    @property
    def probability(self) -> float:
        """That the network gives to the whole output, for the first source."""
        return float(np.exp(self.log_probabilities[0].sum()))


def target_of(network: Network, output: str) -> list[int]:
    """The symbols that the network has to write for an output.

    Args:
        network: the model.
        output: as a translation prints it, "∅" for "no date".

    Raises:
        ExplanationError: the network can never write it, or it is no string.
    """
    if not isinstance(output, str):
        raise ExplanationError(f"`iso` must be a string such as 2016-01-05, or ∅ for no date; got {shown(output)}.")
    description = network.bundle.description
    if description.grammar == DATES and not is_written(output) and output != NO_DATE:
        raise ExplanationError(
            f"`iso` must be a date that exists, such as 2016-01-05, 2016-01, 2016 or --01-05, or ∅ for no date; "
            f"got {shown(output)}."
        )
    alphabet = description.output_alphabet
    numbers = alphabet.encode(output)
    if not numbers or Alphabet.unknown in numbers or len(numbers) > network.steps:
        odd = next((f" It knows no {shown(symbol)}." for symbol in output if symbol not in alphabet), "")
        raise ExplanationError(
            f"`iso` must be an output of this model, of 1 to {network.steps} of the symbols "
            f"{shown(''.join(alphabet.symbols[Alphabet.end + 1 :]))}; got {shown(output)}.{odd}"
        )
    place = 0
    for number in numbers:
        place = int(network.automaton[place, number])
    if network.automaton[place, Alphabet.padding] < 0 and len(numbers) < network.steps:
        numbers.append(Alphabet.end)
    return numbers


def force(network: Network, sources: Sequence[Sequence[int]], target: Sequence[int]) -> Forced:
    """Make the network write one target for each of some sources of one length.

    Args:
        network: the model.
        sources: symbol numbers (rows, input).
        target: symbol numbers (output,).
    """
    symbols = np.array(sources, np.int32)
    rows, length = symbols.shape
    symbols = np.pad(symbols, ((0, 0), (0, -length % LENGTH_STEP)))
    size = max(_SYMBOLS // symbols.shape[1], 1)
    parts = [
        network.force(batch, np.tile(np.array(target, np.int32), (len(batch), 1)))
        for batch in (symbols[start : start + size] for start in range(0, rows, size))
    ]
    looked = [attention[:, :, :length] for _, attention in parts if attention is not None]
    said = np.concatenate([log_probabilities for log_probabilities, _ in parts])
    return Forced(said, np.concatenate(looked) if looked else None)
