"""Exact match of whole outputs, written freely by the model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
from keras import ops

from datelens.alphabet import Alphabet
from datelens.keras.batches import Shapes, encode_pairs
from datelens.keras.model import AttentionTranslator
from datelens.pairs import Pair

Tensor = Any


@dataclass(frozen=True, slots=True)
class Score:
    """How a model did on some pairs.

    Attributes:
        exact: share of pairs whose whole output equals the target.
        pointing: share of the target symbols with gold, of exact outputs, whose largest attention weight lies in the
            gold span; None without attention or without gold.
        sample: the first pair as read: source, target, output.
    """

    exact: float
    pointing: float | None
    sample: tuple[str, str, str]


class Writer(keras.Model):
    """A translator that runs free: numbers `(batch, input)` in, numbers `(batch, output)` out."""

    def __init__(self, translator: AttentionTranslator, output_length: int) -> None:
        super().__init__(name="writer")
        self.translator = translator
        self.output_length = output_length
        self.built = True

    def call(self, source: Tensor) -> dict[str, Tensor]:
        written = dict(self.translator(source, output_length=self.output_length, training=False))
        symbols = ops.cast(ops.argmax(written.pop("logits"), axis=-1), "int32")
        return {"symbols": symbols, **written}


def score(
    writer: Writer, pairs: Sequence[Pair], input_alphabet: Alphabet, output_alphabet: Alphabet, shapes: Shapes
) -> Score:
    """Write the output of each pair and compare it with its target."""
    ordered = sorted(range(len(pairs)), key=lambda number: len(pairs[number].source))
    exact = pointed = gold = 0
    sample = ("", "", "")
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
                sample = ("".join(pair.source), "".join(pair.target), output)
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
