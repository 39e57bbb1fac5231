"""Bodies: the bytes of a request to what was asked, checked field by field."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from dataclasses import dataclass
from typing import Any, NoReturn

from starlette.requests import ClientDisconnect, Request

from datelens.errors import cut, shown
from datelens.explain import METHODS
from datelens.hints import LONGEST_LOCALE, ORDERS
from datelens.web.faults import Fault
from datelens.web.headers import value_of
from datelens.web.settings import Settings

_MISSING = object()
_MOST_DIGITS = 400


@dataclass(frozen=True, slots=True)
class ToTranslate:
    """What `POST /translate` asks."""

    texts: list[str]
    locale: str | None
    order: str | None
    readings: int


@dataclass(frozen=True, slots=True)
class ToExplain:
    """What `POST /explain` asks."""

    text: str
    method: str
    iso: str | None
    locale: str | None
    order: str | None
    layout: bool


TRANSLATE_FIELDS = ("texts", "locale", "order", "readings")
EXPLAIN_FIELDS = ("text", "method", "iso", "locale", "order", "layout")


async def read_object(request: Request, settings: Settings) -> dict[str, Any]:
    """The JSON object that a request brings.

    Raises:
        Fault: it is no JSON object, is said to be something else, is too large, or does not come in time.
    """
    kind = value_of(b"content-type", request.scope["headers"]).partition(b";")[0].strip().lower()
    if kind != b"application/json":
        came = shown(kind.decode("latin-1")) if kind else "none"
        raise Fault("unsupported_media_type", f"the body must be application/json; got {came}.")
    try:
        async with asyncio.timeout(settings.body_time):
            body = await _read(request, settings.largest_body)
    except TimeoutError:
        message = f"the body must have come within {settings.body_time:g} seconds."
        raise Fault("body_too_slow", message, {"Connection": "close"}) from None
    except ClientDisconnect:
        raise Fault("not_json", "the body ended too early.") from None
    return parse_object(body)


async def _read(request: Request, most: int) -> bytes:
    length = value_of(b"content-length", request.scope["headers"])
    size = int(length) if length.isdigit() else 0
    body, more = bytearray(), size <= most
    while more:
        part = await request.receive()
        if part["type"] == "http.disconnect":
            raise ClientDisconnect
        body += part.get("body", b"")
        size, more = len(body), part.get("more_body", False) and len(body) <= most
    if size > most:
        message = f"a body has {most} bytes at most; got {size} or more. Ask for fewer texts at once."
        raise Fault("body_too_large", message, {"Connection": "close"})  # what is still to come is not read
    return bytes(body)


def parse_object(body: bytes) -> dict[str, Any]:
    """The JSON object (RFC 8259) of a body.

    Raises:
        Fault: it is not UTF-8, not JSON, nested too deeply or something else than an object.
    """
    try:
        value = _DECODER.decode(body.decode("utf-8-sig"))  # some clients begin with a byte order mark
    except UnicodeDecodeError as error:
        raise Fault("not_json", f"the body must be UTF-8; byte {error.start} is not.") from None
    except RecursionError:
        raise Fault("not_json", "the body is nested too deeply; expected a flat JSON object.") from None
    except json.JSONDecodeError as error:
        raise Fault("not_json", f"the body must be a JSON object; {error}.") from None
    if not isinstance(value, dict):
        raise Fault("not_json", f"the body must be a JSON object; got {in_json(value)}.")
    return value


def in_json(value: object) -> str:
    """A value about as the caller wrote it: as JSON, in ASCII, cut where it is long."""
    try:
        return cut(json.dumps(value))
    except RecursionError:  # there is less room for it than there was in reading it
        return "something nested deeply"


def _no_number(name: str) -> NoReturn:
    raise Fault("not_json", f"the body must be a JSON object; {name} is no JSON number.")


def _integer(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:  # Python would refuse longer ones in words about itself
        raise Fault("not_json", f"a number in the body has {len(digits):,} digits; no field takes one so large.")
    return int(digits)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(name for name, number in Counter(name for name, _ in pairs).items() if number > 1)
        raise Fault("wrong_field", f"the field {in_json(twice)} is given more than once.")
    return found


# Made once: `json.loads` makes one for each body
_DECODER = json.JSONDecoder(parse_constant=_no_number, parse_int=_integer, object_pairs_hook=_once)


def to_translate(body: dict[str, Any], settings: Settings) -> ToTranslate:
    """What is to be translated.

    Raises:
        Fault: a field is missing, unknown or wrong, or there are too many texts or too long ones.
    """
    _known(body, TRANSLATE_FIELDS)
    texts = body.get("texts", _MISSING)
    if not isinstance(texts, list) or not texts:
        raise _wrong("texts", "a list of one string or more", texts)
    if len(texts) > settings.most_texts:
        raise Fault("too_many_texts", f"`texts` must have {settings.most_texts} strings at most; got {len(texts)}.")
    for row, text in enumerate(texts):
        _text(text, f"texts[{row}]", settings.longest_text)
    readings = body.get("readings", 1)
    whole = readings if not isinstance(readings, float) or not readings.is_integer() else int(readings)
    if isinstance(whole, bool) or not isinstance(whole, int) or not 1 <= whole <= settings.most_readings:
        raise _wrong("readings", f"a whole number from 1 to {settings.most_readings}", readings)
    return ToTranslate(texts, *_hints(body), whole)


def to_explain(body: dict[str, Any], settings: Settings) -> ToExplain:
    """What is to be explained.

    Raises:
        Fault: a field is missing, unknown or wrong, or the text is too long.
    """
    _known(body, EXPLAIN_FIELDS)
    method = body.get("method", METHODS[0])
    if method not in METHODS:
        raise _wrong("method", " or ".join(METHODS), method)
    text = body.get("text", _MISSING)
    longest = min(settings.longest_text, settings.longest_occluded if method == "occlusion" else settings.longest_text)
    _text(text, "text", longest)
    iso, layout = body.get("iso"), body.get("layout", False)
    if iso is not None and not isinstance(iso, str):
        raise _wrong("iso", "a date such as 2016-01-05, ∅ for no date, or null for the first reading", iso)
    if not isinstance(layout, bool):
        raise _wrong("layout", "true or false", layout)
    return ToExplain(text, method, iso, *_hints(body), layout)


def _known(body: dict[str, Any], fields: tuple[str, ...]) -> None:
    for name in body:
        if name not in fields:
            raise Fault("wrong_field", f"there is no field {in_json(name)}; known are {', '.join(fields)}.")


def _text(text: object, name: str, longest: int) -> None:
    if not isinstance(text, str):
        raise _wrong(name, "a string", text)
    if len(text) > longest:
        raise Fault("text_too_long", f"`{name}` must have {longest} characters at most; got {len(text)}.")


def _hints(body: dict[str, Any]) -> tuple[str | None, str | None]:
    locale, order = body.get("locale"), body.get("order")
    if locale is not None and (not isinstance(locale, str) or len(locale) > LONGEST_LOCALE):
        raise _wrong("locale", f"an identifier such as en_GB of {LONGEST_LOCALE} characters at most, or null", locale)
    if order is not None and (not isinstance(order, str) or order.upper() not in ORDERS):
        raise _wrong("order", f"{', '.join(ORDERS)} or null", order)
    return locale, order and order.upper()


def _wrong(name: str, expected: str, value: object) -> Fault:
    came = "nothing" if value is _MISSING else in_json(value)
    return Fault("wrong_field", f"`{name}` must be {expected}; got {came}.")
