"""Order-ambiguous texts: three numbers that are different dates in different orders."""

from __future__ import annotations

import pytest

from datelens.evaluation.orders import admits_several_orders


@pytest.mark.parametrize(
    "text",
    ["03/04/2021", "1.2.03", "٠٣/٠٤/٢٠٢١", "04-05-06", "(3/4/2021)", "11/10/12", "2021/03/04 ".replace("2021", "21")],
)
def test_numbers_that_are_two_dates(text: str) -> None:
    assert admits_several_orders(text)


@pytest.mark.parametrize(
    "text",
    [
        *("13/04/2021", "03/03/2021", "2021-03-04", "3 May 2021", "30/02/2021", "03/04", "03/04/2021 12:30"),
        *("1/2/2021 a", "100/2/2021", "1/2/345", "", "03042021", "29/02/2021", "2/29/2020"),
    ],
)
def test_numbers_that_are_one_date_or_none(text: str) -> None:
    assert not admits_several_orders(text)


def test_two_digit_years_follow_posix() -> None:
    # Read with the year first it is 2000-02-29; as 29 February 2000 the same; the month cannot be 29
    assert not admits_several_orders("00/02/00")
    assert admits_several_orders("29/02/04")  # 2004-02-29, or 2029-02-04
    assert not admits_several_orders("29/02/69")  # neither 1969-02-29 nor 2029-02-69 exists
