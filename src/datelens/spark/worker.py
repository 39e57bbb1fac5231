"""What happens in a Python worker of Spark: texts in, evidence or answers out, with a reader that stays."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from tempfile import mkdtemp

import pyarrow as pa
from pyspark import SparkFiles

from datelens.bundle import Thresholds
from datelens.columns.arrow import Gathering, read_array
from datelens.columns.evidence import Evidence
from datelens.columns.locales import unknown_locales
from datelens.columns.month_numbers import Sense
from datelens.columns.reader import ColumnReader, Settlements
from datelens.errors import DatelensError
from datelens.translator import Translator, shipped_path

Batches = Iterator[pa.RecordBatch]


@dataclass(frozen=True, slots=True)
class ReaderRecipe:
    """What a worker makes its reader of: plain data, for sessions of ONNX Runtime stay where they are.

    Attributes:
        path: of the bundle's folder; None for the shipped one, wherever the worker has it.
        thresholds: of the translator.
        order, settles, beside_month, limit: see `ColumnReader`.
    """

    path: str | None
    thresholds: Thresholds
    order: str | None
    settles: bool
    beside_month: Sense | None
    limit: int

    @classmethod
    def of(cls, reader: ColumnReader) -> ReaderRecipe:
        """The recipe of a reader that the driver has."""
        translator = reader.translator
        path = Path(translator.bundle.path)
        own = None if path == shipped_model() else str(path.absolute())
        return cls(own, translator.thresholds, reader.order, reader.settles, reader.beside_month, reader.limit)


@lru_cache(maxsize=4)
def reader_of(recipe: ReaderRecipe) -> ColumnReader:
    """The reader of this worker, which outlives the task: Spark gives a worker one task after the other."""
    translator = translator_of(recipe.path, recipe.thresholds)
    return ColumnReader(
        translator,
        recipe.order,
        settles=recipe.settles,
        beside_month=recipe.beside_month,
        limit=recipe.limit,
    )


@lru_cache(maxsize=4)
def translator_of(path: str | None, thresholds: Thresholds) -> Translator:
    """The translator of this worker, in one thread: Spark starts a worker for each core that it may use."""
    return Translator.load(
        bundle_folder(path),
        threads=1,
        ambiguity_threshold=thresholds.ambiguity,
        refusal_threshold=thresholds.refusal,
    )


def bundle_folder(path: str | None) -> Path:
    """Where this worker has a bundle: at the driver's path, or among the files that Spark has brought."""
    if path is None:
        return shipped_model()
    if Path(path).is_dir():
        return Path(path)
    brought = Path(SparkFiles.get(Path(path).name))
    return brought if brought.is_dir() else Path(path)


@cache
def shipped_model() -> Path:
    """The folder of the shipped model; unpacked where datelens is imported from an archive, as `--py-files` has it."""
    if shipped_path().is_dir():
        return shipped_path()
    folder = Path(mkdtemp(dir=SparkFiles.getRootDirectory()))  # which Spark clears away
    for part in files("datelens").joinpath("models", "dates").iterdir():
        (folder / part.name).write_bytes(part.read_bytes())
    return folder


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the rows of a partition tell.

    Attributes:
        evidence: by the locales of the rows.
        unknown: what stands for a locale and is none that the model knows.
    """

    evidence: Mapping[str | None, Evidence]
    unknown: Collection[str]


def gatherer(recipe: ReaderRecipe, locale: str | None) -> Callable[[Batches], Batches]:
    """The function for `mapInArrow` that turns a partition of texts, and of locales, into one row: `Gathered`.

    Bad input comes back as the error that it is, pickled: raised here, Spark would try it four times and then give a
    traceback of the worker.
    """

    def gather(batches: Batches) -> Batches:
        found: Gathered | DatelensError
        try:
            reader = reader_of(recipe)
            gathering, unknown = Gathering(reader, locale), set[str]()
            for batch in batches:
                gathering.add(*batch.columns)
                for locales in batch.columns[1:]:
                    unknown |= unknown_locales(reader, locales)
            found = Gathered(gathering.evidence(), unknown)
        except DatelensError as error:
            found = error
        yield pa.RecordBatch.from_arrays([pa.array([pickle.dumps(found)], pa.binary())], ["evidence"])

    return gather


def answerer(recipe: ReaderRecipe, settlements: Settlements, locale: str | None) -> Callable[..., pa.Array]:
    """The function for `arrow_udf` that turns texts, and their locales, into answers."""

    def answers(texts: pa.Array, *locales: pa.Array) -> pa.Array:
        of_each = locales[0] if locales else None
        return read_array(texts, settlements, reader_of(recipe), locale=locale, locales=of_each)

    return answers
