"""Hints: language, region and order of a text, given by the caller and read by the network as input symbols."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from datelens.errors import HintError, shown

Order = Literal["DMY", "MDY", "YMD"]
"""The order in which a text writes day, month and year."""

ORDERS: tuple[str, ...] = get_args(Order)

LONGEST_LOCALE = 64
"""Characters of a locale identifier; those that are in use have a third of them."""

# language [script] [region] [variants], in BCP 47 or POSIX spelling: de, de-AT, de_AT.UTF-8@euro, zh-Hant-TW, en_001
_LOCALE = re.compile(
    r"(?P<language>[a-z]{2,3})(?:[-_][a-z]{4})?(?:[-_](?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?:[-_](?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:\.[\w-]+)?(?:@[\w=;-]+)?",
    re.ASCII | re.IGNORECASE,  # else the sign of kelvins were a k
)


_LANGUAGES = {"in": "id", "iw": "he", "ji": "yi", "jw": "jv", "mo": "ro", "sh": "sr", "tl": "fil"}
_REGIONS = {"BU": "MM", "TP": "TL", "UK": "GB", "ZR": "CD"}

RENAMED = _LANGUAGES | _REGIONS
"""Codes that were withdrawn, and those of today; Java and Android still send the first ones (CLDR's aliases)."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What the caller knows of a text; each is None where it is not known.

    Attributes:
        language: of the text, as in CLDR: `de`.
        region: whose customs it follows: `AT`.
        order: `DMY`, `MDY` or `YMD`.
    """

    language: str | None = None
    region: str | None = None
    order: str | None = None

    def symbols(self) -> tuple[str, ...]:
        """The input symbols that stand before the text: `("<lang:de>", "<region:AT>", "<order:DMY>")`."""
        named = (("lang", self.language), ("region", self.region), ("order", self.order))
        return tuple(f"<{kind}:{value}>" for kind, value in named if value is not None)


NO_HINTS = Hints()


def parse_order(order: str) -> str:
    """The order in capitals.

    Raises:
        HintError: not one of the three.
    """
    if isinstance(order, str) and order.upper() in ORDERS:
        return order.upper()
    raise HintError(f"`order` must be DMY, MDY or YMD; got {shown(order)}.{_near(str(order).upper(), ORDERS)}")


def parse_locale(locale: str, languages: Sequence[str] | None = None, regions: Sequence[str] | None = None) -> Hints:
    """Language and region of a locale identifier in BCP 47 (`en-GB`) or POSIX (`en_GB.UTF-8`) spelling.

    Args:
        locale: the identifier. A script (`zh_Hant_TW`) and variants may stand in it and are not used.
        languages, regions: those that are known; None takes any that is well formed.

    Raises:
        HintError: not an identifier, or its language or region is not known; the error names near ones.
    """
    match = _LOCALE.fullmatch(locale) if isinstance(locale, str) and len(locale) <= LONGEST_LOCALE else None
    if match is None:
        raise HintError(f"`locale` must be an identifier such as en, en_GB or pt-BR; got {shown(locale)}.")
    language = match["language"].lower()
    region = match["region"].upper() if match["region"] else None
    if languages is None or language not in languages:
        language = RENAMED.get(language, language)
    if regions is None or region not in regions:
        region = RENAMED.get(region or "", region)
    for kind, value, known in (("language", language, languages), ("region", region, regions)):
        if known is not None and value is not None and value not in known:
            near = _near(value, known)
            if kind == "language" and value.upper() in (regions or ()):
                near = f" It is a region: say en_{value.upper()}, or whichever language is written there."
            elif kind == "region":
                near = ""  # codes of two letters are all alike
            raise HintError(
                f"`locale` {shown(locale)} names the {kind} {value!r}, which the model does not know.{near}"
            )
    return Hints(language, region)


def _near(value: str, known: Iterable[str]) -> str:
    """A sentence that names the known values most like `value`; empty where none is."""
    import difflib  # for mistakes alone

    near = difflib.get_close_matches(value, list(known), n=3, cutoff=0.5)
    return f" Did you mean {' or '.join(map(repr, near))}?" if near else ""
