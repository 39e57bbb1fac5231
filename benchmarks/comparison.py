"""`python -m benchmarks.comparison`: put the figures of the results' pages into docs/comparison.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click

from benchmarks.page import FOLDER, results_path
from datelens.files import written_whole

PAGE = FOLDER.parent / "docs" / "comparison.md"

LEFT_OUT = ("bar", "holds")
"""Columns that are about datelens alone."""


@click.command
@click.option("-o", "--output", type=click.Path(path_type=Path), default=PAGE, help="The page, which is there already.")
def main(output: Path) -> None:
    """Put the figures of the results' pages between their marks."""
    text = output.read_text(encoding="utf-8")
    for name in ("accuracy", "chrono"):
        text = filled(text, name, results_path(name).read_text(encoding="utf-8"))
    with written_whole(output) as part:
        part.write_text(text, encoding="utf-8", newline="\n")
    click.echo(f"Wrote {output}.", err=True)


def filled(page: str, name: str, results: str) -> str:
    """The page with the first table of some results between its marks.

    Example:
        >>> print(filled("<!-- a --><!-- end -->", "a", "# A\\n\\n| set | bar |\\n|---|---:|\\n| x | 1 |\\n"))
        <!-- a -->
        | set |
        |---|
        | x |
        <!-- end -->
    """
    mark = f"<!-- {name} -->"
    if mark not in page:
        raise ValueError(f"the page must have the mark {mark}; it has none.")
    before, _, rest = page.partition(mark)
    _, end, after = rest.partition("<!-- end -->")
    return "\n".join([before + mark, *first_table(results), end + after])


def first_table(results: str) -> Iterator[str]:
    """The lines of the first table, without the columns that are left out."""
    found = re.search(r"^\|.*(?:\n\|.*)*", results, re.MULTILINE)
    rows = [line.strip("|").split("|") for line in found[0].splitlines()] if found else []
    kept = [place for place, cell in enumerate(rows[0]) if cell.strip() not in LEFT_OUT] if rows else []
    for row in rows:
        yield f"|{'|'.join(row[place] for place in kept)}|"


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.comparison")
