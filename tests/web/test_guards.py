"""Guards: headers, hosts, the token, other origins, the log and the figures."""

from __future__ import annotations

import json
import logging
import math
from typing import Any

import pytest
from starlette.testclient import TestClient

from datelens.errors import ArgumentError
from datelens.web.guards import Watch
from datelens.web.log import JsonLines
from datelens.web.server import hosts_of
from datelens.web.settings import Settings

ASKED = {"texts": ["5 Jan 2016", "nothing"]}


def policy_of(response: Any) -> dict[str, str]:
    return dict(part.split(" ", 1) for part in response.headers["content-security-policy"].split("; "))


@pytest.mark.parametrize("path", ["/", "/static/page.js", "/static/icon.svg"])
def test_the_page_loads_its_own_files_and_nothing_else(client: TestClient, path: str) -> None:
    policy = policy_of(client.get(path))
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["form-action"] == policy["base-uri"] == "'none'"
    assert policy["require-trusted-types-for"] == "'script'"
    assert client.get(path).headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["/", "/static/page.js", "/healthz", "/nothing", "/metrics", "/translate"])
def test_every_response_is_closed_to_what_is_foreign(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert policy_of(response)["default-src"] == policy_of(response)["frame-ancestors"] == "'none'"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in response.headers


def test_answers_are_not_kept_by_caches_and_files_are_asked_for_again(client: TestClient) -> None:
    assert client.post("/translate", json=ASKED).headers["cache-control"] == "no-store"
    assert client.get("/static/page.js").headers["cache-control"] == "no-cache"


def test_no_other_origin_may_call_unless_it_was_allowed(client: TestClient, client_of: Any) -> None:
    origin = {"Origin": "https://example.org"}
    before = {**origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    assert client.options("/translate", headers=before).status_code == 405
    assert "access-control-allow-origin" not in client.post("/translate", json=ASKED, headers=origin).headers
    allowed = client_of(origins=("https://example.org",))
    assert allowed.options("/translate", headers=before).headers["access-control-allow-origin"] == "https://example.org"
    answered = allowed.post("/translate", json=ASKED, headers=origin)
    assert answered.headers["access-control-allow-origin"] == "https://example.org"
    assert "cross-origin-resource-policy" not in answered.headers
    other = allowed.post("/translate", json=ASKED, headers={"Origin": "https://example.com"})
    assert "access-control-allow-origin" not in other.headers


def test_without_the_token_nothing_is_answered_but_the_page(client_of: Any) -> None:
    client = client_of(token="a-long-secret")
    for path in ("/translate", "/explain"):
        assert client.post(path, json=ASKED).status_code == 401
    for path in ("/metrics", "/hints", "/nothing"):
        assert client.get(path).status_code == 401
    for path in ("/", "/healthz", "/openapi.json", "/static/page.js"):
        assert client.get(path).status_code == 200
    assert client.get("/openapi.json").json()["components"]["securitySchemes"]


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ("Bearer a-long-secret", 200),
        ("Bearer a-long-secre", 401),
        ("Bearer a-long-secret ", 200),
        ("bearer  a-long-secret", 200),
        ("a-long-secret", 401),
        ("Basic YTpi", 401),
        ("Bearer ünïcode", 401),
        ("", 401),
    ],
)
def test_only_the_token_opens(client_of: Any, header: str, status: int) -> None:
    client = client_of(token="a-long-secret")
    response = client.post("/translate", json=ASKED, headers={"Authorization": header.encode()})
    assert response.status_code == status
    if status == 401:
        assert response.headers["www-authenticate"] == "Bearer"
        assert response.json()["error"]["code"] == "unauthorized"
        assert "secret" not in response.text


