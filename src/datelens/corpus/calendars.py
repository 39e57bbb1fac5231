"""Other calendars, honestly: Buddhist years in Thai text are read; all others are known by their names and refused.

A later release may read them; until then `5 Ramadan 1437` is no Gregorian date and must not be made one.
"""

from __future__ import annotations

import datetime
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from datelens.corpus import foreign, locales, numerals, patterns, tables
from datelens.corpus.draws import choose
from datelens.corpus.example import DAY, YEAR, Draft

BUDDHIST_OFFSET = 543
BUDDHIST_YEARS = (1800, 2107)
"""The Gregorian years that are written as Buddhist ones; further away four digits are read as they stand."""

LUNAR_SHARE = 0.16
NATIVE_DIGITS_SHARE = 0.5

FOREIGN_SHARE = 0.35
"""Of other calendars, what is written in a language that they are foreign to."""

SHARED_NAME_SHARE = 0.2
"""Of calendars that share month names with some language's Gregorian ones."""

# CLDR patterns; `y` writes the Buddhist year.
_THAI = (
    "d MMMM y", "d MMMM y", "d MMMM y", "d MMM y", "d MMM y", "d MMMM 'พ.ศ.' y", "d MMMM 'พ.ศ.' y", "d MMMM 'พ.ศ.'y",
    "d MMM 'พ.ศ.' y", "EEEE'ที่' d MMMM y", "EEEE'ที่' d MMMM 'พ.ศ.' y", "EEEE'ที่' d MMMM 'พุทธศักราช' y", "EEEE d MMMM y",
    "'วันที่' d MMMM y", "'วันที่' d MMMM 'พ.ศ.' y", "'วันที่' d 'เดือน' MMMM 'พ.ศ.' y", "'วันที่' d 'เดือน' MMMM 'ปี' y",
    "d MMMM 'พุทธศักราช' y", "d 'เดือน' MMMM 'ปี พ.ศ.' y", "E d MMM y", "d/M/y 'พ.ศ.'", "'พ.ศ.' y MMMM d", "d-MMM-y",
    "d MMMMy", "'เมื่อวันที่' d MMMM y", "'วันที่' d/M/y", "MMMM y", "MMMM 'พ.ศ.' y", "MMM y", "'พ.ศ.' y", "'ปี พ.ศ.' y",
    "'พุทธศักราช' y",
)  # fmt: skip
_THAI_GREGORIAN = (
    "d MMMM 'ค.ศ.' y", "'วันที่' d MMMM 'ค.ศ.' y", "EEEE'ที่' d MMMM 'คริสต์ศักราช' y", "d MMM 'ค.ศ.' y", "'ค.ศ.' y",
)  # fmt: skip
_THAI_SHORT = ("d MMM yy", "d MMM yy", "d MMMM yy", "E d MMM yy", "'วันที่' d MMM yy")
"""With the last two digits of the year: Buddhist more often than not, as people write; a program means the other."""
_THAI_NUMBERS = ("d/M/y", "d/M/y", "dd/MM/y", "d-M-y", "d.M.y")
"""In numbers alone the year is Buddhist where the text is known to be Thai."""
_LAO = ("d MMMM 'ພ.ສ.' y", "'ວັນທີ' d MMMM 'ພ.ສ.' y")
_ENGLISH = ("d MMMM 'B.E.' y", "d MMMM y 'BE'", "d MMMM y 'B.E.'", "MMMM d, 'B.E.' y", "d MMM y 'BE'")


def draw_buddhist(date: datetime.date, rng: random.Random) -> Draft:
    """A date in Thai with its year of the Buddhist era, which is 543 ahead; sometimes in Lao or English, with the era.

    Args:
        date: the date; its year is moved into `BUDDHIST_YEARS`.
        rng: of the stream.

    Example:
        >>> draft = draw_buddhist(datetime.date(2024, 10, 9), random.Random(90))
        >>> draft.iso, draft.text
        ('2024-10-09', '9 ตุลาคม 2567')
    """
    first, last = BUDDHIST_YEARS
    if not first <= date.year <= last:
        date = date.replace(year=first + date.year % (last - first + 1), day=min(date.day, 28))
    share, offset, told = rng.random(), BUDDHIST_OFFSET, False
    if share < 0.68:
        locale, pattern = "th", choose(rng, _THAI)
    elif share < 0.78:
        locale, pattern = "th", choose(rng, _THAI_SHORT)
        date = _of_this_time(date)
    elif share < 0.84:
        locale, pattern, told = "th", choose(rng, _THAI_NUMBERS), True
    elif share < 0.91:
        locale, pattern, offset = "th", choose(rng, _THAI_GREGORIAN), 0
    elif share < 0.94:
        locale, pattern = "lo", choose(rng, _LAO)
    else:
        locale, pattern = "en", choose(rng, _ENGLISH)
    data = locales.load(locale)
    written = patterns.write(patterns.parse(pattern), date, data.names)
    year = str(date.year + offset)
    pieces = tuple((year[-len(text) :], name) if name == YEAR else (text, name) for text, name in written)
    fields = [name for _, name in pieces if name]
    iso = date.isoformat() if DAY in fields else date.isoformat()[:7] if len(fields) == 2 else date.isoformat()[:4]
    order = "".join(name[0].upper() for name in fields) if len(fields) == 3 else None
    draft = Draft(pieces, iso, locale, pattern, "buddhist", order=order, told=told)
    if data.digits is not None and rng.random() < 0.3:
        return numerals.to_digits(draft, data.digits)
    return draft


