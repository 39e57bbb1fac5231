"""Columns of dates on a cluster: the core of `datelens.columns` in the Python workers of Apache Spark.

    from datelens.spark import translate_column

    translated = translate_column(orders, "when")

The guide `docs/how-to/spark.md` shows the rest; the tests run it.
"""

from __future__ import annotations

import importlib.util

from datelens.errors import MissingExtraError

if importlib.util.find_spec("pyspark") is None:
    raise MissingExtraError("`datelens.spark`", "spark")

from datelens.spark.doors import register, settle_column, translate_column

__all__ = ["register", "settle_column", "translate_column"]
