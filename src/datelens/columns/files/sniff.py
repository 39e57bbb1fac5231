"""What a text file is written in, found from what it holds: its encoding, its delimiter, its line ends."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from datelens.columns.languages import known_words
from datelens.columns.numbers import plain
from datelens.errors import DataError, shown

DELIMITERS = (",", ";", "\t", "|")

HEAD = 1 << 18
"""So many bytes at the beginning say how a file is delimited."""

_LINES = 1 << 16  # bytes of lines that are not ASCII: those that tell an encoding from another
_ROWS = 200

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# Encodings of one byte a character, the likelier first: what several of them read alike is the first one's
_BYTEWISE = (
    *("cp1252", "cp1250", "cp1251", "cp1254", "cp1253", "cp1255", "cp1256", "cp1257", "cp1258", "koi8_r", "koi8_u"),
    *("iso8859_2", "iso8859_5", "iso8859_7", "mac_roman", "cp850", "cp852", "cp866", "cp437"),
)
_OTHERS = ("cp932", "euc_jp", "gb18030", "big5", "cp949")


_ABOVE = re.compile(r"(?:sep=(.)\r?\n)?[\r\n]*")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a delimited file is written.

    Attributes:
        encoding: as Python names it.
        delimiter: between fields.
        line_end: `\\n` or `\\r\\n`.
        header: the names of the columns.
        empty: whether there is no row below them.
        above: lines above the header: blank ones, and that in which Excel names the delimiter.
    """

    encoding: str
    delimiter: str
    line_end: str
    header: tuple[str, ...]
    empty: bool
    above: int = 0

    def __str__(self) -> str:
        """In words: `utf-8, delimited by ','`."""
        return f"{self.encoding.removesuffix('-sig')}, delimited by {self.delimiter!r}"


def encoding_of(chunks: Iterable[bytes]) -> str:
    """The encoding of a file, read whole, because one letter near its end tells UTF-8 from the others.

    A mark at the beginning says it. What is valid UTF-8 is UTF-8. Else that encoding is taken in which most names of
    months and days of the week can be read, and where there are none, what charset-normalizer takes it for.

    Args:
        chunks: its bytes, all of them.

    Raises:
        DataError: it is no text at all.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    valid, first, rest, sample = True, True, b"", bytearray()
    for chunk in chunks:
        if first:
            first = False
            if marked := next((name for mark, name in _MARKS if chunk.startswith(mark)), None):
                return marked
            if wide := _wide(chunk):
                return wide
        if valid:
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                valid = False
        if len(sample) < _LINES and not chunk.isascii():
            *lines, rest = (rest + chunk).split(b"\n")
            sample += b"\n".join(line for line in lines if not line.isascii())[:_LINES] + b"\n"
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        valid = False
    return "utf-8" if valid else _guessed(bytes(sample + rest)[:_LINES])


def dialect_of(head: bytes, encoding: str, delimiter: str | None, *, whole: bool) -> Dialect:
    """How a delimited file is written.

    Args:
        head: its first bytes, with all of the header.
        encoding: of them.
        delimiter: where it is known; None finds it.
        whole: whether this is all of the file.

    Raises:
        DataError: it is empty, or not in the encoding.
    """
    text = decoded(head, encoding, whole=whole)
    if not text.strip("\r\n"):
        raise DataError("the file is empty: a header was expected, with the names of the columns.")
    above = cast(re.Match[str], _ABOVE.match(text))  # which matches nothing, too
    text = text[above.end() :]
    delimiter = delimiter or above[1] or delimiter_of(text, whole=whole)
    rows = rows_of(text, delimiter, whole=whole)
    if not rows:
        raise DataError(f"the header does not end within {len(head):,} bytes; is a quote left open in it?")
    line = text.split("\n", 1)
    line_end = "\r\n" if line[0].endswith("\r") else "\n"
    return Dialect(encoding, delimiter, line_end, tuple(rows[0]), len(rows) == 1, len(above[0].splitlines()))


def decoded(head: bytes, encoding: str, *, whole: bool) -> str:
    """The first bytes of a file as text; a character that is cut off at their end is left out.

    Raises:
        DataError: they are not in this encoding, or there is no such encoding.
    """
    try:
        return codecs.getincrementaldecoder(encoding)().decode(head, final=whole)
    except LookupError:
        raise DataError(f"`--encoding` must be one that Python knows (utf-8, cp1252); got {shown(encoding)}.") from None
    except UnicodeDecodeError as error:
        raise DataError(not_in(encoding, f"byte {error.start:,}")) from None


def not_in(encoding: str, place: str) -> str:
    """The message where a file is not in an encoding."""
    plain = encoding.removesuffix("-sig")
    other = "utf-8" if plain == "cp1252" else "cp1252"
    return f"the file is not in {plain} ({place}). Say which it is with --encoding, as {other}."


def delimiter_of(text: str, *, whole: bool) -> str:
    """The delimiter that parts most rows into equally many fields, and into more than one.

    Example:
        >>> delimiter_of("name;when\\na;3,5\\nb;4\\n", whole=True)
        ';'
    """
    best, delimiter = (0.0, 0), DELIMITERS[0]
    for candidate in DELIMITERS:
        lengths = Counter(len(row) for row in rows_of(text, candidate, whole=whole))
        if not lengths:
            continue
        fields, rows = lengths.most_common(1)[0]
        if fields > 1 and (rows / lengths.total(), fields) > best:
            best, delimiter = (rows / lengths.total(), fields), candidate
    return delimiter


def rows_of(text: str, delimiter: str, *, whole: bool) -> list[list[str]]:
    """The first rows; the last one is left out where it may be cut off."""
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows += [row] if row else []
            if len(rows) > _ROWS:
                return rows
    except csv.Error:
        return rows  # a field that is too long
    return rows if whole else rows[:-1]


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of most texts is zero."""
    even, odd = head[:HEAD:2].count(0), head[1:HEAD:2].count(0)
    most = len(head[:HEAD]) // 4
    return "utf-16-le" if odd > most > even else "utf-16-be" if even > most > odd else None


def _guessed(sample: bytes) -> str:
    """The encoding of lines that are not UTF-8."""
    best, encoding = 0, ""
    for candidate in _BYTEWISE:
        try:
            words = known_words(plain(sample.decode(candidate)))
        except UnicodeDecodeError:
            continue
        found = sum(not word.isascii() for word in words)
        if found > best:
            best, encoding = found, candidate
    if encoding:
        return encoding
    from charset_normalizer import from_bytes

    guess = from_bytes(sample, cp_isolation=[*_BYTEWISE, *_OTHERS]).best()
    return _BYTEWISE[0] if guess is None else guess.encoding
