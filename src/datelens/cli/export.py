"""`datelens export`: a trained model in, a bundle out that runs without Keras."""

from __future__ import annotations

import json
import shlex
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click
import numpy as np

from datelens.bundle import DATES, ENCODER, GREEDY, STEP, Description, Thresholds, refuse_existing_folder, write_bundle
from datelens.cli.extras import needed
from datelens.cli.ranges import FiniteRange
from datelens.errors import CheckpointError, RecipeError, shown
from datelens.iso import LONGEST

if TYPE_CHECKING:
    from datelens.keras.onnx_nodes import Precision
    from datelens.keras.run import Run

PRECISIONS = ("int8", "float32")
DEFAULTS = Thresholds()

CALIBRATION_SEED = 2_000_003
"""Of a stream that nothing is trained, validated or tested on."""

_share = FiniteRange(0, 1)


@click.command(short_help="Make a bundle of a trained model, to be used as --model.")
@click.argument("runs", metavar="RUN...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The bundle's folder.")
@click.option("--precision", type=click.Choice(PRECISIONS), default="int8", show_default=True, help="Of the products.")
@click.option("--temperature", type=FiniteRange(0.1, 10), default=1.0, show_default=True, help="Divides the logits.")
@click.option(
    "--ambiguity-threshold",
    "ambiguity",
    type=_share,
    default=DEFAULTS.ambiguity,
    show_default=True,
    help="A second date at least this probable makes a text ambiguous.",
)
@click.option(
    "--refusal-threshold",
    "refusal",
    type=_share,
    default=DEFAULTS.refusal,
    show_default=True,
    help="A reading less probable than this is no answer.",
)
@click.option(
    "--calibrate",
    "rows",
    type=click.IntRange(min=100),
    help="Choose temperature and thresholds on so many fresh examples of dates, not as given above.",
)
@click.option("--force", is_flag=True, help="Replace the bundle where there is one.")
def command(
    runs: tuple[Path, ...],
    output: Path,
    precision: str,
    temperature: float,
    ambiguity: float,
    refusal: float,
    rows: int | None,
    force: bool,
) -> None:
    """Write the best model of RUN, a folder that `datelens train` made, as a bundle.

    Of several runs, which have to be of one task and one kind of attention, it becomes an ensemble: at each step their
    probabilities are averaged, and their maps. It is as large and as slow as all of them together.

    A bundle needs NumPy and ONNX Runtime alone. In int8 it is a third of the size and twice as fast as in float32.

    The temperature divides the logits, so that of all answers with a confidence of 0.9 nine in ten are right. With
    --calibrate it is the one under which fresh examples are likeliest; the ambiguity threshold balances texts of two
    orders that go unflagged and clear dates that are flagged, the refusal threshold dates that are refused and texts
    without a date that are answered.

    \b
    Examples:
      datelens export runs/small -o bundle --calibrate 10000
      datelens export runs/seed-1 runs/seed-2 runs/seed-3 -o ensemble
      datelens translate "5 Jan 2016" --model bundle
    """
    with needed("train", "`datelens export`"):
        from datelens.keras.model import model_config, model_weights
        from datelens.keras.onnx_ensemble import joined
        from datelens.keras.run import open_run
    refuse_existing_folder(output, force=force)  # before the work
    opened = list(map(open_run, runs))
    check_alike(opened)
    models = [run.load_model() for run in opened]
    weights, config = model_weights(models[0]), model_config(models[0])
    if len(models) > 1:
        weights, config = joined(list(map(model_weights, models)), list(map(model_config, models)))
    description = describe(opened[0], config, precision, temperature, Thresholds(ambiguity, refusal))
    if len(opened) > 1:
        description = replace(description, card={"members": list(map(card_of, opened))})
    if rows is not None:
        description = calibrated(description, weights, rows)
    bundle = write_bundle(output, description, build_graphs(weights, description), force=force)
    size = sum(path.stat().st_size for path in bundle.path.iterdir())
    use = f"datelens translate TEXT --model {shlex.quote(str(output))}"
    click.echo(f"Wrote {output}: {size / 1e6:.1f} MB. To use it: {use}", err=True)


