"""The order in which a locale writes day, month and year in numbers, where its name alone tells it.

From the short date formats of CLDR; a test holds the table to what Babel has. Only the two orders that are mistaken
for each other are told: where the year comes first, the text shows it by itself.
"""

from __future__ import annotations

import re
from functools import lru_cache

from datelens.hints import RENAMED

MONTH_FIRST = frozenset(
    "ak blo cad ceb chr cic ee en_AS en_BI en_GU en_MH en_MP en_PH en_PR en_UM en_US en_VI es_PA es_PR fil gaa iu ks "
    "lkt mus om or osa sd_Deva ti xh zu".split()
)
"""Languages, and locales of them, that write the month before the day."""

DAY_FIRST = frozenset("en_* ks_Deva se_FI zh_Hans_HK zh_Hans_MO zh_Hans_SG zh_Hant_HK zh_Hant_MO".split())
"""Locales that write the day before the month although their language does not; `*` is any other region."""

UNTOLD = frozenset(
    "af ann apc arn az_Arab ba bgc bgn bho blt bo bss cch ce cho ckb cop csw cu dz en en_CA en_Dsrt en_SE en_Shaw "
    "en_ZA eo eu fa fr_CA gn ha_Arab hnj hu ii io iu_Latn ja jbo jgo kaa kaj kcg ken kl ko kpe la lmo lrc lt ltg mdf "
    "mg mgo mhn mic mn moh myv mzn ne nqo nr nso nv ny pis ps quc raj rhg rw sah sd sdh se shn si skr sma smj sms sn "
    "ss st sv tn tok trv ts tyv ug uz_Arab ve vmw vo wa wae wbp yue za zh".split()
)
"""Those whose year comes first, and English alone, whose writers do not agree. All others write the day first."""


@lru_cache(maxsize=4096)
def customary_order(locale: str) -> str | None:
    """`DMY` or `MDY`, as the locale writes it; None where its name does not tell.

    Args:
        locale: an identifier that `hints.parse_locale` takes.

    Example:
        >>> customary_order("en_US"), customary_order("en-GB"), customary_order("en"), customary_order("sv_SE")
        ('MDY', 'DMY', None, None)
    """
    plain = re.split(r"[.@]", locale)[0].replace("-", "_")
    language, *others = plain.split("_")
    language = RENAMED.get(language.lower(), language.lower())
    script = next((part.title() for part in others if len(part) == 4 and part.isalpha()), None)
    region = next((part.upper() for part in others if len(part) in (2, 3)), None)
    for name in _names(language, script, region):
        if name in MONTH_FIRST:
            return "MDY"
        if name in DAY_FIRST:
            return "DMY"
        if name in UNTOLD:
            return None
    return "DMY"


def _names(language: str, script: str | None, region: str | None) -> list[str]:
    """The names under which a locale may stand in the tables, the closest first."""
    names = []
    if script and region:
        names.append(f"{language}_{script}_{region}")
    if script:
        names.append(f"{language}_{script}")
    if region:
        names += [f"{language}_{region}", f"{language}_*"]
    return [*names, language]