def _of_this_time(date: datetime.date) -> datetime.date:
    """The date in one of the hundred years that two digits of the Buddhist era stand for: 2500 to 2599."""
    first = 2500 - BUDDHIST_OFFSET
    return date.replace(year=first + (date.year - first) % 100, day=min(date.day, 28))


@dataclass(frozen=True, slots=True)
class Calendar:
    """How one calendar is written in one language; see `data/calendars.toml`."""

    name: str
    locale: str
    months: Sequence[Sequence[str]]
    years: tuple[int, int]
    eras: Sequence[str]
    forms: Sequence[str]
    letters: bool
    roman: bool
    shared: Sequence[str]


@cache
def calendars() -> tuple[Calendar, ...]:
    """The calendars that are refused."""
    return tuple(
        Calendar(
            name,
            table["locale"],
            table["months"],
            (table["years"][0], table["years"][1]),
            table["eras"],
            table["forms"],
            table.get("letters", False),
            table.get("roman", False),
            table.get("shared", ()),
        )
        for name, table in tables.read("calendars").items()
    )


_LETTERS = (
    (400, "ת"), (300, "ש"), (200, "ר"), (100, "ק"), (90, "צ"), (80, "פ"), (70, "ע"), (60, "ס"), (50, "נ"), (40, "מ"),
    (30, "ל"), (20, "כ"), (16, "טז"), (15, "טו"), (10, "י"), (9, "ט"), (8, "ח"), (7, "ז"), (6, "ו"), (5, "ה"),
    (4, "ד"), (3, "ג"), (2, "ב"), (1, "א"),
)  # fmt: skip


def hebrew_letters(number: int, mark: str = "״") -> str:
    """A number in Hebrew letters, without its thousands: 25 is `כ״ה`, 5776 `תשע״ו`; 15 and 16 avoid the Name."""
    number %= 1000
    written = ""
    for value, letters in _LETTERS:
        while number >= value and (number == value or value not in (15, 16)):
            written, number = written + letters, number - value
    single = {"״": "׳", '"': "'", "": ""}[mark]
    return f"{written[:-1]}{mark}{written[-1]}" if len(written) > 1 else written + single


def _write(calendar: Calendar, rng: random.Random, shared: bool) -> tuple[str, str]:
    """The form and the text of a date in another calendar, with a name that it has alone or one that it shares."""
    form = choose(rng, calendar.forms)
    number = int(rng.random() * len(calendar.months))
    first, last = calendar.years
    year, day = first + int(rng.random() * (last - first + 1)), 1 + int(rng.random() * 30)
    years, days = str(year), str(day)
    if calendar.letters:
        mark = choose(rng, '״״"')
        days = hebrew_letters(day, mark) if rng.random() < 0.75 else days
        years = hebrew_letters(year, mark) if rng.random() < 0.75 else years
    elif calendar.roman and rng.random() < 0.7:
        years = numerals.roman_number(year)
    name = choose(rng, calendar.shared if shared else calendar.months[number])
    if rng.random() < 0.3:
        days = days.zfill(2) if days.isdecimal() else days
    parts = {
        "d": days, "m": f"{number % 12 + 1:0{1 + (rng.random() < 0.4)}}", "M": name, "y": years,
        "e": choose(rng, calendar.eras), "E": choose(rng, locales.load(calendar.locale).names.days["format", "wide"]),
    }  # fmt: skip
    text = re.sub(r"\{(\w)\}", lambda match: parts[match[1]], form)
    digits = locales.load(calendar.locale).digits
    if digits is not None and rng.random() < NATIVE_DIGITS_SHARE:
        text = text.translate(str.maketrans("0123456789", digits))
    return form, text


