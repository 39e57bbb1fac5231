"""Years with their era: AD and its like in each language, Japanese eras, the Republic of China's years."""

from __future__ import annotations

import datetime
import random
from bisect import bisect
from collections.abc import Mapping, Sequence
from functools import cache

from datelens.corpus import locales, numerals, patterns
from datelens.corpus.draws import choose, draw_locale
from datelens.corpus.example import DAY, MONTH, YEAR, Draft, Piece
from datelens.corpus.locales import LocaleData

OLD_SHARE = 0.6
"""The share of years of an era word that lie before 1500, where people write one."""

JAPANESE_SHARE, REPUBLIC_SHARE = 0.36, 0.14

# What people write for the common era beside CLDR's names.
ERA_WORDS: Mapping[str, Sequence[str]] = {
    "en": ("AD", "AD", "A.D.", "A. D.", "CE", "C.E.", "Anno Domini", "Common Era", "ad", "ce"),
    "de": ("n. Chr.", "n.Chr.", "n. Chr", "nach Christus", "nach Christi Geburt", "u. Z.", "n. u. Z.", "AD"),
    "fr": ("apr. J.-C.", "ap. J.-C.", "après J.-C.", "après Jésus-Christ", "de notre ère", "EC"),
    "es": ("d. C.", "d.C.", "d. de C.", "después de Cristo", "de nuestra era", "e. c.", "AD"),
    "it": ("d.C.", "d. C.", "dopo Cristo", "e.v.", "AD"),
    "pt": ("d.C.", "d. C.", "depois de Cristo", "E.C.", "EC"),
    "ca": ("dC", "d.C.", "d. C.", "després de Crist"),
    "ro": ("d.Hr.", "d. Hr.", "după Hristos", "e.n."),
    "nl": ("n.Chr.", "n. Chr.", "na Christus", "AD"),
    "sv": ("e.Kr.", "e. Kr.", "efter Kristus", "vår tideräkning"),
    "da": ("e.Kr.", "e. Kr.", "efter Kristus"),
    "nb": ("e.Kr.", "e. Kr.", "etter Kristus", "evt."),
    "fi": ("jKr.", "j.Kr.", "jaa.", "jälkeen Kristuksen"),
    "et": ("pKr", "m.a.j."),
    "pl": ("n.e.", "n. e.", "po Chr.", "naszej ery", "r. n.e."),
    "cs": ("n. l.", "po Kr.", "našeho letopočtu"),
    "sk": ("n. l.", "po Kr.", "nášho letopočtu"),
    "sl": ("po Kr.", "n. št.", "našega štetja"),
    "hr": ("po. Kr.", "n. e.", "poslije Krista", "nove ere"),
    "hu": ("i. sz.", "Kr. u.", "időszámításunk szerint"),
    "ru": ("н.э.", "н. э.", "нашей эры", "от Р. Х.", "г. н.э.", "года н. э."),
    "uk": ("н.е.", "н. е.", "нашої ери", "року н. е."),
    "bg": ("сл. Хр.", "сл.Хр.", "н.е.", "от н.е.", "след Христа"),
    "sr": ("н. е.", "н.е.", "нове ере"),
    "be": ("н.э.", "н. э."),
    "el": ("μ.Χ.", "μ. Χ.", "μ.Χ", "μετά Χριστόν", "κ.ε."),
    "tr": ("MS", "M.S.", "milattan sonra"),
    "ar": ("م", "م.", "ميلادي", "ميلادية", "للميلاد"),
    "fa": ("م.", "میلادی", "پس از میلاد"),
    "he": ("לספירה", "לספה״נ"),
    "ur": ("ء", "عیسوی"),
    "hi": ("ई.", "ई॰", "ईस्वी"),
    "bn": ("খ্রি.", "খ্রিস্টাব্দ", "খ্রিষ্টাব্দ"),
    "ta": ("கி.பி.",),
    "id": ("M", "Masehi"),
    "ms": ("M", "TM", "Masihi"),
    "vi": ("SCN", "CN", "sau Công nguyên"),
    "eo": ("p.K.", "n.e."),
    "la": ("p. Chr. n.", "A.D.", "anno Domini"),
    "hy": ("մ.թ.", "մ. թ."),
    "ka": ("ახ. წ.",),
    "sq": ("pas Kr.", "mb. Kr."),
}

