"""`datelens translate`: texts in, a line for each out."""

from __future__ import annotations

import json
import os
import re
import stat
import sys
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import IO, TYPE_CHECKING

import click

from datelens.cli.orders import OrderChoice
from datelens.cli.progress import tracked
from datelens.errors import HintError
from datelens.hints import ORDERS
from datelens.iso import NO_DATE
from datelens.records import Translation

if TYPE_CHECKING:
    from datelens.translator import Translator

REFUSED = 1  # exit status with --strict

# Bytes read at once: some thousand lines, which is as many as are translated together. Whatever is there is read, so
# that who types or pipes line by line is answered line by line.
CHUNK = 1 << 17

_UTF_16 = ("\udcff\udcfe", "\udcfe\udcff")  # its marks, as `decoded` has them

_ESCAPED = re.compile("[\udc80-\udcff]")  # bytes that are no UTF-8, as `decoded` has them

Line = tuple[str, str | None]  # a text and its locale


def to_text(translation: Translation) -> str:
    """The ISO date, nothing where there is none."""
    return translation.iso or ""


def to_readings(translation: Translation) -> str:
    """All readings with their probabilities, parted by tabs; an empty field before them where none is the answer."""
    readings = [f"{reading.iso or NO_DATE} {reading.probability:.3g}" for reading in translation.readings]
    refused = translation.iso is None and translation.readings[0].iso is not None
    return "\t".join([""] * refused + readings)


def to_tsv(translation: Translation) -> str:
    """ISO date, confidence, whether it is ambiguous, and the text, in which a tab or the end of a line is escaped."""
    ambiguous = str(translation.ambiguous).lower()
    text = translation.text.replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
    return f"{translation.iso or ''}\t{translation.confidence:.6f}\t{ambiguous}\t{text}"


def to_jsonl(translation: Translation) -> str:
    """The record of `Translation.to_dict`."""
    return json.dumps(translation.to_dict(), ensure_ascii=False)


WRITERS: dict[str, Callable[[Translation], str]] = {"text": to_text, "jsonl": to_jsonl, "tsv": to_tsv}


@click.command(short_help="Translate texts, or lines, to ISO 8601.")
@click.argument("texts", metavar="[TEXT]...", nargs=-1)
@click.option("--locale", help="Where the texts are from: en_GB, pt-BR, de.")
@click.option("--order", type=OrderChoice(), help="Of day, month and year in the texts.")
@click.option("--readings", type=click.IntRange(min=1), default=1, show_default=True, help="List up to so many.")
@click.option("--format", "form", type=click.Choice(list(WRITERS)), default="text", show_default=True,
              help="Of each line: the date alone, the record as JSON, or columns.")  # fmt: skip
@click.option("--map", "with_map", is_flag=True, help="Draw below each date which characters it comes from.")
@click.option("--strict", is_flag=True, help="End with status 1 where a text is refused.")
@click.option("--with-locale", is_flag=True, help="A TEXT or line is a text, a tab and its locale.")
@click.option("--model", metavar="BUNDLE", help="A model of your own in place of the shipped one.")
@click.option("--threads", type=click.IntRange(min=1), help="By default one a processor.")
def command(
    texts: tuple[str, ...],
    locale: str | None,
    order: str | None,
    readings: int,
    form: str,
    with_map: bool,
    strict: bool,
    with_locale: bool,
    model: str | None,
    threads: int | None,
) -> None:
    """Translate dates to ISO 8601, one line for each TEXT; without any, or with -, for each line of standard input.

    A text that is no date, or that cannot be told, gives an empty line, or null with --format jsonl. With --format tsv
    a line is the date, the confidence, whether it is ambiguous, and the text, in which a tab is written as \\t.

    \b
    Examples:
      datelens translate "Saturday 9 May 2018" "5 Dec 09" --map
      datelens translate --locale en_GB --format jsonl < dates.txt
    """
    if with_map and form != "text":
        raise click.UsageError("--map is drawn with --format text alone.")
    if readings > 1 and form == "tsv":
        raise click.UsageError("--format tsv has room for one reading; --format jsonl lists several.")
    import datelens

    translator = datelens.Translator.load(model, threads)
    translator.hints(locale, order)  # a wrong hint is an error before anything is read
    write = to_readings if form == "text" and readings > 1 else WRITERS[form]
    lines: Iterable[Sequence[str]] = read_lines() if texts in ((), ("-",)) else [texts]
    chunks = ([(line, locale) if not with_locale else split_locale(line, locale) for line in some] for some in lines)
    refused = ambiguous = read = broken = 0
    first = ""
    for chunk, hints in hinted(translator, chunks):
        translations = translator.translate(chunk, hints, order, readings)
        for translation, hint in zip(translations, hints, strict=True):
            sys.stdout.write(write(translation) + "\n")
            if with_map:
                sys.stdout.write(drawn(translator, translation, hint, order))
        sys.stdout.flush()
        first = first if read else chunk[0]
        read += len(translations)
        broken += broken_in(chunk)
        refused += sum(translation.iso is None for translation in translations)
        ambiguous += sum(translation.ambiguous for translation in translations)
    if ambiguous and write is to_text:
        click.echo(doubt(ambiguous, read, settled=order is None and translator.knows(order=ORDERS[0])), err=True)
    tell_broken(broken, first)
    if strict and refused:
        raise click.exceptions.Exit(REFUSED)


