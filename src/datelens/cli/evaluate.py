"""`datelens evaluate`: how well dates are read, by datelens and by others, on rows whose dates are known."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from datelens.cli import evaluate_maps as maps
from datelens.cli.extras import needed
from datelens.cli.generate import SPLITS, examples
from datelens.cli.progress import tracked
from datelens.cli.report import check_output, deliver, form_of
from datelens.errors import shown
from datelens.evaluation import (
    Answered,
    Evaluation,
    ModelReader,
    Reader,
    Row,
    chunked,
    evaluation,
    page,
    read_all,
    read_rows,
    strings,
    text,
)
from datelens.evaluation.figures import to_dict
from datelens.evaluation.peers import PEERS
from datelens.pair_files import read_pairs

if TYPE_CHECKING:
    from datelens.corpus.example import Example
    from datelens.corpus.stream import Split
    from datelens.translator import Translator


def to_json(result: Evaluation) -> str:
    """The evaluation as a JSON object with everything in it."""
    return json.dumps(to_dict(result), ensure_ascii=False, indent=1) + "\n"


WRITERS: dict[str, Callable[[Evaluation], str]] = {"text": text.write, "json": to_json, "html": page.write}
NUMBER = 10_000
MAKING = "`datelens evaluate` without a FILE"


@click.command(short_help="Measure how well a model reads, beside other libraries.")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--split", type=click.Choice(SPLITS), default="held-out", show_default=True, help="Without a FILE.")
@click.option(
    "-n", "--number", type=click.IntRange(min=1), help="Without a FILE; 10,000, and 1,000 with --maps, where not given."
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="Without a FILE; with --maps also of what is asked about one.",
)
@click.option("--model", metavar="BUNDLE", help="A model of your own in place of the shipped one.")
@click.option("--peer", "peers", type=click.Choice(list(PEERS)), multiple=True, help="Beside it; may be repeated.")
@click.option("--hints/--unaided", "hinted", default=False, help="Give the locale and order of each row, or not.")
@click.option(
    "--maps", "of_maps", is_flag=True, help="How far the maps can be believed, in place of how well dates are read."
)
@click.option("--run", type=click.Path(path_type=Path), help="With --maps: the run of the model, for its gradients.")
@click.option(
    "--twin",
    "twins",
    metavar="BUNDLE",
    multiple=True,
    help="With --maps: another seed of the recipe; may be repeated.",
)
@click.option("--format", "form", type=click.Choice(list(WRITERS)), help="By default what the ending says, or text.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="A .txt, .json or .html file; else it is printed."
)
@click.option("--force", is_flag=True, help="Replace the output file where it exists.")
def command(
    file: Path | None,
    split: Split,
    number: int | None,
    seed: int,
    model: str | None,
    peers: tuple[str, ...],
    hinted: bool,
    of_maps: bool,
    run: Path | None,
    twins: tuple[str, ...],
    form: str | None,
    output: Path | None,
    force: bool,
) -> None:
    """Measure how well dates are read: exact match, refusal, calibration, by language, kind and precision.

    FILE is CSV, TSV or JSON lines with `text` and `iso` (empty where there is no date), and with `locale`, `order`,
    `family`, `language` and `ambiguous` where they are known. Without it rows are generated, by default such as no
    training step sees. With --maps a FILE says where in each text the date is written, as `datelens generate` does.

    For a --model of another task than dates FILE is CSV with `source` and `target`, such as held-out.csv of its run.

    \b
    Examples:
      datelens evaluate -n 2000
      datelens evaluate dates.csv --peer dateparser --peer dateutil -o report.html
      datelens evaluate --maps -n 200
    """
    check_usage(of_maps, peers, run, twins)
    if file is not None:
        check_file_usage(file, given_options(), maps=of_maps)
    form = form or form_of(output)
    check_output(output, force=force)
    import datelens

    translator = datelens.Translator.load(model)
    if model is not None and translator.reader.calendar is None:
        written = strings.WRITERS[form](of_strings(file, translator, model, maps=of_maps, peers=peers, hinted=hinted))
    elif of_maps:
        name = None if model is None else bundle_name(model)
        measured = maps.report(
            translator, name, file, split, number or maps.NUMBER, seed, hinted=hinted, run=run, twins=twins
        )
        written = maps.WRITERS[form](measured)
    else:
        rows = read_rows(file) if file else generated(split, number or NUMBER, seed)
        source, reader = file.name if file else named(split, seed), model_reader(translator, model)
        written = WRITERS[form](evaluated(source, rows, reader, peers, hinted=hinted))
    deliver(written, output)


def check_usage(of_maps: bool, peers: Sequence[str], run: Path | None, twins: Sequence[str]) -> None:
    """Raise where options do not go together."""
    if of_maps and peers:
        raise click.UsageError("--peer has no maps; leave it or --maps out.")
    if not of_maps and (run or twins):
        raise click.UsageError(f"{'--run' if run else '--twin'} is asked about maps; say --maps too.")


def check_file_usage(file: Path, given: Collection[str], *, maps: bool) -> None:
    """Raise where options that are about generated rows are given with a file.

    Args:
        file: of the rows.
        given: names of the parameters that were given.
        maps: whether maps are asked for; what their texts are changed to is drawn from the seed.

    Raises:
        UsageError: one of them would have no effect.
    """
    unused = {"split": "--split", "number": "--number"} | ({} if maps else {"seed": "--seed"})
    odd = [option for name, option in unused.items() if name in given]
    if odd:
        are, them = ("is", "it") if len(odd) == 1 else ("are", "them")
        raise click.UsageError(
            f"{' and '.join(odd)} {are} about generated rows; leave {them} or {shown(file.name)} out."
        )


def given_options() -> set[str]:
    """The names of the parameters that the command was given, whether or not they differ from their defaults."""
    context = click.get_current_context()
    return {name for name in context.params if context.get_parameter_source(name) is not ParameterSource.DEFAULT}


def of_strings(
    file: Path | None, translator: Translator, model: str, *, maps: bool, peers: Sequence[str], hinted: bool
) -> strings.StringReport:
    """The figures of a model whose task is another, on a file of pairs.

    Raises:
        UsageError: something was asked for that there is of dates alone.
        DataError: the file is none of pairs.
    """
    if file is None or maps or peers or hinted:
        odd = "no FILE" if file is None else "--maps" if maps else "--peer" if peers else "--hints"
        raise click.UsageError(f"{model} reads no dates: it wants a FILE of its pairs, and {odd} was given.")
    pairs = read_pairs(file)
    return strings.string_report(file.name, pairs, translator, reader_name(model))


def named(split: Split, seed: int) -> str:
    """What generated rows are called."""
    return f"{split} split, seed {seed}"


def evaluated(source: str, rows: list[Row], reader: Reader, peers: Sequence[str], *, hinted: bool) -> Evaluation:
    """The figures of the model and its peers on some rows."""
    readers = [reader, *map(peer, dict.fromkeys(peers))]
    rows = rows if hinted else [row.unaided() for row in rows]
    return evaluation(source, rows, [(reader, answered(reader, rows)) for reader in readers], hinted=hinted)


def model_reader(translator: Translator, model: str | None) -> ModelReader:
    """The reader of a bundle, or of the shipped model."""
    return ModelReader(translator, reader_name(model))


def reader_name(model: str | None) -> str:
    """What to call a bundle, or the shipped model."""
    import datelens

    name = f"datelens {datelens.__version__}"
    return name if model is None else f"{name}, {bundle_name(model)}"


def bundle_name(model: str) -> str:
    """What the folder of a bundle is called, also where it is given as `.`."""
    return Path(model).resolve().name


def peer(name: str) -> Reader:
    """The reader of another library."""
    with needed("bench", f"`--peer {name}`"):
        return PEERS[name]()


def generated(split: Split, number: int, seed: int) -> list[Row]:
    """The first rows of a split. Their own hints may lie and are not asked for, nor texts that need theirs."""
    with needed("train", MAKING):
        made = examples(seed, number, split, without=("hints",))
    return [to_row(example) for example in tracked(made, "Making examples", number)]


def to_row(example: Example) -> Row:
    """An example as a row; its hint is the locale that it follows, and never one that lies."""
    return Row(
        text=example.text,
        iso=example.iso,
        locale=example.locale or None,
        family=example.family,
        language=example.locale.partition("_")[0],
        ambiguous=example.ambiguous,
    )


def answered(reader: Reader, rows: list[Row]) -> Answered:
    """The answers of a reader, with a bar while it reads."""
    chunks = chunked(rows, reader.chunk)
    return read_all(reader, tracked(chunks, f"Reading with {reader.name}", len(chunks)))
