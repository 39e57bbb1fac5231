"""The service: what is asked, what is answered, and what each wrong body is told."""

from __future__ import annotations

import asyncio
import json
import re
from typing import Any

import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

from datelens.translator import Translator
from datelens.web.bodies import read_object
from datelens.web.faults import STATUSES, Fault
from datelens.web.settings import Settings

JSON = {"Content-Type": "application/json"}


def fault_of(response: Any) -> tuple[int, str]:
    """Status and code; a fault has a message, and its status is the code's."""
    fault = response.json()["error"]
    assert set(fault) == {"code", "message"}
    assert fault["message"]
    assert STATUSES[fault["code"]] == response.status_code
    return response.status_code, fault["code"]


def test_texts_are_translated_in_order(client: TestClient, translator: Translator) -> None:
    texts = ["5 Jan 2016", "03/04/2021", "hello", "", "2016-01"]
    response = client.post("/translate", json={"texts": texts, "readings": 3})
    assert response.status_code == 200
    expected = [translation.to_dict() for translation in translator.translate(texts, readings=3)]
    assert response.json() == {"translations": expected}
    assert expected[0]["iso"] == "2016-01-05"
    assert expected[2]["iso"] is None


def test_one_text_is_answered_like_several(client: TestClient) -> None:
    [alone] = client.post("/translate", json={"texts": ["03/04/2021"]}).json()["translations"]
    together = client.post("/translate", json={"texts": ["03/04/2021", "x"]}).json()["translations"]
    assert alone == together[0]


def test_hints_are_heard(client: TestClient) -> None:
    def iso(**hints: str) -> str:
        return client.post("/translate", json={"texts": ["03/04/2021"], **hints}).json()["translations"][0]["iso"]

    assert (iso(order="DMY"), iso(order="MDY")) == ("2021-04-03", "2021-03-04")
    assert (iso(locale="en_GB"), iso(locale="en-US")) == ("2021-04-03", "2021-03-04")


@pytest.mark.parametrize("method", ["attention", "occlusion"])
def test_a_map_is_the_translator_s(client: TestClient, translator: Translator, method: str) -> None:
    asked = {"text": "5 Jan 16", "method": method, "iso": "2016-01-05", "locale": "en"}
    record = client.post("/explain", json=asked).json()
    assert record == translator.explain("5 Jan 16", method, "2016-01-05", locale="en").to_dict()


def test_without_an_iso_the_first_reading_is_explained(client: TestClient) -> None:
    assert client.post("/explain", json={"text": "Saturday 9 May 2018"}).json()["iso"] == "2018-05-09"


def test_a_layout_says_how_to_draw_the_map(client: TestClient) -> None:
    record = client.post("/explain", json={"text": " \u200f4 مايو 2003", "layout": True, "locale": "ar"}).json()
    layout = record["layout"]
    assert layout["right_to_left"]
    assert layout["columns"][0] == {"label": "lang:ar", "spoken": "lang:ar", "kind": "hint", "level": 0, "span": None}
    assert {column["kind"] for column in layout["columns"]} == {"hint", "space", "character"}
    assert all(len(row) == len(layout["columns"]) for row in layout["weights"])
    assert len(layout["weights"]) == len(record["output"]) == len(layout["fields"])
    assert layout["fields"][:5] == ["year"] * 4 + [None]
    assert 0.9 < layout["probability"] <= 1


def test_no_date_has_a_map_too(client: TestClient) -> None:
    record = client.post("/explain", json={"text": "03/04/2021", "iso": "∅", "layout": True}).json()
    assert (record["iso"], record["output"]) == (None, ["∅"])
    assert client.post("/explain", json={"text": "", "layout": True}).json()["layout"]["columns"] == []


def test_half_a_character_comes_back_as_it_came(client: TestClient) -> None:
    response = client.post("/translate", content=b'{"texts": ["\\ud800", "\xd9\xa5"]}', headers=JSON)
    assert [translation["text"] for translation in response.json()["translations"]] == ["\ud800", "٥"]