def broken_in(texts: Iterable[str]) -> int:
    """How many of the lines were not UTF-8."""
    return sum(not text.isascii() and _ESCAPED.search(text) is not None for text in texts)


def tell_broken(lines: int, first: str) -> None:
    """Say on standard error how many lines were not UTF-8, and what they may be in, by the mark of the first."""
    if lines:
        encoding = "utf-16" if first.startswith(_UTF_16) else "cp1252"
        such = "1 line is" if lines == 1 else f"{lines:,} lines are"
        click.echo(f"{such} not UTF-8: turn the input into it, as by `iconv -f {encoding} -t utf-8`.", err=True)


def doubt(ambiguous: int, read: int, *, settled: bool) -> str:
    """What is told of texts with a second reading, which a line that is an answer alone cannot say.

    Args:
        ambiguous, read: how many they are, and how many texts in all.
        settled: whether an order can settle it: none was given, and the model knows of orders.
    """
    texts = "1 text" if read == 1 else f"{ambiguous:,} of {read:,} texts"
    settling = "--order or --locale settles it, " * settled
    return f"{texts} can be read in two ways: {settling}--readings 2 lists both, --format tsv says which."


def read_lines() -> Iterable[list[str]]:
    """The lines of standard input, as many at once as there are, with a progress bar where there is a terminal."""
    chunks = lines_of(sys.stdin.buffer)
    return chunks if sys.stdout.isatty() else tracked(chunks, "Translating", chunks_in(sys.stdin.buffer))


def lines_of(file: IO[bytes]) -> Iterator[list[str]]:
    """The lines of a stream, as many at once as there are. LF or CR LF ends a line, and nothing else does.

    A byte order mark at the beginning is left out. A byte that is no UTF-8 becomes a lone surrogate, which is unknown
    to every model, and no error.
    """
    read = getattr(file, "read1", file.read)
    rest = b""
    first = True
    while content := read(CHUNK):
        if first:
            content, first = content.removeprefix(BOM_UTF8), False
        *lines, rest = (rest + content).split(b"\n")
        if lines:
            yield [decoded(line) for line in lines]
    if rest:
        yield [decoded(rest)]


def decoded(line: bytes) -> str:
    """The line without its CR."""
    return line.removesuffix(b"\r").decode("utf-8", "surrogateescape")


def chunks_in(file: IO[bytes]) -> int | None:
    """How many chunks there will be, as far as that can be told."""
    try:
        status = os.fstat(file.fileno())
    except OSError:
        return None
    return -(-status.st_size // CHUNK) if stat.S_ISREG(status.st_mode) else None


def split_locale(line: str, locale: str | None) -> Line:
    """The text of a line and its locale, which stands after the last tab; `locale` where there is none."""
    text, tab, own = line.rpartition("\t")
    return (text, own.strip() or locale) if tab else (line, locale)


def hinted(translator: Translator, chunks: Iterable[Sequence[Line]]) -> Iterator[tuple[list[str], list[str | None]]]:
    """The texts of each chunk and their locales; one that the model does not know is left out and told of."""
    number = 0
    known: dict[str | None, bool] = {}
    for chunk in chunks:
        locales: list[str | None] = []
        for _, locale in chunk:
            number += 1
            if locale not in known:
                known[locale] = True
                try:
                    translator.hints(locale)
                except HintError as error:
                    known[locale] = False
                    click.echo(f"Line {number} and others like it are read without a locale: {error}", err=True)
            locales.append(locale if known[locale] else None)
        yield [text for text, _ in chunk], locales


def drawn(translator: Translator, translation: Translation, locale: str | None, order: str | None) -> str:
    """The map of a translation, for the terminal."""
    import shutil  # as those below, for maps alone

    from datelens.draw import terminal
    from datelens.draw.panels import called, panels

    record = translator.explain(
        translation.text, iso=translation.readings[0].iso or NO_DATE, locale=locale, order=order
    )
    style = terminal.style_for(os.environ, sys.stdout.isatty(), shutil.get_terminal_size((100, 24)).columns)
    return terminal.draw(panels([record], [called(record.method, translation)]), style) + "\n"
