"""The tutorial's recipe on today's Keras: its data, its network by hand, and a run that goes on where it stopped."""

from __future__ import annotations

import datetime
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from benchmarks import generate
from benchmarks.original import data
from benchmarks.original.vocabulary import Vocabulary
from benchmarks.timing import Times
from benchmarks.train import page


def test_dates_are_a_pure_function_of_seed_and_step() -> None:
    first = data.generate(1, 2, 50)
    assert data.generate(1, 2, 50) == first
    assert data.generate(1, 3, 50) != first
    for _, iso in first:
        assert data.FIRST <= datetime.date.fromisoformat(iso) <= data.LAST


def test_pairs_are_the_same_dates_folded() -> None:
    texts, pairs = data.generate(1, 2, 50), data.generate_pairs(1, 2, 50)
    assert ["".join(pair.target) for pair in pairs] == [iso for _, iso in texts]
    assert any("".join(pair.source) == text.lower() != text for pair, (text, _) in zip(pairs, texts, strict=True))
    assert all(pair.gold == (None,) * 10 for pair in pairs)


def test_rows_are_cut_and_filled_with_the_unknown_symbol() -> None:
    vocabulary = Vocabulary("ba", 4)
    assert vocabulary.symbols == ("a", "b", "<unk>", "<eot>")
    rows = vocabulary.encode(["ab", "?", "bbbbb"])
    assert rows.tolist() == [[0, 1, 3, 2], [2, 3, 2, 2], [1, 1, 1, 3]]
    assert vocabulary.decode(rows) == ["ab", "<unk>", "bbb"]
    assert vocabulary.decode(np.array([[0, 1, 0, 1]])) == ["abab"]


def test_the_decoder_computes_what_the_equations_say() -> None:
    from benchmarks.original.model import OriginalDecoder

    batch, length, features, units, symbols = 2, 5, 3, 7, 11
    decoder = OriginalDecoder(units, symbols)
    annotations = np.random.default_rng(1).normal(0, 1, (batch, length, features)).astype(np.float32)
    found = np.asarray(decoder(annotations))
    assert found.shape == (batch, length, symbols)
    weight = {variable.name: np.asarray(variable.value, np.float64) for variable in decoder.weights}

    def gate(name: str, said: np.ndarray, state: np.ndarray, context: np.ndarray) -> np.ndarray:
        return said @ weight[f"w_{name}"] + state @ weight[f"u_{name}"] + context @ weight[f"c_{name}"]

    for row, h in zip(found, annotations.astype(np.float64), strict=True):
        state, said = np.tanh(h[0] @ weight["w_s"]), np.zeros(symbols)
        for distribution in row:
            energies = np.tanh(h @ weight["u_a"] + state @ weight["w_a"]) @ weight["v_a"]
            alphas = np.exp(energies) / np.exp(energies).sum()
            context = (alphas * h).sum(axis=0)
            r, z = (1 / (1 + np.exp(-gate(name, said, state, context))) for name in "rz")
            proposal = np.tanh(gate("p", said, r * state, context))
            logits = gate("o", said, state, context)
            state, said = (1 - z) * state + z * proposal, np.exp(logits) / np.exp(logits).sum()
            np.testing.assert_allclose(distribution, said, atol=1e-5)
    assert np.ptp(found, axis=1).max() > 1e-3  # a decoder that wrote the same at every step would show


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # Keras saves its optimiser so
def test_a_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    import keras

    from benchmarks.original import recipe

    plan = recipe.Plan(batches=2, every=1, validation=4, length=12, units=3)
    whole = recipe.train(tmp_path / "whole", plan, clock=lambda: 0.0)
    assert [point.examples for point in whole] == [32, 64]
    stops = iter([False, True])
    assert len(recipe.train(tmp_path / "parts", plan, stop=lambda: next(stops), clock=lambda: 0.0)) == 1
    assert recipe.train(tmp_path / "parts", plan, clock=lambda: 0.0) == whole
    first, second = (keras.saving.load_model(tmp_path / name / "model.keras") for name in ("whole", "parts"))
    for mine, other in zip(first.get_weights(), second.get_weights(), strict=True):
        np.testing.assert_allclose(mine, other, atol=1e-6)


def points(*exact: float) -> list[object]:
    from benchmarks.original.recipe import Point

    return [Point(100 * place, 10.0 * place, share) for place, share in enumerate(exact, 1)]


def test_the_page_says_when_which_exact_match_was_reached() -> None:
    lines = list(page.lines("a machine", points(*[0.0] * 39, 0.8), points(0.5, 0.8, 0.97, 0.98, 0.97)))
    assert "| 80.00 % exact | 20 s | 0.05 × | ≤ 0.1 × | yes |" in lines
    assert "| 98.00 % exact | 40 s | 0.1 × | ≤ 0.333 × | yes |" in lines
    assert "| 4,000 | 400 | 80.00 % |  |  |  |" in lines
    never = list(page.lines("a machine", points(0.8), points(0.5)))
    assert "| 98.00 % exact | – s | – | ≤ 0.333 × | **no** |" in never


@pytest.mark.parametrize("number", [1, 20, 21, 100])
def test_the_last_score_is_always_shown(number: int) -> None:
    scores = points(*np.linspace(0, 1, number))
    shown = page.thinned(scores)
    assert len(shown) <= 20
    assert shown[-1] == scores[-1]


def test_the_generator_is_measured(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    done = CliRunner().invoke(generate.main, ["--quick", "-o", str(path)])
    assert done.exit_code == 0, done.output
    assert f"| {generate.EXAMPLES} | " in path.read_text(encoding="utf-8")
    lines = list(generate.lines("a machine", 10_000, {generate.EXAMPLES: Times((1.0,)), generate.PAIRS: Times((2.0,))}))
    assert f"| {generate.EXAMPLES} | 10,000 | 0.00 % | ≥ 10,000 | yes |" in lines
