"""Texts as rows of symbols: the tables fold as `datelens.folding` does, and batches lose nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from datelens.alphabet import Alphabet
from datelens.folding import fold
from datelens.sources import ROWS, SYMBOLS, Folder, Sources

ALPHABET = Alphabet([" ", *"0123456789abcdefghijklmnopqrstuvwxyz.,-年éا", "́", "<lang:de>", "<order:DMY>"])
FOLDER = Folder(ALPHABET)
NO_HINTS = (0, 0, 0)

# Characters that are likely to go wrong: spaces of all kinds, marks, ligatures, jamo, digits, format characters
AWKWARD = " \u00a0\u2003\t\n\r\u0000ﬁ½㋀①５٣é\u0301\u0327\u200d\u200f\u1100\u1161\u11a8ｶﾞ\ud800\udfff😀İßǅ𝟘﷽年"
text = st.text(st.one_of(st.characters(), st.sampled_from(AWKWARD), st.sampled_from(" 5aé")), max_size=20)


def hints(rows: int, *numbers: int) -> np.ndarray:
    return np.tile(np.array((*numbers, 0, 0, 0)[:3], np.int32), (rows, 1))


def row(sources: Sources, number: int) -> list[int]:
    start = int(sources.starts[number])
    return sources.numbers[start : start + int(sources.lengths[number])].tolist()


@given(st.lists(text, max_size=8))
def test_the_tables_fold_as_the_slow_way_does(texts: list[str]) -> None:
    sources = FOLDER.fold(texts, hints(len(texts)))
    assert [row(sources, i) for i in range(len(texts))] == [ALPHABET.encode(fold(text).symbols) for text in texts]


def test_the_tables_fold_most_characters_as_the_slow_way_does() -> None:
    texts = [f"a{chr(code)}b" for code in (*range(0x3400), *range(0xF900, 0x10000), *range(0x10000, 0x20000, 13))]
    sources = Folder(ALPHABET).fold(texts, hints(len(texts)))
    wrong = [i for i, text in enumerate(texts) if row(sources, i) != ALPHABET.encode(fold(text).symbols)]
    assert wrong == []


def test_no_text_has_no_symbols() -> None:
    for texts in ([], [""], ["", " "], [" \u200d"]):
        assert FOLDER.fold(texts, hints(len(texts))).numbers.tolist() == []


def test_hints_stand_before_the_text() -> None:
    german, order = ALPHABET.encode(["<lang:de>", "<order:DMY>"])
    sources = FOLDER.fold(["5a", "b", ""], np.array([[german, order, 0], [0, 0, 0], [order, 0, 0]], np.int32))
    five, a, b = ALPHABET.encode("5ab")
    assert sources.padded(np.arange(3), 4).tolist() == [[german, order, five, a], [b, 0, 0, 0], [order, 0, 0, 0]]


@given(st.lists(st.tuples(st.text("5a ", max_size=9), st.integers(0, 3)), max_size=30), st.integers(0, 29))
def test_batches_hold_every_row_once_longest_first(rows: list[tuple[str, int]], skipped: int) -> None:
    given_hints = np.array([[5] * count + [0] * (3 - count) for _, count in rows], np.int32).reshape(-1, 3)
    sources = FOLDER.fold([text for text, _ in rows], given_hints)
    chosen = np.array([i for i in range(len(rows)) if i != skipped], np.int64)
    seen, widths = {}, []
    for numbers, symbols in sources.batches(chosen, 4):
        assert symbols.shape[1] % 4 == 0
        widths.append(symbols.shape[1])
        for number, padded in zip(numbers.tolist(), symbols.tolist(), strict=True):
            seen[number] = [symbol for symbol in padded if symbol]
            assert padded[: len(seen[number])] == seen[number]
    assert widths == sorted(widths, reverse=True)
    assert seen == {i: [5] * rows[i][1] + row(sources, i) for i in chosen.tolist()}


@pytest.mark.parametrize(("entering", "widths"), [(0, [40, 12, 8]), (47, [40, 12]), (48, [40, 12]), (2000, [40])])
def test_short_rows_are_padded_to_long_ones_where_that_is_cheaper(entering: int, widths: list[int]) -> None:
    sources = FOLDER.fold(["a" * length for length in (40, 10, 9, *[8] * 11, 11)], hints(15))
    assert [symbols.shape[1] for _, symbols in sources.batches(np.arange(15), 4, entering)] == widths


@pytest.mark.parametrize(
    ("length", "rows"), [(1, ROWS), (16, ROWS), (100, SYMBOLS // 100), (SYMBOLS, 1), (2 * SYMBOLS, 1)]
)
def test_a_batch_is_bounded_in_rows_and_in_symbols(length: int, rows: int) -> None:
    sources = FOLDER.fold(["a" * length] * 3 * ROWS, hints(3 * ROWS))
    _, symbols = next(sources.batches(np.arange(3 * ROWS), 4))
    assert len(symbols) == rows