def check_alike(runs: Sequence[Run]) -> None:
    """Raise where runs cannot be members of one ensemble.

    Raises:
        CheckpointError: one is of another task, other symbols or another kind of attention than the first.
    """
    first = runs[0]
    for run in runs[1:]:
        for name, mine, others in (
            ("task", run.recipe.task, first.recipe.task),
            ("input alphabet", run.input_alphabet, first.input_alphabet),
            ("output alphabet", run.output_alphabet, first.output_alphabet),
            ("output length", run.output_length, first.output_length),
            ("attention", run.recipe.model.attention, first.recipe.model.attention),
        ):
            if mine != others:
                raise CheckpointError(
                    f"the runs of an ensemble must have one {name}; {shown(str(run.directory), 200)} has {mine}, "
                    f"{shown(str(first.directory), 200)} has {others}. Train them by one recipe, with other seeds."
                )


def describe(
    run: Run, config: Mapping[str, Any], precision: str, temperature: float, thresholds: Thresholds
) -> Description:
    """What the bundle of a run says of its model."""
    dates = run.recipe.task == DATES
    return Description(
        input_alphabet=run.input_alphabet,
        output_alphabet=run.output_alphabet,
        output_length=LONGEST if dates else run.output_length - 1,  # after the longest output the end is all there is
        grammar=DATES if dates else None,
        config=config,
        temperature=temperature,
        precision=precision,
        thresholds=thresholds,
        card=card_of(run),
    )


def card_of(run: Run) -> dict[str, Any]:
    """Where the model of a run comes from and how good it is."""
    card: dict[str, Any] = {"recipe": run.recipe.to_dict()}
    if run.best.is_file():
        card["best"] = json.loads(run.best.read_text(encoding="utf-8"))
    return card


def calibrated(description: Description, weights: Mapping[str, np.ndarray], rows: int) -> Description:
    """The description with the temperature and the thresholds that suit fresh examples best.

    Half of these are told the locale that they follow. None is trained or validated on.

    Raises:
        RecipeError: the model reads no dates.
    """
    if description.grammar != DATES:
        raise RecipeError("`--calibrate` needs examples of the task, and there are such of dates alone.")
    with needed("train", "`datelens export --calibrate`"):
        from datelens.cli.evaluate import generated
        from datelens.evaluation.calibration import fit_temperature, fit_thresholds
    from datelens.translator import Translator

    given = [row for row in generated("train", rows, CALIBRATION_SEED) if row.text.strip()]
    given = [row if place % 2 else row.unaided() for place, row in enumerate(given)]
    with tempfile.TemporaryDirectory() as folder:
        plain = replace(description, temperature=1.0)
        translator = Translator(write_bundle(Path(folder) / "plain", plain, build_graphs(weights, plain)))
        given = [row if translator.knows(*row.hints) else row.unaided() for row in given]
        temperature, before, after = fit_temperature(translator, given)
        fitted = replace(description, temperature=round(temperature, 3))
        translator = Translator(write_bundle(Path(folder) / "fitted", fitted, build_graphs(weights, fitted)))
        thresholds = fit_thresholds(translator, given)
    facts = {"examples": len(given), "nats_before": round(before, 4), "nats_after": round(after, 4)}
    click.echo(
        f"Temperature {fitted.temperature}, thresholds {thresholds.ambiguity} (ambiguity) and {thresholds.refusal} "
        f"(refusal), on {len(given)} examples.",
        err=True,
    )
    return replace(fitted, thresholds=thresholds, card={**description.card, "calibration": facts})


def build_graphs(weights: Mapping[str, np.ndarray], description: Description) -> dict[str, bytes]:
    """The files of a bundle, from the weights by the names of `datelens.keras.model_weights`."""
    from datelens.keras import graphs
    from datelens.runtime import automaton

    config = description.config
    precision, temperature = cast("Precision", description.precision), description.temperature
    steps = description.output_length
    return {
        GREEDY: graphs.greedy_graph(
            weights, config, automaton(description), steps, precision=precision, temperature=temperature
        ),
        ENCODER: graphs.encoder_graph(weights, config, precision=precision),
        STEP: graphs.step_graph(weights, config, precision=precision, temperature=temperature),
    }
