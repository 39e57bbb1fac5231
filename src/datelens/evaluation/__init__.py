"""How good a model is: rows in, every figure out, other libraries beside it in the same run."""

from __future__ import annotations

from datelens.evaluation.readers import Answer, Answered, ModelReader, Reader, chunked, read_all
from datelens.evaluation.report import Evaluation, Report, ceiling, evaluation, report
from datelens.evaluation.rows import Row, read_rows

__all__ = [
    "Answer",
    "Answered",
    "Evaluation",
    "ModelReader",
    "Reader",
    "Report",
    "Row",
    "ceiling",
    "chunked",
    "evaluation",
    "read_all",
    "read_rows",
    "report",
]
