"""What the training stream never holds, by construction, so that a test means something.

A date is held out by its own digits and a layout by the locale and the pattern, both through a checksum that no
process, release or seed changes. The held-out split draws from what is held out in either way. No leap day is held out
as a date: whether a year has one cannot be told from other years, so who is never shown one learns that there is none.
"""

from __future__ import annotations

import zlib
from functools import cache
from typing import Literal

from datelens.corpus.example import Draft

HELD_OUT_DATES = 25
"""One date in so many is held out."""

HELD_OUT_LAYOUTS = 40
"""One (locale, pattern) pair in so many is held out."""

_LAID_OUT = {"cldr", "custom", "free", "numeric"}


def _is_drawn(text: str, one_in: int) -> bool:
    return zlib.crc32(text.encode()) % one_in == 0


@cache
def _is_held_out_layout(locale: str, pattern: str) -> bool:
    return _is_drawn(f"{locale}/{pattern}", HELD_OUT_LAYOUTS)


def of(draft: Draft) -> Literal["train", "held-out"]:
    """The split that a draft belongs to. Texts that are no date are told apart by the text itself."""
    told = draft.iso if draft.iso is not None else draft.text
    held_out = not told.endswith("-02-29") and _is_drawn(told, HELD_OUT_DATES)
    if not held_out and draft.family in _LAID_OUT:
        held_out = _is_held_out_layout(draft.locale, draft.pattern)
    return "held-out" if held_out else "train"
