"""Whether a text admits another reading than the one it was made from."""

from __future__ import annotations

import datetime
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from datelens.corpus import locales
from datelens.corpus.example import MONTH, YEAR, Draft
from datelens.folding import fold
from datelens.orders import dates_by_order

# A month name that another language uses for another month is clear all the same where nearly all who write it mean
# one month: `mar` is March in sixty languages and May in Teso.
CLEAR_SHARE = 0.9


def folded_name(name: str) -> str:
    """A name as the index of months knows it: folded, without the dot of an abbreviation."""
    return fold(name).symbols.rstrip(".")


@cache
def month_index() -> Mapping[str, Mapping[int, int]]:
    """For each folded name the months that it stands for somewhere, each with the number of languages."""
    found: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for identifier in locales.identifiers():
        data = locales.load(identifier)
        for names in data.names.months.values():
            for month, name in enumerate(names, 1):
                found[folded_name(name)][month].add(data.language)
    return {name: {month: len(langs) for month, langs in months.items()} for name, months in found.items()}


@cache
def is_clear_month(name: str, month: int) -> bool:
    """Whether the name, wherever it is written, nearly always means this month."""
    months = month_index().get(folded_name(name), {month: 1})
    return months.get(month, 0) >= CLEAR_SHARE * sum(months.values())


def numeric_readings(first: str, second: str, third: str) -> dict[str, datetime.date]:
    """The dates that three numbers can be, by order: `("03", "04", "21")` is three dates."""
    return {order: datetime.date.fromisoformat(iso) for order, iso in dates_by_order((first, second, third)).items()}


def _numbers(draft: Draft) -> tuple[str, str, str] | None:
    """The three numbers of a draft in ASCII digits; None where it is no date in numbers."""
    written = [text for text, name in draft.pieces if name is not None]
    if len(written) != 3 or not all(map(str.isdecimal, written)):
        return None
    first, second, third = (text if text.isascii() else _in_ascii(text) for text in written)
    return first, second, third


def _in_ascii(digits: str) -> str:
    return "".join(str(unicodedata.decimal(digit)) for digit in digits)


def admits_orders(draft: Draft) -> bool:
    """Whether the text is a date in numbers that another order reads as another date."""
    numbers = _numbers(draft)
    return numbers is not None and len(set(numeric_readings(*numbers).values())) > 1


def is_read_as_year_first(draft: Draft) -> bool:
    """Whether the text is a date in numbers that, read as year, month and day, is another date than it stands for."""
    numbers = _numbers(draft)
    read = None if numbers is None else numeric_readings(*numbers).get("YMD")
    return read is not None and read.isoformat() != draft.iso


def is_ambiguous(draft: Draft) -> bool:
    """Whether the text admits several dates.

    Numbers in several orders; a month name that languages share; two digits of a year in Thai, of either calendar.
    """
    if admits_orders(draft):
        return True
    texts = {name: text for text, name in draft.pieces if name is not None}
    if draft.iso is None or MONTH not in texts or len(texts) == 1 or texts[MONTH].isdecimal():
        return False
    if draft.locale.startswith("th") and len(texts.get(YEAR, "")) == 2:
        return True
    return not is_clear_month(texts[MONTH], int(draft.iso[2:4] if draft.iso.startswith("--") else draft.iso[5:7]))
