"""Write `corpus/data/foreign_calendars.toml` from CLDR's packages of other calendars.

Fetch the packages first, each unpacked into a folder of its name:

    for c in islamic persian hebrew ethiopic coptic indian; do npm pack cldr-cal-$c-full; done
    python scripts/write_calendars.py FOLDER > src/datelens/corpus/data/foreign_calendars.toml
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from datelens.corpus import foreign, locales, supplement
from datelens.corpus.ambiguity import folded_name, month_index

HEAD = """\
# Months of other calendars as CLDR writes them in each locale that has names of its own (cldr-cal-*-full, releases 28
# to 48): twelve or more names parted by semicolons, a short form after a bar; then the words of the era. Names that
# some language uses for a Gregorian month are left out (a test compares them with CLDR's). Written by
# `scripts/write_calendars.py`.
"""
SHARED_BY = 60
"""Names that more locales than this share are CLDR's root names, which stand for English."""

USUAL_ERAS = {"islamic": ["AH"], "persian": ["AP"]}
GREGORIAN = {("persian", "so")}
"""CLDR gives the names of its Gregorian months here."""


def gregorian_names() -> set[str]:
    """Every folded name of a Gregorian month, of CLDR or of the supplement."""
    own = supplement.names().values()
    beyond = {folded_name(n) for t in own for series in t.months + t.abbreviated for names in series for n in names}
    return {*month_index(), *beyond}


def groups(folder: Path, calendar: str) -> dict[tuple[tuple[str, ...], tuple[str, ...]], list[tuple[str, list[str]]]]:
    """The locales, with their words of the era, of each distinct set of wide and short names; plain locales first."""
    found: dict[tuple[tuple[str, ...], tuple[str, ...]], list[tuple[str, list[str]]]] = {}
    files = folder.glob(f"cldr-cal-{calendar}-full-*/package/main/*/ca-{calendar}.json")
    for file in sorted(files, key=lambda file: (len(file.parent.name), str(file))):
        locale = file.parent.name.replace("-", "_")
        if locale in locales.identifiers():
            data: Any = next(iter(json.loads(file.read_text("utf-8"))["main"].values()))["dates"]["calendars"][calendar]
            names = data["months"]["format"]
            key = (tuple(names["wide"].values()), tuple(names["abbreviated"].values()))
            eras = [next(iter(data["eras"][width].values())) for width in ("eraAbbr", "eraNames")]
            usable = calendar not in ("ethiopic", "coptic")  # `ERA0`
            kept = [e for e in dict.fromkeys(eras) if usable and not e.startswith("ERA")]
            found.setdefault(key, []).append((locale, kept))
    return found


def main(folder: Path) -> None:
    """Print the tables of all calendars."""
    gregorian, printed = gregorian_names(), set()
    print(HEAD)
    for calendar in foreign.YEARS:
        sets = groups(folder, calendar)
        root = {name for (_, short), found in sets.items() if len(found) > SHARED_BY for name in short}
        for (wide, short), found in sets.items():
            first, eras = found[0]
            shared = sum(folded_name(name) in month_index() for name in wide)
            numbered = any(name[0].isdigit() for name in wide)
            if shared > 3 or numbered or (calendar, first.split("_")[0]) in GREGORIAN:
                continue
            is_root = len(found) > SHARED_BY
            months = []
            for name, cut in zip(wide, short, strict=True):
                has_own_short = len(cut) > 4 and cut != name and (is_root or cut not in root)
                kept = (name, cut) if has_own_short else (name,)
                months.append("|".join(n for n in kept if folded_name(n) not in gregorian))
            plain = {locale for locale, _ in found}
            names = {locale.split("_")[0] if locale.split("_")[0] in plain else locale for locale in plain}
            for locale in ["en"] if is_root else sorted(names):
                of_first = is_root or locale.split("_")[0] == first.split("_")[0]
                written = eras if of_first else USUAL_ERAS.get(calendar, [])
                if (calendar, locale) not in printed:
                    printed.add((calendar, locale))
                    print(f"[{calendar}-{locale}]\nmonths = {json.dumps(';'.join(months), ensure_ascii=False)}")
                    print(f"eras = {json.dumps(written, ensure_ascii=False)}\n" if written else "")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
