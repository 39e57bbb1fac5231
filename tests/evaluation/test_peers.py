"""Peers: each asked in the way that is fairest to it, and none that ends a run."""

from __future__ import annotations

import datetime
from itertools import count

import pytest

from datelens.evaluation.peers import BASES, PEERS, Peer, agreed
from datelens.evaluation.readers import Answer, Answered
from datelens.evaluation.rows import Row

FIRST, SECOND = (base.date() for base in BASES)


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (FIRST, "1996-02-03"),
        (FIRST.replace(day=6), "1996-02"),
        (datetime.date(1996, 5, 6), "1996"),
        (FIRST.replace(year=2004), "--02-03"),
        (SECOND, None),
        (datetime.date(2004, 5, 3), None),
        (datetime.date(2004, 2, 6), None),
        (None, None),
    ],
    ids=["day", "month", "year", "month and day", "nothing", "day alone", "month alone", "refused"],
)
def test_what_two_answers_agree_on_was_read(second: datetime.date | None, expected: str | None) -> None:
    assert agreed(FIRST, second) == expected


def test_a_year_is_written_with_four_digits() -> None:
    assert agreed(datetime.date(800, 1, 2), datetime.date(800, 1, 2)) == "0800-01-02"


def test_two_bases_have_nothing_in_common_and_know_leap_days() -> None:
    assert agreed(FIRST, SECOND) is None
    assert all(base.replace(month=2, day=29) for base in BASES)


class Strange(Peer):
    """Fills in all that is missing, and breaks on some texts."""

    library = "pytest"

    def load(self) -> None:
        self.asked: list[str] = []

    def parse(self, row: Row, base: datetime.datetime) -> datetime.date | None:
        self.asked.append(row.text)
        if row.text.startswith("!"):
            raise {"!v": ValueError, "!o": OverflowError, "!k": KeyError, "!t": TypeError}[row.text]
        return base.date().replace(year=2016) if row.text else None


def test_an_error_is_a_refusal_and_only_the_first_asking_is_timed() -> None:
    ticks = count()
    peer = Strange(clock=lambda: float(next(ticks)))
    texts = ["2016", "!v", "!o", "", "!k", "!t"]
    answered = peer.read([Row(text, None) for text in texts])
    none = Answer(None, None)
    assert answered == Answered((Answer("2016", "2016"), none, none, none, none, none), 1.0)
    assert peer.asked == [*texts, "2016"]
    assert peer.name.startswith("pytest ")


def ask(name: str, *rows: Row) -> list[str | None]:
    pytest.importorskip({"dateutil": "dateutil.parser"}.get(name, name))
    return [answer.iso for answer in PEERS[name]().read(rows).answers]


TEXTS = [
    "5 Jan 2016",
    "January 2016",
    "2016",
    "12 May",
    "tomorrow",
    "hello",
    "31 February 2020",
    "5 Jan 2016 23:30 -05:00",
]
FULL = [*("2016-01-05", "2016-01", "2016", "--05-12", None, None, None, "2016-01-05")]


@pytest.mark.parametrize("name", ["dateparser", "dateutil"])
def test_peers_tell_what_was_written_from_what_they_filled_in(name: str) -> None:
    assert ask(name, *(Row(text, None) for text in TEXTS)) == FULL


def test_pandas_gives_full_dates_as_they_are_written() -> None:
    answers = ask("pandas", *(Row(text, None) for text in TEXTS if text != "tomorrow"))
    assert answers == ["2016-01-05", "2016-01-01", "2016-01-01", "0001-05-12", None, None, "2016-01-05"]


@pytest.mark.parametrize("name", list(PEERS))
def test_the_order_reaches_a_peer(name: str) -> None:
    rows = [Row("03/04/2021", None, order=order) for order in (None, "DMY", "MDY")] + [
        Row("01/02/03", None, order="YMD")
    ]
    assert ask(name, *rows) == ["2021-03-04", "2021-04-03", "2021-03-04", "2001-02-03"]


def test_a_locale_reaches_dateparser_as_far_as_it_knows_it() -> None:
    locales = ["en_GB", "en_US", "en_XX", "xyz", "de_XX", "no locale"]
    answers = ask("dateparser", *(Row("03/04/2021", None, locale) for locale in locales))
    assert answers == ["2021-04-03", "2021-03-04", "2021-03-04", "2021-03-04", "2021-04-03", "2021-03-04"]


# With a locale alone, with an order alone, with both, with one that nobody knows, with none
HINTED = [
    Row("03/04/2021", None, *hints)
    for hints in (("en_GB", None), (None, "DMY"), ("de_DE", "DMY"), ("xyz", None), ("xyz", "DMY"), (None, None))
]
TAKEN = {
    "dateparser": (2, [True, True, True, False, True, False]),
    "dateutil": (4, [False, True, True, False, True, False]),
    "pandas": (4, [False, True, True, False, True, False]),
}


@pytest.mark.parametrize("name", list(PEERS))
def test_hints_that_do_not_reach_a_peer_are_counted(name: str) -> None:
    pytest.importorskip({"dateutil": "dateutil.parser"}.get(name, name))
    answered = PEERS[name]().read(HINTED)
    assert (answered.hints_left_out, [answer.aided for answer in answered.answers]) == TAKEN[name]
