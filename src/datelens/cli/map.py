"""`datelens map`: which characters of a text each digit of its date comes from, drawn."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

from datelens.cli import gradients
from datelens.cli.orders import OrderChoice
from datelens.cli.progress import tracked
from datelens.cli.report import check_output
from datelens.cli.translate import broken_in, lines_of, tell_broken
from datelens.draw import formats, terminal
from datelens.draw.panels import Panel, called, difference, panels
from datelens.errors import DrawingError, ExplanationError, shown
from datelens.iso import NO_DATE, is_written
from datelens.records import Translation

if TYPE_CHECKING:
    from datelens.records import AttentionMap
    from datelens.translator import Translator

METHODS = ("attention", "occlusion")
"""What every bundle can be asked for, and a page switches between."""

# A page shows this many readings, and none that the model gives less to.
READINGS, LEAST = 3, 0.01

STDIN = Path("-")

EXAMPLES = (
    *("5 Jan 2016", "26th January 2016", "3 April 1989", "5 Dec 09", "Sat 8 Jun 2017", "2016 January 5"),
    *("January 2016 5", "January 2016 05", "Saturday 9 May 2018", "July 8th 1867", "July 8th 1999"),
    *("November 5, 2016", "5th November 2016"),
)
"""The examples of the tutorial that this project grew from."""


Translate = Callable[[str], Translation]
"""`Translator.translate` with the hints and the number of readings filled in."""


class Explain(Protocol):
    """`Translator.explain` with the hints filled in."""

    def __call__(self, text: str, *, method: str, iso: str | None = None) -> AttentionMap: ...


@click.command(short_help="Show which characters each digit of a date comes from.")
@click.argument("texts", metavar="[TEXT]...", nargs=-1)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A .txt, .json, .svg, .png, .pdf or .html file.")
@click.option(
    "--method",
    type=click.Choice((*METHODS, *gradients.METHODS)),
    default="attention",
    show_default=True,
    help="How to weigh; the last two need --run.",
)
@click.option("--run", type=click.Path(path_type=Path), help="The run that the model was trained in, for gradients.")
@click.option("--locale", help="Where the texts are from: en_GB, pt-BR, de.")
@click.option("--order", type=OrderChoice(), help="Of day, month and year in the texts.")
@click.option("--iso", metavar="DATE", help="Why not this date? Its map and probability, beside the chosen one's.")
@click.option("--compare", metavar="BUNDLE", help="Another model: its map beside, and the difference.")
@click.option(
    "--examples",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
    help="A file of texts, one a line; - is stdin.",
)
@click.option("--force", is_flag=True, help="Replace the output file where it exists.")
@click.option("--model", metavar="BUNDLE", help="A model of your own in place of the shipped one.")
def command(
    texts: tuple[str, ...],
    output: Path | None,
    method: str,
    run: Path | None,
    locale: str | None,
    order: str | None,
    iso: str | None,
    compare: str | None,
    examples: Path | None,
    force: bool,
    model: str | None,
) -> None:
    """Show which characters of a text each digit of its date comes from.

    Characters run across and the digits of the ISO date down; the stronger the colour of a cell, the more the digit
    leans on the character. Without --output the map is drawn in the terminal. A .html file can be explored; where
    nothing else was asked for it holds both methods and the other readings. Without a TEXT the examples of the tutorial
    are shown.

    \b
    Examples:
      datelens map "Saturday 9 May 2018"
      datelens map "03/04/2021" --iso 2021-03-04 -o why-not.svg
      datelens map -o gallery.html
    """
    if output is not None:
        formats.format_of(output)
    check_output(output, force=force)
    if texts and examples:
        raise click.UsageError("Give TEXTs or --examples, not both.")
    if (method in gradients.METHODS) != (run is not None):
        raise click.UsageError(f"--run and --method {' or '.join(gradients.METHODS)} go together.")
    if run and compare:
        raise click.UsageError("--compare has no run to take gradients of; leave it or --run out.")
    page = output is not None and formats.format_of(output) == ".html"
    translator = opened(model, iso)
    chosen = read_texts(examples) if examples else texts or examples_of(translator)
    draw = artist(translator, model, compare, run, method=method, iso=iso, locale=locale, order=order, page=page)
    several = len(chosen) > 1  # a bar of one only flickers
    groups = [draw(text) for text in (tracked(chosen, "Drawing maps", len(chosen)) if several else chosen)]
    if output is None:
        style = terminal.style_for(os.environ, sys.stdout.isatty(), shutil.get_terminal_size((100, 24)).columns)
        click.echo("\n".join(terminal.draw(group, style) for group in groups), nl=False)
    else:
        for note in formats.save(output, groups, force=force):
            click.echo(note, err=True)


def read_texts(path: Path) -> list[str]:
    """The lines of a file or of standard input that hold something; those that are not UTF-8 are told of.

    Raises:
        UsageError: no line holds anything.
    """
    content = sys.stdin.buffer.read() if path == STDIN else path.read_bytes()
    texts = [line for lines in lines_of(io.BytesIO(content)) for line in lines if line.strip()]
    if not texts:
        raise click.UsageError(f"--examples {path}: there is no text in it.")
    tell_broken(broken_in(texts), texts[0])
    return texts


def opened(model: str | None, iso: str | None) -> Translator:
    """The model, which has to be able to write the reading asked for.

    Raises:
        BadParameter: it can never write that.
    """
    import datelens
    from datelens.explain.forced import target_of

    if model is None:
        check_iso(iso)  # needs no model to be loaded
    translator = datelens.Translator.load(model)
    if reads_dates(translator):
        check_iso(iso)
    elif iso is not None:
        try:
            target_of(translator.reader.network, iso)
        except ExplanationError as error:
            raise click.BadParameter(str(error), param_hint="'--iso'") from None
    return translator


def reads_dates(translator: Translator) -> bool:
    """Whether the model's task is dates."""
    return translator.reader.calendar is not None


