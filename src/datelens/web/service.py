"""The service: a model, the queue before it, and the figures of both."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from datelens.translator import Translator
from datelens.web import log
from datelens.web.batching import Batcher
from datelens.web.meters import Meters
from datelens.web.model import Model, Translate, cost
from datelens.web.settings import Settings

FIRST_TEXT = "5 Jan 2016"
"""What the model reads before the service calls itself ready."""


class Service:
    """What endpoints share.

    Args:
        translator: made once.
        settings: limits and permissions.
    """

    def __init__(self, translator: Translator, settings: Settings) -> None:
        self.translator, self.settings = translator, settings
        self.model, self.meters = Model(translator), Meters()
        self.ready = False
        self.batcher: Batcher

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """While this is open the model answers; at its end what is in flight is finished."""
        self.batcher = Batcher(
            self.model.answer,
            cost,
            most_waiting=self.settings.most_waiting,
            wait=self.settings.batch_wait,
            observe=self.meters.batches.observe,
        )
        self.meters.watch_waiting(lambda: self.batcher.waiting)
        answering = asyncio.create_task(self.batcher.run())
        warming = asyncio.create_task(self._warm())
        try:
            yield
        finally:
            await asyncio.wait([warming, answering], return_when=asyncio.FIRST_COMPLETED)
            warming.cancel()  # it waits for ever where nothing answers
            self.batcher.close()
            await answering

    async def _warm(self) -> None:
        """Let the model answer once, and be ready: with all of its graphs, whatever becomes of their files."""
        try:
            await asyncio.to_thread(self.translator.reader.network.load)
            await self.batcher.ask(Translate(1), [(FIRST_TEXT, None, None)])
            self.ready = True
        except Exception:  # noqa: BLE001  # whatever it is, the service goes on to say that it is not ready
            log.FAULTS.exception("the model does not answer")