@pytest.mark.parametrize(
    ("host", "status"),
    [
        *[(host, 200) for host in ("localhost", "localhost:8000", "LOCALHOST", "127.0.0.1:80", "[::1]:8000")],
        *[(host, 400) for host in ("evil.example", "localhost.evil.example", "", "evil.example:8000", "[::2]")],
    ],
)
def test_a_loopback_service_answers_to_its_own_names_alone(client_of: Any, host: str, status: int) -> None:
    client = client_of(hosts=hosts_of("127.0.0.1", "127.0.0.1", ()))
    response = client.get("/healthz", headers={"Host": host})
    assert response.status_code == status
    assert status == 200 or response.json()["error"]["code"] == "unknown_host"


@pytest.mark.parametrize(
    ("host", "bound", "allowed", "names"),
    [
        ("127.0.0.1", "127.0.0.1", (), set()),
        ("::1", "::1", (), set()),
        ("127.0.0.2", "127.0.0.2", (), {"127.0.0.2"}),
        ("Localhost", "127.0.0.1", (), set()),
        ("127.1", "127.0.0.1", (), {"127.1"}),
        ("localhost", "127.0.0.1", ("Dates.example",), {"dates.example"}),
        ("0.0.0.0", "0.0.0.0", ("dates.example",), {"dates.example"}),
        ("192.0.2.1", "192.0.2.1", ("dates.example",), {"dates.example"}),
    ],
)
def test_a_service_answers_to_this_machine_s_names_and_to_those_allowed(
    host: str, bound: str, allowed: tuple[str, ...], names: set[str]
) -> None:
    assert set(hosts_of(host, bound, allowed)) == {"localhost", "127.0.0.1", "[::1]", *names}


def test_a_service_for_all_answers_to_any_name() -> None:
    assert hosts_of("0.0.0.0", "0.0.0.0", ()) == ()


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        *[("hosts", (name,), "a host must be a name") for name in ("a.org:80", "https://a.org", "A.org", "", "a/b")],
        *[
            ("origins", (name,), "an origin must be as browsers send it")
            for name in ("https://a.org/", "a.org", "https://A.org", "https://", "https://a.org/x?y")
        ],
        *[("token", value, "`token` must have characters") for value in ("", " ")],
        *[("token", value, "`token` must be of printable ASCII") for value in ("a secret", "a-secret\n", "ключ")],
        *[(name, "https://a.org", f"`{name}` must be several, as ") for name in ("hosts", "origins")],
        ("logged", "text", "`logged` must be errors, requests, texts; got 'text'"),
        *[("time_limit", value, "must be a number above 0") for value in (0, -1, math.inf, math.nan)],
        *[("batch_wait", value, "must be 0 or more seconds") for value in (-1, math.inf, math.nan)],
    ],
)
def test_settings_that_cannot_be_are_refused(setting: str, value: Any, said: str) -> None:
    with pytest.raises(ArgumentError, match=said):
        Settings(**{setting: value})


def test_hosts_and_origins_as_they_are_sent_are_taken() -> None:
    Settings(hosts=("a.example.org", "10.0.0.1", "[::1]"), origins=("*", "https://a.org:8443", "moz-extension://a-1"))


