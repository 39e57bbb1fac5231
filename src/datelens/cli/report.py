"""What commands share that write a report: as text, JSON or one page of HTML."""

from __future__ import annotations

from pathlib import Path

from datelens.errors import DataError

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
