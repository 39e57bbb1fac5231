"""All variants as one page of Markdown, with its plots."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, repeat
from pathlib import Path

from benchmarks.maps.plots import plot
from benchmarks.maps.score import LENGTHS, Result
from benchmarks.maps.variants import DEFAULT, SUMMARY, UNGUIDED, VARIANTS
from benchmarks.page import holds, table
from datelens.evaluation.figures import NOTHING, number, percent
from datelens.evaluation.maps.figures import FIGURES, NOTES, Figure
from datelens.evaluation.maps.render import written

Maps = Mapping[str, tuple[float, int]]
"""Of each figure its value and its number of cases."""

CURVES, BY_LENGTH = "learning-curves.svg", "exact-by-length.svg"

CURVED = (
    UNGUIDED,
    DEFAULT,
    SUMMARY,
    "readout-previous",
    "multiplicative",
    "own-embedding",
    "orthogonal",
    "conicity-0.5",
)
"""Whose learning is drawn: as many as can be told apart."""

HOW = """\
Written by `python -m benchmarks.maps`; made again, not edited. Every model is a small one, half as wide as the shipped
one, trained on the same examples for as long, and differs from the default recipe of `datelens train` in what its name
says. They are measured on held-out examples: exact match on all of them, maps on clear dates that are read right.
Hyphens of the output are left out everywhere: they are function characters, written after what came before and not
after any character of the text."""

PUBLISHED = """\
Published models, for comparison: Kendall's tau between attention and gradients of 0.13 to 0.44 (Jain and Wallace 2019),
alignment errors of 0.37 to 0.60 (attention of neural translation models)."""


def lines(facts: str, results: Mapping[str, Result], shipped: Mapping[str, Maps] | None = None) -> Iterator[str]:
    """The page.

    Args:
        facts: how much was trained and measured, in a sentence.
        results: of the variants that are done, by their slugs.
        shipped: the figures of the shipped model's maps by the sets of texts that they are of.
    """
    names = {variant.slug: variant.name for variant in VARIANTS if variant.slug in results}
    yield from ("# What makes maps true", "", HOW, "")
    if shipped:
        yield from ("## The shipped model", "")
        head = ("", "bar", *(cell for name in shipped for cell in (name, "holds", "digits")))
        yield from (*table(head, map(_shipped_row, _known(shipped), repeat(shipped))), "")
    yield from ("## Recipes", "", facts, "")
    yield from table(
        ("recipe", "exact match", "clear texts", *SHORT.values()),
        [_row(name, results[slug]) for slug, name in names.items()],
    )
    yield from ("", PUBLISHED, "")
    if any(result.maps for result in results.values()):
        yield from ("## Every figure", "")
    for title, group in groupby(FIGURES.items(), key=lambda item: item[1].section):
        rows = [
            (figure.name, *(_cell(results[slug], name) for slug in names))
            for name, figure in group
            if any(name in results[slug].maps for slug in names)
        ]
        if rows:
            yield from (f"### {title}", "", NOTES[title], "", *table(("", *names.values()), rows), "")
    yield from _summary(results)


SHORT = {
    "gold top": "largest weight in the gold span",
    "gold mass": "weight in it",
    "occlusion same token": "same token as occlusion",
    "occlusion same character": "same character",
    "occlusion in gold": "occlusion in the gold span",
    "gold to chance": "lost without it, of chance",
    "day only": "another day, only its digits",
    "drift": "drift over seeds",
}
"""The figures of the first table, and what they are called there."""


def _known(shipped: Mapping[str, Maps]) -> list[str]:
    return [name for name in FIGURES if any(name in maps for maps in shipped.values())]


def _shipped_row(name: str, shipped: Mapping[str, Maps]) -> tuple[str, ...]:
    figure = FIGURES[name]
    bar = "" if figure.bar is None else f"{'≤' if figure.falling else '≥'} {written(figure, figure.bar)}"
    known = [maps.get(name) for maps in shipped.values()]
    cells = [_measured(figure, *found) if found else (NOTHING, "", "") for found in known]
    return f"{figure.section}: {figure.name}", bar, *(part for cell in cells for part in cell)


def _measured(figure: Figure, value: float, cases: int) -> tuple[str, str, str]:
    met = figure.met(value)
    return written(figure, value), "" if met is None else holds(met), number(cases)


def _row(name: str, result: Result) -> tuple[str, ...]:
    """A row of the first table."""
    return name, percent(result.exact), percent(result.clear), *(_cell(result, figure) for figure in SHORT)


def _cell(result: Result, name: str) -> str:
    return written(FIGURES[name], result.maps[name][0]) if name in result.maps else NOTHING


def _summary(results: Mapping[str, Result]) -> Iterator[str]:
    """The summary state against attention."""
    pair = [slug for slug in (UNGUIDED, SUMMARY, DEFAULT) if slug in results]
    if SUMMARY not in pair:
        return
    names = {variant.slug: variant.name for variant in VARIANTS}
    yield "## A summary state instead of attention"
    yield from (
        "",
        "A decoder without attention has to carry the whole text in the encoder's two final states. Size, examples and",
        "everything else are those of the model without a guide, which is the one to compare it with.",
        "",
        f"![Exact match of clear texts by their length](figures/{BY_LENGTH})",
        "",
    )
    highs = [high for high in LENGTHS[1:] if any(high == row[0] for slug in pair for row in results[slug].lengths)]
    found = {slug: {high: (hits, of) for high, hits, of in results[slug].lengths} for slug in pair}
    yield from table(
        ("characters", "texts", *(names[slug] for slug in pair)),
        [
            (
                length_class(high),
                number(found[pair[0]].get(high, (0, 0))[1]),
                *(_share(*found[slug].get(high, (0, 0))) for slug in pair),
            )
            for high in highs
        ],
    )
    yield from ("", f"![Exact match while training](figures/{CURVES})", "")
    yield "The curves are of all examples that training validates on, written without grammar or thresholds."


def _share(hits: int, of: int) -> str:
    return percent(hits / of) if of else NOTHING


def length_class(high: int) -> str:
    """What a class of length is called.

    Example:
        >>> length_class(10), length_class(15), length_class(LENGTHS[-1])
        ('1–10', '11–15', '71–')
    """
    low = LENGTHS[LENGTHS.index(high) - 1] + 1
    return f"{low}–" if high == LENGTHS[-1] else f"{low}–{high}"


def draw(folder: Path, results: Mapping[str, Result], curves: Mapping[str, Sequence[tuple[float, float]]]) -> None:
    """Write the plots.

    Args:
        folder: where they go.
        results: by the slugs of the variants.
        curves: of each variant (examples, exact match) while it was trained.
    """
    names = {variant.slug: variant.name for variant in VARIANTS if variant.slug in results}
    folder.mkdir(parents=True, exist_ok=True)
    plot(folder / CURVES, {names[slug]: curves[slug] for slug in CURVED if slug in names}, "examples")
    by_length = {
        names[slug]: [(LENGTHS.index(high), hits / of) for high, hits, of in results[slug].lengths]
        for slug in (UNGUIDED, SUMMARY, DEFAULT)
        if slug in names
    }
    ticks = {float(LENGTHS.index(high)): length_class(high) for high in LENGTHS[1:]}
    plot(folder / BY_LENGTH, by_length, "characters of the text", ticks)
