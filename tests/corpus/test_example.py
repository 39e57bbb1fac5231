"""Drafts keep their spans; pairs know which input each digit comes from."""

from __future__ import annotations

from datelens.corpus.example import Draft, as_pair
from datelens.hints import Hints

PIECES = (("Sat ", None), ("9", "day"), (" ", None), ("May", "month"), ("  ", None), ("2018", "year"))
DRAFT = Draft(PIECES, "2018-05-09", "en", "E d MMM  y", "free")


def test_spans_are_where_the_pieces_stand() -> None:
    assert DRAFT.text == "Sat 9 May  2018"
    assert DRAFT.spans() == {"day": (4, 5), "month": (6, 9), "year": (11, 15)}


def test_field_in_two_pieces_spans_both() -> None:
    draft = DRAFT.with_pieces((("twenty", "day"), ("-", None), ("first", "day")))
    assert draft.spans() == {"day": (0, 12)}


def test_digits_written_one_for_one_come_from_themselves_and_others_from_their_span() -> None:
    pair = as_pair(DRAFT.example(Hints(language="en")))
    assert pair.source == ("<lang:en>", *"sat 9 may 2018")
    assert pair.target == tuple("2018-05-09")
    year = tuple((11 + i, 12 + i) for i in range(4))  # after the hint, and the two spaces folded into one
    assert pair.gold == (*year, None, (7, 10), (7, 10), None, (5, 6), (5, 6))


def test_no_date_has_one_symbol_and_no_gold() -> None:
    pair = as_pair(Draft((("hello", None),), None, "en", "words", "non-date").example())
    assert (pair.target, pair.gold) == (("∅",), (None,))


def test_reduced_precision_has_gold_only_for_what_it_says() -> None:
    draft = Draft((("5", "day"), (" May", "month")), "--05-05", "en", "d MMM", "month-day")
    assert as_pair(draft.example()).gold == (None, None, (1, 5), (1, 5), None, (0, 1), (0, 1))
