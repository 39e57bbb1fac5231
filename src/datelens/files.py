"""Files that are written whole or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from datelens.errors import NoSpaceError, OutputExistsError, shown

_numbers = count()
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

    Whoever reads `path` meanwhile sees what was there before. The ending is kept, for writers that look at it. A link
    is followed, and what is no regular file (`/dev/stdout`, a pipe) is written to directly.

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
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "is a folder, a file was expected", str(path))
    regular = not target.exists() or target.is_file()
    if regular and not target.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, "no such folder", str(Path(path).parent))
    part = target.with_name(f".{target.stem}.{os.getpid()}-{next(_numbers)}.part{target.suffix}")
    try:
        yield part if regular else target
        if regular:
            with part.open("rb+") as written:
                os.fsync(written.fileno())
            part.replace(target)
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise NoSpaceError(
            f"no space is left on the device of {shown(str(path), 300)}, which was not written; what stood there "
            f"before still does. Make room, then do it again."
        ) from error
    finally:
        part.unlink(missing_ok=True)
