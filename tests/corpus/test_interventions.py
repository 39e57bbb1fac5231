"""Interventions: one field is written anew, in the hand of the old one, and the text stays as clear."""

from __future__ import annotations

import random

import pytest

from datelens.corpus import stream
from datelens.corpus.example import Example
from datelens.corpus.interventions import intervene
from datelens.folding import fold
from datelens.iso import fields, is_written


def example(text: str, iso: str, locale: str = "en", **spans: tuple[int, int]) -> Example:
    return Example(text, iso, locale, "", "", spans)


def drawn(before: Example, field: str, times: int = 40) -> set[tuple[str, str | None]]:
    """What comes of an intervention with one seed after another."""
    made = [intervene(before, field, random.Random(seed)) for seed in range(times)]
    return {(after.text, after.iso) for after in made if after is not None}


def test_a_number_is_padded_as_the_old_one_was_and_stays_on_its_side_of_12() -> None:
    spans = {"day": (0, 2), "month": (3, 5), "year": (6, 8)}
    days = {text[:2] for text, _ in drawn(example("27.05.85", "1985-05-27", **spans), "day")}
    assert days <= {str(day) for day in range(13, 32)} - {"27"}
    assert len(days) > 5
    months = {text[3:5] for text, _ in drawn(example("27.05.85", "1985-05-27", **spans), "month")}
    assert "09" in months
    assert months <= {f"{month:02}" for month in range(1, 13)}
    lone = drawn(example("5 May", "--05-05", day=(0, 1), month=(2, 5)), "day")
    assert ("3 May", "--05-03") in lone
    assert ("11 May", "--05-11") in lone


def test_a_short_year_is_read_as_posix_has_it() -> None:
    years = drawn(example("27 May 85", "1985-05-27", day=(0, 2), month=(3, 6), year=(7, 9)), "year")
    assert any(iso is not None and iso.startswith("20") for _, iso in years)
    assert all(int(text[7:]) > 31 and iso == ("19" if text[7:] >= "69" else "20") + text[7:] + "-05-27"
               for text, iso in years)  # fmt: skip


def test_names_come_from_the_table_and_keep_case_and_dot() -> None:
    names = drawn(example("5 MAI 2016", "2016-05-05", "de", day=(0, 1), month=(2, 5), year=(6, 10)), "month")
    assert ("5 MÄRZ 2016", "2016-03-05") in names
    dotted = drawn(example("5 febr. 2016", "2016-02-05", "nl", day=(0, 1), month=(2, 7), year=(8, 12)), "month")
    assert dotted == set()  # a name that the table does not hold
    unknown = drawn(example("5 May 2016", "2016-05-05", "xx_YY", day=(0, 1), month=(2, 5), year=(6, 10)), "month")
    assert unknown == set()
    dotted = drawn(example("5 feb. 2016", "2016-02-05", "nl", day=(0, 1), month=(2, 6), year=(7, 11)), "month")
    assert ("5 okt. 2016", "2016-10-05") in dotted


def test_digits_of_another_script_stay_in_it() -> None:
    made = drawn(example("٢٧ مايو ٢٠١٦", "2016-05-27", "ar", day=(0, 2), month=(3, 7), year=(8, 12)), "year")
    assert all(fold(text).symbols.endswith(str(iso)[:4]) and not text.isascii() for text, iso in made)


@pytest.mark.parametrize(
    ("before", "field"),
    [
        (example("5/5/2016", "2016-05-05", day=(0, 1), month=(2, 3), year=(4, 8)), "day"),  # any other is unclear
        (example("5th May 2016", "2016-05-05", day=(0, 3), month=(4, 7), year=(8, 12)), "day"),
        (example("27 May 2559", "2016-05-27", "th", day=(0, 2), month=(3, 6), year=(7, 11)), "year"),
        (example("27 May", "--05-27", day=(0, 2), month=(3, 6)), "year"),
        (example("hello", "2016", year=(0, 5)), "year"),
    ],
    ids=["unclear", "ordinal", "buddhist", "unwritten", "words"],
)
def test_what_cannot_be_written_anew_is_left_alone(before: Example, field: str) -> None:
    assert drawn(before, field) == set()


def test_only_the_field_changes_in_what_the_stream_makes() -> None:
    rng = random.Random(3)
    made = 0
    for before in stream.generate(8, 0, 150, split="held-out"):
        for field in ("day", "month", "year"):
            after = intervene(before, field, rng)
            if after is None or before.iso is None or after.iso is None:
                continue
            made += 1
            assert is_written(after.iso)
            kept = [old == new for old, new, name in zip(before.iso, after.iso, fields(before.iso), strict=True)
                    if name != field]  # fmt: skip
            assert all(kept)
            assert before.iso != after.iso
            start, stop = before.spans[field]
            shift = len(after.text) - len(before.text)
            assert after.spans[field] == (start, stop + shift)
            assert (after.text[:start], after.text[stop + shift :]) == (before.text[:start], before.text[stop:])
            assert {n: after.text[slice(*s)] for n, s in after.spans.items() if n != field} == {
                n: before.text[slice(*s)] for n, s in before.spans.items() if n != field
            }
    assert made > 150
