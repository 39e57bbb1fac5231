"""Pages whose code is run: the blocks of a page in their order, with what they print.

A block is Python or commands of a shell. A block of text right after one is what it prints. A comment right before one,
which no reader sees, says what is different in the tests:

    <!-- tests: 160_000 => 256 -->       a replacement; what the block prints then is not compared
    <!-- tests: output varies -->        it is run as it stands, and what it prints is not compared
    <!-- source: datelens.keras.gates.gated_update -->   it is this function, without its docstring
"""

from __future__ import annotations

import ast
import contextlib
import doctest
import importlib
import inspect
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"

_BLOCK = re.compile(
    r"(?P<notes>(?:^<!-- .*? -->\n)*)^```(?P<language>python|sh)\n(?P<code>.*?)^```$"
    r"(?:\n+```text\n(?P<output>.*?)^```$)?",
    re.MULTILINE | re.DOTALL,
)
_NOTE = re.compile(r"<!-- (\w+): (.*?) -->")


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a page.

    Attributes:
        language: `python` or `sh`.
        code: as it stands on the page.
        output: what the page says that it prints; None where it says nothing.
        notes: `(kind, text)` of the comments before it.
        line: where it begins on the page.
    """

    language: str
    code: str
    output: str | None
    notes: tuple[tuple[str, str], ...]
    line: int

    @property
    def small(self) -> str:
        """The code in the sizes of the tests.

        Raises:
            ValueError: what a comment replaces does not stand in the block.
        """
        code = self.code
        for kind, text in self.notes:
            if kind == "tests" and " => " in text:
                for part in text.split("; "):
                    before, after = part.split(" => ")
                    if before not in code:
                        raise ValueError(f"line {self.line}: {before!r} does not stand in the block.")
                    code = code.replace(before, after)
        return code

    @property
    def is_compared(self) -> bool:
        """Whether what it prints must be what the page shows."""
        return self.output is not None and not any(kind == "tests" for kind, _ in self.notes)

    @property
    def source(self) -> str | None:
        """The dotted name of the function that it quotes."""
        return next((text for kind, text in self.notes if kind == "source"), None)


def blocks(page: Path) -> list[Block]:
    """The blocks of a page that are run."""
    text = page.read_text(encoding="utf-8")
    return [
        Block(
            found["language"],
            found["code"],
            found["output"],
            tuple(_NOTE.findall(found["notes"])),
            text.count("\n", 0, found.start("code")) + 1,
        )
        for found in _BLOCK.finditer(text)
    ]


def run(page: Path, env: Mapping[str, str]) -> int:
    """Run the blocks of a page in the working directory, Python in one namespace; gives how many outputs agreed.

    Raises:
        AssertionError: a block printed something else than the page shows.
    """
    compared = 0
    namespace: dict[str, Any] = {"__name__": page.stem}
    for block in blocks(page):
        printed = _shell(block, env) if block.language == "sh" else _python(block, namespace, page)
        if block.is_compared:
            same = doctest.OutputChecker().check_output(block.output or "", printed, doctest.ELLIPSIS)
            assert same, f"{page.name}, line {block.line}: shown\n{block.output}\nprinted\n{printed}"
            compared += 1
    return compared


def _python(block: Block, namespace: dict[str, Any], page: Path) -> str:
    printed = io.StringIO()
    code = compile("\n" * (block.line - 1) + block.small, str(page), "exec")
    with contextlib.redirect_stdout(printed):
        exec(code, namespace)
    return printed.getvalue()


def _shell(block: Block, env: Mapping[str, str]) -> str:
    command = ["bash", "-euo", "pipefail", "-c", block.small]
    process = subprocess.run(command, check=False, env=env, capture_output=True, stdin=subprocess.DEVNULL)
    assert process.returncode == 0, f"line {block.line}: {process.stderr.decode()}"
    return process.stdout.decode()


def shell(folder: Path) -> dict[str, str]:
    """The environment of a shell in which `python` and `datelens` are those under test."""
    called = "from datelens.cli.main import main; main(prog_name='datelens')"
    commands = {"datelens": f'"{sys.executable}" -c "{called}"', "python": f'"{sys.executable}"'}
    (folder / "bin").mkdir()
    for name, command in commands.items():
        script = folder / "bin" / name
        script.write_text(f'#!/bin/sh\nexec {command} "$@"\n', encoding="utf-8")
        script.chmod(0o755)
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "JAX_DISABLE_MOST_OPTIMIZATIONS": "1"}  # what is small is compiled, mostly


def plain(code: str) -> str:
    """Python as Python itself writes it: without comments, docstrings and layout."""
    tree = ast.parse(code)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and ast.get_docstring(node) is not None:
            node.body = node.body[1:]
    return ast.unparse(tree)


def source_of(name: str) -> str:
    """The source of a function by its dotted name."""
    module, _, function = name.rpartition(".")
    return inspect.getsource(getattr(importlib.import_module(module), function))


def links(page: Path) -> Iterator[str]:
    """Where the links and pictures of a page lead, inside the project, without what stands after `#`."""
    for link in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
        if "://" not in link:
            yield link
