"""What the columns of a file hold: which are dates, in which order, from when to when, and how many are in doubt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from datelens.columns.arrow import is_temporal, is_text
from datelens.columns.files.batches import Batch, Source
from datelens.columns.files.passes import Passes, blank_rows, texts_of
from datelens.columns.reader import ColumnReader, Settlements
from datelens.translator import Translator

SAMPLE_ROWS, SAMPLE_TEXTS = 50_000, 200
"""A column is a column of dates by the first so many distinct texts among the first so many rows."""

LEAST_SHARE = 0.5
"""At least this share of them must be dates."""

SAMPLES = 5
"""So many texts are shown of those that were refused, and of those in doubt."""

# A number alone is a year or a day and month at best, and mostly neither
_NUMBER = re.compile(r"[-+]?\d{1,7}([.,]\d+)?|\d{1,3}([., ]\d{3})+").fullmatch
_YEARS = range(1500, 2200)

PRECISIONS = {10: "day", 7: "month", 4: "year", 0: "month and day"}
"""What a date names, by the length of its ISO string; 0 for those that name no year."""

_NO_YEAR = pa.scalar(0, pa.int32())


@dataclass
class Profile:
    """What a column of dates holds.

    Attributes:
        column: its name.
        rows: of the file; `empty` of them hold no text here.
        dates: rows read as a date without doubt.
        ambiguous: rows in doubt, which another order or month would fit.
        refused: rows that are no date, or not surely enough.
        precision: of the dates, how many are of each of `PRECISIONS`.
        earliest, latest: of the dates that name a year.
        orders: of open rows read without doubt, by the order that they were read in.
        doubtful: some texts in doubt: row, text, readings.
        refusals: some texts that were refused: row, text, why.
        settlements: what the column is settled as, by the locales of its rows.
    """

    column: str
    rows: int = 0
    empty: int = 0
    dates: int = 0
    ambiguous: int = 0
    refused: int = 0
    precision: Counter[int] = field(default_factory=Counter)
    earliest: str | None = None
    latest: str | None = None
    orders: Counter[str] = field(default_factory=Counter)
    doubtful: list[tuple[int, str, str]] = field(default_factory=list)
    refusals: list[tuple[int, str, str]] = field(default_factory=list)
    settlements: Settlements = field(default_factory=dict)

    @property
    def share(self) -> float | None:
        """The share of dates, those in doubt among them, in the rows that are not empty."""
        filled = self.rows - self.empty
        return (self.dates + self.ambiguous) / filled if filled else None

    def add(self, batch: Batch, texts: pa.Array, answers: pa.StructArray) -> None:
        """Count some rows.

        Args:
            batch: the rows.
            texts: of the column.
            answers: to them, as `KNOWN`.
        """
        iso, ambiguous, order = (pc.struct_field(answers, part) for part in ("iso", "ambiguous", "order"))
        blank, others = blank_rows(texts), batch.cells.get(self.column, ())
        doubtful = pc.and_not(pc.fill_null(ambiguous, False), blank)
        dated = pc.and_not(iso.is_valid(), doubtful)
        refused = pc.invert(pc.or_(pc.or_(doubtful, dated), blank))
        self.rows += len(batch.rows)
        self.empty += _number(blank) - len(others)
        self.ambiguous += _number(doubtful)
        self.dates += _number(dated)
        self.refused += _number(refused) + len(others)
        self.orders.update(_counts(order.filter(dated)))
        isos = iso.filter(dated)
        self.precision.update(_counts(pc.replace_with_mask(pc.utf8_length(isos), pc.starts_with(isos, "--"), _NO_YEAR)))
        limits = pc.min_max(isos.filter(pc.invert(pc.starts_with(isos, "--")))).as_py()
        self.earliest = min(filter(None, (self.earliest, limits["min"])), default=None)
        self.latest = max(filter(None, (self.latest, limits["max"])), default=None)
        self.refusals += [(cell.row, cell.text, cell.reason) for cell in others][: SAMPLES - len(self.refusals)]
        _sample(self.doubtful, batch.rows, texts, answers, doubtful)
        _sample(self.refusals, batch.rows, texts, answers, refused)

    def to_dict(self) -> dict[str, Any]:
        """As plain data, for JSON."""
        return {
            "column": self.column,
            "rows": self.rows,
            "empty": self.empty,
            "dates": self.dates,
            "ambiguous": self.ambiguous,
            "refused": self.refused,
            "share": self.share,
            "settled": [
                {
                    "locale": locale,
                    "order": settlement.order,
                    "language": settlement.language,
                    "words": str(settlement),
                    "for": dict(settlement.evidence.orders),
                    "against": dict(settlement.evidence.against),
                    "open": settlement.evidence.open,
                    "beside_month": settlement.months.kind,
                    "beside_months": dict(settlement.evidence.numbers),
                    "languages": dict(settlement.evidence.languages),
                }
                for locale, settlement in self.settlements.items()
            ],
            "orders_of_open_rows": dict(sorted(self.orders.items())),
            "precision": {
                name: self.precision[length] for length, name in PRECISIONS.items() if self.precision[length]
            },
            "earliest": self.earliest,
            "latest": self.latest,
            "samples_in_doubt": [{"row": row, "text": text, "readings": why} for row, text, why in self.doubtful],
            "samples_refused": [{"row": row, "text": text, "reason": why} for row, text, why in self.refusals],
        }


class Profiling:
    """Profiles columns of a file.

    Args:
        passes: over the file, after their `look`.

    Attributes:
        profiles: of each column.
        aside: so many rows were set aside, because they are no rows of this table.
    """

    def __init__(self, passes: Passes) -> None:
        self.passes = passes
        self.aside = 0
        self.profiles = [Profile(column) for column in passes.columns]

    def run(self) -> Iterator[Batch]:
        """Read all rows; each batch is given out when it is counted."""
        for profile in self.profiles:
            profile.settlements = self.passes.settlements[profile.column]
        for batch, answers in self.passes.read([]):
            for profile in self.profiles:
                profile.add(batch, texts_of(batch, profile.column), answers[profile.column])
            self.aside += len(batch.aside)
            yield batch


def date_columns(source: Source, reader: ColumnReader, locale: str | None = None) -> dict[str, float]:
    """The columns whose first texts are dates, with the share that is.

    Args:
        source: the file.
        reader: of columns.
        locale: where the texts are from.
    """
    seen: dict[str, dict[str, None]] = {}
    found: dict[str, float] = {}
    rows = 0
    for batch in source.batches():
        for name in batch.table.schema.names:
            if source.columns.count(name) == 1:
                array = batch.column(name)
                if is_temporal(array.type):
                    found[name] = 1.0
                elif is_text(array.type):
                    _gather(seen.setdefault(name, {}), array)
        rows += len(batch.rows)
        if rows >= SAMPLE_ROWS:
            break
    for name, texts in seen.items():
        share = share_of_dates(list(texts), reader.translator, locale)
        if share >= LEAST_SHARE:
            found[name] = share
    return {name: found[name] for name in source.columns if name in found}


def share_of_dates(texts: Sequence[str], translator: Translator, locale: str | None = None) -> float:
    """The share of dates among texts. Numbers count only where they are all years of history.

    Example:
        >>> share_of_dates(["1200", "350"], datelens.Translator.load())
        0.0
    """
    if not texts:
        return 0.0
    numbers = [text for text in texts if _NUMBER(text.strip())]
    years = all(len(text.strip()) == 4 and text.strip().isdecimal() and int(text) in _YEARS for text in numbers)
    asked = texts if years else [text for text in texts if not _NUMBER(text.strip())]
    return sum(translation.iso is not None for translation in translator.translate(asked, locale)) / len(texts)


def _gather(texts: dict[str, None], array: pa.Array) -> None:
    """Take the first distinct texts."""
    if len(texts) < SAMPLE_TEXTS:
        for text in array.cast(pa.string()).unique().to_pylist():
            if text is not None and text.strip():
                texts[text] = None
            if len(texts) == SAMPLE_TEXTS:
                return


def _number(chosen: pa.Array) -> int:
    return pc.sum(chosen).as_py() or 0


def _counts(values: pa.Array) -> dict[Any, int]:
    return {entry["values"]: entry["counts"] for entry in values.drop_null().value_counts().to_pylist()}


def _sample(
    kept: list[tuple[int, str, str]], rows: np.ndarray, texts: pa.Array, answers: pa.StructArray, chosen: pa.Array
) -> None:
    """Keep the first distinct texts of some rows."""
    known = {text for _, text, _ in kept}
    places = pc.indices_nonzero(chosen)
    for place in places.to_pylist() if len(kept) < SAMPLES else ():
        text = texts.slice(place, 1).cast(pa.string())[0].as_py()
        if text not in known:
            known.add(text)
            kept.append((int(rows[place]), text, pc.struct_field(answers, "doubt")[place].as_py() or "no date"))
        if len(kept) == SAMPLES:
            return
