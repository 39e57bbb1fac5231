"""An evaluation as plain text, in columns."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from datelens.evaluation.figures import (
    FIGURES,
    GROUPS,
    NOTHING,
    ceiling_sentence,
    heading,
    hints_sentence,
    languages_sentence,
    mistakes_title,
    number,
    percent,
)
from datelens.evaluation.report import LEAST_ROWS, Evaluation, Mistake, Report
from datelens.iso import NO_DATE

BAR = 0.95
"""Languages that are read right less often than this are listed."""

_LISTED = ("precision", "family")  # in text; languages are too many


def write(evaluation: Evaluation) -> str:
    """The evaluation as text."""
    reports = evaluation.reports
    blocks = [
        f"{heading(evaluation)}.\n{ceiling_sentence(evaluation)}",
        columns(
            [("", *(report.reader for report in reports))]
            + [(name, *map(figure, reports)) for name, figure in FIGURES.items()]
        ),
        *(columns(group_table(kind, reports)) for kind in _LISTED),
        *("\n".join(details(report)) for report in reports),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def columns(table: Sequence[Sequence[str]]) -> str:
    """A table in columns: the first to the left, the others to the right.

    Example:
        >>> print(columns([("", "rows"), ("cldr", "1,000")]))
               rows
        cldr  1,000
    """
    widths = [max(map(len, cells)) for cells in zip(*table, strict=True)]

    def line(row: Sequence[str]) -> str:
        cells = [cell.rjust(width) for cell, width in zip(row, widths, strict=True)]
        return "  ".join([row[0].ljust(widths[0]), *cells[1:]]).rstrip()

    return "\n".join(map(line, table))


def group_table(kind: str, reports: Sequence[Report]) -> list[tuple[str, ...]]:
    """The exact match of each reader on the clear rows of each group; empty where there is one group alone."""
    groups = [GROUPS[kind](report) for report in reports]
    if not groups or len(groups[0]) < 2:
        return []
    first = (f"exact match by {kind}", "clear rows", *(report.reader for report in reports))
    return [first] + [
        (row[0].name or NOTHING, number(row[0].clear.of), *(percent(group.clear) for group in row))
        for row in zip(*groups, strict=True)
    ]


def details(report: Report) -> Iterator[str]:
    """The lines on languages, mistakes and confidence of one reader; none where there is nothing to tell."""
    languages, lines = languages_sentence(report, BAR, LEAST_ROWS), list(_told(report))
    if languages or lines:
        yield f"{report.reader}: {languages}".rstrip()
    yield from lines


def _told(report: Report) -> Iterator[str]:
    """The lines that follow the sentence on languages."""
    if report.hints_left_out:
        yield hints_sentence(report)
    for worst in report.worst:
        yield f"  {worst.language}: {percent(worst.clear)} of {worst.clear.of:,}"
        yield from (f"    {sentence(mistake)}" for mistake in worst.mistakes)
    if report.mistakes:
        yield f"{mistakes_title(report)}:"
        yield from (f"  {sentence(mistake)}" for mistake in report.mistakes)
    if report.calibration is not None:
        table = [("  confidence", "rows", "mean", "right")]
        for row in report.calibration.table:
            span = f"  {row.low:.2f}–{row.high:.2f}"
            table.append((span, number(row.count), f"{row.confidence:.3f}", f"{row.accuracy:.3f}"))
        yield columns(table)


def sentence(mistake: Mistake) -> str:
    """A mistake in words."""
    sureness = "" if mistake.confidence is None else f", {mistake.confidence:.2f} sure"
    text = json.dumps(mistake.text, ensure_ascii=False)
    return f"{text} is {mistake.iso or NO_DATE}, read as {mistake.answer or NO_DATE}{sureness}"
