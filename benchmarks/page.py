"""Pages of results: a file for each benchmark, written by its command, and one that holds them together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from datelens.files import written_whole

FOLDER = Path(__file__).parent


def results_path(name: str) -> Path:
    """Where the page of a benchmark goes."""
    return FOLDER / f"RESULTS-{name}.md"


def write_page(path: Path, lines: Iterable[str]) -> None:
    """Write a page, whole or not at all."""
    with written_whole(path) as part:
        part.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table of Markdown; the first column to the left, the others to the right.

    Example:
        >>> list(table(("set", "rows"), [("a|b", "1")]))
        ['| set | rows |', '|---|---:|', '| a\\\\|b | 1 |']
    """
    yield f"| {' | '.join(head)} |"
    yield f"|---|{'---:|' * (len(head) - 1)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def holds(condition: bool) -> str:
    """Whether a bar holds, as a table says it."""
    return "yes" if condition else "**no**"


def times(factor: float) -> str:
    """A factor with three figures, as a table says it.

    Example:
        >>> times(0.4567), times(123.456)
        ('0.457 ×', '123 ×')
    """
    return f"{factor:,.0f} ×" if factor >= 100 else f"{factor:.3g} ×"
