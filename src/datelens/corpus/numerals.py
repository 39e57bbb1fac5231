"""Numbers that are not written in ASCII digits: Chinese numerals, roman months and years, digits of other scripts."""

from __future__ import annotations

import datetime
import random
from bisect import bisect
from collections.abc import Callable, Mapping
from functools import cache
from itertools import accumulate

from datelens.corpus import locales, patterns
from datelens.corpus.dates import draw_short_date
from datelens.corpus.draws import choose
from datelens.corpus.example import DAY, MONTH, YEAR, Draft, Piece

FULL_WIDTH = "０１２３４５６７８９"

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ROMAN_PARTS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_CHINESE = "〇一二三四五六七八九"
_CHEQUE = "零壹贰叁肆伍陆柒捌玖"
_HANGUL = " 일이삼사오육칠팔구"


def roman(month: int) -> str:
    """A month in roman numerals: `XII`."""
    return _ROMAN[month - 1]


def roman_number(number: int) -> str:
    """A number from 1 to 3999 in roman numerals: `MMXVI`."""
    written = ""
    for value, letters in _ROMAN_PARTS:
        written += letters * (number // value)
        number %= value
    return written


def chinese_number(number: int) -> str:
    """A number below 10,000 as it is counted: `二十三`, `千九百九十九`.

    Example:
        >>> [chinese_number(n) for n in (3, 10, 23, 2016)]
        ['三', '十', '二十三', '二千十六']
    """
    return _counted(number, _CHINESE, "十百千")


def hangul_number(number: int) -> str:
    """The same in Korean: `이십삼`, `이천십육`."""
    return _counted(number, _HANGUL, "십백천")


def _counted(number: int, digits: str, powers: str) -> str:
    """A one before a power of ten is not written."""
    written = ""
    for power in (3, 2, 1):
        digit = number // 10**power % 10
        if digit:
            written += (digits[digit] if digit > 1 else "") + powers[power - 1]
    return written + (digits[number % 10] if number % 10 else "")


def chinese_digits(number: int, zero: str = "〇") -> str:
    """A number digit by digit: `二〇一六`."""
    return "".join(_CHINESE[int(digit)] for digit in str(number)).replace("〇", zero)


def short_chinese_number(day: int) -> str:
    """A day with the old signs for twenty and thirty: `廿三`, `卅一`."""
    if day < 20:
        return chinese_number(day)
    return ("廿" if day < 30 else "卅") + chinese_number(day % 10)


def cheque_number(number: int) -> str:
    """A month or day as on a Chinese cheque, where it can't be forged: `零伍`, `壹拾`, `贰拾叁`."""
    if number < 10:
        return f"零{_CHEQUE[number]}"
    return _CHEQUE[number // 10] + "拾" + (_CHEQUE[number % 10] if number % 10 else "")


@cache
def _table(digits: str) -> dict[int, int]:
    return str.maketrans("0123456789", digits)


def to_digits(draft: Draft, digits: str) -> Draft:
    """The same draft with all its digits in another script.

    Args:
        draft: any.
        digits: the ten digits from zero to nine, `٠١٢٣٤٥٦٧٨٩`.
    """
    table = _table(digits)
    return draft.with_pieces(tuple((text.translate(table), name) for text, name in draft.pieces))


def _draft(pieces: tuple[Piece, ...], date: datetime.date, locale: str, pattern: str, order: str) -> Draft:
    return Draft(pieces, date.isoformat(), locale, pattern, "numerals", order=order)


_CHINESE_WEEKDAYS = (
    ("星期", "一二三四五六日"),
    ("周", "一二三四五六日"),
    ("週", "一二三四五六日"),
    ("礼拜", "一二三四五六天"),
)


def _draw_chinese(date: datetime.date, rng: random.Random) -> Draft:
    zero = choose(rng, "〇〇〇〇○零0")
    year = chinese_digits(date.year, zero)
    day, share = chinese_number(date.day), rng.random()
    month = chinese_number(date.month)
    pattern = "zh"
    if share < 0.08:
        year = "".join(_CHEQUE[int(digit)] for digit in str(date.year))
        month, day, pattern = cheque_number(date.month), cheque_number(date.day), "zh cheque"
    elif share < 0.2:
        day, pattern = short_chinese_number(date.day), "zh short day"
    elif share < 0.3:
        year, pattern = str(date.year), "zh year in digits"
    elif share < 0.36:
        month, day, pattern = str(date.month), str(date.day), "zh day in digits"
    pieces: tuple[Piece, ...] = ((year, YEAR), ("年", None), (month, MONTH), ("月", None), (day, DAY))
    pieces = (*pieces, (choose(rng, "日日日号號"), None))
    if rng.random() < 0.15:
        pieces = ((choose(rng, ("公元", "西元", "于", "公历")), None), *pieces)
    if rng.random() < 0.15:
        word, days = choose(rng, _CHINESE_WEEKDAYS)
        pieces = (*pieces, (choose(rng, (" ", "", "，")) + word + days[date.weekday()], None))
    return _draft(pieces, date, choose(rng, ("zh", "zh", "zh_Hant", "yue")), pattern, "YMD")


def _draw_japanese(date: datetime.date, rng: random.Random) -> Draft:
    share = rng.random()
    parts = [chinese_digits(date.year), chinese_number(date.month), chinese_number(date.day)]
    pattern = "ja"
    if share < 0.2:
        parts[0], pattern = chinese_number(date.year), "ja counted"
    elif share < 0.45:
        parts, pattern = [chinese_digits(n) for n in (date.year, date.month, date.day)], "ja digits"
    if share > 0.85:
        between: tuple[str, str, str] = choose(
            rng, (("・", "・", ""), ("．", "．", ""), ("-", "-", ""), ("、", "、", ""))
        )
        pattern += between[0]
    else:
        between = ("年", "月", "日")
    pieces: tuple[Piece, ...] = tuple(
        piece
        for part, name, after in zip(parts, (YEAR, MONTH, DAY), between, strict=True)
        for piece in ((part, name), (after, None))
        if piece[0]
    )
    if rng.random() < 0.12:
        pieces = (("西暦", None), *pieces)
    if rng.random() < 0.15:
        day = "月火水木金土日"[date.weekday()]
        pieces = (*pieces, (choose(rng, (f"（{day}）", f"({day})", f" {day}曜日", f"{day}曜日")), None))
    return _draft(pieces, date, "ja", pattern, "YMD")


def _draw_korean(date: datetime.date, rng: random.Random) -> Draft:
    space = choose(rng, (" ", " ", ""))
    if rng.random() < 0.7:
        month = {6: "유", 10: "시"}.get(date.month, hangul_number(date.month))  # said without their last consonant
        pieces: tuple[Piece, ...] = (
            (hangul_number(date.year), YEAR), ("년" + space, None), (month, MONTH), ("월" + space, None),
            (hangul_number(date.day), DAY), ("일", None),
        )  # fmt: skip
        return _draft(pieces, date, "ko", "ko hangul", "YMD")
    year, day = chinese_digits(date.year), chinese_number(date.day)
    if rng.random() < 0.4:
        year = str(date.year)
    pieces = (
        (year, YEAR), ("年" + space, None), (chinese_number(date.month), MONTH), ("月" + space, None), (day, DAY),
        ("日", None),
    )  # fmt: skip
    return _draft(pieces, date, "ko", "ko hanja", "YMD")


_ROMAN_LOCALES = (
    "it", "pl", "ru", "ro", "hu", "cs", "sk", "fr", "es", "pt", "uk", "bg", "nl", "sr", "hr", "sl", "lt", "lv", "en",
)  # fmt: skip
_ROMAN_SEPARATORS = (".", ".", ".", "-", "-", "/", " ", " ", ". ", " / ", " - ", " . ", "–", ", ", "_")
_FIELD_OF = {"Y": YEAR, "M": MONTH, "D": DAY}
_AFTER = {
    "pl": (" r.", "r."),
    "ru": (" г.", "г.", " года"),
    "uk": (" р.", " року"),
    "bg": (" г.", "г."),
    "lt": (" m.",),
}


def _draw_roman_month(date: datetime.date, rng: random.Random) -> Draft:
    locale, share = choose(rng, _ROMAN_LOCALES), rng.random()
    order = "YMD" if locale == "hu" or share < 0.12 else "DMY"
    short = order == "DMY" and share < 0.35
    if short:
        date = date_with_short_year(date, rng)
    month = roman(date.month).lower() if rng.random() < 0.2 else roman(date.month)
    parts = {"D": f"{date.day:02}" if rng.random() < 0.25 else str(date.day), "M": month, "Y": f"{date.year:04}"}
    if short:
        parts["Y"] = (choose(rng, "'’") if rng.random() < 0.2 else "") + f"{date.year % 100:02}"
    separator = choose(rng, (". ", ".", "-", " ", "/") if order == "YMD" else _ROMAN_SEPARATORS)
    first, second, third = ((parts[letter], _FIELD_OF[letter]) for letter in order)
    pieces: tuple[Piece, ...] = (first, (separator, None), second, (separator, None), third)
    if order == "YMD" and separator.startswith("."):
        pieces = (*pieces, (".", None))
    if order == "DMY" and locale in _AFTER and rng.random() < 0.4:
        pieces = (*pieces, (choose(rng, _AFTER[locale]), None))
    return _draft(pieces, date, locale, f"roman {order}", order)


def date_with_short_year(date: datetime.date, rng: random.Random) -> datetime.date:
    """The same day and month in a year that two digits can write; 28 February for the 29th where it must be."""
    year = draw_short_date(rng).year
    try:
        return date.replace(year=year)
    except ValueError:
        return date.replace(year=year, day=28)


_NAMED = ("d MMMM y", "MMMM d, y", "d. MMMM y", "d 'de' MMMM 'de' y", "d MMM y", "MMMM y, d")
_ROMAN_YEAR_LOCALES = ("en", "en", "it", "fr", "es", "pt", "de", "nl", "ro", "ca", "pl")


def _draw_roman_year(date: datetime.date, rng: random.Random) -> Draft:
    if date.year > 3999:
        date = date.replace(year=1 + date.year % 2000, day=min(date.day, 28))
    if rng.random() < 0.3:
        separator = choose(rng, (".", " ", "-", "/", " · "))
        pieces: tuple[Piece, ...] = (
            (str(date.day), DAY), (separator, None), (roman(date.month), MONTH), (separator, None),
            (roman_number(date.year), YEAR),
        )  # fmt: skip
        return _draft(pieces, date, choose(rng, _ROMAN_LOCALES), "roman all", "DMY")
    locale = choose(rng, _ROMAN_YEAR_LOCALES)
    names = locales.load(locale).names
    pattern = choose(rng, _NAMED[3:4] if locale in ("es", "pt", "ca") else _NAMED[:3])
    written = patterns.write(patterns.parse(pattern), date, names)
    pieces = tuple((roman_number(date.year) if name == YEAR else text, name) for text, name in written)
    return _draft(pieces, date, locale, f"{pattern} roman year", "MDY" if pattern[0] == "M" else "DMY")


_APOSTROPHE = (
    "d MMM ''yy", "d MMMM ''yy", "MMM d, ''yy", "MMMM d ''yy", "d MMM ’yy", "d. MMMM ’yy", "d-MMM-''yy", "MMM d ‘yy",
    "d MMM, ''yy", "E d MMM ''yy", "d.M.’yy", "d/M/''yy",
)  # fmt: skip


def _draw_apostrophe(date: datetime.date, rng: random.Random) -> Draft:
    data = locales.load(choose(rng, ("en", "en", "en_GB", "de", "fr", "es", "it", "nl", "pt", "sv", "da", "nb", "ca")))
    pattern = choose(rng, _APOSTROPHE)
    date = date_with_short_year(date, rng)
    pieces = patterns.write(patterns.parse(pattern), date, data.names)
    return _draft(pieces, date, data.identifier, pattern, "MDY" if pattern[0] == "M" else "DMY")


@cache
def _digit_locales() -> tuple[str, ...]:
    return tuple(name for name in locales.identifiers() if locales.load(name).digits is not None)


_FULL_WIDTH_FORMS = (
    "y年M月d日", "y年MM月dd日", "yyyy/MM/dd", "yyyy／MM／dd", "yyyy.MM.dd", "yyyy．MM．dd", "yyyy-MM-dd", "yyyyMMdd",
    "y年M月d日 (E)", "y年M月d日（E）",
)  # fmt: skip


def _draw_digits(date: datetime.date, rng: random.Random) -> Draft:
    data = locales.load(choose(rng, _digit_locales()))
    pattern, tokens = choose(rng, data.forms)
    order = patterns.fields(tokens).upper().replace("E", "").replace("G", "")
    if ("yy", 2) in tokens:
        date = date_with_short_year(date, rng)
    pieces = patterns.write(tokens, date, data.names)
    return to_digits(_draft(pieces, date, data.identifier, pattern, order), data.digits or FULL_WIDTH)


def _draw_full_width(date: datetime.date, rng: random.Random) -> Draft:
    data = locales.load(choose(rng, ("ja", "ja", "zh", "zh_Hant", "ko")))
    pattern = choose(rng, _FULL_WIDTH_FORMS)
    pieces = patterns.write(patterns.parse(pattern), date, data.names)
    return to_digits(_draft(pieces, date, data.identifier, f"full-width {pattern}", "YMD"), FULL_WIDTH)


_KINDS: Mapping[Callable[[datetime.date, random.Random], Draft], int] = {
    _draw_chinese: 24, _draw_japanese: 18, _draw_korean: 8, _draw_roman_month: 24, _draw_roman_year: 4,
    _draw_apostrophe: 6, _draw_digits: 8, _draw_full_width: 8,
}  # fmt: skip
_DRAWS, _BOUNDS = tuple(_KINDS), tuple(accumulate(_KINDS.values()))


def draw(date: datetime.date, rng: random.Random) -> Draft:
    """A date with a number in other numerals.

    Args:
        date: the date; its year is drawn anew where the form can't write it.
        rng: of the stream.
    """
    if date.year < 100:
        date = date.replace(year=date.year + 1900)  # `五四年` is 1954 rather than 54
    return _DRAWS[bisect(_BOUNDS, rng.random() * _BOUNDS[-1])](date, rng)
