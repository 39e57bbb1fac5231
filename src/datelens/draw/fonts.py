"""Fonts: which installed font draws a grapheme whole, by looking at what is in it.

matplotlib brings DejaVu Sans, which has Latin, Greek, Cyrillic, Arabic and more, so most pictures look the same on
every machine. Other scripts are drawn with a Noto font where one is installed, else with any font that has them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from functools import cache

from matplotlib.font_manager import FontEntry, FontPath, findSystemFonts, fontManager
from matplotlib.ft2font import FT2Font

from datelens.draw.graphemes import graphemes, is_invisible

BASE = "DejaVu Sans"

# matplotlib's last resort has a box for every character there is: no glyph of it says what stands there.
_BOXES = "Last Resort"

# Unicode's names for scripts whose fonts are called otherwise.
_FAMILIES = {
    "CJK": ("Noto Sans CJK SC", "Noto Sans SC"),
    "FULLWIDTH": ("Noto Sans CJK JP", "Noto Sans JP"),
    "HALFWIDTH": ("Noto Sans CJK JP", "Noto Sans JP"),
    "HIRAGANA": ("Noto Sans CJK JP", "Noto Sans JP"),
    "IDEOGRAPHIC": ("Noto Sans CJK JP", "Noto Sans JP"),
    "KATAKANA": ("Noto Sans CJK JP", "Noto Sans JP"),
    "HANGUL": ("Noto Sans CJK KR", "Noto Sans KR"),
}


def script(character: str) -> str:
    """The first word of a character's Unicode name, which for a letter is its script: `DEVANAGARI`."""
    return unicodedata.name(character, "UNNAMED").partition(" ")[0]


def family(grapheme: str, text: str = "") -> str | None:
    """The family that draws a grapheme whole; None where no installed one does.

    Args:
        grapheme: what stands in one cell.
        text: that it comes from; it tells whether a Chinese character is to look Japanese or Korean.
    """
    wanted = frozenset(character for character in grapheme if not is_invisible(character))
    first = script(grapheme[0]) if grapheme else ""
    if first == "CJK":
        around = {script(character) for character in text}
        first = next((other for other in ("HIRAGANA", "KATAKANA", "HANGUL") if other in around), first)
    return _family(wanted, first)


@cache
def _family(wanted: frozenset[str], first: str) -> str | None:
    points = {ord(character) for character in wanted}

    def search() -> str | None:
        covering = (entry.name for entry in _by_preference(first) if points <= _points(entry.fname, entry.index))
        return next(covering, None)

    return search() or (search() if _add_new_fonts() else None)


@cache
def _add_new_fonts() -> bool:
    """Fonts installed since matplotlib made its list, which it keeps from run to run; whether there were any."""
    known = {entry.fname for entry in fontManager.ttflist}
    new = [path for path in findSystemFonts() if path not in known]
    for path in new:
        with suppress(OSError, RuntimeError):  # a broken font draws nothing
            fontManager.addfont(path)
    return bool(new)


def is_truetype(name: str) -> bool:
    """Whether all upright fonts of a family are TrueType files, so that a PDF can hold them as such."""
    return all(entry.fname.lower().endswith(".ttf") for entry in _upright() if entry.name == name)


def families(text: str) -> tuple[list[str], list[str]]:
    """What draws a text: the families needed, the base one first, and the graphemes that none draws."""
    found, missing = [BASE], []
    for start, stop in graphemes(text):
        grapheme = text[start:stop]
        name = family(grapheme, text)
        if name is None:
            missing.append(grapheme)
        elif name not in found:
            found.append(name)
    return found, missing


def _named(character: str) -> str:
    """What the font for a character is called after: its script, or the emoji."""
    return script(character).capitalize() if unicodedata.category(character)[0] in "LMN" else "Emoji"


def note(missing: Sequence[str]) -> str:
    """What to tell of graphemes that no installed font draws."""
    shown = " ".join(f"{grapheme} ({code_points(grapheme)})" for grapheme in missing[:5])
    more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
    scripts = sorted({_named(grapheme[0]) for grapheme in missing})
    return (
        f"No installed font draws {shown}{more}, so code points stand in their place. "
        f"Install a font that has them, such as the Noto font for {', '.join(scripts)}."
    )


def code_points(grapheme: str) -> str:
    """`U+0E01` for each character of a grapheme."""
    return " ".join(f"U+{ord(character):04X}" for character in grapheme)


def _by_preference(first: str) -> list[FontEntry]:
    """The base font, those of the script, other Noto fonts, the rest."""
    named = _FAMILIES.get(first, (f"Noto Sans {first.capitalize()}", f"Noto Serif {first.capitalize()}"))

    def rank(entry: FontEntry) -> tuple[int, str, str]:
        if entry.name == BASE:
            return 0, "", ""
        if entry.name in named:
            return 1, str(named.index(entry.name)), entry.fname
        return (2 if entry.name.startswith("Noto Sans") else 3), entry.name, entry.fname

    return sorted(_upright(), key=rank)


def _upright() -> list[FontEntry]:
    """The fonts of normal weight that labels may be drawn with."""
    upright = (entry for entry in fontManager.ttflist if entry.style == "normal" and entry.weight == 400)
    return [entry for entry in upright if not entry.name.startswith(_BOXES)]


@cache
def _points(path: str, index: int) -> frozenset[int]:
    """The code points that a font has glyphs for; none where it cannot be read."""
    try:
        return frozenset(FT2Font(FontPath(path, index)).get_charmap())
    except (OSError, RuntimeError):  # a font that was deleted since the list was made, or is broken
        return frozenset()
