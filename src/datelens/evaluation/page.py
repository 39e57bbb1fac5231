"""An evaluation as one HTML page that needs nothing else: no network, no script, no font."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from string import Template

from datelens.evaluation import charts
from datelens.evaluation.figures import (
    FIGURES,
    GROUPS,
    NOTHING,
    ceiling_sentence,
    counted,
    heading,
    hints_sentence,
    languages_sentence,
    mistakes_title,
    number,
    percent,
)
from datelens.evaluation.report import LEAST_ROWS, Evaluation, Group, Mistake, Report
from datelens.evaluation.text import BAR
from datelens.iso import NO_DATE

_UNNAMED = "not known"
_OPEN = 20  # a table of more rows is folded


def write(evaluation: Evaluation) -> str:
    """The page of an evaluation."""
    reports = evaluation.reports
    sections = [
        section("Side by side", _figures(reports)),
        *(section(f"By {kind}", _groups(kind, reports)) for kind in GROUPS),
        *(section(report.reader, "\n".join(details)) for report in reports if (details := list(_details(report)))),
    ]
    return asset("page.html").substitute(
        title=escape(f"Evaluation: {evaluation.source}"),
        heading=escape(heading(evaluation)),
        ceiling=escape(ceiling_sentence(evaluation)),
        style=asset("page.css").template,
        sections="\n".join(sections),
    )


@cache
def asset(name: str) -> Template:
    """A file of the page."""
    return Template(files("datelens.evaluation").joinpath("page", name).read_text("utf-8"))


def section(title: str, content: str) -> str:
    """HTML under a heading."""
    return f"<section><h2>{escape(title)}</h2>\n{content}\n</section>"


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table whose first column names its rows; cells are HTML already, names are not."""
    lines = [
        f'<tr><th scope="row">{escape(name)}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'
        for name, *cells in rows
    ]
    names = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    table = (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{names}</tr></thead>"
        f"<tbody>{''.join(lines)}</tbody></table></div>"
    )
    if len(lines) <= _OPEN:
        return table
    return f"<details><summary>All {len(lines)} rows</summary>{table}</details>"


def _figures(reports: Sequence[Report]) -> str:
    rows = [(name, *(escape(figure(report)) for report in reports)) for name, figure in FIGURES.items()]
    return table("Every figure of every reader", ("", *(report.reader for report in reports)), rows)


def _groups(kind: str, reports: Sequence[Report]) -> str:
    """The exact match of each reader by what rows have in common, with a bar in each cell."""
    groups = [GROUPS[kind](report) for report in reports]
    rows = [
        (row[0].name or _UNNAMED, number(row[0].exact.of), number(row[0].clear.of), *map(_bar, row))
        for row in zip(*groups, strict=True)
    ]
    head = (kind, "rows", "clear rows", *(report.reader for report in reports))
    return table(f"Exact match on clear rows by {kind}", head, rows)


def _bar(group: Group) -> str:
    """A share as a number over a bar of its length."""
    if group.clear.value is None:
        return NOTHING
    return f'<span class="share" style="--share:{group.clear.value:.4f}">{percent(group.clear)}</span>'


def _details(report: Report) -> Iterator[str]:
    """What is told of one reader alone; nothing where there is nothing to tell."""
    for told in (languages_sentence(report, BAR, LEAST_ROWS), hints_sentence(report)):
        if told:
            yield f"<p>{escape(told)}</p>"
    if report.calibration is not None:
        calibration = report.calibration
        bars = charts.reliability(calibration.table, f"Reliability of {report.reader}")
        curve = charts.risk_coverage(calibration.risk_coverage, f"Risk and coverage of {report.reader}")
        yield (
            f'<div class="charts"><figure>{bars}<figcaption>How often an answer is right, by how sure the reader is. '
            f"On the line, confidence is what it says. Expected calibration error {percent(calibration.error)}."
            f"</figcaption></figure><figure>{curve}<figcaption>Errors among the answers that are kept where only the "
            f"surest are. Mean {percent(calibration.area)}.</figcaption></figure></div>"
        )
        rows = [
            (f"{row.low:.2f} – {row.high:.2f}", number(row.count), f"{row.confidence:.3f}", f"{row.accuracy:.3f}")
            for row in calibration.table
        ]
        yield table("Reliability", ("confidence", "rows", "mean confidence", "right"), rows)
    if report.mistakes:
        yield f"<h3>{mistakes_title(report)}</h3>{_listed(report.mistakes)}"
    for worst in report.worst:
        name = f"{escape(worst.language)}: {percent(worst.clear)} of {counted(worst.clear.of, 'clear row')}"
        yield f"<h3>{name}</h3>{_listed(worst.mistakes)}"


def _listed(mistakes: Iterable[Mistake]) -> str:
    """Mistakes as a list."""
    return f"<ul>{''.join(f'<li>{_mistake(mistake)}</li>' for mistake in mistakes)}</ul>"


def _mistake(mistake: Mistake) -> str:
    sureness = "" if mistake.confidence is None else f", {mistake.confidence:.2f} sure"
    return (
        f"<bdi>{escape(mistake.text)}</bdi> is <code>{mistake.iso or NO_DATE}</code>, "
        f"read as <code>{mistake.answer or NO_DATE}</code>{sureness}"
    )