def facts(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    return [record.facts for record in caplog.records if record.name == "datelens.web.access"]


def test_the_log_tells_of_requests_and_not_of_texts(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "datelens.web")
    client.post("/translate", json={**ASKED, "order": "DMY"})
    client.post("/translate", json={"texts": "5 Jan 2016"})
    done, refused = facts(caplog)
    assert done.pop("ms") > 0
    expected = {"method": "POST", "path": "/translate", "status": 200, "client": "testclient"}
    assert done == expected | {"texts": 2, "locale": None, "order": "DMY"}
    assert (refused["status"], refused["code"]) == (422, "wrong_field")
    assert "Jan" not in caplog.text


def test_the_log_tells_of_texts_where_that_was_chosen(client_of: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "datelens.web")
    client_of(logged="texts").post("/translate", json=ASKED)
    assert facts(caplog)[-1]["text"] == ASKED["texts"]


def test_the_log_is_silent_where_only_errors_are_told(client_of: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "datelens.web")
    client_of(logged="errors").post("/translate", json=ASKED)
    assert facts(caplog) == []


def test_nothing_that_comes_writes_a_line_of_its_own() -> None:
    record = logging.LogRecord("x", logging.INFO, "", 0, "request", (), None)
    record.facts = {"path": '/\n{"event": "forged"}\x1b[2J\u202e'}
    line = JsonLines().format(record)
    assert line.isascii()
    assert line.isprintable()
    assert json.loads(line) | record.facts == json.loads(line)


def test_a_fault_of_the_service_is_logged_and_answered(
    client: TestClient, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(client.app.state.service.model, "hints", broken)
    response = client.get("/hints")
    assert (response.status_code, response.json()["error"]["code"]) == (500, "internal_error")
    assert "content-security-policy" in response.headers
    assert "broken on purpose" not in response.text
    assert "broken on purpose" in caplog.text


@pytest.mark.parametrize(("path", "asked"), [("/translate", {"texts": ["a"]}), ("/explain", {"text": "a"})])
def test_a_fault_of_the_service_is_not_said_to_be_one_of_the_question(
    path: str, asked: dict[str, Any], client_of: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    client = client_of()

    def broken(*arguments: object) -> None:
        raise ValueError("operands could not be broadcast together")

    monkeypatch.setattr(client.app.state.service.batcher, "_work", broken)
    response = client.post(path, json=asked)
    assert (response.status_code, response.json()["error"]["code"]) == (500, "internal_error")
    assert "broadcast" not in response.text
    assert "broadcast" in caplog.text


def figures(client: TestClient) -> dict[str, float]:
    lines = [line.rsplit(" ", 1) for line in client.get("/metrics").text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in lines}


def test_the_figures_count_requests_batches_texts_and_refusals(client_of: Any) -> None:
    client = client_of()
    before = figures(client)
    client.post("/translate", json={"texts": ["5 Jan 2016", "03/04/2021", "nothing"]})
    client.post("/translate", content=b"")
    client.get("/nothing")
    after = figures(client)
    gained = {name: value - before.get(name, 0) for name, value in after.items()}
    assert gained['datelens_requests_total{path="/translate",status="200"}'] == 1
    assert gained['datelens_requests_total{path="/translate",status="415"}'] == 1
    assert gained['datelens_requests_total{path="other",status="404"}'] == 1
    assert gained['datelens_request_seconds_count{path="/translate"}'] == 2
    assert gained["datelens_batch_texts_sum"] == 3
    assert gained['datelens_texts_total{answer="date"}'] == 1
    assert gained['datelens_texts_total{answer="ambiguous"}'] == 1
    assert gained['datelens_texts_total{answer="refused"}'] == 1
    assert after["datelens_waiting_characters"] == 0
    assert after["process_resident_memory_bytes"] > 0


def test_too_many_requests_at_once_are_shed_and_counted(client_of: Any) -> None:
    client = client_of(most_requests=1)
    assert client.get("/healthz").status_code == 200
    watch = client.app.middleware_stack.app
    watch._in_flight += 1  # as many as may be
    response = client.get("/healthz")
    watch._in_flight -= 1
    assert (response.status_code, response.json()["error"]["code"]) == (503, "overloaded")
    assert response.headers["retry-after"] == "1"
    assert client.get("/healthz").status_code == 200


def test_a_page_of_an_allowed_origin_may_read_why_it_was_refused(client_of: Any) -> None:
    client = client_of(most_requests=1, origins=("https://example.org",))
    origin = {"Origin": "https://example.org"}
    assert client.get("/healthz").status_code == 200
    watch = client.app.middleware_stack.app
    while not isinstance(watch, Watch):
        watch = watch.app
    watch._in_flight += 1
    response = client.get("/healthz", headers=origin)
    watch._in_flight -= 1
    assert (response.status_code, response.headers["retry-after"]) == (503, "1")
    assert response.headers["access-control-allow-origin"] == "https://example.org"
