"""Peers that search a text for dates instead of parsing the whole of it: fairer for sentences, and slower."""

from __future__ import annotations

import datetime
from typing import Any

from datelens.evaluation.peers import Dateutil, Peer
from datelens.evaluation.rows import Row


class DateparserSearch(Peer):
    """The first date that `dateparser.search.search_dates` finds, with its defaults."""

    library = "dateparser"

    def load(self) -> None:
        """See `Peer`."""
        from dateparser.search import search_dates

        self._search = search_dates

    def parse(self, row: Row, base: datetime.datetime) -> datetime.date | None:
        """See `Peer`."""
        found: list[tuple[str, Any]] | None = self._search(row.text, settings={"RELATIVE_BASE": base})
        return datetime.date(found[0][1].year, found[0][1].month, found[0][1].day) if found else None


class DateutilFuzzy(Dateutil):
    """dateutil, told to pass over words that it does not know."""

    def parse(self, row: Row, base: datetime.datetime) -> datetime.date | None:
        """See `Peer`."""
        found = self._parse(row.text, default=base, fuzzy=True)
        return datetime.date(found.year, found.month, found.day)
