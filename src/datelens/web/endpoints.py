"""Endpoints: a function an address, request in, response out."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

import datelens
from datelens.errors import ExplanationError, HintError
from datelens.web import bodies, openapi
from datelens.web.assets import PAGE, assets
from datelens.web.batching import QueueFullError
from datelens.web.faults import FACTS, Fault, json_response
from datelens.web.meters import CONTENT_TYPE
from datelens.web.model import Asked, Explain, Translate
from datelens.web.service import Service


async def translate(request: Request) -> Response:
    """`POST /translate`: texts to translations."""
    service: Service = request.app.state.service
    asked = bodies.to_translate(await bodies.read_object(request, service.settings), service.settings)
    _note(request, service, asked.texts, asked.locale, asked.order)
    questions = [(text, asked.locale, asked.order) for text in asked.texts]
    translations = await _answers(request, service, Translate(asked.readings), questions)
    service.meters.count(translations)
    return json_response({"translations": [translation.to_dict() for translation in translations]})


async def explain(request: Request) -> Response:
    """`POST /explain`: a text to the map of a reading."""
    service: Service = request.app.state.service
    asked = bodies.to_explain(await bodies.read_object(request, service.settings), service.settings)
    _note(request, service, [asked.text], asked.locale, asked.order)
    kind = Explain(asked.method, asked.iso, asked.layout)
    [record] = await _answers(request, service, kind, [(asked.text, asked.locale, asked.order)])
    return json_response(record)


async def hints(request: Request) -> Response:
    """`GET /hints`: what the model knows of languages, regions and orders, and the limits of a question."""
    service: Service = request.app.state.service
    settings = service.settings
    most = {
        "texts": settings.most_texts,
        "characters": settings.longest_text,
        "occluded": settings.longest_occluded,
        "readings": settings.most_readings,
    }
    return json_response({**service.model.hints(), "limits": most})


async def healthz(request: Request) -> Response:
    """`GET /healthz`: whether the model has answered."""
    service: Service = request.app.state.service
    if not service.ready:
        raise Fault("starting", "the model has not answered yet; try again later.")
    return json_response({"status": "ready", "version": datelens.__version__})


async def metrics(request: Request) -> Response:
    """`GET /metrics`: figures for Prometheus."""
    service: Service = request.app.state.service
    return Response(service.meters.exposition(), headers={"Content-Type": CONTENT_TYPE})


async def description(request: Request) -> Response:
    """`GET /openapi.json`: what can be asked and what is answered."""
    service: Service = request.app.state.service
    return json_response(openapi.description(service.settings, service.model.hints(), request.scope["root_path"]))


async def page(request: Request) -> Response:
    """`GET /`: the page."""
    return _asset(request, PAGE)


async def asset(request: Request) -> Response:
    """`GET /static/…`: a file of the page."""
    return _asset(request, request.path_params["name"])


async def _answers(
    request: Request, service: Service, kind: Translate | Explain, questions: Sequence[Asked]
) -> list[Any]:
    """The answers in their turn, or the fault that says why there are none."""
    if not service.ready:
        raise Fault("starting", "the model has not answered yet; try again later.")
    try:
        if any(hints := questions[0][1:]):
            service.translator.hints(*hints)  # a wrong one costs no turn
        async with asyncio.timeout(service.settings.time_limit):
            answers = service.batcher.ask(kind, questions)
            short = isinstance(kind, Translate) and len(questions) == 1  # is read before it would be called off
            return await (answers if short else _while_waited_for(request, answers))
    except QueueFullError:
        raise Fault("overloaded", "too much is waiting to be read; try again later, or with fewer texts.") from None
    except TimeoutError:
        limit = service.settings.time_limit
        raise Fault(
            "out_of_time", f"there was no answer within {limit:g} seconds; try again, or less at once."
        ) from None
    except HintError as error:
        raise Fault("unknown_hint", str(error)) from None
    except ExplanationError as error:  # a method or reading that this model cannot explain
        raise Fault("wrong_field", str(error)) from None


async def _while_waited_for(request: Request, asking: Coroutine[Any, Any, list[Any]]) -> list[Any]:
    """The answers, unless who asked for them goes away meanwhile: then nobody need read for it."""
    answers = asyncio.ensure_future(asking)
    gone = asyncio.ensure_future(request.receive())  # the body is read: what comes now is the end
    try:
        await asyncio.wait([answers, gone], return_when=asyncio.FIRST_COMPLETED)
        if not answers.done():
            raise Fault("client_gone", "who asked has gone.")
        return answers.result()
    finally:
        answers.cancel()
        gone.cancel()


def _note(request: Request, service: Service, texts: list[str], locale: str | None, order: str | None) -> None:
    """Leave for the log what was asked; the texts themselves only where that was chosen."""
    facts = request.scope[FACTS]
    facts |= {"texts": len(texts), "locale": locale, "order": order}
    if service.settings.logged == "texts":
        facts["text"] = texts


def _asset(request: Request, name: str) -> Response:
    found = assets().get(name)
    if found is None:
        raise Fault("not_found", "there is no such file.")
    headers = {"ETag": found.tag, "Cache-Control": "no-cache", "Content-Type": found.kind}
    if _matches(request.headers.get("if-none-match", ""), found.tag):
        return Response(status_code=304, headers=headers)
    return Response(found.content, headers=headers)


def _matches(tags: str, own: str) -> bool:
    """Whether the tags of `If-None-Match` hold this one; a proxy that packs what it sends on makes a weak one of it."""
    return any(tag.strip().removeprefix("W/") in ("*", own) for tag in tags.split(","))