# Layouts with `G` for the era; where the word stands before the year, only languages that write so take them.
_AFTER = (
    "d MMMM y G", "d MMMM y G", "d MMM y G", "MMMM d, y G", "d. MMMM y G", "EEEE, d MMMM y G", "y G, d MMMM",
    "MMMM y G", "y G", "d MMMM, y G", "MMM d, y G",
)  # fmt: skip
_BEFORE = (
    "d MMMM G y", "MMMM d, G y", "G y, MMMM d", "G y MMMM d", "MMMM G y", "G y", "d MMM G y", "MMMM d G y", "'in' G y",
    "'the' d MMMM G y",
)  # fmt: skip
_BEFORE_LANGUAGES = ("en", "en", "en", "la", "vi")
_EAST_ASIAN = {"zh": ("公元", "西元", "西曆"), "ja": ("西暦", "紀元"), "ko": ("서기", "기원후 ", "서기 ")}
_EAST_ASIAN_FORMS = {
    "zh": ("y年M月d日", "y年M月d日", "y年M月", "y年"), "ja": ("y年M月d日", "y年M月d日", "y年M月", "y年", "y/M/d"),
    "ko": ("y년 M월 d일", "y년 M월", "y년"),
}  # fmt: skip

# CLDR's word of this language says `before Christ`.
WRONG_IN_CLDR = {"sd"}


def _reading(fields: Sequence[str | None], date: datetime.date) -> str:
    """The reading of what was written: to the day, the month or the year."""
    return date.isoformat()[: 10 if DAY in fields else 7 if MONTH in fields else 4]


def _draft(pieces: tuple[Piece, ...], date: datetime.date, locale: str, pattern: str) -> Draft:
    fields = [name for _, name in pieces if name]
    order = "".join(name[0].upper() for name in fields) if len(fields) == 3 else None
    two_orders = order in ("DMY", "MDY") and date.day <= 12 and date.day != date.month and _is_numeric(pieces)
    return Draft(pieces, _reading(fields, date), locale, pattern, "eras", two_orders, order)


def _is_numeric(pieces: tuple[Piece, ...]) -> bool:
    return all(text.isdecimal() for text, name in pieces if name)


def old_date(date: datetime.date, rng: random.Random) -> datetime.date:
    """The date, more often than not in a year before 1500."""
    if rng.random() < OLD_SHARE:
        return date.replace(year=1 + int(rng.random() * 1500), day=min(date.day, 28))
    return date


def _with_era(pattern: str, era: str, date: datetime.date, data: LocaleData) -> tuple[Piece, ...]:
    tokens = patterns.parse(pattern)
    pieces: list[Piece] = []
    for token in tokens:
        pieces.extend(((era, None),) if token[0][0] == "G" and token[1] else patterns.write((token,), date, data.names))
    return tuple(pieces)


@cache
def forms_with_era(data: LocaleData) -> tuple[str, ...]:
    """Those of CLDR with an era that is not cut to its first letter."""
    return tuple(pattern for pattern, tokens in data.forms if any(t[0] == "G" and w < 5 for t, w in tokens if w))


def _draw_cldr(date: datetime.date, rng: random.Random) -> Draft:
    """A date with CLDR's word for the era, in a layout of CLDR or one of ours."""
    data = draw_locale(rng)
    if data.language in WRONG_IN_CLDR:
        data = locales.load("en")
    date = old_date(date, rng)
    own = forms_with_era(data)
    if own and rng.random() < 0.6:
        pattern = choose(rng, own)
        return _draft(patterns.write(patterns.parse(pattern), date, data.names), date, data.identifier, pattern)
    era = data.names.eras[choose(rng, ("wide", "abbreviated", "abbreviated"))][1]
    pattern = choose(rng, _AFTER)
    return _draft(_with_era(pattern, era, date, data), date, data.identifier, pattern)


