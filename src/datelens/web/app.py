"""The app: the addresses of the service as a list, and what stands before them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import PurePosixPath

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import Route

from datelens.translator import Translator
from datelens.web import endpoints
from datelens.web.faults import on_http_exception
from datelens.web.guards import HostGuard, TokenGuard, Watch
from datelens.web.service import Service
from datelens.web.settings import Settings
from datelens.web.shortcut import Shortcut

FILES = "/static/"

ROUTES = [
    Route("/translate", endpoints.translate, methods=["POST"]),
    Route("/explain", endpoints.explain, methods=["POST"]),
    Route("/hints", endpoints.hints),
    Route("/healthz", endpoints.healthz),
    Route("/metrics", endpoints.metrics),
    Route("/openapi.json", endpoints.description),
    Route("/", endpoints.page),
    Route(f"{FILES}{{name}}", endpoints.asset),
]

PATHS = frozenset(route.path for route in ROUTES if PurePosixPath(route.path).parent == PurePosixPath("/"))


def create_app(translator: Translator | None = None, settings: Settings | None = None) -> Starlette:
    """The service as an ASGI app.

    Args:
        translator: what reads; None takes the shipped model, in one thread, as requests are read in one.
        settings: limits and permissions; None takes the defaults.

    Raises:
        BundleError: the shipped model is broken.
    """
    settings = settings or Settings()
    service = Service(translator or Translator.load(threads=1), settings)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with service.running():
            yield

    app = Starlette(
        routes=ROUTES,
        middleware=[*guards(service), Middleware(Shortcut, "POST", "/translate", endpoints.translate)],
        exception_handlers={HTTPException: on_http_exception},
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False  # `/translate/` is nothing, rather than a second address
    app.state.service = service
    return app


def guards(service: Service) -> list[Middleware]:
    """What a request passes, the outermost first."""
    settings = service.settings
    passed = []
    if settings.origins:  # before all else, so that a page of an allowed origin may read why it was refused
        passed.append(
            Middleware(
                CORSMiddleware,
                allow_origins=settings.origins,
                allow_methods=["GET", "POST"],
                allow_headers=["Authorization", "Content-Type"],
                expose_headers=["Retry-After"],
            )
        )
    passed.append(Middleware(Watch, settings, service.meters, PATHS))
    if settings.hosts:
        passed.append(Middleware(HostGuard, settings.hosts))
    if settings.token is not None:
        passed.append(Middleware(TokenGuard, settings.token, FILES))
    return passed
