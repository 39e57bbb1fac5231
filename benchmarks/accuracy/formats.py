"""Dates as ICU, moment and date-fns write them in all their locales, made by Node.js."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.localedata import locale_identifiers

from datelens.errors import HintError
from datelens.evaluation.orders import admits_several_orders
from datelens.evaluation.rows import Row
from datelens.hints import parse_locale
from datelens.iso import is_written

SCRIPT = Path(__file__).with_name("formats.mjs")
PACKAGES = ("moment", "date-fns")

CLEAR_SHARE = 0.9
"""A month name is clear where at least this share of the locales that write it mean the month of the row by it."""

_WORD = re.compile(r"[^\W\d_]+(?:[’'ʼʻ-][^\W\d_]+)*")


@dataclass(frozen=True)
class Written:
    """What Node.js wrote.

    Attributes:
        rows: by source (`icu`, `moment`, …), in the order in which they came; no text stands twice in a source.
        contradicting: rows of `icu` with a weekday, each with the same text with another weekday.
        releases: of the libraries.
        names: of a month (1–12) in a locale: wide alone, wide in a date, short alone, short in a date.
    """

    rows: Mapping[str, list[Row]]
    contradicting: list[tuple[Row, Row]]
    releases: Mapping[str, str]
    names: Mapping[tuple[str, int], Sequence[str]]


def write(folder: Path, seed: int, each: int) -> Written:
    """Install the libraries and let them write.

    Args:
        folder: an empty one, where the libraries go.
        seed: of the dates.
        each: how many dates a locale and format.

    Raises:
        FileNotFoundError: Node.js or npm is not installed.
        subprocess.CalledProcessError: one of them failed.
    """
    shutil.copy(SCRIPT, folder)
    if not (folder / "node_modules").is_dir():
        subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--silent", *PACKAGES], cwd=folder, check=True)
    locales = sorted(name.replace("_", "-") for name in locale_identifiers() if name != "root")
    options = json.dumps({"seed": seed, "each": each, "locales": locales})
    done = subprocess.run(
        ["node", SCRIPT.name], cwd=folder, input=options, capture_output=True, check=True, encoding="utf-8"
    )
    return gathered([json.loads(line) for line in done.stdout.splitlines()])


def gathered(records: Sequence[Mapping[str, Any]]) -> Written:
    """The records as rows; those whose month or order is not clear without a hint are marked ambiguous."""
    months = _month_index([record for record in records if record["source"] == "months"])
    rows: dict[str, dict[str, Row]] = defaultdict(dict)
    contradicting = []
    for record in records:
        if "text" not in record:
            continue
        text, iso, locale = record["text"], record["iso"], plain_identifier(record["locale"])
        language = locale.partition("-")[0]
        if iso is not None and is_written(text) and text != iso:
            continue  # what is ISO 8601 already is read so, by law
        ambiguous = iso is not None and (
            admits_several_orders(text) or not _names_are_clear(text, iso, months) or _seems_buddhist(language, iso)
        )
        row = Row(text, iso, locale, None, f"{record['source']} {record['kind']}", language, ambiguous)
        rows[record["source"]].setdefault(text, row)
        if record.get("contradicting") not in (None, text):
            contradicting.append(
                (row, Row(record["contradicting"], iso, locale, None, row.family, language, ambiguous))
            )
    [releases] = [record["releases"] for record in records if record["source"] == "releases"]
    names = {(r["locale"], r["month"]): r["names"] for r in records if r["source"] == "months"}
    return Written({source: list(found.values()) for source, found in rows.items()}, contradicting, releases, names)


def plain_identifier(locale: str) -> str:
    """A locale as datelens knows identifiers; of an odd one (`oc-lnc`, `en-US-u-va-posix`) what comes first."""
    plain = locale.partition("-u-")[0]
    try:
        parse_locale(plain)
    except HintError:
        return plain.partition("-")[0]
    return plain


def _seems_buddhist(language: str, iso: str) -> bool:
    """Whether a Gregorian year in Thai text looks like one of the Buddhist era."""
    return language == "th" and "2300" <= iso[:4] <= "2800"


def _month_index(records: Sequence[Mapping[str, Any]]) -> Mapping[str, Mapping[int, set[str]]]:
    """For each name the months that it stands for, each with the locales."""
    index: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for record in records:
        for name in record["names"]:
            if name and (word := _folded(name)):
                index[word][record["month"]].add(record["locale"])
    return index


def _names_are_clear(text: str, iso: str, months: Mapping[str, Mapping[int, set[str]]]) -> bool:
    """Whether a word of the text nearly always means the month of the reading, if any word means it at all."""
    if len(iso) < 7:
        return True
    month = int(iso[2:4] if iso.startswith("--") else iso[5:7])
    named = [months[word] for word in map(_folded, _WORD.findall(text)) if month in months.get(word, {})]
    return not named or any(len(meant[month]) >= CLEAR_SHARE * sum(map(len, meant.values())) for meant in named)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().strip(". ")
