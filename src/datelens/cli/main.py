"""The command `datelens`: a group that imports a command when it is called, and the one place that ends in an error."""

from __future__ import annotations

import importlib
import io
import os
import sys

import click

import datelens
from datelens.errors import DatelensError

# A command `NAME` is the object `command` of the module `datelens.cli.NAME`, listed in the order of a first visit.
LIGHT = ("translate", "map", "profile", "convert", "serve")  # these only read, by the light runtime
COMMANDS = (*LIGHT, "generate", "train", "evaluate", "export")

# Exit statuses. 1 is for `--strict` alone: the run went well and a line was refused. The last two are what a shell
# reports of a command that the signals SIGINT and SIGPIPE ended.
WRONG = 2
INTERRUPTED = 130
READER_LEFT = 141


class Failure(click.ClickException):
    """What the user can mend: a message on standard error and the status of wrong usage."""

    exit_code = WRONG


class Datelens(click.Group):
    """The group of commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order in which the help shows them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now; None where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        if cmd_name in LIGHT:
            # numpy multiplies nothing large there, yet its threads start with it and spin: a sixth of a cold start
            os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        command: click.Command = importlib.import_module(f"datelens.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is called.

        Raises:
            UsageError: there is none of that name; what may have been meant is told.
        """
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            raise click.UsageError(f"No such command {name!r}.{meant_by(name)}", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; whatever a user can mend, or has done, ends as one line and a status."""
        speak_utf8()
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()  # a reader who left is noticed here, not while the interpreter shuts down
            return result
        except click.NoSuchOption as error:
            if not error.option_name.lstrip("-")[:1].isdigit():
                raise
            hint = f"A text that begins with a hyphen stands behind --, as in: -- {error.option_name}"
            raise click.UsageError(f"{error.message} {hint}", error.ctx) from None
        except click.FileError as error:
            raise Failure(error.format_message()) from None
        except DatelensError as error:
            raise Failure(str(error)) from error
        except BrokenPipeError:
            discard_output()
            raise click.exceptions.Exit(READER_LEFT) from None
        except OSError as error:
            raise Failure(f"{error.filename}: {error.strerror}" if error.filename else str(error)) from error
        except (KeyboardInterrupt, click.Abort):
            click.echo("Interrupted.", err=True)
            raise click.exceptions.Exit(INTERRUPTED) from None


def meant_by(name: str) -> str:
    """What may have been meant by a name that no command has: a slip, or a date without `translate` before it.

    Example:
        >>> meant_by("transalte"), meant_by("5 Jan 2016"), meant_by("x")
        (" Did you mean 'translate'?", " Did you mean: datelens translate '5 Jan 2016'?", '')
    """
    import difflib  # for mistakes alone
    import shlex

    if near := difflib.get_close_matches(name, COMMANDS, n=1):
        return f" Did you mean {near[0]!r}?"
    if any(map(str.isdigit, name)):
        return f" Did you mean: datelens translate {shlex.quote(name)}?"
    return ""


def speak_utf8() -> None:
    """Write UTF-8 and lines that end in LF, whatever the host's locale and habits are.

    What cannot be written is written escaped, and ends no run. Commands read standard input as bytes.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def discard_output() -> None:
    """Point standard output at nothing, so that what is left in its buffer raises no second error."""
    try:
        number = sys.stdout.fileno()
    except io.UnsupportedOperation:
        return
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, number)
    os.close(nothing)


@click.group(
    cls=Datelens,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    no_args_is_help=True,
)
@click.version_option(datelens.__version__, prog_name="datelens")
def main() -> None:
    """Translate any human date to ISO 8601, and see why.

    Results go to standard output and everything else to standard error. The exit status is 0, or 2 for wrong usage and
    for a file that cannot be read, or 1 where --strict was given and a line was refused.

    \b
    Examples:
      datelens translate "Saturday 9 May 2018" "5 Dec 09"
      datelens map "January 2016 5"
    """
