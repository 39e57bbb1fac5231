"""Spoken numbers: `forty-two thousand and seven` to `42007`.

Writes two files beside this one: pairs.csv to train on, and unseen.csv with other numbers, to see what was learned.
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Sequence
from pathlib import Path

from num2words import num2words

HERE = Path(__file__).parent
BELOW = 100_000
SEED = 1
TRAINING, UNSEEN = 20_000, 5_000


def spoken(number: int) -> str:
    """The number in English words."""
    return num2words(number, lang="en")


def write(path: Path, numbers: Sequence[int]) -> None:
    """A file of pairs; tells where it is."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["source", "target"])
        writer.writerows([spoken(number), str(number)] for number in numbers)
    sys.stdout.write(f"{path}: {len(numbers):,} pairs\n")


def main(folder: Path = HERE, training: int = TRAINING, unseen: int = UNSEEN) -> None:
    """Write both files; no number stands in both."""
    numbers = random.Random(SEED).sample(range(BELOW), training + unseen)
    write(folder / "pairs.csv", numbers[:training])
    write(folder / "unseen.csv", numbers[training:])


if __name__ == "__main__":
    main()
