"""`python -m benchmarks.model_card`: write docs/model-card.md from the shipped bundle and held-out examples."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click

import datelens
from benchmarks.page import holds, table
from datelens.cli.evaluate import answered, generated
from datelens.evaluation.figures import FIGURES, NOTHING, number, percent
from datelens.evaluation.readers import ModelReader
from datelens.evaluation.report import LEAST_ROWS, Report, Share, report
from datelens.files import written_whole

CARD = Path(__file__).parent.parent / "docs" / "model-card.md"

PURPOSE = """\
**What it is for.** One date in a short text, in any language of CLDR, to ISO 8601: files and columns of messy dates,
forms, file names, labels; and to show how attention works. **What it is not for.** Several dates in one text, times,
relative dates, other calendars than the Gregorian, but for Buddhist, Japanese and Minguo years; decisions that nobody
looks at again where a wrong date does harm: look at `confidence` and `ambiguous` there.

**What it learned from.** Examples that `datelens.corpus` makes from CLDR (through Babel), from word lists of our own
and from Faker's localised texts: no text that a person wrote to anybody, and no other project's tests. A date or layout
of the held-out split is never trained on."""

AGAIN = """To make such a model again with Keras:

```sh
datelens train --recipe recipes/shipped.toml -o runs/shipped
datelens export runs/shipped -o bundle --calibrate 40000
```

That gives a model of the same recipe, not the same weights. Those in the package were trained by a kernel in C that
computes the same step and is not in the repository, in several falls of the learning rate, on a generator that grew
meanwhile."""


def _part(share: Share) -> float:
    return 0.0 if share.value is None else share.value


ASKED: Mapping[str, tuple[str, Callable[[Report], bool]]] = {
    "exact match, clear rows": ("≥ 99.7 %", lambda report: _part(report.clear) >= 0.997),
    "non-dates refused": ("≥ 99 %", lambda report: _part(report.non_dates_refused) >= 0.99),
    "dates refused": ("≤ 0.5 %", lambda report: _part(report.dates_refused) <= 0.005),
    "expected calibration error": (
        "≤ 1 %",
        lambda report: report.calibration is not None and report.calibration.error <= 0.01,
    ),
}
"""The figures that have a bar, and whether a report reaches it."""


@click.command
@click.option("-n", "--number", "rows", type=click.IntRange(min=1), default=40_000, show_default=True)
@click.option("--seed", type=click.IntRange(min=0), default=4, show_default=True)
@click.option("--model", metavar="BUNDLE", help="In place of the shipped one.")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=CARD, help="Where the page goes.")
def main(rows: int, seed: int, model: str | None, output: Path) -> None:
    """Measure the model on held-out examples, with and without hints, and write its card."""
    translator = datelens.Translator.load(model)
    reader = ModelReader(translator)
    hinted = generated("held-out", rows, seed)
    unaided = [row.unaided() for row in hinted]
    reports = [
        report(name, given, answered(reader, given)) for name, given in (("unaided", unaided), ("hinted", hinted))
    ]
    description = translator.bundle.description
    size = sum(path.stat().st_size for path in translator.bundle.path.iterdir())
    facts = {
        "config": description.config,
        "precision": description.precision,
        "temperature": description.temperature,
        "ambiguity": description.thresholds.ambiguity,
        "refusal": description.thresholds.refusal,
        "megabytes": f"{size / 1e6:.1f}",
    }
    with written_whole(output) as part:
        part.write_text("\n".join(page(facts, description.card, reports, seed)) + "\n", encoding="utf-8", newline="\n")
    click.echo(f"Wrote {output}.", err=True)


def _bar(name: str, report: Report) -> tuple[str, str]:
    """What is asked of a figure without hints, and whether it holds."""
    if name not in ASKED:
        return NOTHING, NOTHING
    asked, is_met = ASKED[name]
    return asked, holds(is_met(report))


def page(facts: Mapping[str, Any], card: Mapping[str, Any], reports: list[Report], seed: int) -> Iterator[str]:
    """The lines of the card."""
    config, recipe, best = facts["config"], card.get("recipe", {}), card.get("best", {})
    yield from ("# The shipped model", "", "Written by `python -m benchmarks.model_card`; made again, not edited.", "")
    yield from (PURPOSE, "", "## How it was made", "")
    yield (
        f"An encoder of {config['encoder_units']} LSTM units a direction over embeddings of "
        f"{recipe['model']['embedding']} values, {config['attention']} attention of width {config['attention_units']}, "
        f"a decoder of {config['units']} units; {number(config['input_size'])} input symbols. Weights in "
        f"{facts['precision']}, {facts['megabytes']} MB on disk. "
        f"Trained on {number(best.get('examples'))} examples in {number(best.get('minutes'))} minutes "
        f"({best.get('hardware', NOTHING)}), from `recipes/shipped.toml`:"
    )
    yield from ("", "```json", json.dumps(recipe, indent=1), "```", "", AGAIN, "")
    calibration = card.get("calibration", {})
    yield (
        f"Temperature {facts['temperature']}; a second date of at least {facts['ambiguity']} makes a text ambiguous, "
        f"and a reading below {facts['refusal']} is no answer. All three were chosen on "
        f"{number(calibration.get('examples'))} fresh examples when the model was exported."
    )
    first = reports[0]
    yield from ("", "## How well it reads", "")
    yield (
        f"{number(first.rows)} held-out examples (seed {seed}): dates and layouts that training never saw, damage of "
        f"other kinds, texts without a date. *Clear* rows admit one reading. Hinted: each row is told its locale."
    )
    yield ""
    shown = [name for name in FIGURES if "second" not in name]
    yield from table(
        ("", *(each.reader for each in reports), "asked", "holds"),
        [(name, *(FIGURES[name](each) for each in reports), *_bar(name, first)) for name in shown],
    )
    for title, groups in (
        ("kind", [each.by_family for each in reports]),
        ("precision", [each.by_precision for each in reports]),
    ):
        yield from ("", f"Exact match on clear rows by {title}:", "")
        yield from table(
            (title, "clear rows", *(each.reader for each in reports)),
            [
                (row[0].name or NOTHING, number(row[0].clear.of), *(percent(group.clear) for group in row))
                for row in zip(*groups, strict=True)
            ],
        )
    ranked = first.ranked
    low = [group for group in ranked if (group.clear.value or 0) < 0.95]
    yield from ("", "## By language", "")
    yield (
        f"Unaided, clear rows. Of the {len(ranked)} languages with {LEAST_ROWS} rows or more, under 95 %: {len(low)}. "
        f"A language that shares its names with another can be told from it by the hint alone."
    )
    yield ""
    by_name = {group.name: group for group in reports[1].by_language}
    yield from table(
        ("language", "clear rows", "unaided", "hinted"),
        [
            (group.name or NOTHING, number(group.clear.of), percent(group.clear), percent(by_name[group.name].clear))
            for group in ranked
        ],
    )
    yield from ("", "## What it is bad at", "")
    for worst in first.worst:
        yield f"- **{worst.language or NOTHING}** ({percent(worst.clear)} of {number(worst.clear.of)}):"
        for mistake in worst.mistakes:
            text = json.dumps(mistake.text, ensure_ascii=False)
            yield f"    - `{text}` is {mistake.iso or 'no date'}, read as {mistake.answer or 'no date'}"


if __name__ == "__main__":
    main()
