"""How programs write dates: ISO 8601 in all its forms, mail and logs, databases, code, file names.

The forms are strftime templates in `data/machine.toml`; the codes are told there. Seven digits (the ordinal date
`2023257` of ISO 8601's basic format) are left out: without a time behind them they are read as a number more often.
"""

from __future__ import annotations

import datetime
import random
import re
from bisect import bisect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate

from datelens.corpus import ambiguity, tables
from datelens.corpus.dates import draw_short_date
from datelens.corpus.draws import choose
from datelens.corpus.example import DAY, MONTH, YEAR, Draft, Piece

WRONG_WEEKDAY_SHARE = 0.1

COUNTED_YEARS = (1980, 2049)
"""The years of week and ordinal dates. Each year's calendar has to be learned by heart, so it is done for those that
such dates are written of."""

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_ZONES = ("UTC", "GMT", "CET", "CEST", "EST", "EDT", "PST", "PDT", "MSK", "JST", "IST", "BST", "MST", "CST", "AEST")
_OFFSETS = (
    "+00:00", "+01:00", "+02:00", "+03:00", "+05:30", "+08:00", "+09:00", "-03:00", "-05:00", "-07:00", "-08:00",
)  # fmt: skip
_WORDS = (
    "access", "archive", "backup", "budget", "build", "cron", "data", "draft", "dump", "error", "export", "final",
    "home", "image", "index", "invoice", "kernel", "letter", "log", "main", "meeting", "minutes", "news", "notes",
    "orders", "photo", "post", "readme", "release", "report", "results", "sales", "scan", "server", "sshd", "summary",
    "table", "weather", "worker",
)  # fmt: skip
_ENDINGS = (
    "pdf", "csv", "txt", "tar.gz", "zip", "docx", "xlsx", "log", "json", "sql", "jpg", "png", "md", "html", "bak",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Moment:
    """A date and all that may stand around it in a machine's form: weekday (0 is Monday), time, zone."""

    date: datetime.date
    weekday: int
    hour: int
    minute: int
    second: int
    microsecond: int
    offset: str
    zone: str


Writer = Callable[[Moment], str]

# What each code writes, and the field that it belongs to. The month and the day of week and ordinal dates are spread
# over several parts, so they belong to no span.
_CODES: Mapping[str, tuple[str | None, Writer]] = {
    "%Y": (YEAR, lambda m: f"{m.date.year:04}"),
    "%y": (YEAR, lambda m: f"{m.date.year % 100:02}"),
    "%m": (MONTH, lambda m: f"{m.date.month:02}"),
    "%-m": (MONTH, lambda m: str(m.date.month)),
    "%b": (MONTH, lambda m: _MONTHS[m.date.month - 1][:3]),
    "%^b": (MONTH, lambda m: _MONTHS[m.date.month - 1][:3].upper()),
    "%~b": (MONTH, lambda m: _MONTHS[m.date.month - 1][:3].lower()),
    "%B": (MONTH, lambda m: _MONTHS[m.date.month - 1]),
    "%d": (DAY, lambda m: f"{m.date.day:02}"),
    "%-d": (DAY, lambda m: str(m.date.day)),
    "%e": (DAY, lambda m: str(m.date.day)),
    "%j": (None, lambda m: f"{m.date.timetuple().tm_yday:03}"),
    "%V": (None, lambda m: f"{m.date.isocalendar().week:02}"),
    "%u": (None, lambda m: str(m.date.isocalendar().weekday)),
    "%a": (None, lambda m: _DAYS[m.weekday][:3]),
    "%A": (None, lambda m: _DAYS[m.weekday]),
    "%H": (None, lambda m: f"{m.hour:02}"),
    "%-H": (None, lambda m: str(m.hour)),
    "%I": (None, lambda m: f"{(m.hour - 1) % 12 + 1:02}"),
    "%-I": (None, lambda m: str((m.hour - 1) % 12 + 1)),
    "%p": (None, lambda m: "AM" if m.hour < 12 else "PM"),
    "%~p": (None, lambda m: "am" if m.hour < 12 else "pm"),
    "%M": (None, lambda m: f"{m.minute:02}"),
    "%-M": (None, lambda m: str(m.minute)),
    "%S": (None, lambda m: f"{m.second:02}"),
    "%f": (None, lambda m: f"{m.microsecond:06}"),
    "%L": (None, lambda m: f"{m.microsecond // 1000:03}"),
    "%:z": (None, lambda m: m.offset),
    "%z": (None, lambda m: m.offset.replace(":", "")),
    "%Z": (None, lambda m: m.zone),
}

_CODE = re.compile(r"(%[-^~:]?[a-zA-Z])")


@dataclass(frozen=True, slots=True)
class Form:
    """A template, split at its codes; `order` where three numbers or names tell one, `locale` where it decides it."""

    template: str
    parts: tuple[str, ...]
    locale: str
    order: str | None
    has_short_year: bool


@cache
def forms() -> tuple[tuple[str, int, tuple[Form, ...]], ...]:
    """The kinds of machine forms, `(name, share, forms)`."""
    kinds = tables.read("machine")
    return tuple((name, kind["share"], tuple(map(_form, kind["forms"]))) for name, kind in kinds.items())


def _form(written: str) -> Form:
    locale, separator, template = written.rpartition("|")
    parts = tuple(part for part in _CODE.split(template if separator else written) if part)
    letters = "".join({"year": "Y", "month": "M", "day": "D"}[field] for field in map(_field_of, parts) if field)
    return Form("".join(parts), parts, locale, letters if len(letters) == 3 else None, "%y" in parts)


def _field_of(part: str) -> str | None:
    return _CODES[part][0] if part in _CODES else None


def write(form: Form, moment: Moment, rng: random.Random) -> tuple[Piece, ...]:
    """The pieces of a form; characters of no field are joined, and words and numbers around it drawn."""
    pieces: list[Piece] = []
    for part in form.parts:
        name, writer = _CODES.get(part, (None, None))
        if part == "%G":
            week_year = moment.date.isocalendar().year
            text, name = f"{week_year:04}", YEAR if week_year == moment.date.year else None
        elif writer is not None:
            text = writer(moment)
            if part == "%e" and moment.date.day < 10:
                _add(pieces, " ", None)
        elif part in _DRAWN:
            text = _DRAWN[part](rng)
        else:
            text = part
        _add(pieces, text, name)
    return tuple(pieces)


_DRAWN: Mapping[str, Callable[[random.Random], str]] = {
    "%w": lambda rng: choose(rng, _WORDS),
    "%n": lambda rng: str(int(10 ** (1 + 4 * rng.random()))),
    "%x": lambda rng: choose(rng, _ENDINGS),
}


def _add(pieces: list[Piece], text: str, name: str | None) -> None:
    if name is None and pieces and pieces[-1][1] is None:
        pieces[-1] = (pieces[-1][0] + text, None)
    else:
        pieces.append((text, name))


@cache
def _bounds() -> list[int]:
    return list(accumulate(share for _, share, _ in forms()))


def draw_moment(date: datetime.date, rng: random.Random) -> Moment:
    """The date at some time of day; one weekday in ten is wrong."""
    weekday = int(rng.random() * 7) if rng.random() < WRONG_WEEKDAY_SHARE else date.weekday()
    seconds = int(rng.random() * 86400)
    hour, minute, second = seconds // 3600, seconds // 60 % 60, seconds % 60
    return Moment(
        date, weekday, hour, minute, second, int(rng.random() * 1e6), choose(rng, _OFFSETS), choose(rng, _ZONES)
    )


def draw(date: datetime.date, rng: random.Random) -> Draft:
    """A date as some program writes it.

    Args:
        date: the date; where the form has a two-digit year or counts weeks or days, another one is drawn.
        rng: of the stream.

    Example:
        >>> draw(datetime.date(2016, 1, 5), random.Random(4)).iso
        '2016-01-05'
    """
    bounds = _bounds()
    _, _, options = forms()[bisect(bounds, rng.random() * bounds[-1])]
    form = choose(rng, options)
    if form.has_short_year:
        date = draw_short_date(rng)
    elif "%V" in form.parts or "%j" in form.parts:
        first, last = COUNTED_YEARS
        date = date.replace(year=first + int(rng.random() * (last - first + 1)), day=min(date.day, 28))
        date += datetime.timedelta(days=int(rng.random() * 4))
    pieces = write(form, draw_moment(date, rng), rng)
    draft = Draft(pieces, date.isoformat(), form.locale, form.template, "machine", order=form.order)
    return replace(draft, ambiguous=True) if form.locale and ambiguity.is_ambiguous(draft) else draft
