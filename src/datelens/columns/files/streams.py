"""Files of bytes, packed or not."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa

from datelens.errors import DataError

PACKED = {".gz": "gzip", ".zst": "zstd"}
"""How a file is packed, by its last ending."""

CHUNK = 1 << 20

_MAGIC = ((b"\x1f\x8b", "gzip"), (b"\x28\xb5\x2f\xfd", "zstd"))


class Stream:
    """The bytes of a file, unpacked, and how far it is read.

    Args:
        path: of the file.

    Raises:
        OSError: it cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._raw: BinaryIO = path.open("rb")
        self._size = max(os.fstat(self._raw.fileno()).st_size, 1)
        packed = packing_of(self._raw)
        self.arrow = pa.CompressedInputStream(pa.PythonFile(self._raw, "r"), packed) if packed else None

    @property
    def done(self) -> float:
        """The share of the file that is read."""
        return min(self._raw.tell() / self._size, 1.0)

    def read(self, size: int = CHUNK) -> bytes:
        """The next bytes; none at the end.

        Raises:
            DataError: the file is packed, and broken.
        """
        if self.arrow is None:
            return self._raw.read(size)
        try:
            return bytes(self.arrow.read(size))
        except (OSError, pa.ArrowException) as error:
            raise DataError(f"it cannot be unpacked: it is cut off, or broken ({error}).") from error

    def chunks(self) -> Iterator[bytes]:
        """All bytes, some at a time."""
        while chunk := self.read():
            yield chunk

    def file(self) -> pa.NativeFile:
        """The bytes as a file of Arrow's."""
        return pa.PythonFile(self._raw, "r") if self.arrow is None else self.arrow

    def close(self) -> None:
        """Close the file."""
        self._raw.close()


@contextmanager
def opened(path: Path) -> Iterator[Stream]:
    """The stream of a file, closed when the block ends."""
    stream = Stream(path)
    try:
        yield stream
    finally:
        stream.close()


def packing_of(file: BinaryIO) -> str | None:
    """How a file is packed, by its first bytes."""
    start = file.tell()
    head = file.read(4)
    file.seek(start)
    return next((name for magic, name in _MAGIC if head.startswith(magic)), None)


@contextmanager
def written(path: Path, packed: str | None) -> Iterator[pa.NativeFile]:
    """A file to write to, packed or not; a pipe too, whose place Arrow would ask the system for in vain."""
    pipe = path.exists() and not path.is_file()
    with pa.PythonFile(path.open("wb"), "w") if pipe else pa.OSFile(str(path), "wb") as file:
        if packed is None:
            yield file
        else:
            with pa.CompressedOutputStream(file, packed) as stream:
                yield stream