def examples_of(translator: Translator) -> Sequence[str]:
    """What is shown where no text is given.

    Raises:
        UsageError: the model's task is another, whose texts are not known.
    """
    if not reads_dates(translator):
        raise click.UsageError("This model reads no dates, so there are no examples for it: give a TEXT or --examples.")
    return EXAMPLES


def artist(
    translator: Translator,
    model: str | None,
    compare: str | None,
    run: Path | None = None,
    *,
    method: str,
    iso: str | None,
    locale: str | None,
    order: str | None,
    page: bool,
) -> Callable[[str], list[Panel]]:
    """What makes the panels of a text, after what was asked for; loads the model to compare with."""
    import datelens
    from datelens.explain import methods_of

    translate: Translate = partial(translator.translate, locale=locale, order=order)
    explain: Explain = partial(translator.explain, locale=locale, order=order)
    if compare is not None:
        other = datelens.Translator.load(compare)
        translates: list[Translate] = [translate, partial(other.translate, locale=locale, order=order)]
        explains: list[Explain] = [explain, partial(other.explain, locale=locale, order=order)]
        return partial(compare_models, translates, explains, model_names(model, compare), method=method, iso=iso)
    if run is not None:
        explain = by_gradients(translator, run, locale, order)
    if iso is not None:
        return partial(why_not, translate, explain, method=method, iso=iso)
    if page and run is None:
        others = [name for name in methods_of(translator.reader.network) if name != method]
        several: Translate = partial(translator.translate, locale=locale, order=order, readings=READINGS)
        return partial(every_view, several, explain, methods=[method, *others])
    return partial(one_map, translate, explain, method=method)


def by_gradients(translator: Translator, run: Path, locale: str | None, order: str | None) -> Explain:
    """What takes the gradients of the model of a run, of the reading that the translator gives if none is named."""
    taken = gradients.open_gradients(run)
    hints = translator.hints(locale, order)

    def explain(text: str, *, method: str, iso: str | None = None) -> AttentionMap:
        if iso is None:
            iso = translator.translate(text, locale, order).readings[0].iso
        return taken.explain(text, hints, None if iso == NO_DATE else iso, method)

    return explain


def check_iso(iso: str | None) -> None:
    """Raise where the reading asked for is none that a translation can print.

    Raises:
        BadParameter: it is not.
    """
    if iso is None or iso == NO_DATE or is_written(iso):
        return
    message = f"{shown(iso)} is not 2016-01-05, 2016-01, 2016, --01-05 or {NO_DATE}, or does not exist."
    raise click.BadParameter(message, param_hint="'--iso'")


def one_map(translate: Translate, explain: Explain, text: str, *, method: str) -> list[Panel]:
    """The map of the best reading."""
    return panels([explain(text, method=method)], [called(method, translate(text))])


def why_not(translate: Translate, explain: Explain, text: str, *, method: str, iso: str) -> list[Panel]:
    """The map of the best reading and that of the date asked for; one where they are the same."""
    best, asked = explain(text, method=method), explain(text, method=method, iso=iso)
    if best.iso == asked.iso:
        return panels([best], [called(f"{method}, as asked for", translate(text))])
    return panels([best, asked], [called("chosen", translate(text)), "asked for"])


def compare_models(
    translates: Sequence[Translate],
    explains: Sequence[Explain],
    names: Sequence[str],
    text: str,
    *,
    method: str,
    iso: str | None,
) -> list[Panel]:
    """The maps of two models and, where their readings are of one length, the difference."""
    maps = [explain(text, method=method, iso=iso) for explain in explains]
    if iso is None:
        names = [called(name, translate(text)) for name, translate in zip(names, translates, strict=True)]
    pair = panels(maps, names)
    try:
        return [*pair, difference(*pair)]
    except DrawingError:
        return pair


def every_view(translate: Translate, explain: Explain, text: str, *, methods: Sequence[str]) -> list[Panel]:
    """All that a page can switch between: for each reading the maps of all methods and the difference of two."""
    translation = translate(text)
    best, *others = translation.readings
    views: list[Panel] = []
    for reading in (best, *(other for other in others if other.probability >= LEAST)):
        names = [called(name, translation) if reading is best else name for name in methods]
        drawn = panels([explain(text, method=name, iso=reading.iso or NO_DATE) for name in methods], names)
        views += [*drawn, difference(*drawn)] if len(drawn) == 2 else drawn
    return views


def model_names(model: str | None, compare: str) -> tuple[str, str]:
    """What to call the two models: the names of their folders, or the paths where those are the same."""
    first = "shipped model" if model is None else Path(model).resolve().name
    second = Path(compare).resolve().name
    return (first, second) if first != second else (first if model is None else model, compare)
