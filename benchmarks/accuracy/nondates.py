"""What is no date, from texts that are on a machine anyway: translations, descriptions, licences, manuals, versions."""

from __future__ import annotations

import gettext
import random
import re
import shutil
import subprocess
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from datelens.evaluation.rows import Row

LONGEST = 200

CATALOGS = Path("/usr/share/locale")
LICENCES = Path("/usr/share/common-licenses")

# What may be a date, so that a text with it is left out: a year, numbers with marks between, eight digits
_MAYBE_DATE = re.compile(r"(?<!\d)[12]\d{3}(?!\d)|\d{1,4}\s?[./-]\s?\d{1,2}(?!\d)|\d{6,}|\d\s*[年月日년월일]|'\d\d")
_WORD = re.compile(r"[^\W\d_]+")


def draw(number: int, seed: int, months: Iterable[str]) -> tuple[list[Row], list[str]]:
    """Fragments without a date, as many of each kind.

    Args:
        number: how many of each kind.
        seed: of what is drawn.
        months: names of months in all languages; a fragment with one and a digit is left out.

    Returns:
        the rows; the names of kinds that this machine has nothing for.
    """
    names = {unicodedata.normalize("NFKC", name).casefold().strip(". ") for name in months}
    rows: list[Row] = []
    missing = []
    for kind, source in SOURCES.items():
        rng = random.Random(f"{kind}/{seed}")
        texts = source(rng)
        found: dict[str, Row] = {}
        for language, text in _evenly(texts, rng):
            fragment = cut(text, rng)
            if len(found) < number and holds_no_date(fragment, names):
                found.setdefault(fragment, Row(fragment, None, None, None, kind, language))
        rows += found.values()
        if not found:
            missing.append(kind)
    return rows, missing


def holds_no_date(text: str, months: set[str]) -> bool:
    """Whether nothing in a text could be a date, or a part of one; rather too careful.

    Example:
        >>> [holds_no_date(text, {"may"}) for text in ("17 files may be 3 kB", "17 files", "since 2007", "")]
        [False, True, False, False]
    """
    plain = unicodedata.normalize("NFKC", text)
    digits = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain)
    if not any(c.isalnum() for c in digits) or _MAYBE_DATE.search(digits):
        return False
    words = {word.casefold() for word in _WORD.findall(plain)}
    return not (words & months and any(c.isdecimal() for c in plain))


def cut(text: str, rng: random.Random) -> str:
    """A text in one line, or some words of it; not longer than `LONGEST`."""
    words = text.split()
    if rng.random() < 0.4 and len(words) > 3:
        start = rng.randrange(len(words) - 2)
        words = words[start : start + rng.randint(1, 8)]
    line = " ".join(words)
    return line if len(line) <= LONGEST else line[:LONGEST].rpartition(" ")[0] or line[:LONGEST]


def _evenly(texts: Mapping[str, Sequence[str]], rng: random.Random) -> Iterable[tuple[str, str]]:
    """Texts with their language, the languages in turn, so that none is drawn more than another."""
    shuffled = {language: rng.sample(found, len(found)) for language, found in texts.items()}
    for i in range(max(map(len, shuffled.values()), default=0)):
        yield from ((language, found[i]) for language, found in shuffled.items() if i < len(found))


def translations(rng: random.Random) -> Mapping[str, Sequence[str]]:
    """Messages of programs in the languages that they are translated to; some files a language."""
    files: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(CATALOGS.glob("*/LC_MESSAGES/*.mo")):
        files[path.parent.parent.name].append(path)
    texts: dict[str, list[str]] = {}
    for locale, paths in files.items():
        found: list[str] = []
        for path in rng.sample(paths, min(8, len(paths))):
            try:
                with path.open("rb") as file:
                    catalog = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
            except (OSError, UnicodeDecodeError, ValueError):
                continue
            messages = [(key, text) for key, text in catalog.items() if isinstance(key, str) and isinstance(text, str)]
            found += [text for key, text in messages if key and text != key and len(text) > 2]
        if found:
            texts[re.split("[_@]", locale)[0]] = rng.sample(found, min(200, len(found)))
    return texts


def descriptions(_: random.Random) -> Mapping[str, Sequence[str]]:
    """What installed packages say of themselves."""
    paragraphs = re.split(r"\n \.\n|\n\n", _dpkg("${Description}\n\n"))
    return {"en": [paragraph for paragraph in paragraphs if paragraph.strip()]}


def versions(_: random.Random) -> Mapping[str, Sequence[str]]:
    """Packages and their versions."""
    lines = _dpkg("${Package}|${Version}\n").splitlines()
    return {"": [part for line in lines for part in (*line.split("|"), line.replace("|", " "))]}


def checksums(_: random.Random) -> Mapping[str, Sequence[str]]:
    """Checksums and paths of installed files."""
    lines: list[str] = []
    for path in sorted(Path("/var/lib/dpkg/info").glob("*.md5sums"))[::25]:
        lines += path.read_text(encoding="utf-8", errors="ignore").splitlines()[:20]
    return {"": [part for line in lines for part in line.split(None, 1)]}


def licences(_: random.Random) -> Mapping[str, Sequence[str]]:
    """Paragraphs of licences."""
    files = sorted(path for path in LICENCES.glob("*") if path.is_file())
    text = "\n\n".join(path.read_text(encoding="utf-8", errors="ignore") for path in files)
    return {"en": [paragraph for paragraph in re.split(r"\n\s*\n", text) if paragraph.strip()]}


def manuals(_: random.Random) -> Mapping[str, Sequence[str]]:
    """Paragraphs of Python's reference."""
    from pydoc_data.topics import topics

    return {"en": [p for topic in topics.values() for p in re.split(r"\n\s*\n", topic) if p.strip()]}


def _dpkg(form: str) -> str:
    """What dpkg says of all packages; nothing where there is none."""
    if shutil.which("dpkg-query") is None:
        return ""
    done = subprocess.run(["dpkg-query", "-W", "-f", form], capture_output=True, check=True, encoding="utf-8")
    return done.stdout


SOURCES: Mapping[str, Callable[[random.Random], Mapping[str, Sequence[str]]]] = {
    "translated messages": translations,
    "descriptions of packages": descriptions,
    "licences": licences,
    "Python's reference": manuals,
    "names and versions": versions,
    "checksums and paths": checksums,
}
