"""Distinct texts, numbered as they come, and what is known of each: in Arrow, so that rows are looked up in bulk."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from datelens.columns.abreast import abreast
from datelens.columns.answers import Answer
from datelens.hints import ORDERS
from datelens.iso import LONGEST

ANSWER = pa.struct(
    [("iso", pa.string()), ("date", pa.date32()), ("confidence", pa.float32()), ("ambiguous", pa.bool_())]
)
"""What a text becomes; a null stays null."""

KNOWN = pa.struct([*ANSWER, ("order", pa.dictionary(pa.int8(), pa.string())), ("doubt", pa.string())])
"""An answer with the order that an open text was read in, and its readings in words where it is doubtful."""


SHORTEST_SLICE, SLICE = 1 << 8, 1 << 11
"""So many new texts are worked out together: enough for good batches, and few enough to take little memory."""

_PARTS = 1 << 16  # texts of parts that are not added up before


class Texts:
    """Distinct texts, numbered in the order in which they were first seen."""

    def __init__(self) -> None:
        self._texts = pa.array([], pa.large_string())

    def __len__(self) -> int:
        return len(self._texts)

    def numbers(self, texts: pa.Array) -> tuple[np.ndarray, pa.Array]:
        """The number of each text, int32 (rows,), -1 for a null; and those that were not known before.

        Args:
            texts: large strings.
        """
        encoded = texts.dictionary_encode()
        known = pc.index_in(encoded.dictionary, value_set=self._texts)
        is_new = known.is_null().to_numpy(zero_copy_only=False)
        new = encoded.dictionary.filter(pa.array(is_new))
        numbers = np.append(known.fill_null(0).to_numpy(zero_copy_only=False), np.int32(-1))
        numbers[:-1][is_new] = np.arange(len(self._texts), len(self._texts) + len(new))
        if len(new):
            self._texts = pa.concat_arrays([self._texts, new])
        return numbers[encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)], new


class Counts:
    """How many rows hold each text.

    Rows are counted part by part, and the counts of parts added up when there are as many as texts that are known, so
    that these are looked through a few times and not for every part.
    """

    def __init__(self) -> None:
        self._parts: list[tuple[pa.Array, np.ndarray]] = []
        self._added = self.held = 0
        """Texts of all parts together: as many as there are, or up to twice as many and some."""

    def add(self, texts: pa.Array) -> None:
        """Count some rows; those without a text are none."""
        counted = texts.drop_null().value_counts()
        values, counts = counted.flatten()
        self._parts.append((values, counts.to_numpy()))
        self.held += len(values)
        if self.held > 2 * self._added + _PARTS:
            self._add_up()

    def to_dict(self) -> dict[str, int]:
        """The texts with their rows, in the order in which they were first seen."""
        self._add_up()
        return {
            text: count
            for values, counts in self._parts
            for text, count in zip(values.to_pylist(), counts.tolist(), strict=True)
        }

    def _add_up(self) -> None:
        if len(self._parts) > 1:
            encoded = pa.concat_arrays([values for values, _ in self._parts]).dictionary_encode()
            counts = np.zeros(len(encoded.dictionary), np.int64)
            np.add.at(counts, encoded.indices.to_numpy(), np.concatenate([counts for _, counts in self._parts]))
            self._parts = [(encoded.dictionary, counts)]
        self._added = self.held = sum(len(values) for values, _ in self._parts)


class Known:
    """The answers to distinct texts, each worked out once.

    Args:
        answer: works out the answers to new texts.
        threads: how many slices of them are worked on at once.
    """

    def __init__(self, answer: Callable[[Sequence[str]], Sequence[Answer]], threads: int = 1) -> None:
        self._answer, self._threads = answer, threads
        self._texts = Texts()
        self._answers = to_known([])

    def __len__(self) -> int:
        return len(self._texts)

    def look_up(self, texts: pa.Array) -> pa.StructArray:
        """The answers to some rows, as `KNOWN`; null where there is no text."""
        numbers, new = self._texts.numbers(texts)
        if len(new):
            some = (new[part] for part in slices(len(new), self._threads))
            try:
                self._answers = pa.concat_arrays([self._answers, *abreast(self._work_out, some, self._threads)])
            except BaseException:  # these texts are numbered and have no answers: begin again
                self._texts, self._answers = Texts(), to_known([])
                raise
        return self._answers.take(pa.array(numbers, mask=numbers < 0))

    def _work_out(self, texts: pa.Array) -> pa.StructArray:
        return to_known(self._answer(texts.to_pylist()))


def slices(texts: int, threads: int) -> Iterator[slice]:
    """How some texts are parted: the fewer are left, the fewer go together, so that no thread waits long at the end.

    Guided self-scheduling: each takes half of a thread's share of what is left (Polychronopoulos and Kuck, 1987).

    Example:
        >>> [part.stop - part.start for part in slices(4_000, threads=2)]
        [1000, 750, 563, 422, 317, 256, 256, 256, 180]
    """
    start = 0
    while start < texts:
        share = -(-(texts - start) // (2 * threads))
        stop = min(start + min(max(share, SHORTEST_SLICE), SLICE), texts)
        yield slice(start, stop)
        start = stop


def to_known(answers: Sequence[Answer]) -> pa.StructArray:
    """Answers as Arrow has them."""
    isos = pa.array([answer.iso for answer in answers], pa.string())
    orders = [-1 if answer.order is None else ORDERS.index(answer.order) for answer in answers]
    missing = np.array(orders, np.int8)
    parts = [
        isos,
        dates_of(isos),
        pa.array([answer.confidence for answer in answers], pa.float32()),
        pa.array([answer.ambiguous for answer in answers], pa.bool_()),
        pa.DictionaryArray.from_arrays(pa.array(missing, mask=missing < 0), pa.array(ORDERS)),
        pa.array([answer.doubt or None for answer in answers], pa.string()),
    ]
    return pa.StructArray.from_arrays(parts, fields=list(KNOWN))


def dates_of(isos: pa.Array) -> pa.Array:
    """The days of ISO strings; null for those that are no full dates."""
    full = pc.and_(pc.equal(pc.utf8_length(isos), LONGEST), pc.invert(pc.starts_with(isos, "--")))
    return pc.if_else(full, isos, pa.scalar(None, pa.string())).cast(pa.date32())


def certain(days: pa.Array) -> pa.StructArray:
    """The answers to dates, as `KNOWN`; none to those that no ISO date of four digits can be (before 1, after 9999)."""
    written = pc.and_(pc.greater_equal(days, _FIRST), pc.less_equal(days, _LAST))
    within = pc.if_else(written, days, pa.scalar(None, days.type))
    parts = [
        within.cast(pa.string()),
        within,
        pa.array(np.ones(len(days), np.float32)),
        pa.array(np.zeros(len(days), bool)),
        pa.nulls(len(days), KNOWN.field("order").type),
        pa.nulls(len(days), pa.string()),
    ]
    return pa.StructArray.from_arrays(parts, fields=list(KNOWN), mask=days.is_null())


_FIRST, _LAST = pa.scalar(datetime.date.min, pa.date32()), pa.scalar(datetime.date.max, pa.date32())
