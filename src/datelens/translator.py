"""The translator: texts in, translations out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from datelens.answers import LEAST_READING
from datelens.arguments import whole_number
from datelens.bundle import SHIPPED, Bundle, Thresholds, load_bundle
from datelens.errors import HintError
from datelens.hints import Hints
from datelens.iso import NO_DATE
from datelens.questions import Hint, HintOfEach, HintReader, checked_hint, checked_texts
from datelens.reader import LONGEST_TEXT, Reader, folded
from datelens.records import Translation
from datelens.runtime import available_threads

if TYPE_CHECKING:
    from datelens.records import AttentionMap

__all__ = ["LEAST_READING", "LONGEST_TEXT", "Translator", "shipped_path"]

_RECENT = 4096  # single texts whose translations are remembered,
_REMEMBERED = 200  # and the characters of the longest of them

# Texts that one thread takes from folding to records: enough to make good batches of, few enough to share out
_SHORTEST_CHUNK, _LONGEST_CHUNK = 256, 2048


class Translator:
    """Translates texts with the model of a bundle.

    Threads may share one. A pickled one reads its bundle again; after a fork it goes on with what was loaded.

    Args:
        bundle: the model.
        threads: how many threads to compute in where there are many texts; None takes one a processor, and one alone
            in a worker process of `multiprocessing`.
        ambiguity_threshold, refusal_threshold: in place of the bundle's; see `datelens.bundle.Thresholds`.

    Raises:
        ArgumentError: `threads` is neither a positive whole number nor None.
        BundleError: a threshold is not from 0 to 1, or the bundle's graphs are none that it may have.

    Example:
        >>> translator = Translator.load()
        >>> [translation.iso for translation in translator.translate(["5 Jan 2016", "hello world"])]
        ['2016-01-05', None]
    """

    def __init__(
        self,
        bundle: Bundle,
        threads: int | None = None,
        *,
        ambiguity_threshold: float | None = None,
        refusal_threshold: float | None = None,
    ) -> None:
        given = {"ambiguity": ambiguity_threshold, "refusal": refusal_threshold}
        own = {name: value for name, value in given.items() if value is not None}
        self.bundle = bundle
        self.threads = None if threads is None else whole_number("threads", threads)
        self.thresholds: Thresholds = replace(bundle.description.thresholds, **own)
        self.reader = Reader(bundle, self.thresholds)
        self._hints = HintReader(bundle.description.input_alphabet)
        self._recent = lru_cache(maxsize=_RECENT)(self._translate_one)

    @classmethod
    def load(
        cls,
        path: str | os.PathLike[str] | None = None,
        threads: int | None = None,
        *,
        ambiguity_threshold: float | None = None,
        refusal_threshold: float | None = None,
    ) -> Translator:
        """The translator of a bundle.

        Args:
            path: the bundle's folder; None takes the model that is shipped with datelens.
            threads, ambiguity_threshold, refusal_threshold: see `Translator`.

        Raises:
            BundleNotFoundError: there is no bundle at the path.
            BundleError: it is broken, changed, or of a newer format, or a threshold is not from 0 to 1.
            ArgumentError: `threads` is neither a positive whole number nor None.
        """
        bundle = load_bundle(shipped_path() if path is None else path)
        return cls(bundle, threads, ambiguity_threshold=ambiguity_threshold, refusal_threshold=refusal_threshold)

    def __getstate__(self) -> dict[str, Any]:
        return {"path": self.bundle.path, "threads": self.threads, "thresholds": self.thresholds}

    def __setstate__(self, state: dict[str, Any]) -> None:
        thresholds: Thresholds = state["thresholds"]
        self.__init__(  # type: ignore[misc]
            load_bundle(state["path"]),
            state["threads"],
            ambiguity_threshold=thresholds.ambiguity,
            refusal_threshold=thresholds.refusal,
        )

    @overload
    def translate(  # type: ignore[overload-overlap]  # a string is an iterable of strings too
        self, texts: str, locale: Hint = None, order: Hint = None, readings: int = 1
    ) -> Translation: ...

    @overload
    def translate(
        self, texts: Iterable[str], locale: HintOfEach = None, order: HintOfEach = None, readings: int = 1
    ) -> list[Translation]: ...

    def translate(
        self, texts: str | Iterable[str], locale: HintOfEach = None, order: HintOfEach = None, readings: int = 1
    ) -> Translation | list[Translation]:
        """Translate a text, or many.

        A text that is exactly what a translation prints (`2016-01-05`, `2016-01`, `2016`, `--01-05`) comes back as it
        is, by law, with confidence 1; so is a text without characters refused, and one of more than 1,000.

        Args:
            texts: one string, or several.
            locale: where they are from (`en_GB`, `pt-BR`): one for all, or one a text; None where it is not known.
            order: of day, month and year in them (`DMY`, `MDY`, `YMD`): one for all, or one a text.
            readings: how many to list at most, and none less probable than 0.001 but the first. Where a text
                is ambiguous, all readings that make it so are listed.

        Returns:
            a translation for one string, a list of them for several.

        Raises:
            TextError: a text is not a string.
            HintError: a locale or order cannot be, or is not known to the model.
            ArgumentError: `readings` is not a positive whole number.

        Example:
            >>> translator.translate("03/04/2021", order="DMY").iso
            '2021-04-03'
        """
        readings = whole_number("readings", readings)
        if not isinstance(texts, str):
            checked = checked_texts(texts)
            return self._translate_many(checked, self._hints.rows(len(checked), locale, order), readings)
        [text] = checked_texts([texts])
        translate = self._recent if len(text) <= _REMEMBERED else self._translate_one
        return translate(text, checked_hint(locale, "locale"), checked_hint(order, "order"), readings)

    def explain(
        self,
        text: str,
        method: str = "attention",
        iso: str | None = None,
        *,
        locale: Hint = None,
        order: Hint = None,
    ) -> AttentionMap:
        """Say which characters of a text each character of a reading comes from.

        Args:
            text: one string.
            method: `attention`, how much the network looked at each character; or `occlusion`, how much less probable
                an output character becomes when an input character is made unknown.
            iso: the reading to explain, which the network is made to write; None takes the first, "∅" is "no date". Of
                a text that is refused unread there is the map of "no date" alone.
            locale, order: as for `translate`.

        Raises:
            TextError: `text` is not a string.
            HintError: a hint cannot be, or is not known to the model.
            ExplanationError: `method` is unknown or the model has no attention to show, or `iso` is nothing that it can
                write.
        """
        from datelens.explain import check_method, explain, unread
        from datelens.explain.forced import target_of

        [text] = checked_texts([text])
        hints = self.hints(locale, order)
        if folded(text) is None:
            check_method(method)
            if iso is not None:
                target_of(self.reader.network, iso)
            return unread(text, method, self.reader.calendar)
        if iso is None:
            iso = self.translate(text, locale, order).readings[0].iso or NO_DATE
        return explain(self.reader.network, text, hints, iso, method)

    def hints(self, locale: Hint = None, order: Hint = None) -> Hints:
        """What the model makes of a locale and an order.

        Raises:
            HintError: a hint cannot be, or is not known to the model.
        """
        return self._hints.parse(checked_hint(locale, "locale"), checked_hint(order, "order"))

    def knows(self, locale: Hint = None, order: Hint = None) -> bool:
        """Whether a locale and an order can be hints to the model.

        Example:
            >>> translator.knows("en_GB", "DMY"), translator.knows("xx")
            (True, False)
        """
        try:
            self.hints(locale, order)
        except HintError:
            return False
        return True

    def most_threads(self) -> int:
        """How many threads many texts are translated in."""
        return self.threads or (1 if _is_worker() else available_threads())

    def alone(self) -> Translator:
        """This translator in the calling thread alone, for callers with threads of their own; it loads nothing anew."""
        other = object.__new__(type(self))
        other.__dict__ |= {**self.__dict__, "threads": 1}
        return other

    def _translate_one(self, text: str, locale: Hint, order: Hint, readings: int) -> Translation:
        return self.reader.read(text, self._hints.parse(locale, order), readings)

    def _translate_many(self, texts: list[str], hints: np.ndarray, readings: int) -> list[Translation]:
        """Translations of distinct texts, in several threads where that pays."""
        distinct, rows = _distinct(texts, hints)
        if len(distinct) < len(texts):
            few = self._translate_many([texts[i] for i in distinct], hints[distinct], readings)
            return [few[row] for row in rows]
        threads = self.most_threads()
        size = min(max(-(-len(texts) // threads), _SHORTEST_CHUNK), _LONGEST_CHUNK)
        starts = range(0, len(texts), size)

        def translate(start: int) -> list[Translation]:
            return self.reader.read_all(texts[start : start + size], hints[start : start + size], readings)

        if min(threads, len(starts)) < 2:
            return [translation for start in starts for translation in translate(start)]
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(min(threads, len(starts))) as pool:
            return [translation for chunk in pool.map(translate, starts) for translation in chunk]


def _is_worker() -> bool:
    """Whether this process was started by `multiprocessing`, whose other workers want processors too."""
    multiprocessing = sys.modules.get("multiprocessing")  # which a worker has imported
    return multiprocessing is not None and multiprocessing.parent_process() is not None


def shipped_path() -> Path:
    """The folder of the model that is shipped with datelens."""
    return SHIPPED


def _distinct(texts: list[str], hints: np.ndarray) -> tuple[list[int], list[int]]:
    """The first place of each distinct text with its hints, and for each text the one of these that it equals."""
    keys: Iterable[Any] = texts
    if len(hints) and (hints != hints[0]).any():
        keys = zip(texts, map(tuple, hints.tolist()), strict=True)
    seen: dict[Any, int] = {}
    rows = [seen.setdefault(key, len(seen)) for key in keys]
    if len(seen) == len(texts):
        return rows, rows
    first: dict[int, int] = {}
    for place, row in enumerate(rows):
        first.setdefault(row, place)
    return list(first.values()), rows
