"""Scores of a model whose outputs are written here by hand."""

from __future__ import annotations

import numpy as np
import pytest
import toy

from datelens.keras.batches import Shapes
from datelens.keras.validation import score
from datelens.pairs import Pair

SHAPES = Shapes(batch=2, lengths=(6, 12), output=3)
PAIRS = [
    Pair(tuple("two one"), ("2", "1"), ((0, 3), (4, 7))),
    Pair(tuple("six"), ("6",), ((0, 3),)),
    Pair(tuple("zero"), ("0",), (None,)),
]


class ByHand:
    """A writer that writes what the test says for each source, and looks at one position for each symbol of it."""

    def __init__(self, answers: dict[str, tuple[str, tuple[int, ...]]], attention: bool = True) -> None:
        self.answers, self.attention, self.asked = answers, attention, []

    def predict_on_batch(self, source: np.ndarray) -> dict[str, np.ndarray]:
        self.asked.append(source.shape)
        symbols = np.zeros((len(source), SHAPES.output), "int32")
        attention = np.zeros((len(source), SHAPES.output, source.shape[1]), "float32")
        for row, numbers in enumerate(source.tolist()):
            written, looks = self.answers[toy.INPUT.decode(numbers)]
            symbols[row, : len(written) + 1] = [*toy.OUTPUT.encode(written), toy.OUTPUT.end]
            for position, look in enumerate(looks):
                attention[row, position, look] = 1.0
        said = {"symbols": symbols, "log_probabilities": np.full(symbols.shape, np.log(0.5), "float32")}
        return {**said, "attention": attention} if self.attention else said


CASES = {
    "all right": ({"two one": ("21", (2, 4)), "six": ("6", (0,)), "zero": ("0", (5,))}, 1.0, 3 / 3),
    "one looks beside": ({"two one": ("21", (3, 6)), "six": ("6", (2,)), "zero": ("0", (0,))}, 1.0, 2 / 3),
    "one digit wrong": ({"two one": ("22", (6, 6)), "six": ("6", (1,)), "zero": ("0", (0,))}, 2 / 3, 1 / 1),
    "too long": ({"two one": ("21", (2, 4)), "six": ("66", (1,)), "zero": ("0", (0,))}, 2 / 3, 2 / 2),
    "too short": ({"two one": ("2", (2,)), "six": ("", ()), "zero": ("1", (0,))}, 0.0, None),
}


@pytest.mark.parametrize(("answers", "exact", "pointing"), CASES.values(), ids=CASES)
def test_exact_counts_whole_outputs_and_pointing_the_gold_of_exact_ones(
    answers: dict[str, tuple[str, tuple[int, ...]]], exact: float, pointing: float | None
) -> None:
    result = score(ByHand(answers), PAIRS, toy.INPUT, toy.OUTPUT, SHAPES)
    assert (result.exact, result.pointing) == (exact, pointing)
    sample = result.sample
    written, looks = answers["two one"]
    assert (sample.text, sample.target, "".join(sample.output)) == ("two one", "21", written)
    assert sample.probability == pytest.approx(0.5 ** (len(written) + 1))  # the end is written too
    assert sample.attention is not None
    assert [row.index(1.0) for row in sample.attention] == list(looks)


def test_without_attention_nothing_points() -> None:
    answers = CASES["all right"][0]
    assert score(ByHand(answers, attention=False), PAIRS, toy.INPUT, toy.OUTPUT, SHAPES).pointing is None


def test_all_batches_have_one_size_and_few_lengths() -> None:
    writer = ByHand(CASES["all right"][0])
    score(writer, PAIRS, toy.INPUT, toy.OUTPUT, SHAPES)
    assert writer.asked == [(2, 6), (2, 12)]
