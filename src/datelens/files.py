"""Files that are written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from datelens.errors import NoSpaceError, OutputExistsError, shown

_numbers = count()
_STEM, _LONGEST_SUFFIX = 32, 16  # characters, of up to four bytes, that a temporary name has of the file's own
_FULL = (errno.ENOSPC, errno.EDQUOT)


def refuse_existing(path: str | os.PathLike[str], *, force: bool = False) -> None:
    """Let no file be replaced that nobody gave up.

    Args:
        path: where a result is to go.
        force: whether a file that is there may be replaced.

    Raises:
        OutputExistsError: it is there, and may not.
    """
    if not force and Path(path).is_file():
        raise OutputExistsError(
            f"{shown(str(path), 300)} is there already. Name another file, or replace it with --force."
        )


@contextmanager
def written_whole(path: str | os.PathLike[str]) -> Iterator[Path]:
    """A path beside `path` to write to, which takes the place of `path` when the block ends, and is gone if it fails.

    Whoever reads `path` meanwhile sees what was there before. The ending is kept, for writers that look at it, and so
    is the mode of what is replaced. A link is followed, and what is no regular file (`/dev/stdout`, a pipe) is written
    to directly.

    Args:
        path: where the result goes; its folder must exist.

    Raises:
        FileNotFoundError: the folder does not exist.
        IsADirectoryError: `path` is a folder.
        NoSpaceError: the device is full.

    Example:
        with written_whole("dates.csv") as part:
            part.write_text("text,iso\\r\\n", encoding="utf-8")
    """
    named = Path(path)
    if named.is_dir():
        raise IsADirectoryError(errno.EISDIR, "is a folder, a file was expected", str(path))
    if named.exists() and not named.is_file():
        with _told_where_full(path):
            yield named
        return
    target = Path(os.path.realpath(path))  # of a file alone: what a pipe's is leads nowhere
    if not target.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, "no such folder", str(named.parent))
    part = target.with_name(_part_name(target))
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
    try:
        with _told_where_full(path):
            if mode is not None:
                part.touch(stat.S_IRUSR | stat.S_IWUSR)  # what few may read is not open to more while it is written
                part.chmod(mode | stat.S_IWUSR)
            yield part
            with part.open("rb+") as written:
                os.fsync(written.fileno())
            if mode is not None:
                part.chmod(mode)
            part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _part_name(target: Path) -> str:
    """A name that no other writer has, of few enough bytes for any file system."""
    suffix = target.suffix if len(target.suffix) <= _LONGEST_SUFFIX else ""
    return f".{target.stem[:_STEM]}.{os.getpid()}-{next(_numbers)}.part{suffix}"


@contextmanager
def _told_where_full(path: str | os.PathLike[str]) -> Iterator[None]:
    """Let an error say that the device is full, where it is.

    Raises:
        NoSpaceError: it is.
    """
    try:
        yield
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise NoSpaceError(
            f"no space is left on the device of {shown(str(path), 300)}, which was not written; what stood there "
            f"before still does. Make room, then do it again."
        ) from error
