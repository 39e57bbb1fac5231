"""The guide to columns: its commands and its Python are run, and print what it shows."""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "clean-a-column.md"
TEXT = PAGE.read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the folder of the page, with a `datelens` that is the one under test."""
    shutil.copytree(PAGE.parent / "data", tmp_path / "data")
    script = tmp_path / "bin" / "datelens"
    script.parent.mkdir()
    code = "from datelens.cli.main import main; main(prog_name='datelens')"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{code}" "$@"\n')
    script.chmod(0o755)
    return tmp_path


def test_the_commands_of_the_guide_print_what_it_shows(folder: Path) -> None:
    env = {**os.environ, "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    calls = [
        part.partition("\n") for block in blocks("console") for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
    ]
    assert len(calls) == 7
    for command, _, output in calls:
        process = subprocess.run(["bash", "-c", command], cwd=folder, env=env, capture_output=True, check=True)
        printed = process.stdout.decode().replace("\r\n", "\n")
        assert doctest.OutputChecker().check_output(output, printed, doctest.ELLIPSIS), printed


def test_the_python_of_the_guide_gives_what_it_shows(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    examples = doctest.DocTestParser().get_doctest("\n".join(blocks("python")), {}, PAGE.name, str(PAGE), 0)
    assert len(examples.examples) > 20
    printed: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    runner.run(examples, out=printed.append)
    assert runner.failures == 0, "".join(printed)


def test_every_link_of_the_guide_leads_somewhere() -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)", TEXT) if "://" not in link]
    assert len(links) >= 2
    assert not [link for link in links if not (PAGE.parent / link).exists()]