_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_LUNAR_MONTHS = (
    "正",
    "二",
    "三",
    "四",
    "五",
    "六",
    "七",
    "八",
    "九",
    "十",
    "冬",
    "腊",
    "臘",
    "闰四",
    "閏六",
    "十一",
    "十二",
)
_LUNAR_OWN_MONTHS = {"正", "冬", "腊", "臘", "闰四", "閏六"}
_VIETNAMESE_MONTHS = ("Giêng", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Một", "Chạp")


def _lunar_day(day: int) -> str:
    return f"初{numerals.chinese_number(day)}" if day <= 10 else numerals.short_chinese_number(day)


def _lunar(rng: random.Random) -> tuple[str, str, str]:
    """Locale, form and text of a date in the lunar calendar of China, Japan, Korea or Vietnam.

    Without a word that names the calendar it is told by its own month (`腊月`) or by a day counted as `初三`.
    """
    year, day = 1900 + int(rng.random() * 150), 1 + int(rng.random() * 30)
    cyclic = _STEMS[(year - 4) % 10] + _BRANCHES[(year - 4) % 12]
    share = rng.random()
    if share < 0.66:
        month = choose(rng, _LUNAR_MONTHS)
        word = choose(rng, ("农历", "農曆", "阴历", "陰曆", "夏历", "旧历", ""))
        before = choose(rng, ("", f"{numerals.chinese_digits(year)}年", f"{year}年", f"{cyclic}年", f"{cyclic}年", ""))
        if not word and month not in _LUNAR_OWN_MONTHS:
            day = 1 + day % 10  # `初` tells it
        return choose(rng, ("zh", "zh_Hant", "yue")), "lunar zh", f"{word}{before}{month}月{_lunar_day(day)}"
    month_number = 1 + int(rng.random() * 12)
    if share < 0.76:
        word = choose(rng, ("旧暦", "陰暦", "旧暦の"))
        before = choose(rng, ("", f"{year}年"))
        return "ja", "lunar ja", f"{word}{before}{month_number}月{day}日"
    if share < 0.87:
        word = choose(rng, ("음력 ", "음력으로 ", "음)"))
        return "ko", "lunar ko", word + choose(rng, ("", f"{year}년 ")) + f"{month_number}월 {day}일"
    counted = f"mùng {day}" if day <= 10 else f"ngày {day}"
    month = choose(rng, (_VIETNAMESE_MONTHS[month_number - 1], str(month_number)))
    after = choose(rng, (" âm lịch", " (âm lịch)", f" năm {year} âm lịch", " AL"))
    return "vi", "lunar vi", f"{counted} tháng {month}{after}"


_PALI = ("ขึ้น {} ค่ำ เดือน {}", "แรม {} ค่ำ เดือน {}", "วันขึ้น {} ค่ำ เดือน {} ปีมะโรง", "แรม {} ค่ำ เดือน {} ปีชวด")


def draw_other(rng: random.Random) -> Draft:
    """A date of a calendar that is refused: Islamic, Persian, Hebrew, Ethiopic, Indian, lunar, …

    Where it is told by a name that is some language's Gregorian month too (`መጋቢት`, March in Tigrinya), it is ambiguous,
    unless the year is of no other calendar.

    Example:
        >>> draw_other(random.Random(2)).iso is None
        True
    """
    share = rng.random()
    if rng.random() < FOREIGN_SHARE:
        return foreign.draw(rng)
    if share < LUNAR_SHARE:
        locale, form, text = _lunar(rng)
    elif share < LUNAR_SHARE + 0.02:
        locale, form = "th", choose(rng, _PALI)
        text = form.format(1 + int(rng.random() * 15), 1 + int(rng.random() * 12))
    else:
        calendar = calendars()[_weighted(rng)]
        locale, shared = calendar.locale, bool(calendar.shared) and rng.random() < SHARED_NAME_SHARE
        form, text = _write(calendar, rng, shared)
        in_doubt = shared and not ("{y}" in form and calendar.years[0] > 3000)
        return Draft(((text, None),), None, locale, f"{calendar.name} {form}", "other-calendar", in_doubt)
    return Draft(((text, None),), None, locale, form, "other-calendar")


# The calendars that dates are written in most, besides the Gregorian one.
_OFTEN: Mapping[str, int] = {
    "islamic-ar": 4, "islamic-en": 3, "persian-fa": 4, "persian-en": 3, "hebrew-en": 3, "hebrew-he": 3,
    "ethiopic-am": 2, "nepali": 2, "bengali": 2, "indian-hi": 2, "indian-en": 2,
}  # fmt: skip


@cache
def _drawn() -> tuple[int, ...]:
    return tuple(i for i, calendar in enumerate(calendars()) for _ in range(_OFTEN.get(calendar.name, 1)))


def _weighted(rng: random.Random) -> int:
    return choose(rng, _drawn())
