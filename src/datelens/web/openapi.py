"""The description of the service (OpenAPI 3.1), made from the limits that hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import datelens
from datelens.explain import METHODS
from datelens.web.faults import STATUSES
from datelens.web.settings import Settings

Schema = dict[str, Any]

_MEANINGS = {
    400: "The body is no JSON object, or the host is not known.",
    401: "The token is missing or wrong.",
    408: "The body did not come in time.",
    413: "The body is too large.",
    415: "The body is not said to be `application/json`.",
    422: "A field is missing, unknown or wrong, or there is too much.",
    500: "A fault of the service.",
    503: "Too much is waiting, or the model has not answered yet; `Retry-After` says when to try again.",
    504: "There was no answer within the time limit.",
}

_ASKING = (400, 408, 413, 415, 422, 500, 503, 504)


def description(settings: Settings, known: Mapping[str, Sequence[str]], root_path: str = "") -> Schema:
    """The description as a JSON object.

    Args:
        settings: the limits.
        known: the `languages`, `regions` and `orders` of the model.
        root_path: under which a reverse proxy puts the service.
    """
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "datelens",
            "version": datelens.__version__,
            "summary": "Translate any human date to ISO 8601, and see why.",
            "license": {"name": "Apache 2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": root_path or "."}],  # seen from this description, wherever a reverse proxy puts it
        "paths": _paths(settings),
        "components": {
            "schemas": _schemas(settings, known),
            **({"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}} if settings.token else {}),
        },
    }


def _paths(settings: Settings) -> Schema:
    guarded: Schema = {"security": [{"token": []}]} if settings.token else {}
    own = (400,) if settings.hosts else ()
    extra = (*own, 401) if settings.token else own
    return {
        "/translate": {
            "post": {
                "operationId": "translate",
                "summary": "Translate texts.",
                "requestBody": _body("ToTranslate"),
                "responses": _responses("Translations", "The translations, in the order of the texts.", _ASKING, extra),
                **guarded,
            }
        },
        "/explain": {
            "post": {
                "operationId": "explain",
                "summary": "Say which characters of a text each character of a reading comes from.",
                "requestBody": _body("ToExplain"),
                "responses": _responses("Map", "The map of the reading.", _ASKING, extra),
                **guarded,
            }
        },
        "/hints": {
            "get": {
                "operationId": "hints",
                "summary": "List the languages, regions and orders that the model knows.",
                "responses": _responses("Hints", "What can be given as a hint.", (), extra),
                **guarded,
            }
        },
        "/healthz": {
            "get": {
                "operationId": "healthz",
                "summary": "Say whether the model has answered.",
                "responses": _responses("Health", "It has.", (503,), own),
            }
        },
        "/metrics": {
            "get": {
                "operationId": "metrics",
                "summary": "Give the figures of the service to Prometheus.",
                "responses": _text("The figures.", "text/plain", extra),
                **guarded,
            }
        },
        "/openapi.json": {
            "get": {
                "operationId": "description",
                "summary": "Describe the service.",
                "responses": _responses("Description", "This description.", (), own),
            }
        },
        "/": {
            "get": {
                "operationId": "page",
                "summary": "Show the page.",
                "responses": _text("The page.", "text/html", own),
            }
        },
    }


def _schemas(settings: Settings, known: Mapping[str, Sequence[str]]) -> Schema:
    text = {"type": "string", "maxLength": settings.longest_text}
    iso = {"type": ["string", "null"], "description": "2016-01-05, 2016-01, 2016, --01-05; null is no date."}
    share = {"type": "number", "minimum": 0, "maximum": 1}
    hints = {
        "locale": {
            "type": ["string", "null"],
            "pattern": _locales(known["languages"], known["regions"]),
            "description": (
                "Where the texts are from: what the model knows (`/hints`). Other spellings of the same (`EN-gb`, "
                "`zh_Hant_TW`, `de_AT.UTF-8`) are taken too."
            ),
            "examples": ["en_GB", "pt-BR", None],
        },
        "order": {"enum": [*known["orders"], None], "description": "Of day, month and year in the texts."},
    }
    return {
        "ToTranslate": _object(
            {
                "texts": {"type": "array", "items": text, "minItems": 1, "maxItems": settings.most_texts},
                **hints,
                "readings": {"type": "integer", "minimum": 1, "maximum": settings.most_readings, "default": 1},
            },
            required=["texts"],
            closed=True,
        ),
        "Translations": _object({"translations": {"type": "array", "items": _ref("Translation")}}),
        "Translation": _object(
            {
                "text": {"type": "string"},
                "iso": iso,
                "confidence": share,
                "ambiguous": {"type": "boolean"},
                "readings": {"type": "array", "items": _object({"iso": iso, "probability": share}), "minItems": 1},
            }
        ),
        "ToExplain": _object(
            {
                "text": text,
                "method": {
                    "enum": list(METHODS),
                    "default": METHODS[0],
                    "description": f"`occlusion` takes a text of {settings.longest_occluded} characters at most.",
                },
                "iso": {
                    "type": ["string", "null"],
                    "description": "The reading to explain, ∅ for no date; null takes the first.",
                    "examples": ["2016-01-05", None],
                },
                **hints,
                "layout": {"type": "boolean", "default": False, "description": "Say how to draw the map, too."},
            },
            required=["text"],
            closed=True,
        ),
        "Map": _object(
            {
                "text": {"type": "string"},
                "iso": iso,
                "method": {"enum": list(METHODS)},
                "input": {"type": "array", "items": {"type": "string"}},
                "output": {"type": "array", "items": {"type": "string"}},
                "weights": {"type": "array", "items": {"type": "array", "items": {"type": "number"}}},
                "layout": _ref("Layout"),
            },
            required=["text", "iso", "method", "input", "output", "weights"],
        ),
        "Layout": _object(
            {
                "probability": share,
                "right_to_left": {"type": "boolean"},
                "share": {"type": "boolean", "description": "Whether rows are shares of a whole."},
                "fields": {"type": "array", "items": {"enum": ["year", "month", "day", "answer", None]}},
                "columns": {"type": "array", "items": _ref("Column")},
                "weights": {"type": "array", "items": {"type": "array", "items": {"type": "number"}}},
            }
        ),
        "Column": _object(
            {
                "label": {"type": "string"},
                "spoken": {"type": "string"},
                "kind": {"enum": ["hint", "space", "character"]},
                "level": {"type": "integer", "description": "Of the bidirectional algorithm; odd runs right to left."},
                "span": {"type": ["array", "null"], "items": {"type": "integer"}, "minItems": 2, "maxItems": 2},
            }
        ),
        "Hints": _object(
            {name: {"type": "array", "items": {"type": "string"}} for name in ("languages", "regions", "orders")}
            | {
                "limits": _object(
                    {name: {"type": "integer"} for name in ("texts", "characters", "occluded", "readings")}
                )
            }
        ),
        "Health": _object({"status": {"const": "ready"}, "version": {"type": "string"}}),
        "Description": {"type": "object"},
        "Fault": _object({"error": _object({"code": {"enum": list(STATUSES)}, "message": {"type": "string"}})}),
    }


def _locales(languages: Sequence[str], regions: Sequence[str]) -> str:
    """What matches the identifiers of known languages, alone or with a known region."""
    region = f"([-_]({'|'.join(regions)}))?" if regions else ""
    return f"^({'|'.join(languages)}){region}$" if languages else "^$"


def _object(properties: Schema, *, required: list[str] | None = None, closed: bool = False) -> Schema:
    """An object whose properties are all required, unless some are named; `closed` allows no others."""
    schema: Schema = {"type": "object", "properties": properties, "required": required or list(properties)}
    return schema | ({"additionalProperties": False} if closed else {})


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _body(name: str) -> Schema:
    return {"required": True, "content": {"application/json": {"schema": _ref(name)}}}


def _responses(name: str, meaning: str, statuses: Iterable[int], extra: Iterable[int]) -> Schema:
    good = {"description": meaning, "content": {"application/json": {"schema": _ref(name)}}}
    return {"200": good} | _faults({*statuses, *extra})


def _text(meaning: str, kind: str, extra: Iterable[int]) -> Schema:
    good = {"description": meaning, "content": {kind: {"schema": {"type": "string"}}}}
    return {"200": good} | _faults(extra)


def _faults(statuses: Iterable[int]) -> Schema:
    return {str(status): _fault(status) for status in sorted(statuses)}


def _fault(status: int) -> Schema:
    fault: Schema = {
        "description": _MEANINGS[status],
        "content": {"application/json": {"schema": _ref("Fault")}},
    }
    if status == 503:
        fault["headers"] = {"Retry-After": {"description": "Seconds.", "schema": {"type": "integer", "minimum": 1}}}
    return fault
