"""What anyone may send, most of it near to what is expected and some of it anything; and what every answer keeps."""

from __future__ import annotations

import datetime
import json

from hypothesis import strategies as st

from datelens.iso import is_written
from datelens.records import Translation

DATES = st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31))

_ODD = (
    "\x00\x1b\r\n\t\x85\u2028\ud800\udfff\ufeff\u200d\u200f\u202e\u0301\u0345\U0010ffff"
    "ﾞ가각ﷺﬁİıßΣς①½²٣३〇十年月日令和ⅣⅨ🇩🇪👩"
)
_USUAL = "0123456789 .,/-:'’年月日abcdefghijklmnopqrstuvwxyzäöüéčžJFMASOND"

TEXTS = st.one_of(
    st.text(max_size=40),
    st.text(st.sampled_from(_ODD + _USUAL), max_size=40),
    st.text(st.sampled_from(_USUAL), max_size=40),
    st.from_regex(r"[0-9]{1,4}[-./ ][0-9]{1,2}[-./ ][0-9]{1,4}", fullmatch=True),
    st.builds(lambda character, times: character * times, st.characters(), st.integers(150, 1100)),
)
"""Any Unicode text, lone surrogates included, some longer than anything is read."""

HINTS = st.one_of(
    st.none(),
    st.sampled_from(
        ["de", "en_GB", "en-US", "de_DE.UTF-8@euro", "zh-Hant-TW", "en_001", "C", "POSIX", "", "DMY", "mdy"]
    ),
    st.text(max_size=12),
)

WRITTEN = st.one_of(
    DATES.map(datetime.date.isoformat),
    DATES.map(lambda date: date.isoformat()[:7]),
    DATES.map(lambda date: date.isoformat()[:4]),
    DATES.map(lambda date: f"-{date.isoformat()[4:]}"),
)
"""What the grammar prints: days, months, years, and days of any year."""

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def checked(found: Translation, text: str) -> Translation:
    """The translation, which keeps its promises whatever the text."""
    assert found.text == text
    assert found.iso is None or is_written(found.iso)
    assert found.date is None or isinstance(found.date, datetime.date)
    assert 0 <= found.confidence <= 1
    assert found.readings[0].probability == found.confidence
    assert len({reading.iso for reading in found.readings}) == len(found.readings)
    json.loads(json.dumps(found.to_dict()))
    return found
