"""Columns of dates: one core over Arrow arrays, and doors from pandas, polars, pyarrow, DuckDB and files.

>>> import pyarrow as pa
>>> from datelens.columns import translate_column
>>> table = translate_column(pa.table({"when": ["5 Jan 2016", "no idea"]}), "when")
>>> table["when_iso"].to_pylist()
['2016-01-05', None]
"""

from __future__ import annotations

import importlib.util

from datelens.errors import MissingExtraError

if importlib.util.find_spec("pyarrow") is None or importlib.util.find_spec("narwhals") is None:
    raise MissingExtraError("`datelens.columns`", "columns")

from datelens.columns.arrow import Gathering, translate_array
from datelens.columns.evidence import Evidence
from datelens.columns.frames import settle_column, translate_column, translate_series
from datelens.columns.reader import ColumnReader
from datelens.columns.settlement import Settlement
from datelens.columns.table import ANSWER

__all__ = [
    "ANSWER",
    "ColumnReader",
    "Evidence",
    "Gathering",
    "Settlement",
    "settle_column",
    "translate_array",
    "translate_column",
    "translate_series",
]
