"""The input alphabet: what the network can tell apart, all else being the unknown symbol."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from datelens.alphabet import Alphabet
from datelens.corpus import calendars, customs, eras, locales, patterns, supplement, words
from datelens.corpus.draws import likely_region
from datelens.folding import fold
from datelens.hints import ORDERS, Hints

# Scripts whose letters are all told apart, so that words around a date look like words: Latin with its marks, Greek,
# Cyrillic, Armenian, Hebrew, Arabic, the scripts of India, Lao, Thai, Burmese, Khmer, Georgian, kana; punctuation; and
# the signs that stand for a hyphen or a slash.
_RANGES = (
    (0x0021, 0x024F), (0x0300, 0x0345), (0x0370, 0x0527), (0x0531, 0x058A), (0x05D0, 0x05F4), (0x060C, 0x06FF),
    (0x0901, 0x0970), (0x0981, 0x09FA), (0x0E01, 0x0E5B), (0x10A0, 0x10FF), (0x1E00, 0x1EFF), (0x2010, 0x205E),
    (0x20A0, 0x20BF), (0x2116, 0x2122), (0x2190, 0x21FF), (0x25A0, 0x25FF), (0x3001, 0x30FF), (0xFF61, 0xFF9F),
    (0x0A01, 0x0A76), (0x0A81, 0x0AF1), (0x0B01, 0x0B77), (0x0B82, 0x0BFA), (0x0C00, 0x0C7F), (0x0C81, 0x0CF3),
    (0x0D01, 0x0D7F), (0x0D81, 0x0DF4), (0x0E81, 0x0EDF), (0x1000, 0x104F), (0x1780, 0x17F9), (0x2211, 0x221A),
)  # fmt: skip

# Han characters that write dates, times, numbers, eras and labels in Chinese and Japanese.
_HAN = (
    "〇零一二三四五六七八九十廿卅百千万元正壹贰叁肆伍陆柒捌玖拾年月日号號时時分秒点點星期周週礼禮拜火水木金土曜明治大昭和平成令民国國公西历曆"
    "纪紀前后後午上下早晚凌晨中间間发發布佈更新于於在至到从從起截止作者编編辑輯第期版本次今天昨祝生出入入住退房有效创創建修改"
    "弐壱参拾佰仟萬兩两冬腊臘闰閏初农農阴陰夏旧舊暦歷康德祚宣统統慶慶応道光乾隆主体體檀紀皇甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
    "睦如弥卯皐皋水无無文葉神霜師走稿订訂签簽署截稿刊登開催締切掲載公開作成納期支払請求書領収証的之及与與和约約"
)

# Hangul syllables that write numbers, eras and calendars in Korean.
_HANGUL = "영공일이삼사오육륙칠팔구십백천만유시년월음력양서기원전후단주체화수목금토요오전날짜작성등록발행초순중하반"


@cache
def input_alphabet() -> Alphabet:
    """The symbols of the network's input: characters of names, layouts and common scripts, folded, and all hints."""
    texts: list[str] = [_HAN, _HANGUL, *(chr(code) for first, last in _RANGES for code in range(first, last + 1))]
    texts.extend(_written_beyond_locales())
    for identifier in locales.identifiers():
        data = locales.load(identifier)
        for names in (*data.names.months.values(), *data.names.days.values(), *data.names.eras.values()):
            texts.extend(names)
        layouts = (*data.forms, *data.partial, *customs.layouts(data.language))
        texts.extend(text for _, tokens in layouts for text, width in tokens if not width)
        texts.extend(text for time in data.times for text, width in patterns.parse(time) if not width)
    characters = {character for text in texts for character in fold(text).symbols if character.isprintable()}
    return Alphabet([*characters, *all_hints()])


def _written_beyond_locales() -> Iterator[str]:
    """The names, ordinals, eras and words of the tables in `data/` and of other calendars."""
    for table in supplement.names().values():
        yield from table.days
        yield from (name for series in table.months + table.abbreviated for names in series for name in names)
        yield from (text for layout in table.layouts for text, width in patterns.parse(layout) if not width)
    for language in customs.languages("ordinals"):
        yield from (form for day in range(1, 32) for form in customs.ordinals(language, day))
    for language in customs.languages("years"):
        yield from customs.years(language)
    for names in eras.ERA_WORDS.values():
        yield from names
    for calendar in calendars.calendars():
        yield from (*calendar.eras, *calendar.forms, *(name for month in calendar.months for name in month))
    for _, _, forms in words.forms():
        yield from (text for _, tokens in forms for text, is_code in tokens if not is_code)


def all_hints() -> Iterator[str]:
    """Every hint symbol: the languages and regions of CLDR's locales, and the three orders."""
    for identifier in locales.identifiers():
        yield from Hints(locales.load(identifier).language, likely_region(identifier)).symbols()
    for order in ORDERS:
        yield from Hints(order=order).symbols()
