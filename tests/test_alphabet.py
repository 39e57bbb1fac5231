"""Alphabets: symbols to numbers and back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datelens.alphabet import END, PADDING, SPECIAL, START, UNKNOWN, VERSION, Alphabet, date_output_alphabet
from datelens.errors import AlphabetError

ABC = Alphabet(["b", "a", "<order:DMY>", "c", "a"])

SYMBOLS = st.lists(st.text(min_size=1, max_size=3).filter(lambda symbol: symbol not in SPECIAL), max_size=20)


def test_the_special_four_come_first_and_the_others_sorted_once_each() -> None:
    assert ABC.symbols == (PADDING, UNKNOWN, START, END, "<order:DMY>", "a", "b", "c")
    assert (ABC.padding, ABC.unknown, ABC.start, ABC.end) == (0, 1, 2, 3)
    assert len({PADDING, UNKNOWN, START, END}) == 4
    assert len(ABC) == 8


def test_symbols_become_numbers_and_what_is_not_held_the_unknown_one() -> None:
    assert ABC.encode(("<order:DMY>", *"cab?")) == [4, 7, 5, 6, Alphabet.unknown]
    assert ABC.number("b") == 6
    assert ABC.number("?") == Alphabet.unknown
    assert "a" in ABC
    assert "?" not in ABC


@pytest.mark.parametrize(
    ("numbers", "text"),
    [([5, 6, 3, 7], "ab"), ([2, 5, 0, 6, 0], "ab"), ([5, 1], "a<unknown>"), ([3], ""), ([], "")],
    ids=["up to the end", "without start and padding", "unknown", "end alone", "nothing"],
)
def test_numbers_become_text(numbers: list[int], text: str) -> None:
    assert ABC.decode(numbers) == text


@given(SYMBOLS)
def test_every_symbol_there_and_back(symbols: list[str]) -> None:
    alphabet = Alphabet(symbols)
    assert alphabet.decode(alphabet.encode(symbols)) == "".join(symbols)
    assert [alphabet.symbols[number] for number in alphabet.encode(alphabet.symbols)] == list(alphabet.symbols)


@given(SYMBOLS, st.randoms(use_true_random=False))
def test_order_and_repetition_of_the_symbols_do_not_matter(symbols: list[str], random: Any) -> None:
    shuffled = [*symbols, *symbols]
    random.shuffle(shuffled)
    assert Alphabet(shuffled) == Alphabet(symbols)
    assert hash(Alphabet(shuffled)) == hash(Alphabet(symbols))


@given(SYMBOLS)
def test_an_alphabet_survives_json(symbols: list[str]) -> None:
    alphabet = Alphabet(symbols)
    assert Alphabet.from_json(json.loads(json.dumps(alphabet.to_json()))) == alphabet


def test_alphabets_of_other_symbols_differ() -> None:
    assert Alphabet("ab") != Alphabet("abc")
    assert Alphabet("ab") != (PADDING, UNKNOWN, START, END, "a", "b")
    assert repr(Alphabet("ab")) == "Alphabet(6 symbols)"


def test_an_alphabet_is_the_same_in_every_process() -> None:
    code = "from datelens.alphabet import Alphabet; print(Alphabet({'ä', 'z', 'a', '<lang:de>', '٣'}).symbols)"
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(printed) == 1


@pytest.mark.parametrize("symbol", ["", *SPECIAL], ids=["empty", *SPECIAL])
def test_empty_and_special_symbols_are_refused(symbol: str) -> None:
    with pytest.raises(AlphabetError, match="must be non-empty and none of <padding>, <unknown>, <start>, <end>; got"):
        Alphabet(["a", symbol])


def test_hints_are_found_by_kind() -> None:
    alphabet = Alphabet(["<lang:de>", "<lang:af>", "<region:AT>", "<order:YMD>", "a", ":"])
    assert alphabet.hints == {"lang": ("af", "de"), "region": ("AT",), "order": ("YMD",)}
    assert Alphabet(["<x:a:b>"]).hints == {"x": ("a:b",)}


def test_a_symbol_that_is_no_hint_is_not_taken_for_one() -> None:
    assert Alphabet(["a", ":", "<", ">", "a:", "::", "<x", ":>", "<lang>"]).hints == {}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ([], r"an alphabet must be \{\"version\": 1, .*; got \[\]"),
        ({"version": 1}, "an alphabet must be"),
        ({"version": 1, "symbols": "abc"}, "an alphabet must be"),
        ({"symbols": [*SPECIAL]}, "has version None; this release reads 1"),
        ({"version": 2, "symbols": [*SPECIAL]}, "has version 2; this release reads 1"),
        ({"version": 1, "symbols": [*SPECIAL, 7]}, "must all be strings"),
        ({"version": 1, "symbols": [*SPECIAL, "b", "a"]}, "the special four, then others sorted, each once"),
        ({"version": 1, "symbols": [*SPECIAL, "a", "a"]}, "the special four, then others sorted, each once"),
        ({"version": 1, "symbols": ["a", "b", "c", "d", "e"]}, "the special four, then others sorted, each once"),
        ({"version": 1, "symbols": []}, "the special four, then others sorted, each once"),
        ({"version": 1, "symbols": [*SPECIAL, START]}, "must be non-empty and none of"),
    ],
    ids=lambda value: None if isinstance(value, str) else ascii(value)[:40],
)
def test_what_is_no_alphabet_is_refused(data: Any, message: str) -> None:
    with pytest.raises(AlphabetError, match=message):
        Alphabet.from_json(data)


def test_the_version_is_written() -> None:
    assert Alphabet("a").to_json() == {"version": VERSION, "symbols": [PADDING, UNKNOWN, START, END, "a"]}


def test_dates_are_written_with_digits_hyphen_and_no_date() -> None:
    assert date_output_alphabet().symbols == (*SPECIAL, "-", *"0123456789", "∅")
