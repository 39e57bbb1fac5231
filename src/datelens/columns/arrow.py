"""The core: an Arrow array of texts in, an Arrow array of answers out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import compress
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from datelens.columns.answers import Answer
from datelens.columns.evidence import Evidence, merged
from datelens.columns.reader import ColumnReader, Settlements
from datelens.columns.settlement import Settlement
from datelens.errors import DataError
from datelens.iso import LONGEST

ANSWER = pa.struct(
    [("iso", pa.string()), ("date", pa.date32()), ("confidence", pa.float32()), ("ambiguous", pa.bool_())]
)
"""What a text becomes; a null stays null."""

Array: TypeAlias = "pa.Array | pa.ChunkedArray"


def translate_array(
    texts: Array,
    *,
    locale: str | None = None,
    locales: Array | None = None,
    order: str | None = None,
    settle: bool = True,
    reader: ColumnReader | None = None,
) -> Array:
    """The answers to a column of texts.

    Rows that admit several orders of day, month and year are settled by the rows that admit one, where these agree.
    Every distinct text is read once. Dates and timestamps are what they are, with confidence 1.

    Args:
        texts: strings of any kind, in one chunk or many, dictionaries too; or dates, or timestamps.
        locale: where all of them are from, as for `datelens.translate`.
        locales: where each is from, in place of `locale`.
        order: of day, month and year in them; then the rows settle nothing.
        settle: False leaves every row to itself.
        reader: with what is remembered already, and a model of one's own; then it says the order.

    Returns:
        the answers as `ANSWER`, chunked as `texts` is, and null where a text is.

    Raises:
        DataError: the array holds neither texts nor dates.
        HintError: a locale or order cannot be, or is not known to the model.

    Example:
        >>> translate_array(pa.array(["5 Jan 2016", None, "n/a"])).field("iso").to_pylist()
        ['2016-01-05', None, None]
    """
    reader = ColumnReader(order=order, settles=settle) if reader is None else reader
    settlements = settled(texts, locale=locale, locales=locales, reader=reader)
    return read_array(texts, settlements, reader, locale=locale, locales=locales)


def settled(
    texts: Array, *, locale: str | None = None, locales: Array | None = None, reader: ColumnReader
) -> dict[str | None, Settlement]:
    """What a column is settled as, by the locales of its rows; see `translate_array`."""
    evidence: dict[str | None, Evidence] = {}
    if reader.settles and not is_temporal(texts.type):
        for chunk, of_chunk in _chunks(texts, locales):
            evidence = merged(evidence, gather_chunk(chunk, reader, locale, of_chunk))
    return reader.settle(evidence)


def gather_chunk(
    texts: pa.Array, reader: ColumnReader, locale: str | None = None, locales: pa.Array | None = None
) -> dict[str | None, Evidence]:
    """The evidence of the rows of each locale in an array."""
    groups = grouped(texts, locale, locales)
    return {own: reader.gather(group.counts(), own) for own, group in groups.items()}


def read_array(
    texts: Array,
    settlements: Settlements,
    reader: ColumnReader,
    *,
    locale: str | None = None,
    locales: Array | None = None,
) -> Array:
    """The answers to a column whose settlements are known."""
    chunks = [
        to_arrow(*read_chunk(chunk, settlements, reader, locale, of_chunk))
        for chunk, of_chunk in _chunks(texts, locales)
    ]
    return pa.chunked_array(chunks, ANSWER) if isinstance(texts, pa.ChunkedArray) else chunks[0]


def read_chunk(
    texts: pa.Array,
    settlements: Settlements,
    reader: ColumnReader,
    locale: str | None = None,
    locales: pa.Array | None = None,
) -> tuple[list[Answer], np.ndarray]:
    """The distinct answers to an array, and for each row the place of its own, -1 for a null."""
    if is_temporal(texts.type):
        return _certain(texts)
    answers: list[Answer] = []
    places = np.full(len(texts), -1, np.int64)
    for own, group in grouped(texts, locale, locales).items():
        settlement = settlements.get(own) or Settlement(reader.order, given=reader.order is not None)
        found = reader.read(group.texts, settlement, own)
        places[group.rows] = group.places + len(answers)
        answers += found
    return answers, places


def to_arrow(answers: Sequence[Answer], places: np.ndarray) -> pa.StructArray:
    """Distinct answers and the place of each row's among them, as an array of `ANSWER`."""
    isos = pa.array([answer.iso for answer in answers], pa.string())
    parts = [
        isos,
        dates_of(isos),
        pa.array([answer.confidence for answer in answers], pa.float32()),
        pa.array([answer.ambiguous for answer in answers], pa.bool_()),
    ]
    missing = places < 0
    rows = pa.array(np.where(missing, 0, places), mask=missing)
    return pa.StructArray.from_arrays([part.take(rows) for part in parts], fields=list(ANSWER), mask=pa.array(missing))


