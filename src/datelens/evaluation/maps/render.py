"""The figures of maps as text, JSON and a page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape
from itertools import groupby

from datelens.evaluation import page, text
from datelens.evaluation.figures import counted, number
from datelens.evaluation.maps.figures import FIGURES, NOTES, Figure
from datelens.evaluation.maps.measure import MapReport

_HEAD = ("value", "cases", "bar", "")


def heading(report: MapReport) -> str:
    """What was measured on, in one line."""
    aid = "with their hints" if report.hinted else "unaided"
    texts = counted(report.texts, "text")
    return f"{report.source}: {texts} read {aid} by {report.model}, {report.right:,} of them right"


def written(figure: Figure, value: float) -> str:
    """A value in the unit of its figure.

    Example:
        >>> written(FIGURES["gold top"], 0.99712), written(FIGURES["drift"], 0.0312)
        ('99.71 %', '0.031 bits')
    """
    if figure.unit == "share":
        return f"{100 * value:.2f} %"
    return f"{value:.3f}" + {"bits": " bits", "log": " nats"}.get(figure.unit, "")


def sections(report: MapReport) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    """The figures that have cases under what they stand under: name, value, cases, bar and whether it is met."""
    known = ((name, figure) for name, figure in FIGURES.items() if name in report.values)
    for title, figures in groupby(known, key=lambda item: item[1].section):
        yield title, [_row(figure, *report.values[name]) for name, figure in figures]


def _row(figure: Figure, value: float, cases: int) -> tuple[str, ...]:
    met = figure.met(value)
    bar = "" if figure.bar is None else f"{'≤' if figure.falling else '≥'} {written(figure, figure.bar)}"
    return figure.name, written(figure, value), number(cases), bar, "" if met is None else "met" if met else "missed"


def to_text(report: MapReport) -> str:
    """The report in columns."""
    tables = [
        text.columns([(title, *_HEAD), *((f"  {name}", *cells) for name, *cells in figures)])
        for title, figures in sections(report)
    ]
    return "\n\n".join([f"{heading(report)}.", *tables]) + "\n"


def to_json(report: MapReport) -> str:
    """The report as a JSON object: each figure with its cases and its bar."""
    figures = {
        name: {"value": value, "cases": cases, "bar": FIGURES[name].bar, "met": FIGURES[name].met(value)}
        for name, (value, cases) in report.values.items()
    }
    record: Mapping[str, object] = {
        "model": report.model,
        "source": report.source,
        "texts": report.texts,
        "right": report.right,
        "hinted": report.hinted,
        "figures": figures,
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def to_page(report: MapReport) -> str:
    """The report as one HTML page that needs nothing else."""
    parts = []
    for title, figures in sections(report):
        cells = [(name, *map(escape, rest)) for name, *rest in figures]
        parts.append(page.section(title, f"<p>{escape(NOTES[title])}</p>" + page.table(title, ("", *_HEAD), cells)))
    return page.asset("page.html").substitute(
        title=escape(f"Maps: {report.source}"),
        heading=escape(heading(report)),
        ceiling="The maps of texts that are read wrong are not asked for.",
        style=page.asset("page.css").template,
        sections="\n".join(parts),
    )
