"""`python -m benchmarks.maps`: train small models of several recipes, measure their maps, and write docs/maps.md."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from benchmarks.maps import page
from benchmarks.maps.score import Result, keep, kept, maps_of, scored
from benchmarks.maps.variants import DEFAULT, VARIANTS, seeds
from benchmarks.page import write_page

if TYPE_CHECKING:
    from datelens.translator import Translator

INTERRUPTED = 130
EXAMPLES = 200_000  # five minutes each on two cores
SEED = 11  # of what is measured on

LABELLED = Path(__file__).parent / "labelled.jsonl"
DOCS = Path(__file__).parent.parent.parent / "docs"


@click.command
@click.option("--folder", type=click.Path(path_type=Path), default=Path("runs/maps"), show_default=True)
@click.option("--only", type=click.Choice([v.slug for v in VARIANTS]), multiple=True, help="May be repeated.")
@click.option("--examples", type=click.IntRange(min=1), default=EXAMPLES, show_default=True, help="Trained on by each.")
@click.option(
    "--seeds", "count", type=click.IntRange(min=1), default=5, show_default=True, help="Of the default recipe."
)
@click.option("--rows", type=click.IntRange(min=1), default=10_000, show_default=True, help="That each reads.")
@click.option("--texts", type=click.IntRange(min=1), default=500, show_default=True, help="Whose maps are asked for.")
@click.option("--shipped/--no-shipped", "shipped", default=True, help="Whether the shipped model's maps stand first.")
@click.option("--quick", is_flag=True, help="Tiny networks and a few steps, to see that it works.")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=DOCS, help="The folder of the page.")
def main(
    folder: Path,
    only: tuple[str, ...],
    examples: int,
    count: int,
    rows: int,
    texts: int,
    shipped: bool,
    quick: bool,
    output: Path,
) -> None:
    """Compare recipes by what their models read and by how far their maps can be believed.

    Sixteen models are trained, an hour and a half on two cores. Ctrl+C ends after the step under way, and the same
    command goes on from there. The page holds what is done. Needs the extras `train` and `draw`.
    """
    # Here and not above: the process that prepares batches loads this file again, and needs no Keras
    import datelens.keras  # chooses a backend before anything loads Keras  # noqa: F401
    from benchmarks.maps.remedies import BUILDS
    from benchmarks.small_runs import base_recipe, curve, tell, train
    from datelens.keras.interrupt import stop_on_interrupt

    base = base_recipe(examples, quick=quick)
    chosen = [variant for variant in VARIANTS if not only or variant.slug in only]
    others = seeds(count) if any(variant.slug == DEFAULT for variant in chosen) else []
    done = {}
    with stop_on_interrupt() as stop:
        for variant in (*chosen, *others):
            if not stop():
                told = partial(tell, variant.slug)
                recipe, build = variant.recipe(base), BUILDS.get(variant.slug)
                done[variant.slug] = train(folder / variant.slug, recipe, told, stop, build)
    finished = [slug for slug, is_done in done.items() if is_done]
    twins = [slug for slug in finished if slug.startswith(f"{DEFAULT}-seed-")]
    results = measured(folder, [variant.slug for variant in chosen if variant.slug in finished], twins, rows, texts)
    if results:
        curves = {slug: [(point.examples, point.exact) for point in curve(folder / slug)] for slug in results}
        page.draw(output / "figures", results, curves)
        facts = (
            f"Each was given {base.examples:,} examples, read {rows:,} texts and was asked for the maps of {texts:,}."
        )
        write_page(output / "maps.md", page.lines(facts, results, shipped_maps(texts) if shipped else {}))
        click.echo(f"Wrote {output / 'maps.md'}.", err=True)
    left = [variant.slug for variant in (*chosen, *others) if variant.slug not in finished]
    if left:
        click.echo(f"Not done yet: {', '.join(left)}. Go on with the same command.", err=True)
        raise click.exceptions.Exit(INTERRUPTED)


def measured(folder: Path, slugs: list[str], twins: list[str], rows: int, texts: int) -> dict[str, Result]:
    """The results of the variants that are trained; what was measured before is not measured again."""
    import random

    from datelens.cli.evaluate import generated
    from datelens.cli.evaluate_maps import made, unaided

    results: dict[str, Result] = {}
    questions = {slug: {"rows": rows, "texts": texts, "twins": twins if slug == DEFAULT else []} for slug in slugs}
    for slug in slugs:
        if (known := kept(folder / slug, questions[slug])) is not None:
            results[slug] = known
    missing = [slug for slug in slugs if slug not in results]
    if missing:
        asked = [row.unaided() for row in generated("held-out", rows, SEED)]
        cases = [unaided(case) for case in made("held-out", texts, SEED, random.Random(SEED))]
    for slug in missing:
        click.echo(f"{slug}: measuring", err=True)
        beside = [loaded(folder, twin) for twin in twins] if slug == DEFAULT else []
        result = scored(loaded(folder, slug), asked, cases, beside)
        keep(folder / slug, questions[slug], result)
        results[slug] = result
    return {variant.slug: results[variant.slug] for variant in VARIANTS if variant.slug in results}


def loaded(folder: Path, slug: str) -> Translator:
    """The translator of a variant that is trained: with its bundle, or with Keras where none can be exported."""
    from benchmarks.maps.keras_network import keras_translator
    from benchmarks.small_runs import BUNDLE, RUN
    from datelens.keras.run import open_run
    from datelens.translator import Translator

    bundle = folder / slug / BUNDLE
    return Translator.load(bundle) if bundle.exists() else keras_translator(open_run(folder / slug / RUN))


def shipped_maps(texts: int) -> dict[str, Mapping[str, tuple[float, int]]]:
    """The figures of the shipped model's maps, on generated texts and on those that are labelled by hand."""
    import random

    from datelens.cli.evaluate_maps import from_file, made, unaided
    from datelens.translator import shipped_path

    click.echo("shipped model: measuring", err=True)
    generated = made("held-out", texts, SEED, random.Random(SEED))
    labelled = from_file(LABELLED, random.Random(SEED))
    sets = {"held-out examples": map(unaided, generated), "labelled by hand": map(unaided, labelled)}
    return maps_of(shipped_path(), {name: list(cases) for name, cases in sets.items()})


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.maps")