def _draw_word(date: datetime.date, rng: random.Random) -> Draft:
    """A date with a word for the era as people write it."""
    date = old_date(date, rng)
    share = rng.random()
    if share < 0.14:
        language = choose(rng, ("zh", "zh", "ja", "ko"))
        pattern, era = choose(rng, _EAST_ASIAN_FORMS[language]), choose(rng, _EAST_ASIAN[language])
        data = locales.load(language)
        return _draft(
            ((era, None), *patterns.write(patterns.parse(pattern), date, data.names)), date, language, pattern
        )
    before = share < 0.4
    language = choose(rng, _BEFORE_LANGUAGES) if before else choose(rng, _word_languages())
    pattern = choose(rng, _BEFORE if before else _AFTER)
    data = locales.load(language)
    return _draft(_with_era(pattern, choose(rng, ERA_WORDS[language]), date, data), date, language, pattern)


@cache
def _word_languages() -> tuple[str, ...]:
    return ("en",) * (len(ERA_WORDS) // 2) + tuple(ERA_WORDS)


# The first day of each era, with its names: kanji, short kanji, letter, the one sign of Unicode, and in English. Japan
# took the Gregorian calendar on 1 January 1873, which was Meiji 6; before that day era dates are of the lunar calendar.
_JAPANESE = (
    (datetime.date(1873, 1, 1), 1868, ("明治", "明", "M", "㍾", "Meiji")),
    (datetime.date(1912, 7, 30), 1912, ("大正", "大", "T", "㍽", "Taishō")),
    (datetime.date(1926, 12, 25), 1926, ("昭和", "昭", "S", "㍼", "Shōwa")),
    (datetime.date(1989, 1, 8), 1989, ("平成", "平", "H", "㍻", "Heisei")),
    (datetime.date(2019, 5, 1), 2019, ("令和", "令", "R", "㋿", "Reiwa")),
)
_JAPANESE_STARTS = tuple(start for start, _, _ in _JAPANESE)
_LAST_REIWA = 2060


def japanese_era(date: datetime.date) -> tuple[Sequence[str], int]:
    """The names of a day's era, and its year there.

    Example:
        >>> japanese_era(datetime.date(2016, 1, 5))
        (('平成', '平', 'H', '㍻', 'Heisei'), 28)
    """
    _, first_year, names = _JAPANESE[bisect(_JAPANESE_STARTS, date) - 1]
    return names, date.year - first_year + 1


def _draw_japanese(date: datetime.date, rng: random.Random) -> Draft:
    if not 1873 <= date.year <= _LAST_REIWA:
        date = date.replace(year=1873 + date.year % (_LAST_REIWA - 1872), day=min(date.day, 28))
    elif rng.random() < 0.2:  # around the turn of an era: its last year and its first, which is written `元年`
        start = choose(rng, _JAPANESE_STARTS[1:])
        date = start + datetime.timedelta(int(rng.random() * 360) - 120)
    (kanji, short, letter, sign, english), year = japanese_era(date)
    share = rng.random()
    number = "元" if year == 1 and rng.random() < 0.8 else f"{year:0{1 + (rng.random() < 0.15)}}"
    month, day = str(date.month), str(date.day)
    if share < 0.3:
        letter = letter.lower() if rng.random() < 0.15 else letter
        name = letter if rng.random() < 0.75 else short
        separator = choose(rng, (".", ".", ".", "/", "/", "-"))
        number = number if number == "元" else f"{year:02}" if rng.random() < 0.3 else str(year)
        if rng.random() < 0.3:
            month, day = f"{date.month:02}", f"{date.day:02}"
        pieces: tuple[Piece, ...] = (
            (name + number, YEAR),
            (separator, None),
            (month, MONTH),
            (separator, None),
            (day, DAY),
        )
        return _draft(pieces, date, "ja", f"era letter {separator}")
    if share < 0.35:
        name = choose(rng, (english, english.replace("ō", "o")))
        before = patterns.write(patterns.parse("MMMM d, "), date, locales.load("en").names)
        return _draft((*before, (f"{name} {year}", YEAR)), date, "en", "MMMM d, era")
    if share < 0.5:
        number = "元" if year == 1 else numerals.chinese_number(year)
        month, day = numerals.chinese_number(date.month), numerals.chinese_number(date.day)
    space = choose(rng, ("", "", "", "", " "))
    name = sign if 0.5 <= share < 0.55 else kanji
    pieces = ((name + space + number, YEAR), ("年" + space, None), (month, MONTH), ("月", None))
    if share < 0.92:
        pieces = (*pieces[:3], ("月" + space, None), (day, DAY), ("日", None))
    elif share > 0.96:
        pieces = (pieces[0], ("年", None))
    if share < 0.92 and rng.random() < 0.15:
        weekday = "月火水木金土日"[date.weekday()]
        pieces = (*pieces, (choose(rng, (f"（{weekday}）", f"({weekday})", f" {weekday}曜日")), None))
    draft = _draft(pieces, date, "ja", "era kanji")
    return numerals.to_digits(draft, numerals.FULL_WIDTH) if rng.random() < 0.12 else draft


_FIRST_REPUBLICAN, _LAST_REPUBLICAN = 1912, 2060


def counted_in_full(number: int) -> str:
    """A number below 200 as it is counted in Chinese: `一百零五`, `一百一十二`."""
    if number < 100:
        return numerals.chinese_number(number)
    rest = number - 100
    return (
        "一百"
        + (f"零{numerals.chinese_number(rest)}" if 0 < rest < 10 else "一" if 10 <= rest < 20 else "")
        + (numerals.chinese_number(rest) if rest >= 10 else "")
    )


def _draw_republic(date: datetime.date, rng: random.Random) -> Draft:
    first, last = _FIRST_REPUBLICAN, _LAST_REPUBLICAN
    if not first <= date.year <= last:
        date = date.replace(year=first + date.year % (last - first + 1), day=min(date.day, 28))
    year, share = date.year - first + 1, rng.random()
    name = choose(rng, ("民國", "民國", "中華民國", "民国", "民國 ", "民国", "中华民国", "民 ", "ROC "))
    number, month, day = "元" if year == 1 else str(year), str(date.month), str(date.day)
    if share < 0.25:
        number = "元" if year == 1 else counted_in_full(year)
        month, day = numerals.chinese_number(date.month), numerals.chinese_number(date.day)
    if 0.25 <= share < 0.4:
        separator = choose(rng, "/.-")
        pieces: tuple[Piece, ...] = (
            (name + number, YEAR), (separator, None), (f"{date.month:02}", MONTH), (separator, None),
            (f"{date.day:02}", DAY),
        )  # fmt: skip
        return _draft(pieces, date, "zh_Hant", f"republic {separator}")
    pieces = ((name + number, YEAR), ("年", None), (month, MONTH), ("月", None), (day, DAY), ("日", None))
    if share > 0.9:
        pieces = pieces[:4] if share < 0.96 else pieces[:2]
    return _draft(pieces, date, "zh_Hant", "republic")


def draw(date: datetime.date, rng: random.Random) -> Draft:
    """A date with an era, at times only its month or year.

    Args:
        date: the date; its year is moved to where the era is in use.
        rng: of the stream.
    """
    share = rng.random()
    if share < JAPANESE_SHARE:
        return _draw_japanese(date, rng)
    if share < JAPANESE_SHARE + REPUBLIC_SHARE:
        return _draw_republic(date, rng)
    return _draw_cldr(date, rng) if rng.random() < 0.5 else _draw_word(date, rng)
