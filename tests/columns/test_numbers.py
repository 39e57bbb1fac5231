"""The numbers of a text: which are found, and what they rule out."""

from __future__ import annotations

import pytest

from datelens.columns.numbers import Numbers, numbers_of, plain

BOTH = {"DMY": "2021-04-03", "MDY": "2021-03-04"}


@pytest.mark.parametrize(
    "text",
    [
        *(
            "03/04/2021",
            "3.4.2021",
            "3-4-2021",
            "3 4 2021",
            "3 / 4 / 2021",
            "3. 4. 2021",
            "(03-04-2021)",
            "03/04/2021.",
        ),
        *("03/04/2021 10:30", "10:30:00 3/4/2021", "3/4/2021 10:30:00.123+02:00", "Mon 03/04/2021", "le 3/4/2021"),
        *("٣/٤/٢٠٢١", "٣\u200f/٤\u200f/٢٠٢١", "０３／０４／２０２１", "3·4·2021"),
    ],
)
def test_three_numbers_are_found_whatever_stands_around_them(text: str) -> None:
    assert numbers_of(plain(text)) == Numbers(BOTH, (), alone=True)


@pytest.mark.parametrize(
    "text",
    [
        *("", "n/a", "5 Jan 2016", "2021-04-03", "2021/04/03", "04/2021", "1/2/3", "3/4/5678/9", "192.168.10.20"),
        *("1.2.3.4", "03/04-2021", "3/4/2021 - 5/4/2021", "13042021", "v1.03.04.05"),
    ],
)
def test_texts_that_no_order_parts_have_none(text: str) -> None:
    assert numbers_of(plain(text)) is None


def test_a_number_beside_them_is_noticed() -> None:
    numbers = numbers_of(plain("No 7 of 03/04/2021"))
    assert numbers is not None
    assert (numbers.open, numbers.alone) == (True, False)


@pytest.mark.parametrize(
    ("text", "is_open", "ruled_out"),
    [
        ("03/04/2021", True, ()),
        ("13/04/2021", False, ("MDY",)),
        ("04/13/2021", False, ("DMY",)),
        ("03/03/2021", False, ()),
        ("13/04/21", True, ("MDY",)),
        ("31/12/99", False, ("MDY", "YMD")),
        ("31/31/2021", False, ("DMY", "MDY")),
    ],
)
def test_numbers_rule_orders_out(text: str, is_open: bool, ruled_out: tuple[str, ...]) -> None:
    numbers = numbers_of(text)
    assert numbers is not None
    assert (numbers.open, numbers.ruled_out) == (is_open, ruled_out)


def test_a_date_has_an_order_where_it_has_one_alone() -> None:
    numbers = numbers_of("03/03/05")
    assert numbers is not None
    assert numbers.order_of("2005-03-03") is None  # in two of them
    assert numbers.order_of("2003-03-05") == "YMD"
    assert numbers.order_of("2020-01-01") is None
    assert numbers.order_of(None) is None


def test_the_plain_form_is_nfkc_in_lower_case_without_what_is_not_seen() -> None:
    assert plain("５ MÄRZ\u200f ２０１６") == "5 märz 2016"
    assert plain("5 JAN") == "5 jan"
