#!/usr/bin/env python
"""Write the chapters of the tutorial as notebooks: `python scripts/write_notebooks.py FOLDER`.

From the pages alone: Python and commands of a shell become cells, and what a page shows as their output becomes it.
Pictures are put inside, so that a notebook is one file.
"""

from __future__ import annotations

import base64
import re
import sys
from pathlib import Path

import jupytext
import nbformat

TUTORIAL = Path(__file__).parent.parent / "docs" / "tutorial"

_PYTHON = "---\njupyter:\n  kernelspec: {name: python3, display_name: Python 3, language: python}\n---\n\n"
"""A page of commands alone would be taken for a notebook of a shell."""

_OUTPUT = re.compile(r"\A```text\n(.*?)^```\n*", re.MULTILINE | re.DOTALL)
_COMMENT = re.compile(r"^<!-- .*? -->\n?", re.MULTILINE)
_PICTURE = re.compile(r"\]\((pictures/[^)]+\.svg)\)")
_CHAPTER = re.compile(r"\]\((\d[^)#]*)\.md")
_SITE = re.compile(r"\]\(\.\./([^)#]*)\.md")


def notebook(page: Path) -> nbformat.NotebookNode:
    """The notebook of a page."""
    found = jupytext.reads(_PYTHON + _COMMENT.sub("", page.read_text(encoding="utf-8")), fmt="md")
    cells = []
    for cell in found.cells:
        if cell.cell_type == "markdown":
            output = _OUTPUT.match(cell.source)
            if output and cells and cells[-1].cell_type == "code":
                cells[-1].outputs = [nbformat.v4.new_output("stream", name="stdout", text=output[1])]
                cell.source = cell.source[output.end() :]
            if not cell.source.strip():
                continue
            cell.source = linked(cell.source, page)
        cell.id = f"{page.stem}-{len(cells)}"
        cells.append(cell)
    found.cells = cells
    found.metadata = {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "language_info": {"name": "python"},
    }
    nbformat.validate(found)
    return found


def linked(text: str, page: Path) -> str:
    """Markdown whose pictures are in it, and whose links lead to notebooks and to pages of the site beside them."""

    def inside(found: re.Match[str]) -> str:
        content = base64.b64encode((page.parent / found[1]).read_bytes()).decode()
        return f"](data:image/svg+xml;base64,{content})"

    text = _PICTURE.sub(inside, text)
    return _SITE.sub(r"](../docs/\1.html", _CHAPTER.sub(r"](\1.ipynb", text))


def main(folder: Path) -> None:
    """Write all of them."""
    folder.mkdir(parents=True, exist_ok=True)
    for page in sorted(TUTORIAL.glob("[0-9]*.md")):
        nbformat.write(notebook(page), folder / f"{page.stem}.ipynb")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
