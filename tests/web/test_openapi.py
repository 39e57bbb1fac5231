"""The description of the service: true of what it answers to anything that schemathesis thinks of."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from live_service import Live
from schemathesis import GenerationMode
from starlette.testclient import TestClient

from datelens.web.app import PATHS
from datelens.web.faults import STATUSES


@pytest.fixture(scope="module")
def description(live: Live) -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_url(f"{live.url}openapi.json")


@pytest.mark.parametrize(
    ("method", "path", "mode"),
    [
        *[("post", path, mode) for path in ("/translate", "/explain") for mode in GenerationMode],
        *[("get", path, GenerationMode.POSITIVE) for path in ("/hints", "/healthz", "/metrics", "/openapi.json", "/")],
    ],
)
def test_what_is_answered_is_what_is_described(
    description: schemathesis.BaseSchema, method: str, path: str, mode: GenerationMode
) -> None:
    # No schema says which days exist, so a map may be asked for of one that does not
    excluded = [schemathesis.checks.positive_data_acceptance] if path == "/explain" else []

    @given(case=description[path][method].as_strategy(generation_mode=mode))
    @settings(max_examples=30, suppress_health_check=list(HealthCheck))
    def holds(case: schemathesis.Case) -> None:
        response = case.call_and_validate(excluded_checks=excluded)
        if mode is GenerationMode.POSITIVE and path == "/explain":
            assert response.status_code in (200, 422)
            assert response.status_code == 200 or case.body.get("iso") is not None

    holds()


def test_every_address_and_status_is_described(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    assert set(described["paths"]) == PATHS
    statuses = {
        int(status) for path in described["paths"].values() for one in path.values() for status in one["responses"]
    }
    assert set(STATUSES.values()) - {401, 404, 405, 499} <= statuses
    assert described["components"]["schemas"]["Fault"]["properties"]["error"]["properties"]["code"]["enum"] == list(
        STATUSES
    )


def test_the_limits_described_are_those_that_hold(client_of) -> None:  # type: ignore[no-untyped-def]
    client = client_of(most_texts=2, longest_text=5, most_readings=3)
    asked = client.get("/openapi.json").json()["components"]["schemas"]["ToTranslate"]["properties"]
    assert (asked["texts"]["maxItems"], asked["texts"]["items"]["maxLength"], asked["readings"]["maximum"]) == (2, 5, 3)
    assert client.post("/translate", json={"texts": ["a" * 5] * 2, "readings": 3}).status_code == 200
    for wrong in ({"texts": ["a"] * 3}, {"texts": ["a" * 6]}, {"texts": ["a"], "readings": 4}):
        assert client.post("/translate", json=wrong).status_code == 422
