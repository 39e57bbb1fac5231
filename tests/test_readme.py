"""README: everything in it that can be run is run."""

from __future__ import annotations

import doctest
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

import datelens
from datelens.cli.main import COMMANDS, main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[str]:
    return [content for name, content in BLOCKS if name == language]


def commands(block: str) -> list[tuple[str, str]]:
    """The commands of a console block, each with what it prints."""
    parts = re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
    return [(command, output) for command, _, output in (part.partition("\n") for part in parts)]


@pytest.fixture
def shell(tmp_path: Path) -> dict[str, str]:
    """The environment of a shell in which `datelens` is the one under test."""
    script = tmp_path / "bin" / "datelens"
    script.parent.mkdir()
    code = "from datelens.cli.main import main; main(prog_name='datelens')"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{code}" "$@"\n')
    script.chmod(0o755)
    return {**os.environ, "PATH": f"{script.parent}{os.pathsep}{os.environ['PATH']}"}


def test_the_set_up_is_two_commands() -> None:
    block = re.search(r"^<!-- set-up -->\n```sh\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert block is not None
    assert block[1].splitlines() == [
        'pip install . && datelens translate "Saturday 9 May 2018" --map',
        'pip install ".[test]" && pytest',
    ]


def test_the_python_examples_give_what_they_say() -> None:
    examples = doctest.DocTestParser().get_doctest("\n".join(blocks("python")), {}, "README", "README.md", 0)
    assert len(examples.examples) > 8
    printed: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    runner.run(examples, out=printed.append)
    assert runner.failures == 0, "".join(printed)


@pytest.mark.parametrize(
    ("command", "output"), [pair for block in blocks("console") for pair in commands(block)], ids=lambda text: text[:50]
)
def test_the_shell_examples_print_what_they_show(command: str, output: str, shell: dict[str, str]) -> None:
    process = subprocess.run(
        ["bash", "-c", command], env=shell, capture_output=True, check=True, stdin=subprocess.DEVNULL
    )
    printed = process.stdout.decode()
    assert doctest.OutputChecker().check_output(
        output.rstrip("\n") + "\n", printed.rstrip("\n") + "\n", doctest.ELLIPSIS
    ), printed


def check_call(call: str) -> None:
    """Raise a usage error where a call of `datelens` has options that do not exist."""
    name, *arguments = shlex.split(re.split(r" [|<>] ", call)[0])
    if name == "datelens":
        context = main.make_context("datelens", list(arguments))
        command = main.get_command(context, arguments[0])
        assert command is not None, arguments[0]
        command.make_context(arguments[0], arguments[1:], parent=context)
    else:
        assert name in {"pip", "pytest"}


FILES = ("dates.csv", "mine.csv", "orders.csv", "orders.csv.gz", "orders.parquet", "docs/how-to/data/orders.csv")


@pytest.fixture
def folder_with_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files that calls name, since some options take only one that is there."""
    monkeypatch.chdir(tmp_path)
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()


@pytest.mark.usefixtures("folder_with_files")
@pytest.mark.parametrize("line", [line for block in blocks("sh") for line in block.splitlines()], ids=str)
def test_every_call_of_the_readme_has_options_that_exist(line: str) -> None:
    for call in line.split(" && "):
        check_call(call)


def test_every_call_of_the_page_for_contributors_has_options_that_exist() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    calls = re.findall(r"^    (datelens .*)$", page, re.MULTILINE)
    assert len(calls) > 2
    for call in calls:
        check_call(call)


@pytest.mark.usefixtures("folder_with_files")
@pytest.mark.parametrize("name", COMMANDS)
def test_every_call_in_a_help_text_has_options_that_exist(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    calls = re.findall(r"^ *(datelens .*)$", command.help or "", re.MULTILINE)
    assert len(calls) >= 2
    for call in calls:
        check_call(call)


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/architecture.md"])
def test_every_link_inside_the_project_leads_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)", text) if "://" not in link]
    missing = [link for link in links if not ((ROOT / page).parent / link).exists()]
    assert not missing
    assert page != "README.md" or len(links) > 4


def test_the_top_of_the_changelog_is_the_package() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## \[([^\]]+)\]", changelog, re.MULTILINE)
    assert versions[0] == datelens.__version__
