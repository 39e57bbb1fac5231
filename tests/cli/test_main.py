"""The command `datelens`: what is listed, what it costs to ask, and how it ends."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import datelens
from datelens.cli.main import COMMANDS, Datelens, main
from datelens.errors import DataError, MissingExtraError

RUN = (sys.executable, "-c", "from datelens.cli.main import main; main(prog_name='datelens')")


def a_run(body: str) -> tuple[str, ...]:
    """A process with the group, whose one command `x` has `body`; real standard streams."""
    code = f"""
import click, os, sys
from datelens.cli.main import Datelens
class Group(Datelens):
    def get_command(self, ctx, name):
        return click.command()(x)
def x():
    {body}
Group()()
"""
    return (sys.executable, "-c", code, "x")


def raising(error: BaseException) -> Datelens:
    """The group, each of whose commands raises `error`."""

    @click.command()
    def command() -> None:
        click.echo("before")
        raise error

    class Group(Datelens):
        def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
            return command

    return Group("datelens")


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_what_it_does_and_shows_two_calls(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0, result.output
    assert len([line for line in result.output.splitlines() if line.strip().startswith("datelens ")]) >= 2
    assert CliRunner().invoke(main, [name, "-h"]).output == result.output


def test_the_help_lists_the_commands_in_order_each_with_a_line() -> None:
    lines = CliRunner().invoke(main, ["--help"]).output.partition("Commands:\n")[2].splitlines()
    assert [line.split()[0] for line in lines] == list(COMMANDS)
    assert all(line.endswith(".") and not line.endswith("...") for line in lines), lines


def test_no_arguments_show_the_help() -> None:
    assert "Commands:" in CliRunner().invoke(main, []).output


def test_the_version_is_the_package_s() -> None:
    assert CliRunner().invoke(main, ["--version"]).output == f"datelens, version {datelens.__version__}\n"


@pytest.mark.parametrize("arguments", [["--help"], ["train", "--help"], ["generate", "--help"]], ids=" ".join)
def test_asking_for_help_opens_no_wing(arguments: list[str]) -> None:
    code = (
        "import sys; from datelens.cli.main import main\n"
        f"try: main({arguments!r})\n"
        "except SystemExit: pass\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    process = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True)
    assert process.returncode == 0, process.stderr
    loaded = set(process.stderr.split())
    assert "click" in loaded
    assert not loaded & {"keras", "jax", "babel", "faker", "onnx", "matplotlib", "PIL", "pandas", "rich"}


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (DataError("`x` must be a column; got 'y'."), "Error: `x` must be a column; got 'y'.\n"),
        (
            MissingExtraError("`datelens x`", "draw"),
            '`datelens x` needs an optional part: pip install "datelens[draw]"',
        ),
        (
            FileNotFoundError(2, "No such file or directory", "dates.csv"),
            "Error: dates.csv: No such file or directory\n",
        ),
        (PermissionError("not allowed"), "Error: not allowed\n"),
        (click.FileError("dates.csv", "is a folder"), "Error: Could not open file 'dates.csv': is a folder\n"),
        (click.UsageError("say which column"), "Error: say which column\n"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_what_a_user_can_mend_is_a_line_on_standard_error_and_status_2(error: Exception, message: str) -> None:
    result = CliRunner().invoke(raising(error), ["x"])
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stdout == "before\n"
    assert "Traceback" not in result.output


def test_a_mistake_of_ours_keeps_its_traceback() -> None:
    assert isinstance(CliRunner().invoke(raising(KeyError("x")), ["x"]).exception, KeyError)


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort()], ids=["Ctrl+C", "abort"])
def test_an_interrupted_run_says_so_and_ends_with_130(error: BaseException) -> None:
    result = CliRunner().invoke(raising(error), ["x"])
    assert result.exit_code == 130
    assert result.stderr.strip() == "Interrupted."


def test_a_status_that_a_command_chose_is_kept() -> None:
    assert CliRunner().invoke(raising(click.exceptions.Exit(1)), ["x"]).exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(["transalte"], "No such command 'transalte'"), (["--colour"], "No such option")],
    ids=["command", "option"],
)
def test_wrong_usage_ends_with_2(arguments: list[str], message: str) -> None:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert message in result.stderr


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("transalte", "No such command 'transalte'. Did you mean 'translate'?"),
        ("5 Jan 2016", "No such command '5 Jan 2016'. Did you mean: datelens translate '5 Jan 2016'?"),
        ("hello", "No such command 'hello'."),
    ],
)
def test_what_may_have_been_meant_by_a_wrong_name_is_told(name: str, meant: str) -> None:
    result = CliRunner().invoke(main, [name])
    assert result.exit_code == 2
    assert result.stderr.endswith(f"Error: {meant}\n")


@pytest.mark.parametrize("name", ["translate", "map"])
def test_a_text_that_looks_like_an_option_is_told_where_to_stand(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--01-05"])
    assert result.exit_code == 2
    assert "A text that begins with a hyphen stands behind --, as in: -- --01-05\n" in result.stderr
    assert "hyphen" not in CliRunner().invoke(main, [name, "--colour"]).stderr


@pytest.mark.parametrize("lines", [1, 100_000], ids=["left at the end", "left on the way"])
def test_a_reader_who_leaves_ends_a_run_quietly(lines: int) -> None:
    reads, writes = os.pipe()
    os.close(reads)
    process = subprocess.run(
        a_run(f"sys.stdout.write('2016-01-05\\n' * {lines})"), stdout=writes, stderr=-1, check=False
    )
    os.close(writes)
    assert process.stderr == b""
    assert process.returncode == 141


def test_utf_8_is_written_whatever_the_locale_says() -> None:
    process = subprocess.run(
        a_run("sys.stdout.write('\\ud800\\xe9\\n')"),
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"},
        capture_output=True,
        check=True,
    )
    assert process.stdout == b"\\ud800\xc3\xa9\n"


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    target = tmp_path / "no" / "x.csv"
    result = CliRunner().invoke(main, ["generate", "-n", "1", "-o", str(target)])
    assert result.exit_code == 2
    assert f"{target.parent}: no such folder" in result.stderr


def test_the_command_runs_for_real() -> None:
    process = subprocess.run([*RUN, "--version"], capture_output=True, check=True, text=True)
    assert process.stdout == f"datelens, version {datelens.__version__}\n"
