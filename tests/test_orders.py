"""Three numbers: the orders that fit them by length, and the dates that they are."""

from __future__ import annotations

import pytest

from datelens.orders import dates_by_order, orders_of


@pytest.mark.parametrize(
    ("numbers", "orders", "dates"),
    [
        (("03", "04", "2021"), "DMY MDY", {"DMY": "2021-04-03", "MDY": "2021-03-04"}),
        (("13", "04", "2021"), "DMY MDY", {"DMY": "2021-04-13"}),
        (("4", "13", "2021"), "DMY MDY", {"MDY": "2021-04-13"}),
        (("2021", "03", "04"), "YMD", {"YMD": "2021-03-04"}),
        (("03", "04", "05"), "DMY MDY YMD", {"DMY": "2005-04-03", "MDY": "2005-03-04", "YMD": "2003-04-05"}),
        (("99", "12", "31"), "DMY MDY YMD", {"YMD": "1999-12-31"}),
        (("29", "02", "1900"), "DMY MDY", {}),
        (("29", "02", "2000"), "DMY MDY", {"DMY": "2000-02-29"}),
        (("1", "1", "0000"), "DMY MDY", {}),
        (("1", "2", "3"), "", {}),
        (("1", "2", "345"), "", {}),
        (("1", "2", "68"), "DMY MDY", {"DMY": "2068-02-01", "MDY": "2068-01-02"}),
        (("1", "2", "69"), "DMY MDY", {"DMY": "1969-02-01", "MDY": "1969-01-02"}),
        (("٣", "٤", "٢٠٢١"), "DMY MDY", {"DMY": "2021-04-03", "MDY": "2021-03-04"}),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, tuple) else None,
)
def test_numbers_are_dates_in_the_orders_that_fit(numbers: tuple[str, ...], orders: str, dates: dict[str, str]) -> None:
    assert " ".join(orders_of(numbers)) == orders
    assert dates_by_order(numbers) == dates
