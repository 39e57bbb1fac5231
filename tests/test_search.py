"""Search: outputs and probabilities worked out by hand on alphabets of two and three letters."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datelens import search
from datelens.alphabet import SPECIAL, Alphabet, date_output_alphabet
from datelens.iso import date_grammar

ABC = Alphabet("abc")
A, B, C = (ABC.number(letter) for letter in "abc")
END = Alphabet.end


class Scripted:
    """A model that looks its distributions up.

    Args:
        distribution: gives the probabilities of the next symbol (symbols,) from the source's number and the symbols
            written so far.
    """

    def __init__(self, distribution: Callable[[int, tuple[int, ...]], np.ndarray], steps: int) -> None:
        self._distribution = distribution
        self._steps = steps
        self.sizes: list[int] = []  # of the batches that were stepped

    def start(self, sources: np.ndarray) -> tuple[search.Memory, np.ndarray]:
        return (sources,), np.zeros((len(sources), self._steps), np.int32)

    def step(self, memory: search.Memory, rows: np.ndarray, state: np.ndarray, symbols: np.ndarray) -> search.Step:
        state = np.where((symbols == Alphabet.start)[:, None], state, np.roll(state, -1, axis=1))
        state[:, -1] = np.where(symbols == Alphabet.start, 0, symbols)
        self.sizes.append(len(symbols))
        written = [tuple(int(symbol) for symbol in row if symbol) for row in state]
        sources = memory[0][rows]
        shares = [self._distribution(int(source[0]), past) for source, past in zip(sources, written, strict=True)]
        with np.errstate(divide="ignore"):
            return search.Step(np.log(np.array(shares)), state, sources[:, None] * 1.0)


def table(**shares: float) -> np.ndarray:
    """A distribution over the alphabet of a, b, c: `table(a=0.6, end=0.4)`."""
    distribution = np.zeros(len(ABC))
    for symbol, share in shares.items():
        distribution[END if symbol == "end" else ABC.number(symbol)] = share
    return distribution


# Greedy takes a (0.6) and then b at best (0.3): 0.18. The best is ba: 0.4 * 0.9 = 0.36.
TRAP = {
    (): table(a=0.6, b=0.4),
    (A,): table(a=0.25, b=0.3, c=0.25, end=0.2),
    (B,): table(a=0.9, c=0.1),
}
SOURCE = np.zeros((1, 1), np.int32)
# Any letters, none at all included, until the end comes
FREE = np.array([[-1, -1, -1, 1, 0, 0, 0], [1, -1, -1, -1, -1, -1, -1]], np.int32)


def trap(source: int, past: tuple[int, ...]) -> np.ndarray:
    return TRAP.get(past, table(end=1.0))


def outputs(found: search.Found, row: int = 0) -> list[tuple[str, float]]:
    """The outputs of a row with their probabilities."""
    chosen = found.rows == row
    return [
        (ABC.decode(symbols), round(math.exp(score), 9))
        for symbols, score in zip(found.symbols[chosen], found.log_probabilities[chosen], strict=True)
    ]


def test_greedy_falls_into_the_trap() -> None:
    assert outputs(search.greedy(Scripted(trap, 3), SOURCE, FREE, 3)) == [("ab", 0.18)]


def test_a_beam_of_two_finds_the_best_output() -> None:
    assert outputs(search.beam(Scripted(trap, 3), SOURCE, FREE, 3, 2)) == [("ba", 0.36), ("ab", 0.18)]


def test_a_beam_of_one_is_greedy() -> None:
    assert outputs(search.beam(Scripted(trap, 3), SOURCE, FREE, 3, 1)) == [("ab", 0.18)]


def test_forbidden_mass_is_doubt_and_is_not_shared_out() -> None:
    automaton = FREE.copy()
    automaton[0, A] = -1
    found = search.greedy(Scripted(lambda *_: table(a=0.7, b=0.2, end=0.1), 2), SOURCE, automaton, 2)
    assert outputs(found) == [("bb", 0.04)]
    found = search.beam(Scripted(lambda *_: table(a=0.7, b=0.2, end=0.1), 2), SOURCE, automaton, 2, 3)
    assert outputs(found) == [("", 0.1), ("bb", 0.04), ("b", 0.02)]


def test_no_rows_have_no_outputs() -> None:
    nothing = np.zeros((0, 1), np.int32)
    for find in (search.greedy, lambda *arguments: search.beam(*arguments, width=2)):
        found = find(Scripted(trap, 3), nothing, FREE, 3)
        assert (len(found.rows), found.symbols.shape, len(found.log_probabilities)) == (0, (0, 3), 0)


def test_an_output_that_has_not_ended_is_cut() -> None:
    assert outputs(search.greedy(Scripted(lambda *_: table(c=1.0), 3), SOURCE, FREE, 3)) == [("ccc", 1.0)]


def test_search_stops_when_all_rows_have_ended() -> None:
    for find in (search.greedy, lambda *arguments: search.beam(*arguments, width=2, floor=1e-3)):
        model = Scripted(lambda source, past: table(a=1.0) if len(past) < source else table(end=1.0), 9)
        found = find(model, np.array([[0], [2]], np.int32), FREE, 9)
        assert [outputs(found, row) for row in (0, 1)] == [[("", 1.0)], [("aa", 1.0)]]
        assert len(model.sizes) == 3


def test_a_floor_gives_hypotheses_up_but_never_a_row() -> None:
    model = Scripted(lambda source, past: table(a=0.5, b=0.3, c=0.2) if len(past) < 2 else table(end=1.0), 3)
    found = search.beam(model, SOURCE, FREE, 3, 9, floor=0.12)
    assert outputs(found) == [("aa", 0.25), ("ab", 0.15), ("ba", 0.15)]
    assert outputs(search.beam(model, SOURCE, FREE, 3, 9, floor=0.9)) == [("aa", 0.25)]


def test_a_sure_row_costs_a_beam_no_more_than_greedy() -> None:
    model = Scripted(lambda source, past: table(a=0.9999, b=0.0001) if len(past) < 3 else table(end=1.0), 9)
    search.beam(model, np.zeros((50, 1), np.int32), FREE, 9, 4, floor=1e-3)
    assert model.sizes == [50] * 4


def random_model(seed: int, steps: int) -> Scripted:
    """Distributions drawn anew for each source and past."""

    def draw(source: int, past: tuple[int, ...]) -> np.ndarray:
        distribution = np.zeros(len(ABC))
        distribution[END:] = np.random.default_rng((seed, source, *past)).dirichlet(np.full(len(ABC) - END, 0.7))
        return distribution

    return Scripted(draw, steps)


def every_output(model: Scripted, source: np.ndarray, steps: int) -> list[tuple[str, float]]:
    """All outputs with their probabilities, best first, by trying them one by one."""
    found = {}
    for length in range(steps + 1):
        for letters in itertools.product((A, B, C), repeat=length):
            target = [*letters, END][:steps]
            said, _ = search.force(model, source, np.array([target]))
            found["".join(ABC.symbols[letter] for letter in letters)] = round(math.exp(said.sum()), 9)
    return sorted(found.items(), key=lambda item: -item[1])


@pytest.mark.parametrize("seed", range(4))
def test_a_wide_beam_finds_what_trying_everything_finds(seed: int) -> None:
    steps, source = 3, np.array([[seed]], np.int32)
    wanted = every_output(random_model(seed, steps), source, steps)
    found = outputs(search.beam(random_model(seed, steps), source, FREE, steps, 40))
    assert len(wanted) == 40
    assert math.isclose(sum(probability for _, probability in found), 1.0, abs_tol=1e-6)
    assert found == wanted


@settings(max_examples=25)
@given(st.integers(0, 2**16), st.integers(1, 6), st.integers(1, 5))
def test_each_row_is_searched_as_if_it_were_alone(seed: int, rows: int, width: int) -> None:
    sources = np.arange(rows, dtype=np.int32)[:, None]
    together = search.beam(random_model(seed, 4), sources, FREE, 4, width, 1e-3)
    greedy = search.greedy(random_model(seed, 4), sources, FREE, 4)
    assert (np.diff(together.rows) >= 0).all()
    for row in range(rows):
        alone = outputs(search.beam(random_model(seed, 4), sources[row : row + 1], FREE, 4, width, 1e-3))
        assert outputs(together, row) == alone
        assert len(alone) <= width
        if width == 1:
            assert alone == outputs(greedy, row)


def test_forcing_gives_each_symbol_its_probability_and_the_attention() -> None:
    said, attention = search.force(Scripted(trap, 3), np.array([[7]], np.int32), np.array([[B, A, 0]]))
    np.testing.assert_allclose(np.exp(said), [[0.4, 0.9, 1.0]])
    assert attention is not None
    assert attention.shape == (1, 3, 1, 1)


def test_the_automaton_of_dates_has_ended_where_only_the_end_may_come() -> None:
    alphabet = date_output_alphabet()
    automaton = search.automaton_of(date_grammar(alphabet.symbols))

    def ended(iso: str) -> bool:
        place = 0
        for number in alphabet.encode(iso):
            place = int(automaton[place, number])
        assert place >= 0
        return bool(automaton[place, Alphabet.padding] == place)

    assert [ended(iso) for iso in ("2016-01-05", "--02-29", "∅")] == [True, True, True]
    assert [ended(iso) for iso in ("2016-01", "2016", "201", "--02-2")] == [False, False, False, False]


def test_the_free_automaton_lets_any_letter_come_and_no_special_symbol() -> None:
    first, more, ended = [-1, -1, -1, -1, 1, 1, 1], [-1, -1, -1, 2, 1, 1, 1], [2, -1, -1, -1, -1, -1, -1]
    assert search.free_automaton(len(ABC)).tolist() == [first, more, ended]  # nothing at all is no output
    assert len(SPECIAL) == 4