def dates_of(isos: pa.Array) -> pa.Array:
    """The days of ISO strings; null for those that are no full dates."""
    full = pc.and_(pc.equal(pc.utf8_length(isos), LONGEST), pc.invert(pc.starts_with(isos, "--")))
    return pc.if_else(full, isos, pa.scalar(None, pa.string())).cast(pa.date32())


def is_temporal(kind: pa.DataType) -> bool:
    """Whether values of this type are dates already."""
    return bool(pa.types.is_date(kind) or pa.types.is_timestamp(kind))


def is_text(kind: pa.DataType) -> bool:
    """Whether values of this type are texts."""
    if pa.types.is_dictionary(kind):
        return is_text(kind.value_type)
    return bool(
        pa.types.is_string(kind)
        or pa.types.is_large_string(kind)
        or pa.types.is_string_view(kind)
        or pa.types.is_null(kind)
    )


def check_type(kind: pa.DataType, name: str = "the column") -> None:
    """Let only columns pass that can hold dates.

    Raises:
        DataError: this one holds something else.
    """
    if not is_text(kind) and not is_temporal(kind):
        raise DataError(
            f"{name} must hold texts, dates or timestamps; it holds {kind}. "
            "Turn it into texts first, if these are dates."
        )


class Group:
    """The rows of one locale.

    Attributes:
        texts: the distinct ones.
        rows: int64 (rows,): which rows of the array hold a text.
        places: int64 (rows,): which text each of them holds.
    """

    def __init__(self, texts: list[str], rows: np.ndarray, places: np.ndarray) -> None:
        self.texts, self.rows, self.places = texts, rows, places

    def counts(self) -> Mapping[str, int]:
        """How many rows hold each text."""
        return dict(zip(self.texts, np.bincount(self.places, minlength=len(self.texts)).tolist(), strict=True))


def grouped(texts: pa.Array, locale: str | None, locales: pa.Array | None) -> dict[str | None, Group]:
    """The rows of an array by their locale; nulls belong to none."""
    values, places = _encoded(texts)
    rows = np.flatnonzero(places >= 0)
    places = places[rows]
    if locales is None:
        return {locale: _group(values, rows, places)}
    names, of_rows = _encoded(locales)
    of_rows = of_rows[rows]
    return {
        (names[own] if own >= 0 else None): _group(values, rows[of_rows == own], places[of_rows == own])
        for own in np.unique(of_rows).tolist()
    }


def _group(values: Sequence[str], rows: np.ndarray, places: np.ndarray) -> Group:
    """Without the values that no row holds."""
    used = np.zeros(len(values), bool)
    used[places] = True
    if used.all():
        return Group(list(values), rows, places)
    return Group(list(compress(values, used.tolist())), rows, (np.cumsum(used) - 1)[places])


def _encoded(texts: pa.Array) -> tuple[list[str], np.ndarray]:
    """The distinct texts of an array, and for each row the place of its own, -1 for a null."""
    check_type(texts.type)
    if pa.types.is_null(texts.type):
        return [], np.full(len(texts), -1, np.int64)
    if pa.types.is_dictionary(texts.type):
        texts = texts.cast(pa.large_string())  # its dictionary may hold a text twice, or a null
    elif pa.types.is_string_view(texts.type):
        texts = texts.cast(pa.large_string())
    encoded = texts.dictionary_encode()
    return encoded.dictionary.to_pylist(), encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)


def _certain(dates: pa.Array) -> tuple[list[Answer], np.ndarray]:
    """The answers to dates and timestamps: their days, in the time zone that they name."""
    if pa.types.is_timestamp(dates.type) and dates.type.tz is not None:
        dates = pc.local_timestamp(dates)
    encoded = dates.cast(pa.date32(), safe=False).cast(pa.string()).dictionary_encode()
    answers = [Answer(iso, 1.0) for iso in encoded.dictionary.to_pylist()]
    return answers, encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)


def _chunks(texts: Array, locales: Array | None) -> list[tuple[pa.Array, pa.Array | None]]:
    """The chunks of an array, each with the locales of its rows."""
    check_type(texts.type)
    if locales is not None and len(locales) != len(texts):
        raise DataError(f"`locales` must be one for each text; got {len(locales)} for {len(texts)} texts.")
    chunks = texts.chunks if isinstance(texts, pa.ChunkedArray) else [texts]
    found, start = [], 0
    for chunk in chunks:
        own = None
        if locales is not None:
            own = locales.slice(start, len(chunk))
            own = own.combine_chunks() if isinstance(own, pa.ChunkedArray) else own
        found.append((chunk, own))
        start += len(chunk)
    return found
