"""Numerals by hand, and the law that their spans read back to the date."""

from __future__ import annotations

import datetime
import random
import unicodedata
from collections.abc import Callable

import pytest

from datelens.corpus import numerals
from datelens.corpus.dates import draw_date
from datelens.corpus.example import Draft


@pytest.mark.parametrize(
    ("write", "number", "written"),
    [
        (numerals.roman, 4, "IV"),
        (numerals.roman, 12, "XII"),
        (numerals.roman_number, 1994, "MCMXCIV"),
        (numerals.roman_number, 2016, "MMXVI"),
        (numerals.chinese_number, 10, "十"),
        (numerals.chinese_number, 11, "十一"),
        (numerals.chinese_number, 30, "三十"),
        (numerals.chinese_number, 1999, "千九百九十九"),
        (numerals.chinese_number, 2005, "二千五"),
        (numerals.chinese_digits, 2016, "二〇一六"),
        (numerals.short_chinese_number, 9, "九"),
        (numerals.short_chinese_number, 20, "廿"),
        (numerals.short_chinese_number, 23, "廿三"),
        (numerals.short_chinese_number, 31, "卅一"),
        (numerals.cheque_number, 5, "零伍"),
        (numerals.cheque_number, 10, "壹拾"),
        (numerals.cheque_number, 23, "贰拾叁"),
        (numerals.hangul_number, 31, "삼십일"),
        (numerals.hangul_number, 2016, "이천십육"),
    ],
)
def test_number_is_written_in_its_numerals(write: Callable[[int], str], number: int, written: str) -> None:
    assert write(number) == written


def test_to_digits_changes_digits_and_nothing_else() -> None:
    draft = Draft((("5", "day"), (". 03. ", None), ("2016", "year")), None, "ar", "", "numeric")
    assert numerals.to_digits(draft, "٠١٢٣٤٥٦٧٨٩").pieces == (("٥", "day"), (". ٠٣. ", None), ("٢٠١٦", "year"))


@pytest.mark.parametrize("number", range(1, 32))
def test_signs_agree_with_their_values_in_unicode(number: int) -> None:
    written = numerals.chinese_number(number)
    value, digit = 0, 0
    for sign in written:
        sign_value = int(unicodedata.numeric(sign))
        value, digit = (value + (digit or 1) * 10, 0) if sign_value == 10 else (value, sign_value)
    assert value + digit == number


_ROMAN_VALUES = {"M": 1000, "D": 500, "C": 100, "L": 50, "X": 10, "V": 5, "I": 1}


def _value(text: str) -> int | None:
    """What a span says, by rules of its own; None for month names."""
    text = text.strip("'’‘")
    if text.isdecimal():
        return int(text)
    if set(text.upper()) <= set(_ROMAN_VALUES) and text != "dic":  # Spanish for December
        values = [_ROMAN_VALUES[letter] for letter in text.upper()]
        return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
    if text in ("유", "시"):
        return {"유": 6, "시": 10}[text]
    signs = dict(zip("一二三四五六七八九壹贰叁肆伍陆柒捌玖일이삼사오육칠팔구", [*range(1, 10)] * 3, strict=True))
    signs |= dict.fromkeys("〇○零0", 0)
    powers = {"十": 10, "拾": 10, "십": 10, "百": 100, "백": 100, "千": 1000, "천": 1000, "廿": 20, "卅": 30}
    if not set(text) <= set(signs) | set(powers):
        return None
    if not set(text) & set(powers):
        return int("".join(str(signs[sign]) for sign in text))
    value, digit = 0, None
    for sign in text:
        if sign in powers:
            value, digit = value + (1 if digit in (None, 0) else digit) * powers[sign], None
        else:
            digit = signs[sign]
    return value + (digit or 0)


def test_spans_read_back_to_the_date() -> None:
    rng = random.Random(11)
    read = 0
    for _ in range(4000):
        draft = numerals.draw(draw_date(rng), rng)
        year, month, day = (int(part) for part in draft.iso.split("-"))
        spans = {name: draft.text[start:stop] for name, (start, stop) in draft.spans().items()}
        assert set(spans) == {"year", "month", "day"}, draft
        assert _value(spans["year"]) in (year, year % 100), draft
        assert _value(spans["month"]) in (month, None), draft
        assert _value(spans["day"]) == day, draft
        read += _value(spans["month"]) == month
    assert read > 3000


def test_short_year_keeps_the_day_and_lies_in_the_century_of_posix() -> None:
    rng = random.Random(1)
    for _ in range(300):
        date = numerals.date_with_short_year(datetime.date(1600, 2, 29), rng)
        assert date.month == 2
        assert date.day in (28, 29)
        assert 1969 <= date.year <= 2068


def test_same_generator_gives_the_same_text() -> None:
    date = datetime.date(2016, 1, 5)
    assert numerals.draw(date, random.Random(9)) == numerals.draw(date, random.Random(9))
