"""What a variant is worth: how well it reads, by length too, and how far its maps can be believed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from datelens.evaluation import ModelReader, Row, read_all
from datelens.evaluation.maps import MapCase, measure
from datelens.evaluation.report import report
from datelens.files import written_whole
from datelens.folding import fold
from datelens.translator import Translator

LENGTHS = (0, 10, 15, 20, 30, 45, 70, 1000)
"""Bounds of the classes of length, in symbols of the folded text: `low < length <= high`."""

RESULTS = "results.json"


@dataclass(frozen=True, slots=True)
class Result:
    """The figures of a variant.

    Attributes:
        rows: that were read.
        exact: the share of them read right.
        clear: of those that are not ambiguous.
        lengths: for each class of length of the clear rows its upper bound, how many were right, how many there are.
        maps: of each figure of the maps its value and its number of cases; none without attention.
    """

    rows: int
    exact: float
    clear: float
    lengths: Sequence[tuple[int, int, int]]
    maps: Mapping[str, tuple[float, int]]


def scored(
    translator: Translator,
    rows: Sequence[Row],
    cases: Sequence[MapCase],
    twins: Sequence[Translator] = (),
) -> Result:
    """The figures of a variant.

    Args:
        translator: reads with its model.
        rows: to read, unaided.
        cases: to ask for maps, where the model has attention.
        twins: of the same recipe with other seeds.
    """
    answered = read_all(ModelReader(translator), [rows])
    whole = report("", rows, answered)
    right = [answer.reading == row.iso for answer, row in zip(answered.answers, rows, strict=True)]
    maps: Mapping[str, tuple[float, int]] = {}
    if translator.reader.network.has_attention:
        maps = measure(translator, cases, model="", source="", twins=twins).values
    return Result(len(rows), whole.exact.value or 0.0, whole.clear.value or 0.0, by_length(rows, right), dict(maps))


def maps_of(bundle: Path, sets: Mapping[str, Sequence[MapCase]]) -> dict[str, Mapping[str, tuple[float, int]]]:
    """The figures of the maps of a bundle on some sets of texts, by the names of the sets."""
    translator = Translator.load(bundle)
    return {name: dict(measure(translator, cases, model="", source="").values) for name, cases in sets.items()}


def by_length(rows: Sequence[Row], right: Sequence[bool]) -> list[tuple[int, int, int]]:
    """For each class of length its upper bound, how many clear rows were read right and how many there are.

    Example:
        >>> by_length([Row("5 Jan 2016", "2016-01-05"), Row("Saturday 9 May 2018", None)], [True, False])
        [(10, 1, 1), (20, 0, 1)]
    """
    clear = [(len(fold(row.text).symbols), hit) for row, hit in zip(rows, right, strict=True) if not row.ambiguous]
    found = []
    for low, high in pairwise(LENGTHS):
        hits = [hit for length, hit in clear if low < length <= high]
        if hits:
            found.append((high, sum(hits), len(hits)))
    return found


def kept(folder: Path, asked: Mapping[str, Any]) -> Result | None:
    """The result that is kept in a folder, if it answers the same question."""
    path = folder / RESULTS
    if not path.is_file():
        return None
    record = json.loads(path.read_text(encoding="utf-8"))
    if record["asked"] != asked:
        return None
    given = record["result"]
    return Result(
        given["rows"],
        given["exact"],
        given["clear"],
        [tuple(row) for row in given["lengths"]],
        {name: (value, count) for name, (value, count) in given["maps"].items()},
    )


def keep(folder: Path, asked: Mapping[str, Any], result: Result) -> None:
    """Write a result beside its run, with the question that it answers."""
    with written_whole(folder / RESULTS) as part:
        part.write_text(json.dumps({"asked": asked, "result": asdict(result)}, indent=1) + "\n", encoding="utf-8")
