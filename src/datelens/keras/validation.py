"""Exact match of whole outputs, written freely by the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
from keras import ops

from datelens.alphabet import Alphabet
from datelens.keras.batches import Shapes, encode_pairs
from datelens.keras.model import AttentionTranslator
from datelens.pairs import Pair
from datelens.records import AttentionMap

Tensor = Any


@dataclass(frozen=True, slots=True)
class Sample:
    """One pair as the model reads it.

    Attributes:
        source: input symbols, hints first.
        target: as it should come out.
        output: as it came out, by symbols.
        probability: that the model gives to each symbol of the output and, where it was written, to the end.
        attention: a row an output symbol over the source; None without attention.
    """

    source: tuple[str, ...]
    target: str
    output: tuple[str, ...]
    probability: float
    attention: tuple[tuple[float, ...], ...] | None

    @property
    def text(self) -> str:
        """The source without its hints."""
        return "".join(symbol for symbol in self.source if len(symbol) == 1)

    def map(self) -> AttentionMap | None:
        """The map of the output, whatever it is; None where there is nothing to draw."""
        if self.attention is None or not self.output:
            return None
        hints = [symbol for symbol in self.source if len(symbol) > 1]
        return AttentionMap(
            text=self.text,
            iso="".join(self.output),
            method="attention",
            input=self.source,
            output=self.output,
            weights=self.attention,
            spans=(*(None for _ in hints), *((place, place + 1) for place in range(len(self.text)))),
            probability=self.probability,
            calendar=None,  # what runs free may be no date, whatever the task
        )


@dataclass(frozen=True, slots=True)
class Score:
    """How a model did on some pairs.

    Attributes:
        exact: share of pairs whose whole output equals the target.
        pointing: share of the target symbols with gold, of exact outputs, whose largest attention weight lies in the
            gold span; None without attention or without gold.
        sample: the first pair.
    """

    exact: float
    pointing: float | None
    sample: Sample


class Writer(keras.Model):
    """A translator that runs free.

    Numbers `(batch, input)` in; out come `symbols` and their `log_probabilities` `(batch, output)` and, unless it has
    none, the `attention` `(batch, output, input)`.
    """

    def __init__(self, translator: AttentionTranslator, output_length: int) -> None:
        super().__init__(name="writer")
        self.translator = translator
        self.output_length = output_length
        self.built = True

    def call(self, source: Tensor) -> dict[str, Tensor]:
        written = dict(self.translator(source, output_length=self.output_length, training=False))
        logs = ops.log_softmax(ops.cast(written.pop("logits"), "float32"), axis=-1)
        symbols = ops.cast(ops.argmax(logs, axis=-1), "int32")
        return {"symbols": symbols, "log_probabilities": ops.max(logs, axis=-1), **written}


def score(
    writer: Writer, pairs: Sequence[Pair], input_alphabet: Alphabet, output_alphabet: Alphabet, shapes: Shapes
) -> Score:
    """Write the output of each pair and compare it with its target."""
    ordered = sorted(range(len(pairs)), key=lambda number: len(pairs[number].source))
    exact = pointed = gold = 0
    sample = Sample((), "", (), 1.0, None)
    for start in range(0, len(ordered), shapes.batch):
        numbers = ordered[start : start + shapes.batch]
        # the last batch is filled up, so that it needs no shape of its own
        rows = [pairs[number] for number in numbers + numbers[-1:] * (shapes.batch - len(numbers))]
        batch = encode_pairs(rows, input_alphabet, output_alphabet, shapes)
        written = {name: np.asarray(value) for name, value in writer.predict_on_batch(batch.source).items()}
        for row, number in enumerate(numbers):
            pair = pairs[number]
            output = output_alphabet.decode(written["symbols"][row].tolist())
            if number == 0:
                sample = sample_of(pair, {name: value[row] for name, value in written.items()}, output_alphabet)
            if output != "".join(pair.target):
                continue
            exact += 1
            if "attention" in written:
                looked = written["attention"][row].argmax(axis=-1)
                spans = batch.spans[row]
                real = spans[:, 1] > spans[:, 0]
                gold += int(real.sum())
                pointed += int((real & (looked >= spans[:, 0]) & (looked < spans[:, 1])).sum())
    return Score(exact / max(len(pairs), 1), pointed / gold if gold else None, sample)


def sample_of(pair: Pair, written: Mapping[str, np.ndarray], alphabet: Alphabet) -> Sample:
    """What was written for a pair.

    Args:
        pair: source and target.
        written: what `Writer` gives, its row.
        alphabet: of the output.
    """
    numbers = written["symbols"].tolist()
    length = numbers.index(alphabet.end) if alphabet.end in numbers else len(numbers)
    kept = [place for place in range(length) if numbers[place] not in (alphabet.padding, alphabet.start)]
    looked = written.get("attention")
    return Sample(
        source=pair.source,
        target="".join(pair.target),
        output=tuple(alphabet.symbols[numbers[place]] for place in kept),
        probability=float(np.exp(written["log_probabilities"][: length + 1].sum())),
        attention=None
        if looked is None
        else tuple(tuple(looked[place, : len(pair.source)].tolist()) for place in kept),
    )
