"""The languages of words."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from datelens.columns.languages import languages_of, words
from datelens.columns.numbers import plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5. März 2016", {"de"}),
        ("lundi 3 mai", {"fr"}),
        ("3 октября", {"ru"}),
        ("الأحد، 4 مايو 2003", {"ar"}),
        ("31 grudnia 1999", {"pl"}),
        ("03/04/2021", set()),
        ("hello world", set()),
        ("lundi 3 März", set()),
        ("2016年1月5日", set()),
    ],
)
def test_a_text_is_in_the_languages_that_write_all_its_words(text: str, expected: set[str]) -> None:
    assert languages_of(plain(text)) == expected


def test_words_that_languages_share_leave_several() -> None:
    assert {"de", "fr"} <= languages_of("4 mai 2016")
    assert languages_of("samstag, 4 mai 2016") == {"de"}


def test_the_file_holds_what_the_script_writes() -> None:
    from datelens.corpus.locales import by_language, load

    for language, name in (("de", "märz"), ("tr", "şubat"), ("el", "οκτωβρίου")):
        months = {
            plain(month) for written in load(by_language()[language][0]).names.months.values() for month in written
        }
        assert name in months
        assert language in words()[name]
    data = json.loads(files("datelens.columns").joinpath("words.json").read_text("utf-8"))
    assert list(data) == sorted(data)
    assert sum(len(written.split()) for written in data.values()) == len(words())
