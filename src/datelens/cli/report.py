"""What commands share that write a report: as text, JSON or one page of HTML."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import click

from datelens.errors import DataError
from datelens.files import refuse_existing, written_whole

ENDINGS = {".txt": "text", ".json": "json", ".html": "html"}


def form_of(output: Path | None) -> str:
    """The format that the ending of a path names; text for standard output.

    Raises:
        DataError: the ending names none.
    """
    if output is None:
        return "text"
    if output.suffix.lower() not in ENDINGS:
        raise DataError(f"`--output` must end in {', '.join(ENDINGS)}; got {str(output)!r}. Or say --format.")
    return ENDINGS[output.suffix.lower()]


def deliver(report: str, output: Path | None) -> None:
    """Write a report whole, or print it; halves of characters, which a text may hold, are escaped in a file, too."""
    if output is None:
        click.echo(report, nl=False)
        return
    with written_whole(output) as part:
        part.write_text(report, encoding="utf-8", errors="backslashreplace", newline="\n")


def check_output(output: Path | None, *, force: bool) -> None:
    """Raise before the work, and not after it, where its result could not be written.

    Args:
        output: where it is to go; None for standard output.
        force: whether a file that is there may be replaced.

    Raises:
        OutputExistsError: it is there, and may not.
        IsADirectoryError: it is a folder.
        FileNotFoundError: its folder does not exist.
    """
    if output is None:
        return
    refuse_existing(output, force=force)
    if output.is_dir():
        raise IsADirectoryError(errno.EISDIR, "is a folder, a file was expected", str(output))
    if not output.exists() and not Path(os.path.realpath(output)).parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, "no such folder", str(output.parent))
