"""The rows that speed is measured on: made from fixed seeds, the same on every machine, no text twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count, islice

from datelens.corpus.example import Example
from datelens.corpus.stream import SHARES, generate
from datelens.evaluation.rows import Row

SEED = 20_170_101  # of no stream that is trained on
LONGEST = 40
"""Characters of a cell of a column; what is longer is a sentence."""

_DRAWN = 256  # examples a step

_WRITTEN_OUT = {name: SHARES[name] for name in ("cldr", "custom", "free", "numeric", "machine", "words", "reduced")}


@dataclass(frozen=True, slots=True)
class File:
    """Rows to read.

    Attributes:
        name: what to call them.
        description: what they are.
        rows: no text twice, without hints.
    """

    name: str
    description: str
    rows: tuple[Row, ...]


def multilingual(number: int) -> File:
    """A column of all languages: everything that the generator makes which could stand in a cell."""
    return File(
        "multilingual",
        f"all that the generator makes, in all languages, up to {LONGEST} characters long",
        _distinct(number, lambda example: len(example.text) <= LONGEST),
    )


def prose(number: int) -> File:
    """The same with sentences that a date stands in, up to 200 characters long."""
    return File("with sentences", "the same with sentences around the dates", _distinct(number, lambda _: True))


def english(number: int) -> File:
    """A column of English dates."""
    return File(
        "English",
        f"dates in English, up to {LONGEST} characters long",
        _distinct(
            number, lambda example: example.locale.startswith("en") and len(example.text) <= LONGEST, _WRITTEN_OUT
        ),
    )


def junk(number: int) -> File:
    """What is no date and stands in no sentence."""
    return File(
        "junk", "what is no date", _distinct(number, lambda example: len(example.text) <= LONGEST, {"non-date": 1.0})
    )


def _is_english(example: Example) -> bool:
    return example.locale.partition("_")[0] == "en" and len(example.text) <= LONGEST


def _distinct(number: int, wanted: Callable[[Example], bool], shares: Mapping[str, float] = SHARES) -> tuple[Row, ...]:
    """So many rows of the generator's held-out split, in the order in which they are drawn."""
    found: dict[str, Example] = {}
    for example in filter(wanted, _drawn(shares)):
        found.setdefault(example.text, example)
        if len(found) >= number:
            break
    return tuple(
        Row(text, example.iso, None, None, example.family, example.locale.partition("_")[0], example.ambiguous)
        for text, example in islice(found.items(), number)
    )


def _drawn(shares: Mapping[str, float]) -> Iterator[Example]:
    for step in count():
        yield from generate(SEED, step, _DRAWN, split="held-out", shares=shares)
