"""A task to train on in seconds: spelled digits, `two one` to `21`, with gold spans."""

from __future__ import annotations

import os
import signal
from typing import Any

import numpy as np

from datelens.alphabet import Alphabet
from datelens.keras.recipe import Recipe, recipe_from_table
from datelens.keras.task import Task
from datelens.pairs import Pair

WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
INPUT = Alphabet(["<lang:en>", " ", *"abcdefghijklmnopqrstuvwxyz"])
OUTPUT = Alphabet("0123456789")


def generate(seed: int, step: int, n: int) -> list[Pair]:
    """n pairs of one to three digits; one in four has a hint."""
    random = np.random.default_rng((seed, step))
    return [spelled(random) for _ in range(n)]


def spelled(random: np.random.Generator) -> Pair:
    source: list[str] = ["<lang:en>"] if random.random() < 0.25 else []
    gold = []
    digits = [int(digit) for digit in random.integers(0, 10, random.integers(1, 4))]
    for number, digit in enumerate(digits):
        source += [" "] * (number > 0)
        gold.append((len(source), len(source) + len(WORDS[digit])))
        source += WORDS[digit]
    return Pair(tuple(source), tuple(map(str, digits)), tuple(gold))


def generate_and_die(seed: int, step: int, n: int) -> list[Pair]:
    """As `generate`, but the process that makes step 1 is killed."""
    if step == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return generate(seed, step, n)


def generate_too_few(seed: int, step: int, n: int) -> list[Pair]:
    """One pair less than asked for."""
    return generate(seed, step, n - 1)


TASK = Task("toy", generate, INPUT, OUTPUT, output_length=4)


def recipe(**changes: Any) -> Recipe:
    """A tiny model, eight steps of sixteen pairs; `changes` are tables that are merged in."""
    table: dict[str, Any] = {
        "task": "toy",
        "examples": 128,
        "model": {"embedding": 4, "encoder_units": 5, "units": 6, "attention_units": 3},
        "batches": {"size": 16, "chunk": 3, "lengths": [24], "workers": 0},
        "optimizer": {"average": 0.9},
        "validation": {"examples": 20, "every": 3},
    }
    for name, value in changes.items():
        table[name] = {**table.get(name, {}), **value} if isinstance(value, dict) else value
    return recipe_from_table(table)
