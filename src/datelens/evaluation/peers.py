"""Other libraries that read dates, each asked in the way that is fairest to it.

dateparser and dateutil fill in what a text does not say (the day of `May 2018`) from a given date. They are asked
twice, with two dates that have no year, month or day in common: what both answers agree on was read, the rest was
filled in. So `May 2018` counts as `2018-05`, and `tomorrow` as no date, as it does for datelens; only the first asking
is timed. pandas cannot be asked so: its answers are compared as far as the right reading goes.

All are used with their defaults: dateparser tries all its languages where none is given, dateutil is not `fuzzy`,
pandas infers the layout of each text. A locale reaches dateparser, as language and region; an order reaches all three.
What does not reach a library is counted as a hint left out. Two-digit years are left to each. An exception that a
library raises on a text counts as its refusal.
"""

from __future__ import annotations

import datetime
import time
import warnings
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import version
from typing import Any

from datelens.errors import HintError
from datelens.evaluation.readers import Answer, Answered, Clock
from datelens.evaluation.rows import Row
from datelens.hints import parse_locale

# Leap years, so that 29 February can be filled in too
BASES = datetime.datetime(1996, 2, 3), datetime.datetime(2004, 5, 6)  # noqa: DTZ001  # as written, of no zone

# What libraries raise on texts that they do not foresee, besides ValueError
REFUSALS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


def agreed(first: datetime.date | None, second: datetime.date | None) -> str | None:
    """What two answers from different bases have in common, as far as it is a reading.

    Example:
        >>> agreed(datetime.date(2018, 5, 3), datetime.date(2018, 5, 6))
        '2018-05'
    """
    if first is None or second is None:
        return None
    year, month, day = f"{first.year:04}", f"{first.month:02}", f"{first.day:02}"
    match (first.year == second.year, first.month == second.month, first.day == second.day):
        case True, True, True:
            return f"{year}-{month}-{day}"
        case True, True, False:
            return f"{year}-{month}"
        case True, False, False:
            return year
        case False, True, True:
            return f"--{month}-{day}"
    return None


