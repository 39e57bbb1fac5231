"""What is asked: texts that are none are named, and hints become symbols of the model."""

from __future__ import annotations

import enum
from typing import Any

import numpy as np
import pytest

from datelens.alphabet import Alphabet
from datelens.errors import HintError, TextError
from datelens.questions import HintReader, checked_hint, checked_texts

ALPHABET = Alphabet(
    ["a", "<lang:de>", "<lang:en>", "<region:AT>", "<region:GB>", "<order:DMY>", "<order:MDY>", "<order:YMD>"]
)
READER = HintReader(ALPHABET)


def names(rows: list[list[int]]) -> list[list[str]]:
    return [[ALPHABET.symbols[number] for number in row if number] for row in rows]


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (5, "`texts` must be a string or several; got int 5"),
        (None, "got NoneType None"),
        (b"5 Jan", "got bytes b'5 Jan'"),
        (["a", None], "a text must be a string; got NoneType None in row 1"),
        ([b"a"], "got bytes b'a' in row 0"),
        ([1.5], "got float 1.5 in row 0"),
    ],
)
def test_what_is_no_text_is_named(texts: object, message: str) -> None:
    with pytest.raises(TextError, match=message):
        checked_texts(texts)  # type: ignore[arg-type]


def test_texts_may_come_as_any_iterable() -> None:
    assert checked_texts(text for text in ("a", "b")) == ["a", "b"]


def test_texts_of_other_kinds_become_plain_strings() -> None:
    class Kind(enum.StrEnum):
        MAY = "May"

    checked = checked_texts([np.str_("5"), Kind.MAY, "2016"])
    assert checked == ["5", "May", "2016"]
    assert {type(text) for text in checked} == {str}


def test_one_hint_is_for_all_texts() -> None:
    assert names(READER.rows(2, "de_AT", "dmy").tolist()) == [["<lang:de>", "<region:AT>", "<order:DMY>"]] * 2


def test_each_text_may_have_its_own_hint() -> None:
    rows = READER.rows(3, ["en-GB", None, "de"], "YMD").tolist()
    assert names(rows) == [["<lang:en>", "<region:GB>", "<order:YMD>"], ["<order:YMD>"], ["<lang:de>", "<order:YMD>"]]
    assert names(READER.rows(2, None, ["MDY", None]).tolist()) == [["<order:MDY>"], []]


def test_a_locale_tells_the_order_that_it_writes_where_none_is_given() -> None:
    assert names(READER.rows(1, "en_GB", None).tolist()) == [["<lang:en>", "<region:GB>", "<order:DMY>"]]
    assert names(READER.rows(1, "en", None).tolist()) == [["<lang:en>"]]


def test_a_model_without_orders_is_told_none() -> None:
    reader = HintReader(Alphabet(["a", "<lang:de>"]))
    assert reader.parse("de").symbols() == ("<lang:de>",)


def test_no_texts_have_no_hints() -> None:
    assert READER.rows(0, [], None).shape == READER.rows(0, None, None).shape == (0, 3)


@pytest.mark.parametrize(
    ("locale", "order", "message"),
    [
        (["en"], None, "`locale` must be one for all texts or one a text; got 1 for 2 texts"),
        (None, ["DMY"] * 3, "`order` must be one for all texts or one a text; got 3 for 2 texts"),
        ("ex", None, r"names the language 'ex', which the model does not know. Did you mean 'en'"),
        ("en_XX", None, "names the region 'XX'"),
        (["en", "en_"], None, "`locale` must be an identifier"),
        (["en", ["de"]], None, r"`locale` of one text must be one string or None; got \['de'\] in row 1"),
        (None, [{}, "DMY"], r"`order` of one text must be one string or None; got {} in row 0"),
        (None, "DYM", "`order` must be DMY, MDY or YMD; got 'DYM'"),
    ],
)
def test_a_hint_that_is_not_known_is_named(locale: object, order: object, message: str) -> None:
    with pytest.raises(HintError, match=message):
        READER.rows(2, locale, order)  # type: ignore[arg-type]


def test_a_model_without_hints_says_so() -> None:
    with pytest.raises(HintError, match="this model knows nothing of the `order`"):
        HintReader(Alphabet("ab")).parse(order="DMY")


def test_one_text_has_one_hint() -> None:
    assert checked_hint(None, "order") is None
    with pytest.raises(HintError, match=r"`locale` of one text must be one string or None; got \['en'\]"):
        checked_hint(["en"], "locale")


# The hints of a set come in an order of its own, and those of a dictionary are its keys
@pytest.mark.parametrize("hint", [5, 1.5, object(), {"en"}, frozenset({"en"}), {"en": 1}])
def test_a_hint_that_is_neither_one_nor_several_is_refused(hint: Any) -> None:
    for hints in ({"locale": hint, "order": None}, {"locale": None, "order": hint}):
        with pytest.raises(HintError, match="must be one for all texts or one a text; got"):
            READER.rows(1, **hints)
