"""`datelens train`: a recipe in, a trained model out."""

from __future__ import annotations

import dataclasses
import difflib
import shlex
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from datelens.alphabet import Alphabet, date_output_alphabet
from datelens.cli.curves import draw_curves
from datelens.cli.extras import needed
from datelens.cli.train_progress import shown_progress
from datelens.errors import CheckpointError, NoSpaceError, RecipeError, shown

if TYPE_CHECKING:
    from datelens.keras.fit import Callback, Outcome
    from datelens.keras.own_pairs import Split
    from datelens.keras.recipe import Recipe
    from datelens.keras.run import Run
    from datelens.keras.task import Task

FEATURE = "`datelens train`"
INTERRUPTED = 130
PAIRS = "pairs"
DATE_LENGTH = len("2016-01-05") + 1  # the end is written too


def dates(recipe: Recipe, alphabet: Alphabet | None) -> Task:
    """Dates in every locale; `alphabet` is that of the run that goes on, None for a new one."""
    with needed("train", FEATURE):
        from datelens.corpus.stream import generate_pairs, input_symbols
        from datelens.keras.task import Task
    generate = partial(generate_pairs, options=dict(recipe.corpus))
    return Task("dates", generate, alphabet or input_symbols(), date_output_alphabet(), DATE_LENGTH)


TASKS: dict[str, Callable[[Recipe, Alphabet | None], Task]] = {"dates": dates}


def task_of(recipe: Recipe, alphabet: Alphabet | None = None) -> Task:
    """The task that a recipe names.

    Raises:
        RecipeError: there is none of that name.
    """
    if recipe.task not in TASKS:
        names = (*TASKS, PAIRS)
        near = difflib.get_close_matches(recipe.task, names)
        meant = f" Did you mean {near[0]!r}?" if near else ""
        raise RecipeError(f"`task` must be one of {', '.join(names)}; got {shown(recipe.task)}.{meant}")
    return TASKS[recipe.task](recipe, alphabet)


def own(path: Path, recipe: Recipe) -> tuple[Task, Split]:
    """The task of a file of pairs, and how these are parted.

    Raises:
        DataError: the file cannot be read or its pairs cannot be trained on.
        RecipeError: the recipe's table `corpus` has a key or a value that cannot be.
    """
    from datelens.keras.own_pairs import options_of, own_task, split
    from datelens.pair_files import read_pairs

    parted = split(read_pairs(path), options_of(recipe.corpus))
    return own_task(parted, recipe), parted


@click.command(short_help="Train a model of dates, or of pairs of your own.")
@click.option(
    "--recipe", "recipe_path", type=click.Path(path_type=Path), help="A TOML file; by default a small model of dates."
)
@click.option(
    "--pairs",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="CSV",
    help="Learn pairs of your own: columns source and target.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The run's folder; runs/NAME OF THE RECIPE OR THE PAIRS."
)
@click.option("--resume", is_flag=True, help="Go on with the run in the folder, exactly where it stopped.")
@click.option(
    "--init-from", type=click.Path(path_type=Path), metavar="RUN", help="Begin with the best weights of another run."
)
@click.option("--examples", type=click.IntRange(min=1), help="How many in all, rounded up to whole batches.")
@click.option("--tensorboard", is_flag=True, help="Write a log for TensorBoard into the run's folder, too.")
def command(
    recipe_path: Path | None,
    pairs: Path | None,
    output: Path | None,
    resume: bool,
    init_from: Path | None,
    examples: int | None,
    tensorboard: bool,
) -> None:
    """Train a model by a recipe: sizes, data, optimiser and seed in one file.

    Without --pairs it learns dates; with them, whatever they show. A tenth of the sources is held out, and some of them
    are validated on.

    Ctrl+C ends after the step under way and leaves a checkpoint. A resumed run gives the same weights as one that was
    never stopped; with another number of --examples it goes on under the learning rates of the new total.

    \b
    Examples:
      datelens train
      datelens train --recipe recipes/shipped.toml -o runs/shipped
      datelens train --pairs mine.csv -o runs/mine
      datelens train --resume -o runs/shipped --examples 20000000
    """
    if resume and (recipe_path or init_from or pairs):
        raise click.UsageError("--resume goes on with the recipe, pairs and weights of the run; leave the others out.")
    with needed("train", FEATURE):
        from datelens.keras.fit import fit
        from datelens.keras.interrupt import stop_on_interrupt
        from datelens.keras.log import CsvLog
        from datelens.keras.tensorboard import FOLDER, TensorBoardLog
    if pairs and not pairs.is_file():
        raise click.UsageError(f"--pairs {pairs} must be a file on disk, because it is read twice; a pipe cannot be.")
    directory = output or Path("runs") / ((recipe_path or pairs or Path("small")).stem)
    origin = opened(init_from) if init_from else None
    if origin is not None:
        origin.load_model()  # what cannot be begun with is told before there is a folder
    board = TensorBoardLog(directory / FOLDER) if tensorboard else None  # what is missing is told before a run begins
    run, task = resumed(directory, examples) if resume else begun(directory, recipe_path, pairs, examples)
    with ExitStack() as stack:
        callbacks: list[Callback] = [CsvLog(run.log), stack.enter_context(shown_progress(run.recipe.batches.size))]
        if board is not None:
            callbacks.append(stack.enter_context(board))
        stop = stack.enter_context(stop_on_interrupt())
        try:
            outcome = fit(run, task, init_from=origin, callbacks=callbacks, stop=stop)
        except NoSpaceError as error:
            raise NoSpaceError(f"{error} {going_on(run)}") from error
    drawn = draw_curves(run.log, run.curves)
    click.echo(ending(outcome, run, drawn), err=not outcome.finished)
    if not outcome.finished:
        raise click.exceptions.Exit(INTERRUPTED)


