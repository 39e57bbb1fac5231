"""What a text file is written in, found from what it holds: its encoding, its delimiter, its line ends."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import cast

from datelens.columns.files.letters import latin_encoding
from datelens.columns.languages import WORD, known_words
from datelens.columns.numbers import plain
from datelens.errors import DataError, shown

DELIMITERS = (",", ";", "\t", "|")

NO_DELIMITER = "\x1f"
"""What delimits one column in whose texts all others stand: the character that is made for it, which nobody types."""

HEAD = 1 << 18
"""So many bytes at the beginning say how a file is delimited."""

_LINES = 1 << 16  # bytes of lines that are not ASCII: those that tell an encoding from another
_ROWS = 200
_TITLES = 20  # lines at the top among which the header is looked for
_FEW = 3  # lines of valid UTF-8 that are no accident
_FEWEST_DATED = 0.02  # of the words that are not ASCII, in a file with dates in words


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


_DIGIT = re.compile(r"\d")

_ABOVE = re.compile(r"(?:sep=([\t -!#-~])\r?\n)?[\r\n]*")  # any that a delimiter can be; a quote cannot


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a delimited file is written.

    Attributes:
        encoding: as Python names it.
        delimiter: between fields.
        line_end: `\\n` or `\\r\\n`.
        header: the names of the columns.
        empty: whether there is nothing below them but line ends.
        above: lines above the header: those that are to be skipped, blank ones, and that in which Excel names the
            delimiter.
        guessed: whether the encoding follows from the letters alone.
        titled: the line that seems to be the header, where what is taken for it seems to be a title; 0 for none.
    """

    encoding: str
    delimiter: str
    line_end: str
    header: tuple[str, ...]
    empty: bool
    above: int = 0
    guessed: bool = False
    titled: int = 0

    def __str__(self) -> str:
        """In words: `utf-8, delimited by ','`."""
        guessed = " (guessed by its letters; --encoding says another)" if self.guessed else ""
        titled = f" (line {self.titled} looks like the header: say `--skip {self.titled - 1}`)" if self.titled else ""
        return f"{self.encoding.removesuffix('-sig')}{guessed}, delimited by {self.delimiter!r}{titled}"


