"""How well a model of another task than dates reads: its answers are strings, and the rows are a file of pairs."""

from __future__ import annotations

import dataclasses
import json
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import numpy as np

from datelens import metrics
from datelens.evaluation import charts
from datelens.evaluation.figures import counted, percent
from datelens.evaluation.page import asset, section, table
from datelens.evaluation.report import Mistake, surest
from datelens.evaluation.text import columns, sentence
from datelens.metrics import Bin
from datelens.pair_files import NO_ANSWER, WrittenPair

if TYPE_CHECKING:
    from datelens.translator import Translator

MISTAKES = 10
"""How many are listed, the surest first."""


@dataclass(frozen=True, slots=True)
class StringReport:
    """All figures of a model on some pairs.

    Attributes:
        source: where the pairs are from.
        reader: the model's name.
        rows: how many pairs there are.
        exact: share of the answers that equal their targets, no answer included.
        symbol_errors: edits that would mend the answers, as a share of the targets' characters.
        refused: share of the sources with an answer that were given none.
        ambiguous: share of the sources that were given a second reading with real mass.
        calibration_error: of the confidence of first readings, expected.
        table: the reliability table.
        seconds: that the answers took.
        mistakes: the surest, each told once.
    """

    source: str
    reader: str
    rows: int
    exact: float
    symbol_errors: float
    refused: float
    ambiguous: float
    calibration_error: float
    table: tuple[Bin, ...]
    seconds: float
    mistakes: tuple[Mistake, ...]


def string_report(
    source: str,
    pairs: Sequence[WrittenPair],
    translator: Translator,
    reader: str,
    clock: Callable[[], float] = time.perf_counter,
) -> StringReport:
    """The figures of a model on some pairs.

    Args:
        source: where the pairs are from.
        pairs: at least one.
        translator: of the model.
        reader: what to call it.
        clock: seconds; measures the time that the answers take.
    """
    targets = [None if pair.target == NO_ANSWER else pair.target for pair in pairs]
    translator.translate([pairs[0].source])  # what is set up with the first text is not timed
    start = clock()
    translations = translator.translate([pair.source for pair in pairs])
    seconds = clock() - start
    answers = [translation.iso for translation in translations]
    readings = [translation.readings[0].iso for translation in translations]
    right = metrics.right(answers, targets)
    confidences = np.array([translation.confidence for translation in translations])
    correct = metrics.right(readings, targets)
    edits = [metrics.edit_distance(answer or "", target or "") for answer, target in zip(answers, targets, strict=True)]
    mistakes = [
        Mistake(pairs[row].source, targets[row], answers[row], translations[row].confidence)
        for row in np.flatnonzero(~right).tolist()
    ]
    return StringReport(
        source=source,
        reader=reader,
        rows=len(pairs),
        exact=metrics.share(right),
        symbol_errors=sum(edits) / max(sum(len(target or "") for target in targets), 1),
        refused=metrics.refusal(answers, targets).dates_refused,
        ambiguous=metrics.share(np.array([translation.ambiguous for translation in translations])),
        calibration_error=metrics.expected_calibration_error(confidences, correct),
        table=tuple(metrics.reliability_table(confidences, correct)),
        seconds=seconds,
        mistakes=surest(mistakes, MISTAKES),
    )


def heading(report: StringReport) -> str:
    """What was evaluated on, in one line."""
    return f"{report.source}: {counted(report.rows, 'pair')}, read by {report.reader}"


def figures(report: StringReport) -> list[tuple[str, str]]:
    """Names and figures."""
    return [
        ("exact match", percent(report.exact)),
        ("character errors", percent(report.symbol_errors)),
        ("refused", percent(report.refused)),
        ("ambiguous", percent(report.ambiguous)),
        ("expected calibration error", percent(report.calibration_error)),
        ("seconds", f"{report.seconds:,.2f}"),
    ]


def to_text(report: StringReport) -> str:
    """The report as text."""
    blocks = [f"{heading(report)}.", columns(figures(report))]
    if report.mistakes:
        blocks.append("\n".join(["The surest mistakes:", *(f"  {sentence(one)}" for one in report.mistakes)]))
    return "\n\n".join(blocks) + "\n"


def to_json(report: StringReport) -> str:
    """The report as a JSON object with everything in it; a share of nothing is null."""
    record = dataclasses.asdict(report)
    plain = {name: None if isinstance(value, float) and math.isnan(value) else value for name, value in record.items()}
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def to_page(report: StringReport) -> str:
    """The report as one HTML page."""
    chart = charts.reliability(report.table, f"Reliability of {report.reader}")
    rows = [
        (
            one.text,
            *(f"<code>{escape(said or NO_ANSWER)}</code>" for said in (one.iso, one.answer)),
            percent(one.confidence),
        )
        for one in report.mistakes
    ]
    sections = [
        section(
            "Figures",
            table("Every figure", ("", report.reader), [(name, escape(said)) for name, said in figures(report)]),
        ),
        section("Confidence", f'<div class="charts"><figure>{chart}</figure></div>'),
        section("The surest mistakes", table("Mistakes", ("source", "target", "answer", "confidence"), rows)),
    ]
    return asset("page.html").substitute(
        title=escape(f"Evaluation: {report.source}"),
        heading=escape(heading(report)),
        ceiling="",
        style=asset("page.css").template,
        sections="\n".join(sections),
    )


WRITERS: dict[str, Callable[[StringReport], str]] = {"text": to_text, "json": to_json, "html": to_page}
