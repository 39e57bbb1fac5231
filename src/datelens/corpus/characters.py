"""The input alphabet: what the network can tell apart, all else being the unknown symbol."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from datelens.alphabet import Alphabet
from datelens.corpus import customs, locales, patterns
from datelens.corpus.draws import likely_region
from datelens.folding import fold
from datelens.hints import ORDERS, Hints

# Scripts whose letters are all told apart, so that words around a date look like words: Latin with its marks, Greek,
# Cyrillic, Armenian, Hebrew, Arabic, Devanagari, Bengali, Thai, Georgian, Hangul's jamo, kana; and punctuation.
_RANGES = (
    (0x0021, 0x024F), (0x0300, 0x0345), (0x0370, 0x0527), (0x0531, 0x058A), (0x05D0, 0x05F4), (0x060C, 0x06FF),
    (0x0901, 0x0970), (0x0981, 0x09FA), (0x0E01, 0x0E5B), (0x10A0, 0x10FF), (0x1E00, 0x1EFF), (0x2010, 0x205E),
    (0x20A0, 0x20BF), (0x2116, 0x2122), (0x2190, 0x21FF), (0x25A0, 0x25FF), (0x3001, 0x30FF), (0xFF61, 0xFF9F),
)  # fmt: skip

# Han characters that write dates, times, numbers, eras and labels in Chinese and Japanese.
_HAN = (
    "〇零一二三四五六七八九十廿卅百千万元正壹贰叁肆伍陆柒捌玖拾年月日号號时時分秒点點星期周週礼禮拜火水木金土曜明治大昭和平成令民国國公西历曆"
    "纪紀前后後午上下早晚凌晨中间間发發布佈更新于於在至到从從起截止作者编編辑輯第期版本次今天昨祝生出入入住退房有效创創建修改"
)


@cache
def input_alphabet() -> Alphabet:
    """The symbols of the network's input: characters of names, layouts and common scripts, folded, and all hints."""
    texts: list[str] = [_HAN, *(chr(code) for first, last in _RANGES for code in range(first, last + 1))]
    for identifier in locales.identifiers():
        data = locales.load(identifier)
        for names in (*data.names.months.values(), *data.names.days.values(), *data.names.eras.values()):
            texts.extend(names)
        layouts = (*data.forms, *data.partial, *customs.layouts(data.language))
        texts.extend(text for _, tokens in layouts for text, width in tokens if not width)
        texts.extend(text for time in data.times for text, width in patterns.parse(time) if not width)
    characters = {character for text in texts for character in fold(text).symbols if character.isprintable()}
    return Alphabet([*characters, *all_hints()])


def all_hints() -> Iterator[str]:
    """Every hint symbol: the languages and regions of CLDR's locales, and the three orders."""
    for identifier in locales.identifiers():
        yield from Hints(locales.load(identifier).language, likely_region(identifier)).symbols()
    for order in ORDERS:
        yield from Hints(order=order).symbols()
