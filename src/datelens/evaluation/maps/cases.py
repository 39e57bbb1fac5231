"""What maps are measured on: texts whose reading is known, and where in them it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from datelens.evaluation.rows import Row
from datelens.explain.faithfulness import Span


@dataclass(frozen=True, slots=True)
class Changed:
    """The text of a case with another value of one field.

    Attributes:
        field: `year`, `month` or `day`.
        text, iso, spans: as those of a case.
    """

    field: str
    text: str
    iso: str
    spans: Mapping[str, Span]


@dataclass(frozen=True, slots=True)
class MapCase:
    """A text and where its date is written.

    Attributes:
        row: the text, its reading and its hints.
        spans: the gold spans: for `year`, `month`, `day` the `[start, stop)` of the text that writes it.
        changed: the same text with another value of one field, at most one for each.
    """

    row: Row
    spans: Mapping[str, Span] = field(default_factory=dict)
    changed: tuple[Changed, ...] = ()
