"""Years before Christ, which no reading can write: refused, beside the years of our era that `eras` writes."""

from __future__ import annotations

import datetime
import random
from collections.abc import Mapping, Sequence

from datelens.corpus import eras, locales, patterns
from datelens.corpus.dates import draw_date
from datelens.corpus.draws import choose, draw_locale
from datelens.corpus.example import Draft

FAMILY = "before-christ"
OWN_SHARE = 0.4
"""Of the words that people write, the rest being CLDR's."""

SIGNED_SHARE = 0.1
"""Of these years, those that ISO 8601 writes with a sign."""

# What people write for years before our era beside CLDR's words.
WORDS: Mapping[str, Sequence[str]] = {
    "en": ("BC", "BC", "B.C.", "B. C.", "BCE", "B.C.E.", "bc", "Before Christ"),
    "de": ("v. Chr.", "v.Chr.", "vor Christus", "v. u. Z.", "vor Christi Geburt"),
    "fr": ("av. J.-C.", "avant J.-C.", "av. JC", "avant Jésus-Christ", "avant notre ère"),
    "es": ("a. C.", "a.C.", "a. de C.", "antes de Cristo", "a. e. c."), "it": ("a.C.", "a. C.", "avanti Cristo"),
    "pt": ("a.C.", "a. C.", "antes de Cristo", "a.E.C."), "ca": ("aC", "a.C.", "abans de Crist"),
    "ro": ("î.Hr.", "î. Hr.", "î.e.n.", "înainte de Hristos"), "nl": ("v.Chr.", "v. Chr.", "voor Christus"),
    "sv": ("f.Kr.", "f. Kr.", "före Kristus"), "da": ("f.Kr.", "f. Kr.", "før Kristus"), "nb": ("f.Kr.", "fvt."),
    "fi": ("eKr.", "ennen Kristusta", "eaa."), "et": ("eKr", "e.m.a."), "pl": ("p.n.e.", "p. n. e.", "przed Chr."),
    "cs": ("př. n. l.", "př. Kr.", "před Kristem"), "sk": ("pred Kr.", "pred n. l."), "sl": ("pr. Kr.", "pr. n. št."),
    "hr": ("pr. Kr.", "prije Krista", "p. n. e."), "sr": ("п. н. е.", "пре н. е.", "п.н.е."),
    "hu": ("i. e.", "Kr. e.", "időszámításunk előtt"), "ru": ("до н. э.", "до н.э.", "до нашей эры", "до Р. Х."),
    "uk": ("до н. е.", "до н.е.", "до нашої ери"), "bg": ("пр. Хр.", "пр.Хр.", "пр.н.е.", "преди Христа"),
    "el": ("π.Χ.", "π. Χ.", "π.Χ", "προ Χριστού"), "tr": ("MÖ", "M.Ö.", "milattan önce"),
    "ar": ("ق.م", "ق.م.", "ق م", "قبل الميلاد"), "fa": ("ق.م.", "پیش از میلاد", "قبل از میلاد"),
    "he": ("לפנה״ס", "לפני הספירה"), "hi": ("ई.पू.", "ईसा पूर्व"), "ja": ("紀元前", "前"), "zh": ("公元前", "前"),
    "ko": ("기원전", "BC"), "vi": ("TCN", "trước Công nguyên"), "id": ("SM", "sebelum Masehi"), "ms": ("SM",),
    "th": ("ก่อนคริสต์ศักราช", "ปีก่อนคริสตกาล"), "la": ("a. Chr. n.", "a.C.n."), "eo": ("a.K.", "a.n.e."),
    "hy": ("մ.թ.ա.",), "ka": ("ძვ. წ.",), "ta": ("கி.மு.",), "bn": ("খ্রিস্টপূর্ব", "খ্রি.পূ."), "ur": ("ق م", "قبل مسیح"),
}  # fmt: skip

_AFTER = (
    "y G", "y G", "y G", "d MMMM y G", "MMMM d, y G", "MMMM y G", "d MMM y G", "'c.' y G", "EEEE, d MMMM y G",
    "d. MMMM y G", "d/M/y G", "dd.MM.y G", "y-MM-dd G",
)  # fmt: skip
_BEFORE = {
    "zh": ("Gy年", "Gy年M月d日", "Gy年M月"), "ja": ("Gy年", "Gy年M月d日"), "ko": ("G y년", "G y년 M월 d일"),
    "vi": ("'năm' y G", "y G"),
}  # fmt: skip


def draw(rng: random.Random) -> Draft:
    """A year before Christ, at times with its month and day; it has no reading.

    Example:
        >>> draw(random.Random(5)).iso is None
        True
    """
    if rng.random() < SIGNED_SHARE:
        return _draw_signed(rng)
    if rng.random() < OWN_SHARE:
        data = locales.load("en" if rng.random() < 0.35 else choose(rng, tuple(WORDS)))
        era = choose(rng, WORDS[data.language])
        pattern = choose(rng, _BEFORE.get(data.language, _AFTER))
    else:
        data = draw_locale(rng)
        if data.language in eras.WRONG_IN_CLDR:
            data = locales.load("en")
        era = data.names.eras[choose(rng, ("wide", "abbreviated"))][0]
        own = eras.forms_with_era(data)
        pattern = choose(rng, own) if own and rng.random() < 0.6 else choose(rng, _AFTER)
    # Most years that are written of lie in the last five centuries before Christ; thousands are told by the era alone.
    year = 1 + int(rng.random() ** 3 * 3500)
    date = datetime.date(year, 1, 1).replace(month=1 + int(rng.random() * 12), day=1 + draw_date(rng).day % 28)
    text = "".join(
        era
        if width and token[0] == "G"
        else "".join(piece for piece, _ in patterns.write(((token, width),), date, data.names))
        for token, width in patterns.parse(pattern)
    )
    return Draft(((text, None),), None, data.identifier, pattern, FAMILY)


def _draw_signed(rng: random.Random) -> Draft:
    """A year below 1 or above 9999 as ISO 8601 writes them, `-0043-03-15`, `+12024-03-15`; no reading can hold it.

    Below -1000 a sign may be a dash before a year of our era, and is left out.
    """
    date = draw_date(rng)
    rest = choose(rng, (f"-{date:%m-%d}", f"-{date:%m-%d}", f"-{date:%m-%d}", f"-{date:%m}"))
    if rng.random() < 0.5:
        text = f"{choose(rng, '--−')}{int(rng.random() * 1000):04}{rest}"
    else:
        text = f"{choose(rng, ('+', '+', ''))}{10_000 + int(rng.random() * 90_000)}{rest}"
    return Draft(((text, None),), None, "", "signed year", FAMILY)