@pytest.mark.parametrize(
    ("body", "code", "said"),
    [
        (b"", "not_json", "must be a JSON object"),
        (b"{", "not_json", "must be a JSON object"),
        (b"[1]", "not_json", r"got \[1\]"),
        (b"null", "not_json", "got null"),
        (b"\xff\xfe{}", "not_json", "byte 0 is not"),
        (b'{"texts": ["\xc3"]}', "not_json", "byte 12 is not"),
        (b"[" * 100_000, "not_json", "nested too deeply"),
        (b'{"texts": ' + b"[" * 100_000, "not_json", "nested too deeply"),
        (b'{"texts": ["a"], "readings": NaN}', "not_json", "NaN is no JSON number"),
        (b'{"texts": ["a"], "readings": ' + b"9" * 5000 + b"}", "not_json", "a number in the body has 5,000 digits"),
        (b'{"texts": ["a"], "texts": ["b"]}', "wrong_field", 'the field "texts" is given more than once'),
        (b'{"texts": ["a"], "readings": ' + b"[" * 400 + b"]" * 400 + b"}", "wrong_field", "got "),
        (b"{}", "wrong_field", "`texts` must be a list of one string or more; got nothing"),
        (b'{"texts": []}', "wrong_field", r"got \[\]"),
        (b'{"texts": "a"}', "wrong_field", 'got "a"'),
        (b'{"texts": ["a", 5]}', "wrong_field", r"`texts\[1\]` must be a string; got 5"),
        (b'{"texts": [["a"]]}', "wrong_field", r"`texts\[0\]` must be a string"),
        (b'{"texts": [{}]}', "wrong_field", r"`texts\[0\]` must be a string"),
        (b'{"texts": ["a"], "local": "en"}', "wrong_field", 'no field "local"; known are texts, locale'),
        (b'{"texts": ["a"], "readings": 0}', "wrong_field", "from 1 to 10; got 0"),
        (b'{"texts": ["a"], "readings": 11}', "wrong_field", "from 1 to 10; got 11"),
        (b'{"texts": ["a"], "readings": true}', "wrong_field", "got true"),
        (b'{"texts": ["a"], "readings": 1.5}', "wrong_field", "got 1.5"),
        (b'{"texts": ["a"], "readings": 1e999}', "wrong_field", "got Infinity"),
        (b'{"texts": ["a"], "readings": null}', "wrong_field", "got null"),
        (b'{"texts": ["a"], "locale": ["en"]}', "wrong_field", "`locale` must be an identifier"),
        (b'{"texts": ["a"], "order": "dym"}', "wrong_field", 'DMY, MDY, YMD or null; got "dym"'),
        (b'{"texts": ["a"], "order": {}}', "wrong_field", "DMY, MDY, YMD or null"),
        (b'{"texts": ["a"], "locale": "xx_YY"}', "unknown_hint", "names the language 'xx'"),
        (b'{"texts": ["a"], "locale": "../etc"}', "unknown_hint", "must be an identifier"),
        (json.dumps({"texts": ["a"] * 1001}).encode(), "too_many_texts", "1000 strings at most; got 1001"),
        (json.dumps({"texts": ["", "a" * 1001]}).encode(), "text_too_long", r"`texts\[1\]` must have 1000"),
        (b'{"texts": ["' + b"a" * 10_000_000 + b'"]}', "body_too_large", "4194304 bytes at most"),
    ],
    ids=lambda value: value[:40].decode("latin-1") if isinstance(value, bytes) else "",
)
def test_a_wrong_body_is_told_what_is_wrong(client: TestClient, body: bytes, code: str, said: str) -> None:
    response = client.post("/translate", content=body, headers=JSON)
    assert fault_of(response) == (STATUSES[code], code)
    assert re.search(said, response.json()["error"]["message"]), response.text
    assert client.post("/translate", json={"texts": ["5 Jan 2016"]}).status_code == 200


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({}, "wrong_field"),
        ({"text": None}, "wrong_field"),
        ({"text": "a", "method": "gradients"}, "wrong_field"),
        ({"text": "a", "method": []}, "wrong_field"),
        ({"text": "a", "iso": 2016}, "wrong_field"),
        ({"text": "a", "iso": "2016-02-30"}, "wrong_field"),
        ({"text": "a", "iso": "x" * 1000}, "wrong_field"),
        ({"text": "a", "layout": 1}, "wrong_field"),
        ({"text": "a", "texts": ["a"]}, "wrong_field"),
        ({"text": "a", "locale": "zz"}, "unknown_hint"),
        ({"text": "a" * 1001}, "text_too_long"),
        ({"text": "a" * 201, "method": "occlusion"}, "text_too_long"),
    ],
    ids=str,
)
def test_a_wrong_question_for_a_map_is_told_what_is_wrong(client: TestClient, asked: Any, code: str) -> None:
    assert fault_of(client.post("/explain", json=asked)) == (STATUSES[code], code)


def test_a_float_that_is_a_whole_number_is_one(client: TestClient) -> None:
    assert client.post("/translate", content=b'{"texts": ["a"], "readings": 2.0}', headers=JSON).status_code == 200


def test_a_thousand_texts_are_taken(client: TestClient) -> None:
    texts = [f"{day} May {year}" for day in range(1, 26) for year in range(1980, 2020)]
    answered = client.post("/translate", json={"texts": texts}).json()["translations"]
    assert [translation["text"] for translation in answered] == texts
    assert answered[0]["iso"] == "1980-05-01"