class Peer(ABC):
    """A library that reads one text at a time.

    Args:
        clock: measures the time that it takes.

    Raises:
        ModuleNotFoundError: the library is not installed.
    """

    library: str
    tells_precision = True
    chunk = 64  # most are slow, and a bar should move

    def __init__(self, clock: Clock = time.perf_counter) -> None:
        self.load()
        self.name = f"{self.library} {version(self.library)}"
        self._clock = clock

    @abstractmethod
    def load(self) -> None:
        """Import the library, and what it needs to read, so that no text pays for it."""

    @abstractmethod
    def parse(self, row: Row, base: datetime.datetime) -> datetime.date | None:
        """The date in the text of a row, with what is missing taken from another; the library's errors pass."""

    def given(self, row: Row) -> tuple[str | None, str | None]:
        """Those of a row's hints that reach the library, here the order alone."""
        return None, row.order

    def parse_all(self, rows: Sequence[Row], base: datetime.datetime) -> list[datetime.date | None]:
        """The dates in the texts of rows; an error is a refusal."""
        return [self._refusing(row, base) for row in rows]

    def read(self, rows: Sequence[Row]) -> Answered:
        """The answers to rows, with those of their hints that the library takes; the others are counted."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            start = self._clock()
            dates = self.parse_all(rows, BASES[0])
            seconds = self._clock() - start
            isos = [None if date is None else date.isoformat() for date in dates]
            if self.tells_precision:
                found = [place for place, date in enumerate(dates) if date is not None]
                again = self.parse_all([rows[place] for place in found], BASES[1])
                for place, other in zip(found, again, strict=True):
                    isos[place] = agreed(dates[place], other)
            given = [self.given(row) for row in rows]
        answers = [Answer(iso, iso, aided=hints != (None, None)) for iso, hints in zip(isos, given, strict=True)]
        return Answered(
            tuple(answers), seconds, sum(hints != row.hints for hints, row in zip(given, rows, strict=True))
        )

    def _refusing(self, row: Row, base: datetime.datetime) -> datetime.date | None:
        try:
            return self.parse(row, base)
        except REFUSALS:
            return None


class Dateparser(Peer):
    """dateparser, with the language and region of a row where it knows them, and its order."""

    library = "dateparser"

    def load(self) -> None:
        """See `Peer`. A text that is no date makes it load all its languages."""
        from dateparser.date import DateDataParser

        @cache
        def parser(locale: str | None, order: str | None, base: datetime.datetime) -> tuple[Any, bool]:
            settings = {"RELATIVE_BASE": base} | ({} if order is None else {"DATE_ORDER": order})
            for options in _languages(locale):
                found = DateDataParser(settings=settings, **options)
                try:
                    found.get_date_data("no date")
                except ValueError:  # it looks a language up with the first text; this one it does not know
                    continue
                return found, True
            return DateDataParser(settings=settings), False

        self._parser = parser  # and whether it was given the language
        for base in BASES:
            parser(None, None, base)[0].get_date_data("no date")

    def given(self, row: Row) -> tuple[str | None, str | None]:
        """See `Peer`. A locale is given where its language is: many regions are what a language means without one."""
        _, knows = self._parser(row.locale, row.order, BASES[0])
        return row.locale if knows else None, row.order

    def parse(self, row: Row, base: datetime.datetime) -> datetime.date | None:
        """See `Peer`."""
        parser, _ = self._parser(row.locale, row.order, base)
        found = parser.get_date_data(row.text).date_obj
        return None if found is None else datetime.date(found.year, found.month, found.day)


def _languages(locale: str | None) -> list[dict[str, Any]]:
    """The options of dateparser for a locale: with its region, and without; none where it is no identifier."""
    if locale is None:
        return []
    try:
        hints = parse_locale(locale)
    except HintError:
        return []
    plain = {"languages": [hints.language]}
    return [plain] if hints.region is None else [plain | {"region": hints.region}, plain]


class Dateutil(Peer):
    """dateutil, which knows English alone, with the order of a row."""

    library = "python-dateutil"

    def load(self) -> None:
        """See `Peer`."""
        from dateutil.parser import parse

        self._parse = parse

    def parse(self, row: Row, base: datetime.datetime) -> datetime.date | None:
        """See `Peer`."""
        found = self._parse(row.text, default=base, **_first(row.order))
        return datetime.date(found.year, found.month, found.day)


class Pandas(Peer):
    """`pandas.to_datetime`, which knows English alone, with the order of a row; asked for many texts at once."""

    library = "pandas"
    tells_precision = False
    chunk = 1024

    def load(self) -> None:
        """See `Peer`."""
        import pandas

        self._to_datetime, self._missing = pandas.to_datetime, pandas.NaT

    def parse(self, row: Row, base: datetime.datetime) -> datetime.date | None:
        """See `Peer`."""
        return self._date(self._to_datetime(row.text, errors="coerce", **_first(row.order)))

    def parse_all(self, rows: Sequence[Row], base: datetime.datetime) -> list[datetime.date | None]:
        """See `Peer`. Those with a time are asked for once more, alone: their day is the one that is written."""
        dates: list[datetime.date | None] = [None] * len(rows)
        for order in {row.order for row in rows}:
            places = [place for place, row in enumerate(rows) if row.order == order]
            try:
                found = self._to_datetime(
                    [rows[place].text for place in places], errors="coerce", format="mixed", utc=True, **_first(order)
                )
            except REFUSALS:
                found = [None] * len(places)
            for place, moment in zip(places, found, strict=True):
                whole = moment is not None and (moment is self._missing or moment == moment.normalize())
                dates[place] = self._date(moment) if whole else self._refusing(rows[place], base)
        return dates

    def _date(self, moment: Any) -> datetime.date | None:
        return None if moment is self._missing else datetime.date(moment.year, moment.month, moment.day)


def _first(order: str | None) -> dict[str, bool]:
    """The options of dateutil and pandas for an order; none where it is not known."""
    return {} if order is None else {"dayfirst": order == "DMY", "yearfirst": order == "YMD"}


PEERS: Mapping[str, type[Peer]] = {"dateparser": Dateparser, "dateutil": Dateutil, "pandas": Pandas}
