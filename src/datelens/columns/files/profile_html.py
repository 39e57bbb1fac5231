"""A profile as one HTML page that needs nothing else: no network, no script, no font."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files
from string import Template

from datelens.columns.files.profile import Profile
from datelens.columns.files.profile_text import HEAD, NOTHING, row_of


def write(profiles: Sequence[Profile], found: str, name: str) -> str:
    """The page of a file's profiles.

    Args:
        profiles: of its columns.
        found: what was found, in words.
        name: of the file.
    """
    table = _table("Columns that hold dates", HEAD, map(row_of, profiles))
    return Template(_asset("profile.html")).substitute(
        title=escape(f"Dates in {name}"),
        found=escape(found),
        style=_asset("profile.css"),
        table=table if profiles else "<p>No column holds dates; <code>--column</code> reads one all the same.</p>",
        samples="\n".join(map(_section, profiles)),
    )


def _asset(name: str) -> str:
    return files("datelens.columns.files").joinpath("page", name).read_text("utf-8")


def _table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    names = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    lines = "".join(
        f'<tr><th scope="row"><bdi>{escape(row[0])}</bdi></th>'
        + "".join(f"<td><bdi>{escape(cell)}</bdi></td>" for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{names}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def _section(profile: Profile) -> str:
    """A column: how its rows part, and some that are in doubt or refused."""
    tables = [
        _table(
            f"{name}: {'some of ' * (len(kept) < count)}{count:,}",
            ("row", "text", why),
            ((f"{row:,}", text, words) for row, text, words in kept),
        )
        for name, count, why, kept in (
            ("In doubt", profile.ambiguous, "readings", profile.doubtful),
            ("Refused", profile.refused, "reason", profile.refusals),
        )
        if kept
    ]
    return f"<section><h2><bdi>{escape(profile.column)}</bdi></h2>\n{_bar(profile)}\n{''.join(tables)}</section>"


def _bar(profile: Profile) -> str:
    """The rows of a column as one bar."""
    parts = {
        "dates": profile.dates,
        "in doubt": profile.ambiguous,
        "refused": profile.refused,
        "empty": profile.empty,
    }
    if not profile.rows:
        return f"<p>{NOTHING}</p>"
    words = ", ".join(f"{name} {count:,}" for name, count in parts.items())
    pieces = "".join(
        f'<span class="{name.replace(" ", "-")}" style="flex-grow:{count}"></span>'
        for name, count in parts.items()
        if count
    )
    return f'<div class="bar" role="img" aria-label="{escape(words)}">{pieces}</div><p>{escape(words)}</p>'
