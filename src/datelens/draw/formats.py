"""Formats: pictures of maps as files, each in the format that its name asks for."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from datelens.draw.panels import Panel
from datelens.errors import DrawingError, shown
from datelens.files import refuse_existing, written_whole

Groups = Sequence[Sequence[Panel]]
"""For each text its panels, at least one."""


def save(path: str | os.PathLike[str], groups: Groups, *, force: bool = False) -> list[str]:
    """Write texts and their panels as one file; the ending of its name says which format.

    Args:
        path: ends in `.txt`, `.json`, `.svg`, `.png`, `.pdf` or `.html`.
        groups: for each text its panels, at least one.
        force: whether a file that is there may be replaced.

    Returns:
        What the person should know, such as characters that no installed font draws; mostly nothing.

    Raises:
        DrawingError: the ending is not one of these, or there is nothing to draw.
        OutputExistsError: the file is there already, and `force` was not given.
        MissingExtraError: the format needs an optional part.
    """
    render = RENDERERS[format_of(path)]
    if not groups or not all(groups):
        raise DrawingError("there is nothing to draw: expected a text or more, each with a panel or more.")
    content, notes = render(groups)
    refuse_existing(path, force=force)
    with written_whole(path) as part:
        part.write_bytes(content)
    return notes


def format_of(path: str | os.PathLike[str]) -> str:
    """The ending of a path that names one of the formats.

    Raises:
        DrawingError: it does not.
    """
    ending = Path(path).suffix.lower()
    if ending not in RENDERERS:
        raise DrawingError(
            f"a map is written to a file that ends in {', '.join(RENDERERS)}; got {shown(Path(path).name)}."
        )
    return ending


def _text(groups: Groups) -> tuple[bytes, list[str]]:
    from datelens.draw import terminal

    return "\n".join(terminal.draw(group) for group in groups).encode(), []


def _json(groups: Groups) -> tuple[bytes, list[str]]:
    """The map's record; of several maps a list, each record with the name of its panel."""
    named = [(panel.name, panel.record.to_dict()) for group in groups for panel in group if panel.record]
    whole = named[0][1] if len(named) == 1 else [{"name": name, **record} for name, record in named]
    try:
        content = json.dumps(whole, ensure_ascii=False).encode()
    except UnicodeEncodeError:  # a lone surrogate can only be written escaped
        content = json.dumps(whole).encode()
    return content + b"\n", []


def _svg(groups: Groups) -> tuple[bytes, list[str]]:
    from datelens.draw import svg

    return svg.draw(groups).encode(), []


def _png(groups: Groups) -> tuple[bytes, list[str]]:
    from datelens.draw import figure

    return figure.draw(groups, "png")


def _pdf(groups: Groups) -> tuple[bytes, list[str]]:
    from datelens.draw import figure

    return figure.draw(groups, "pdf")


def _html(groups: Groups) -> tuple[bytes, list[str]]:
    from datelens.draw import html

    return html.draw(groups).encode(), []


RENDERERS: dict[str, Callable[[Groups], tuple[bytes, list[str]]]] = {
    ".txt": _text,
    ".json": _json,
    ".svg": _svg,
    ".png": _png,
    ".pdf": _pdf,
    ".html": _html,
}
"""For each ending what makes a file's content, and what there is to tell; each imports what its format needs."""