def encoding_of(chunks: Iterable[bytes]) -> str:
    """The encoding of a file, read whole, because one letter near its end tells UTF-8 from the others.

    A mark at the beginning says it. What is valid UTF-8 is UTF-8. Else that encoding is taken in which most names of
    months and days of the week can be read; where there are none, the one in which a language in Latin script has its
    letters; and for other scripts, what charset-normalizer takes it for. Whatever came, there is an answer. A file that
    is UTF-8 but for a line or two is refused: in any other encoding all of its letters would be others.

    Args:
        chunks: its bytes, all of them.

    Raises:
        DataError: it is UTF-8 for the most part, and not for all of it.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    first, rest, sample, lines_before = True, b"", bytearray(), 0
    stray: tuple[int, int] | None = None
    for chunk in chunks:
        if first:
            first = False
            if mark := marked(chunk):
                return mark
            if wide := _wide(chunk):
                return wide
        if stray is None:
            try:
                decoder.decode(chunk)
                lines_before += chunk.count(b"\n")
            except UnicodeDecodeError as error:
                stray = _stray(error, lines_before)
        if len(sample) < _LINES and not chunk.isascii():
            *lines, rest = (rest + chunk).split(b"\n")
            sample += b"\n".join(line for line in lines if not line.isascii())[:_LINES] + b"\n"
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        stray = stray or _stray(error, lines_before)
    if stray is None:
        return "utf-8"
    seen = bytes(sample + rest)[:_LINES]
    if _mostly_utf_8(seen):
        byte, line = stray
        raise DataError(
            f"the byte 0x{byte:02x} in line {line:,} is not in utf-8, and most other lines are. Mend that line, or say "
            "with --encoding what all of the file is in."
        )
    return _guessed(seen)


def dialect_of(head: bytes, encoding: str, delimiter: str | None, skip: int = 0, *, whole: bool) -> Dialect:
    """How a delimited file is written.

    Args:
        head: its first bytes, with all of the header.
        encoding: of them.
        delimiter: where it is known; None finds it.
        skip: so many lines at the top are not looked at.
        whole: whether this is all of the file.

    Raises:
        DataError: it is empty, or not in the encoding.
    """
    lines = io.StringIO(decoded(head, encoding, whole=whole), newline="").readlines()
    skipped, text = lines[:skip], "".join(lines[skip:])
    below = text.strip("\r\n")
    if skipped and not below:
        raise DataError(f"nothing stands below the first {len(skipped):,} lines: a header was expected there.")
    if not below:
        raise DataError("the file is empty: a header was expected, with the names of the columns.")
    above = cast(re.Match[str], _ABOVE.match(text))  # which matches nothing, too
    text = text[above.end() :]
    delimiter = delimiter or above[1] or delimiter_of(text, whole=whole)
    rows = rows_of(text, delimiter, whole=whole)
    if not rows:
        raise DataError(f"the header does not end within {len(head):,} bytes; is a quote left open in it?")
    line = text.split("\n", 1)
    line_end = "\r\n" if line[0].endswith("\r") else "\n"
    empty = whole and not _below(text, delimiter).strip("\r\n")
    left_out = len(skipped) + len(above[0].splitlines())
    header_line = header_below(text) if len(rows[0]) == 1 else 0
    titled = left_out + header_line if header_line else 0
    return Dialect(encoding, delimiter, line_end, tuple(rows[0]), empty, left_out, titled=titled)


def decoded(head: bytes, encoding: str, *, whole: bool) -> str:
    """The first bytes of a file as text; a character that is cut off at their end is left out.

    Raises:
        DataError: they are not in this encoding, or there is no such encoding.
    """
    try:
        return decoder_of(encoding).decode(head, final=whole)
    except UnicodeDecodeError as error:
        raise DataError(not_in(encoding, f"byte {error.start:,}", head)) from None


def decoder_of(encoding: str) -> codecs.IncrementalDecoder:
    """What turns the bytes of a file into text, some at a time.

    Raises:
        DataError: there is no such encoding, or it is none of texts (Python calls `hex` one, too).
    """
    try:
        "".encode(encoding)  # which those of bytes refuse
        return codecs.getincrementaldecoder(encoding)()
    except (LookupError, UnicodeError):
        raise DataError(f"`--encoding` must be one that Python knows (utf-8, cp1252); got {shown(encoding)}.") from None


def marked(head: bytes) -> str | None:
    """The encoding that the mark at the beginning of a file says; None where there is no mark."""
    return next((name for mark, name in _MARKS if head.startswith(mark)), None)


def with_mark(encoding: str, head: bytes) -> str:
    """The encoding that was said, with the mark that stands at the beginning of the file.

    Example:
        >>> with_mark("utf8", codecs.BOM_UTF8 + b"when"), with_mark("utf8", b"when")
        ('utf-8-sig', 'utf8')
    """
    try:
        plainly = codecs.lookup(encoding).name
    except LookupError:  # which is told where it is used
        return encoding
    return "utf-8-sig" if plainly == "utf-8" and marked(head) == "utf-8-sig" else encoding


def not_in(encoding: str, place: str, head: bytes = b"") -> str:
    """The message where a file is not in an encoding; its first bytes may say in which it is."""
    plain = encoding.removesuffix("-sig")
    other = marked(head) or ("utf-8" if plain == "cp1252" else "cp1252")
    return f"the file is not in {plain} ({place}). Say which it is with --encoding, as {other}."


def delimiter_of(text: str, *, whole: bool) -> str:
    """The delimiter that parts the header and most rows into equally many fields, and into more than one.

    Where there is none, the header may have fewer or more fields than the rows, if it has several. Else there is one
    column, and the delimiter is one that parts nothing.

    Example:
        >>> delimiter_of("name;when\\na;3,5\\nb;4\\n", whole=True)
        ';'
        >>> delimiter_of("when\\nApril 13, 2021\\n", whole=True)
        ';'
    """
    best, delimiter = (False, 0.0, 0), None
    for candidate in DELIMITERS:
        rows = rows_of(text, candidate, whole=whole)
        if not rows:
            continue
        lengths = Counter(map(len, rows[1:] or rows))
        [(fields, number)] = lengths.most_common(1)
        found = (len(rows[0]) == fields, number / lengths.total(), fields)
        if min(fields, len(rows[0])) > 1 and found > best:
            best, delimiter = found, candidate
    return delimiter or next((candidate for candidate in DELIMITERS if _parts_nothing(candidate, text)), NO_DELIMITER)


def header_below(text: str) -> int:
    """The number of the line that seems to be the header, where a title of one field stands first; 0 for none.

    It is the first of those with as many fields as most rows have, holds no digit, and most rows do.

    Example:
        >>> header_below("Sales report\\n\\nid,when\\n1,5 Jan 2016\\n2,6 Jan 2016\\n")
        3
        >>> header_below("when\\nApril 13, 2021\\nMay 14, 2022\\n")
        0
    """
    for delimiter in DELIMITERS:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            numbered = [(reader.line_num, row) for row in islice(reader, _ROWS) if row]
        except csv.Error:
            continue
        lengths = Counter(len(row) for _, row in numbered[1:])
        fields, number = max(lengths.items(), key=lambda item: item[1], default=(0, 0))
        several = [(line, any(map(_DIGIT.search, row))) for line, row in numbered if len(row) == fields]
        with_digits = sum(has for _, has in several)
        if fields > 1 and len(numbered[0][1]) == 1 and 2 * number > len(numbered) and not several[0][1]:
            return several[0][0] if 2 * with_digits > number - 1 else 0
    return 0


def header_at(head: str, column: str, above: int) -> int | None:
    """The number of the line that seems to be the header, where a title stands above it: one that names the column.

    Args:
        head: the first characters of the file.
        column: its name.
        above: so many lines are not it.

    Example:
        >>> header_at("Sales report 2021\\n\\nid;when\\n1;5 Jan 2016\\n", "when", 1)
        3
    """
    for number, line in enumerate(islice(io.StringIO(head, newline=None), _TITLES), 1):
        parted = (rows_of(line, delimiter, whole=True) for delimiter in DELIMITERS)
        if number > above and any(column in row for rows in parted for row in rows):
            return number
    return None


def rows_of(text: str, delimiter: str, *, whole: bool, most: int = _ROWS) -> list[list[str]]:
    """The first rows; the last one is left out where it may be cut off, and all from one with a very long field."""
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows += [row] if row else []
            if len(rows) > most:
                return rows
    except csv.Error:
        return rows  # a field that is too long
    return rows if whole else rows[:-1]


def _parts_nothing(delimiter: str, text: str) -> bool:
    """Whether it stands in the text within quotes at most."""
    return delimiter not in text or all(len(row) == 1 for row in rows_of(text, delimiter, whole=True, most=len(text)))


def _below(text: str, delimiter: str) -> str:
    """What stands below the header, which is a row that can be read."""
    lines = io.StringIO(text, newline="")
    next(row for row in csv.reader(lines, delimiter=delimiter) if row)
    return lines.read()


def _stray(error: UnicodeDecodeError, lines: int) -> tuple[int, int]:
    """The first byte that is not in UTF-8, and the number of its line, where so many lines come before the chunk."""
    return error.object[error.start], lines + error.object.count(b"\n", 0, error.start) + 1


def _mostly_utf_8(sample: bytes) -> bool:
    """Whether most lines that are not ASCII are valid UTF-8: several, and more than twice as many as are not."""
    lines = [line for line in sample.split(b"\n") if not line.isascii()]
    valid = sum(map(_is_utf_8, lines))
    return valid >= _FEW and valid > 2 * (len(lines) - valid)


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of most texts is zero."""
    even, odd = head[:HEAD:2].count(0), head[1:HEAD:2].count(0)
    most = len(head[:HEAD]) // 4
    return "utf-16-le" if odd > most > even else "utf-16-be" if even > most > odd else None


def _guessed(sample: bytes) -> str:
    """The encoding of lines that are not UTF-8."""
    words = {candidate: _dated(sample, candidate) for candidate in _BYTEWISE}
    most = max(words.values())
    spelled = next(candidate for candidate, found in words.items() if found == most)
    if most > 1:  # one may come about by chance
        return spelled
    if encoding := latin_encoding(sample, _BYTEWISE):
        return encoding
    if most:
        return spelled
    from charset_normalizer import from_bytes

    guess = from_bytes(sample, cp_isolation=[*_BYTEWISE, *_OTHERS]).best()
    return _BYTEWISE[0] if guess is None else guess.encoding


def _dated(sample: bytes, encoding: str) -> int:
    """How many different names of months and days can be read in an encoding; none where they are a small part."""
    try:
        text = plain(sample.decode(encoding))
    except UnicodeDecodeError:
        return 0
    found = [word for word in known_words(text) if not word.isascii()]
    others = sum(not word.isascii() for word in WORD.findall(text))
    return len(set(found)) if len(found) > _FEWEST_DATED * others else 0