@pytest.mark.parametrize("kind", [None, "text/plain", "application/x-www-form-urlencoded", "application/jsonp"])
def test_what_is_not_said_to_be_json_is_not_read(client: TestClient, kind: str | None) -> None:
    headers = {"Content-Type": kind} if kind else {}
    response = client.post("/translate", content=b'{"texts": ["a"]}', headers=headers)
    assert fault_of(response) == (415, "unsupported_media_type")


def test_a_byte_order_mark_does_not_matter_to_json(client: TestClient) -> None:
    body = b"\xef\xbb\xbf" + json.dumps({"texts": ["5 Jan 2016"]}).encode()
    assert client.post("/translate", content=body, headers=JSON).status_code == 200


def test_a_charset_does_not_matter_to_json(client: TestClient) -> None:
    headers = {"Content-Type": "Application/JSON; charset=latin-1"}
    assert client.post("/translate", content=b'{"texts": ["a"]}', headers=headers).status_code == 200


def test_no_more_of_a_large_body_is_read_than_may_come() -> None:
    parts = [{"type": "http.request", "body": b" " * 10, "more_body": True} for _ in range(50)]

    async def receive() -> dict[str, Any]:
        return parts.pop()

    scope = {"type": "http", "headers": [(b"content-type", b"application/json")]}
    with pytest.raises(Fault, match="a body has 100 bytes at most; got 110 or more"):
        asyncio.run(read_object(Request(scope, receive), Settings(largest_body=100)))
    assert len(parts) == 50 - 11


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/translate", 405),
        ("DELETE", "/explain", 405),
        ("POST", "/", 405),
        ("OPTIONS", "/translate", 405),
        ("GET", "/translate/", 404),
        ("GET", "/nothing", 404),
        ("GET", "/static/", 404),
        ("GET", "/static/nothing.js", 404),
        ("GET", "/static/../settings.py", 404),
        ("GET", "/static/..%2Fsettings.py", 404),
        ("GET", "/static/%2e%2e/settings.py", 404),
        ("GET", "/static//etc/passwd", 404),
    ],
)
def test_what_is_not_there_is_said_not_to_be(client: TestClient, method: str, path: str, status: int) -> None:
    response = client.request(method, path)
    assert fault_of(response)[0] == status
    if status == 405:
        assert response.headers["allow"] in ("POST", "GET, HEAD")


def test_what_the_model_knows_of_hints_can_be_asked(client: TestClient) -> None:
    known = client.get("/hints").json()
    assert set(known) == {"languages", "regions", "orders", "limits"}
    assert known["limits"] == {"texts": 1000, "characters": 1000, "occluded": 200, "readings": 10}
    assert {"de", "ar"} <= set(known["languages"])
    assert known["orders"] == ["DMY", "MDY", "YMD"]


def test_the_page_is_served_with_its_files(client: TestClient) -> None:
    page = client.get("/")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    for name in ("page.js", "page.css", "icon.svg"):
        assert f"static/{name}" in page.text
        file = client.get(f"/static/{name}")
        assert file.status_code == 200
        again = client.get(f"/static/{name}", headers={"If-None-Match": file.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        for tags in (f'"other", W/{file.headers["etag"]}', "*"):
            assert client.get(f"/static/{name}", headers={"If-None-Match": tags}).status_code == 304
        assert client.get(f"/static/{name}", headers={"If-None-Match": '"other"'}).status_code == 200


def test_the_page_weighs_little() -> None:
    from datelens.web.assets import assets

    assert 20_000 < sum(len(asset.content) for asset in assets().values()) < 300_000


def test_a_model_that_has_not_answered_is_not_ready(client: TestClient) -> None:
    service = client.app.state.service
    assert client.get("/healthz").json()["status"] == "ready"
    service.ready = False
    try:
        for response in (client.get("/healthz"), client.post("/translate", json={"texts": ["a"]})):
            assert fault_of(response) == (503, "starting")
            assert response.headers["retry-after"] == "1"
    finally:
        service.ready = True


def test_an_order_is_taken_in_any_case_and_a_locale_of_any_length_is_not(client: TestClient) -> None:
    asked = {"texts": ["03/04/2021"], "order": "mdy"}
    upper = client.post("/translate", json={**asked, "order": "MDY"})
    assert client.post("/translate", json=asked).json() == upper.json()
    response = client.post("/translate", json={"texts": ["1"], "locale": "de." + "a" * 3_000})
    assert fault_of(response) == (422, "wrong_field")
    assert "of 64 characters at most" in response.json()["error"]["message"]


def test_a_map_takes_no_longer_text_than_a_translation(client_of: Any) -> None:
    client = client_of(longest_text=50)
    for method in ("attention", "occlusion"):
        response = client.post("/explain", json={"text": "x" * 51, "method": method})
        assert fault_of(response) == (422, "text_too_long")
