"""`datelens serve`: its settings, its errors, and once for real."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from datelens.cli import serve
from datelens.cli.main import main
from datelens.web.settings import Settings

RUN = (sys.executable, "-c", "from datelens.cli.main import main; main(prog_name='datelens')", "serve")


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Instead of serving, the settings that it would be done with."""
    found: list[Any] = []
    monkeypatch.delenv(serve.TOKEN, raising=False)
    monkeypatch.setattr("datelens.web.server.serve", lambda app, listening, settings: found.append(settings))
    return found


def invoke(*arguments: str) -> Any:
    return CliRunner().invoke(main, ["serve", "--port", "0", *arguments])


def test_by_default_only_this_machine_is_answered(served: list[Any]) -> None:
    result = invoke()
    assert result.exit_code == 0, result.output
    assert "datelens is at http://127.0.0.1:" in result.stderr
    [settings] = served
    assert settings.hosts == ("localhost", "127.0.0.1", "[::1]")
    assert (settings.token, settings.origins, settings.logged) == (None, (), "requests")
    assert settings == Settings(hosts=settings.hosts)  # the limits stand in the help and in the settings


def test_options_become_settings(served: list[Any], tmp_path: Path) -> None:
    (tmp_path / "token").write_text("a-secret\n")
    options = {
        "--batch-wait": "5",
        "--max-waiting": "9",
        "--max-body": "8",
        "--max-texts": "7",
        "--max-length": "6",
        "--time-limit": "4.5",
        "--log": "texts",
        "--allow-origin": "https://example.org",
        "--allow-host": "dates.example",
        "--token-file": str(tmp_path / "token"),
    }
    result = invoke(*(part for option in options.items() for part in option))
    assert result.exit_code == 0, result.output
    [settings] = served
    assert (settings.batch_wait, settings.most_waiting, settings.largest_body) == (0.005, 9, 8)
    assert (settings.most_texts, settings.longest_text, settings.time_limit) == (7, 6, 4.5)
    assert (settings.logged, settings.origins, settings.token) == ("texts", ("https://example.org",), "a-secret")
    assert "dates.example" in settings.hosts
    assert "a-secret" not in repr(settings)


def test_the_token_may_stand_in_the_environment(served: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(serve.TOKEN, "another")
    assert invoke().exit_code == 0
    assert served[0].token == "another"


@pytest.mark.parametrize("token", [b"", b"  ", b"two words", "ünï".encode(), b"\xff\xfe"])
def test_a_token_that_no_header_could_carry_is_refused(served: list[Any], tmp_path: Path, token: bytes) -> None:
    (tmp_path / "token").write_bytes(token)
    result = invoke("--token-file", str(tmp_path / "token"))
    assert result.exit_code == 2
    assert "must be printable ASCII without spaces" in result.stderr
    assert not served


def test_a_port_that_is_taken_is_told_of() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = taken.getsockname()[1]
        result = CliRunner().invoke(main, ["serve", "--port", str(number)])
    assert result.exit_code == 2
    assert f"port {number} of 127.0.0.1 is taken; say another with --port, or 0 for a free one." in result.stderr


@pytest.mark.parametrize("host", ["192.0.2.1", "256.0.0.1", "a..b"])
def test_a_host_that_is_not_this_machine_is_told_of(host: str) -> None:
    result = CliRunner().invoke(main, ["serve", "--host", host, "--port", "0"])
    assert result.exit_code == 2
    assert f"--host must be an address of this machine; got '{host}'." in result.stderr


def test_no_host_is_not_every_host() -> None:
    result = CliRunner().invoke(main, ["serve", "--host", "", "--port", "0"])
    assert result.exit_code == 2
    assert "--host must be an address of this machine, or 0.0.0.0 for all; got an empty one." in result.stderr


def test_a_missing_extra_says_how_to_install_it() -> None:
    code = (
        "import sys; sys.modules['uvicorn'] = None\n"
        "from datelens.cli.main import main; main(['serve', '--port', '0'], prog_name='datelens')"
    )
    process = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True)
    assert process.returncode == 2
    assert 'pip install "datelens[web]"' in process.stderr


def test_importing_datelens_imports_no_web_framework() -> None:
    code = (
        "import sys, datelens; datelens.translate('5 Jan 2016'); import datelens.cli.serve\n"
        "print(sorted({'starlette', 'uvicorn', 'prometheus_client', 'datelens.web'} & set(sys.modules)))"
    )
    process = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert process.stdout == "[]\n"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "Ctrl+C"])
def test_it_serves_until_it_is_told_to_stop(number: signal.Signals) -> None:
    with subprocess.Popen([*RUN, "--port", "0"], stdout=-1, stderr=-1, text=True) as process:
        assert process.stderr is not None
        url = process.stderr.readline().partition(" at ")[2].split()[0]
        body = json.dumps({"texts": ["2016-01-05"]}).encode()
        request = urllib.request.Request(f"{url}translate", body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(wait_until_ready(request), timeout=60) as response:
            assert json.load(response)["translations"][0]["iso"] == "2016-01-05"
        process.send_signal(number)
        output, log = process.communicate(timeout=60)
    assert process.returncode == 0
    assert output == ""
    lines = [json.loads(line) for line in log.splitlines()]
    assert lines[-1]["event"] == "request"
    assert (lines[-1]["path"], lines[-1]["status"], lines[-1]["texts"]) == ("/translate", 200, 1)
    assert "2016-01-05" not in log


def test_a_stop_that_comes_before_the_server_listens_to_signals_is_not_lost() -> None:
    from uvicorn import Config, Server

    from datelens.web.server import _stopped_quietly

    server = Server(Config("nowhere:app"))
    with _stopped_quietly(server):
        signal.raise_signal(signal.SIGTERM)
    assert server.should_exit


def test_loopback_is_known_however_it_is_spelled(served: list[Any]) -> None:
    assert invoke("--host", "127.1").exit_code == 0
    assert set(served[0].hosts) == {"localhost", "127.0.0.1", "[::1]", "127.1"}


@pytest.mark.parametrize("option", [("--time-limit", "inf"), ("--batch-wait", "nan"), ("--allow-host", "a.org:80")])
def test_settings_that_cannot_be_are_told_of_at_once(served: list[Any], option: tuple[str, str]) -> None:
    result = invoke(*option)
    assert result.exit_code == 2
    assert "must be" in result.stderr
    assert not served


def test_the_page_on_deployment_names_options_that_exist() -> None:
    page = (Path(__file__).parent.parent.parent / "docs" / "how-to" / "deploy.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `--.*", page, re.MULTILINE) + re.findall(r"datelens serve --.*", page)
    named = {option for line in told for option in re.findall(r"(?<![\w-])--[a-z-]+", line)}
    assert len(named) > 8
    assert named <= {option for parameter in serve.command.params for option in parameter.opts}


def wait_until_ready(request: urllib.request.Request) -> urllib.request.Request:
    """The request, once the service behind it is ready."""
    health = request.full_url.replace("translate", "healthz")
    for _ in range(600):
        try:
            urllib.request.urlopen(health, timeout=60).close()
        except urllib.error.HTTPError as error:
            error.close()
        else:
            return request
    pytest.fail("the service was never ready")
