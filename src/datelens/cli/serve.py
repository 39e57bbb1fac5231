"""`datelens serve`: the page and the service."""

from __future__ import annotations

import errno
import os
import re
import socket
from pathlib import Path
from typing import Any

import click

from datelens.cli.extras import needed
from datelens.errors import DataError, shown

TOKEN = "DATELENS_TOKEN"

LOGS = ("errors", "requests", "texts")

# Of an address of another machine, and of a name that stands for none or that nobody could be asked about
UNKNOWN_HOST = (errno.EADDRNOTAVAIL, socket.EAI_NONAME, socket.EAI_AGAIN, socket.EAI_FAIL)


@click.command(short_help="Serve the page and the JSON service until Ctrl+C.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at; 0.0.0.0 is all.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@click.option("--model", metavar="BUNDLE", help="A model of your own in place of the shipped one.")
@click.option(
    "--token-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Ask for the token in this file; or in the variable DATELENS_TOKEN.",
)
@click.option("--allow-origin", "origins", multiple=True, metavar="ORIGIN", help="Whose pages may call, too (CORS).")
@click.option("--allow-host", "hosts", multiple=True, metavar="NAME", help="A name to answer to, beside one's own.")
@click.option("--batch-wait", type=click.FloatRange(0, 1000), default=1, show_default=True, metavar="MS",
              help="Wait so long for more to read at once.")  # fmt: skip
@click.option("--max-waiting", type=click.IntRange(1), default=250_000, show_default=True, metavar="CHARACTERS",
              help="More are told to come again.")  # fmt: skip
@click.option("--max-body", type=click.IntRange(1), default=4 << 20, show_default=True, metavar="BYTES",
              help="Refuse larger requests.")  # fmt: skip
@click.option("--max-texts", type=click.IntRange(1), default=1000, show_default=True, metavar="N",
              help="Refuse requests with more texts.")  # fmt: skip
@click.option("--max-length", type=click.IntRange(1), default=1000, show_default=True, metavar="CHARACTERS",
              help="Refuse longer texts.")  # fmt: skip
@click.option("--time-limit", type=click.FloatRange(min=0, min_open=True), default=30, show_default=True,
              metavar="SECONDS", help="For an answer.")  # fmt: skip
@click.option("--log", "logged", type=click.Choice(LOGS), default="requests", show_default=True, help="What to log.")
def command(
    host: str,
    port: int,
    model: str | None,
    token_file: Path | None,
    origins: tuple[str, ...],
    hosts: tuple[str, ...],
    batch_wait: float,
    max_waiting: int,
    max_body: int,
    max_texts: int,
    max_length: int,
    time_limit: float,
    logged: Any,
) -> None:
    """Serve the page and the JSON service until Ctrl+C.

    The page translates as one types and shows where the network looks. The service answers POST /translate and POST
    /explain; /openapi.json describes it. Only this machine can reach it, unless --host says otherwise. The log, on
    standard error, is a JSON object a line, without the texts.

    \b
    Examples:
      datelens serve
      datelens serve --port 8080 --log errors
    """
    with needed("web", "`datelens serve`"):
        from datelens.web.server import address, hosts_of, serve

    import datelens
    from datelens.web.app import create_app
    from datelens.web.settings import Settings

    with listening_at(host, port) as listening:
        bound, bound_port, *_ = listening.getsockname()
        settings = Settings(
            most_waiting=max_waiting,
            largest_body=max_body,
            most_texts=max_texts,
            longest_text=max_length,
            time_limit=time_limit,
            batch_wait=batch_wait / 1000,
            token=read_token(token_file),
            origins=origins,
            hosts=hosts_of(host, bound, hosts),
            logged=logged,
        )
        app = create_app(datelens.Translator.load(model, threads=1), settings)
        click.echo(f"datelens is at http://{address(host)}:{bound_port}/ (Ctrl+C stops it)", err=True)
        serve(app, listening, settings)


def listening_at(host: str, port: int) -> socket.socket:
    """A listening socket.

    Raises:
        UsageError: the port is taken, or the host is empty or none of this machine's.
    """
    from datelens.web.server import listen

    if not host:  # which a socket takes for all addresses
        raise click.UsageError("--host must be an address of this machine, or 0.0.0.0 for all; got an empty one.")
    try:
        return listen(host, port)
    except (OSError, UnicodeError) as error:  # the latter of a name that none can have, such as `a..b`
        number = getattr(error, "errno", None)
        if number == errno.EADDRINUSE:
            message = f"port {port} of {host} is taken; say another with --port, or 0 for a free one."
        elif number is None or number in UNKNOWN_HOST:
            message = f"--host must be an address of this machine; got {shown(host)}."
        else:
            raise
        raise click.UsageError(message) from None


def read_token(path: Path | None) -> str | None:
    """The token in a file, else in the environment; None where there is none.

    Raises:
        DataError: it is empty, or could not stand in a header.
    """
    token = os.environ.get(TOKEN) if path is None else path.read_text("utf-8", errors="replace").strip()
    if token is None or re.fullmatch(r"[!-~]+", token):
        return token
    where = TOKEN if path is None else str(path)
    raise DataError(f"the token in {where} must be printable ASCII without spaces, and not empty.")
