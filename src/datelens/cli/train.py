"""`datelens train`: a recipe in, a trained model out."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from datelens.alphabet import Alphabet, date_output_alphabet
from datelens.cli.extras import needed
from datelens.errors import RecipeError, shown

if TYPE_CHECKING:
    from datelens.keras.fit import Callback, Event, Outcome, Validated
    from datelens.keras.recipe import Recipe
    from datelens.keras.run import Run
    from datelens.keras.task import Task

FEATURE = "`datelens train`"
INTERRUPTED = 130
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
        near = difflib.get_close_matches(recipe.task, TASKS)
        meant = f" Did you mean {near[0]!r}?" if near else ""
        raise RecipeError(f"`task` must be one of {', '.join(TASKS)}; got {shown(recipe.task)}.{meant}")
    return TASKS[recipe.task](recipe, alphabet)


@click.command
@click.option(
    "--recipe", "recipe_path", type=click.Path(path_type=Path), help="A TOML file; by default a small model of dates."
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The run's folder; runs/NAME OF THE RECIPE.")
@click.option("--resume", is_flag=True, help="Go on with the run in the folder, exactly where it stopped.")
@click.option(
    "--init-from", type=click.Path(path_type=Path), metavar="RUN", help="Begin with the best weights of another run."
)
@click.option("--examples", type=click.IntRange(min=1), help="How many examples in all, whatever the recipe says.")
def command(
    recipe_path: Path | None, output: Path | None, resume: bool, init_from: Path | None, examples: int | None
) -> None:
    """Train a model by a recipe: sizes, data, optimiser and seed in one file.

    Ctrl+C ends after the step under way and leaves a checkpoint. A resumed run gives the same weights as one that was
    never stopped; with another number of --examples it goes on under the learning rates of the new total.

    \b
    Examples:
      datelens train
      datelens train --recipe recipes/shipped.toml -o runs/shipped
      datelens train --resume -o runs/shipped --examples 4000000
    """
    if resume and (recipe_path or init_from):
        raise click.UsageError("--resume goes on with the recipe and the weights of the run; leave the others out.")
    with needed("train", FEATURE):
        from datelens.keras.fit import fit
        from datelens.keras.interrupt import stop_on_interrupt
        from datelens.keras.log import CsvLog
    directory = output or Path("runs") / (recipe_path.stem if recipe_path else "small")
    origin = opened(init_from) if init_from else None
    run, task = resumed(directory, examples) if resume else begun(directory, recipe_path, examples)
    with shown_progress() as show, stop_on_interrupt() as stop:
        outcome = fit(run, task, init_from=origin, callbacks=(CsvLog(run.log), show), stop=stop)
    click.echo(ending(outcome, run), err=not outcome.finished)
    if not outcome.finished:
        raise click.exceptions.Exit(INTERRUPTED)


def begun(directory: Path, recipe_path: Path | None, examples: int | None) -> tuple[Run, Task]:
    """A new run of a recipe."""
    from datelens.keras.recipe import Recipe, load_recipe
    from datelens.keras.run import check_empty, start_run

    recipe = load_recipe(recipe_path) if recipe_path else Recipe()
    if examples is not None:
        recipe = dataclasses.replace(recipe, examples=examples)
    check_empty(directory)
    task = task_of(recipe)
    return start_run(directory, recipe, task), task


def resumed(directory: Path, examples: int | None) -> tuple[Run, Task]:
    """The run in a folder, to another number of examples where one is given."""
    run = opened(directory)
    if examples is not None and examples != run.recipe.examples:
        run = run.extended(examples)
        run.save()
    return run, task_of(run.recipe, run.input_alphabet)


def opened(directory: Path) -> Run:
    """The run in a folder."""
    from datelens.keras.run import open_run

    return open_run(directory)


def ending(outcome: Outcome, run: Run) -> str:
    """What is said when training ends."""
    minutes = outcome.seconds / 60
    exact = "not validated yet" if outcome.exact is None else f"best exact match {outcome.exact:.2%}"
    done = f"{outcome.examples:,} examples in {minutes:.1f} minutes, {exact}"
    if outcome.finished:
        return f"{run.directory}: {done}; the model is {run.model}"
    again = f"datelens train --resume -o {run.directory}"
    return f"Stopped after {done}. The checkpoint is {run.checkpoint}; go on with: {again}"


def line(event: Validated) -> str:
    """What is said of a validation."""
    pointing = "" if event.score.pointing is None else f"  pointing {event.score.pointing:.2%}"
    source, _, output = event.score.sample
    mark = "  best" if event.best else ""
    facts = f"{event.examples:>9,} examples  loss {event.losses['loss']:.4f}  exact {event.score.exact:.2%}{pointing}"
    return f"{facts}{mark}  {shown(source, 40)} -> {output}"


@contextmanager
def shown_progress() -> Iterator[Callback]:
    """A callback that shows how training goes on standard error: a line a validation, a bar on a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from datelens.keras.fit import Stepped, Validated

    console = Console(stderr=True, highlight=False, soft_wrap=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        bar = progress.add_task("Training", total=None)

        def show(event: Event) -> None:
            if isinstance(event, Stepped):
                description = f"Training, loss {event.losses['loss']:.4f}"
                progress.update(bar, completed=event.step, total=event.steps, description=description)
            elif isinstance(event, Validated):
                console.print(line(event), markup=False)

        yield show
