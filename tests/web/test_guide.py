"""The guide to calling the service: what it asks is asked, and answered as it shows."""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

import pytest
from starlette.testclient import TestClient

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "call-the-service.md"
TEXT = PAGE.read_text(encoding="utf-8")
CALLS = re.findall(r"^```console\n\$ (curl .*)\n(.*)\n```$", TEXT, re.MULTILINE)


def test_the_guide_has_calls() -> None:
    assert len(CALLS) == TEXT.count("$ curl") == 5


@pytest.mark.parametrize(("call", "shown"), CALLS, ids=range(len(CALLS)))
def test_a_call_of_the_guide_is_answered_as_it_shows(call: str, shown: str, client: TestClient) -> None:
    _, silent, address, _, header, _, data = shlex.split(call)
    assert silent == "-s"
    name, value = header.split(": ")
    response = client.post(address.removeprefix("localhost:8000"), headers={name: value}, content=data.encode())
    printed = response.text
    assert doctest.OutputChecker().check_output(f"{shown}\n", f"{printed}\n", doctest.ELLIPSIS), printed
    assert response.status_code == (422 if "error" in shown else 200)


def test_every_link_of_the_guide_leads_somewhere() -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)", TEXT) if "://" not in link]
    assert len(links) >= 2
    assert not [link for link in links if not (PAGE.parent / link).exists()]
