"""What a soak calls again and again: each door of datelens, with what it answers as plain data to compare."""

from __future__ import annotations

import http.client
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import cycle, islice
from typing import Any

import pyarrow as pa

from datelens.columns.arrow import translate_array
from datelens.columns.reader import ColumnReader
from datelens.draw import formats
from datelens.draw.panels import panel
from datelens.translator import Translator

SINGLE, BATCH, MAP, COLUMN, SERVER = KINDS = ("single", "batch", "map", "column", "server")

TOGETHER = {SINGLE: 20, BATCH: 500, MAP: 1, COLUMN: 500, SERVER: 50}
"""Texts of a call. Single texts come one after the other, so that a round asks all doors for much the same work."""

DRAWN = (".txt", ".svg", ".html")

ODD = ("", "\x00", "\ud800", "a" * 10_000, "2016-01-05", "31 February 2020", "ﷺ" * 60, "03/04/2021", "\u202e5 Jan")
"""Among the texts of all doors: what is refused, read by law, doubtful or hard to draw."""

Answers = list[Any]
Call = Callable[[Sequence[str]], Answers]


def doors(translator: Translator, port: int) -> Mapping[str, Call]:
    """How to call each kind: texts in, an answer for each out.

    Args:
        translator: of this process.
        port: of a service on this machine.
    """

    def single(texts: Sequence[str]) -> Answers:
        return [translator.translate(text).to_dict() for text in texts]

    def batch(texts: Sequence[str]) -> Answers:
        return [translation.to_dict() for translation in translator.translate(texts, readings=3)]

    def drawn(texts: Sequence[str]) -> Answers:
        maps = [translator.explain(text) for text in texts]
        return [formats.RENDERERS[ending]([[panel(found)]])[0] for found in maps for ending in DRAWN]

    def column(texts: Sequence[str]) -> Answers:
        sound = [text.encode(errors="replace").decode() for text in texts]  # Arrow holds UTF-8 alone
        return list(translate_array(pa.array(sound), reader=ColumnReader(translator)).to_pylist())

    def server(texts: Sequence[str]) -> Answers:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        short = [text[:200] for text in texts]
        connection.request("POST", "/translate", json.dumps({"texts": short}), {"Content-Type": "application/json"})
        answered = json.loads(connection.getresponse().read())
        connection.close()
        return list(answered["translations"])

    return {SINGLE: single, BATCH: batch, MAP: drawn, COLUMN: column, SERVER: server}


def questions(texts: Sequence[str]) -> Mapping[str, Iterator[list[str]]]:
    """For each kind of call the texts of one after the other, endlessly; odd ones among them."""
    mixed = [*ODD, *texts]
    return {kind: _chunks(cycle(mixed), size) for kind, size in TOGETHER.items()}


def _chunks(texts: Iterator[str], size: int) -> Iterator[list[str]]:
    while True:
        yield list(islice(texts, size))