def begun(directory: Path, recipe_path: Path | None, pairs: Path | None, examples: int | None) -> tuple[Run, Task]:
    """A new run of a recipe."""
    from datelens.keras.own_pairs import DEFAULTS, describe
    from datelens.keras.recipe import Recipe, load_recipe
    from datelens.keras.run import HELD_OUT_FILE, PAIRS_FILE, check_empty, start_run
    from datelens.pair_files import write_pairs

    recipe = load_recipe(recipe_path) if recipe_path else DEFAULTS if pairs else Recipe()
    given: dict[str, Any] = {"task": PAIRS} if pairs else {}
    if examples is not None:
        given["examples"] = examples
    recipe = dataclasses.replace(recipe, **given)
    check_empty(directory)
    if pairs is None and recipe.task == PAIRS:
        raise RecipeError("the recipe is one for pairs of your own: say with --pairs which file holds them.")
    if pairs is None:
        task = task_of(recipe)
        return start_run(directory, recipe, task), task
    task, parted = own(pairs, recipe)
    click.echo(f"{pairs}: {describe(parted, task)}", err=True)
    held_out = write_pairs(parted.held_out).encode()
    return start_run(directory, recipe, task, {PAIRS_FILE: pairs.read_bytes(), HELD_OUT_FILE: held_out}), task


def resumed(directory: Path, examples: int | None) -> tuple[Run, Task]:
    """The run in a folder, to another number of examples where one is given."""
    run = opened(directory)
    if run.recipe.task == PAIRS and not run.pairs.is_file():
        raise CheckpointError(f"the run {shown(str(directory), 300)} lacks {run.pairs.name}, the pairs that it learns.")
    task = own(run.pairs, run.recipe)[0] if run.recipe.task == PAIRS else task_of(run.recipe, run.input_alphabet)
    if examples is not None and examples != run.recipe.examples:
        run = run.extended(examples)
        run.save()
    return run, task


def opened(directory: Path) -> Run:
    """The run in a folder."""
    from datelens.keras.run import open_run

    return open_run(directory)


def ending(outcome: Outcome, run: Run, drawn: bool) -> str:
    """What is said when training ends.

    Args:
        outcome: how it did.
        run: what was trained.
        drawn: whether there is a picture of the curves.
    """
    minutes = outcome.seconds / 60
    exact = "not validated yet" if outcome.exact is None else f"best exact match {outcome.exact:.2%}"
    done = f"{outcome.examples:,} examples in {minutes:.1f} minutes, {exact}"
    curves = f"the curves are {run.curves}, " if drawn else ""
    if outcome.early:
        done = f"{done}, no better in {run.recipe.validation.patience} validations"
    if outcome.finished:
        told = f"{run.directory}: {done}; {curves}the model is {run.model}"
        return f"{told}\nTo use it: datelens export {shlex.quote(str(run.directory))} -o BUNDLE"
    return f"Stopped after {done}. The checkpoint is {run.checkpoint}; {going_on(run)}"


def going_on(run: Run) -> str:
    """How to go on with a run."""
    if not run.checkpoint.is_file():
        return f"there is no checkpoint yet; begin again in another folder than {run.directory}"
    return f"go on with: datelens train --resume -o {shlex.quote(str(run.directory))}"
