"""`python -m benchmarks.results`: put the pages of all benchmarks together in benchmarks/RESULTS.md."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from benchmarks.page import FOLDER, write_page

HOW = """\
Written by `python -m benchmarks.results` from the pages beside it, each of which is written by the command that
measured it; made again, not edited."""

_PREFIX = "RESULTS-"


@click.command
@click.option("-o", "--output", type=click.Path(path_type=Path), default=FOLDER / "RESULTS.md", help="Where it goes.")
@click.option("--pages", type=click.Path(path_type=Path), default=FOLDER, help="The folder of the pages.")
def main(output: Path, pages: Path) -> None:
    """Put the pages of all benchmarks together."""
    write_page(output, collected(pages))
    click.echo(f"Wrote {output}.", err=True)


def collected(folder: Path) -> Iterator[str]:
    """A page with a link to each page of the folder, and of each what stands before its first details."""
    pages = sorted(folder.glob(f"{_PREFIX}*.md"))
    yield from ("# Results", "", HOW, "")
    yield from (f"- [{_title(page)}]({page.name})" for page in pages)
    for page in pages:
        yield from ("", *_summary(page))


def _title(page: Path) -> str:
    return page.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")


def _summary(page: Path) -> Iterator[str]:
    """The page a heading lower, up to its second section."""
    sections = 0
    lines = page.read_text(encoding="utf-8").splitlines()
    for line in lines:
        sections += line.startswith("## ")
        if sections > 1:
            break
        yield f"#{line}" if line.startswith("#") else line
    else:
        return
    yield f"The rest is in [{page.name}]({page.name})."


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.results")
