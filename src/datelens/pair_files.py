"""Files of pairs: what a model of another task than dates is trained and evaluated on.

CSV in UTF-8 whose header names `source` and `target`, and `gold` where it is known. Sources are folded as every text
is that a model reads (`datelens.folding`); targets stay as they are.
"""

from __future__ import annotations

import csv
import io
import os
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from datelens.csv_records import csv_records
from datelens.errors import DataError, shown
from datelens.folding import fold
from datelens.iso import NO_DATE
from datelens.pairs import Pair

NEEDED = ("source", "target")
GOLD = "gold"
NO_ANSWER = NO_DATE
"""The target of a source that should be refused."""

_FORM = "A file of pairs is CSV in UTF-8, parted by commas, whose first row names the columns `source` and `target`"
_SPAN = re.compile(r"([0-9]{1,9}):([0-9]{1,9})")  # of more digits Python reads none

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class WrittenPair:
    """A pair as its file has it.

    Attributes:
        source: as written.
        target: as it should come out.
        gold: for each character of the target the `[start, stop)` of the source as written that it comes from, or None
            where there is no gold.
    """

    source: str
    target: str
    gold: tuple[Span | None, ...]

    def folded(self) -> Pair:
        """The pair as a model sees it: the source folded, gold spans over its folded symbols."""
        source = fold(self.source)
        places = list(zip(source.starts, source.stops, strict=True))
        return Pair(
            tuple(source.symbols), tuple(self.target), tuple(span and _moved(span, places) for span in self.gold)
        )


def read_pairs(path: str | os.PathLike[str]) -> list[WrittenPair]:
    """The pairs of a file.

    Args:
        path: CSV in UTF-8 with a header. `source` and `target` are needed and never empty; a target `∅` says that the
            source has no answer. `gold` has, for each character of the target, `start:stop` of the source (characters
            counted from 0) or `-`, parted by spaces; empty where nothing is known. Other columns are left alone.

    Raises:
        DataError: the file is no such one, or a row cannot be; the error names the row and says what to do.
        OSError: it cannot be opened.
    """
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            pairs = [_to_pair(record, number) for number, record in csv_records(file, NEEDED)]
    except UnicodeDecodeError as error:
        where = f"{error.reason} at byte {error.start}"
        raise DataError(f"{shown(str(path), 200)} is not UTF-8: {where}. Save it in that encoding.") from None
    except DataError as error:
        raise DataError(f"{shown(str(path), 200)}: {error}") from None
    if not pairs:
        raise DataError(f"{shown(str(path), 200)} holds no pairs. {_FORM}.")
    return pairs


def write_pairs(pairs: Iterable[WrittenPair]) -> str:
    """The content of a file that `read_pairs` reads back."""
    content = io.StringIO()
    writer = csv.writer(content)
    writer.writerow([*NEEDED, GOLD])
    writer.writerows([pair.source, pair.target, _written(pair.gold)] for pair in pairs)
    return content.getvalue()


def _to_pair(record: dict[str, str], row: int) -> WrittenPair:
    source, target, gold = record["source"], record["target"], record.get(GOLD, "")
    if not fold(source).symbols:
        raise DataError(f"`source` in row {row} is empty; got {shown(source)}. Leave the row out: none is ever read.")
    if not target:
        raise DataError(
            f"`target` in row {row} is empty; the source is {shown(source)}. Write its answer, or {NO_ANSWER} (U+2205) "
            f"where it should have none."
        )
    odd = [character for character in target if unicodedata.category(character) in ("Cc", "Cs")]
    if odd:
        raise DataError(f"`target` in row {row} must be one line without control characters; got {shown(target)}.")
    return WrittenPair(source, target, _to_spans(gold, source, target, row))


def _to_spans(gold: str, source: str, target: str, row: int) -> tuple[Span | None, ...]:
    """The spans that a field writes."""
    if not gold.strip():
        return (None,) * len(target)
    entries = gold.split()
    if len(entries) != len(target):
        raise DataError(
            f"`gold` in row {row} must have an entry for each of the {len(target)} characters of {shown(target)}; got "
            f"{len(entries)}."
        )
    spans: list[Span | None] = []
    for entry in entries:
        match = _SPAN.fullmatch(entry)
        span = (int(match[1]), int(match[2])) if match else (0, 0)
        if entry != "-" and not 0 <= span[0] < span[1] <= len(source):
            raise DataError(
                f"`gold` in row {row} must be `start:stop` with 0 ≤ start < stop ≤ {len(source)}, the length of the "
                f"source, or `-`; got {shown(entry)}."
            )
        spans.append(None if entry == "-" else span)
    return tuple(spans)


def _moved(span: Span, places: Sequence[Span]) -> Span | None:
    """The `[start, stop)` of the folded symbols that come from a span of the source; None where none is left."""
    inside = [place for place, (start, stop) in enumerate(places) if start < span[1] and stop > span[0]]
    return (inside[0], inside[-1] + 1) if inside else None


def _written(gold: Sequence[Span | None]) -> str:
    if not any(gold):
        return ""
    return " ".join("-" if span is None else f"{span[0]}:{span[1]}" for span in gold)
