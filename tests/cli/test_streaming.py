"""`datelens translate` reads a stream of any length in the same memory."""

from __future__ import annotations

import tracemalloc

import pytest

import datelens
from datelens.cli.main import main
from datelens.records import Reading, Translation

LINE = b"Saturday 9 May 2018\n"


class Stream:
    """Standard input of so many lines, made as they are read, and standard output that is thrown away."""

    def __init__(self, number: int) -> None:
        self.left = number
        self.buffer = self
        self.written = 0

    def read(self, size: int) -> bytes:
        number = min(size // len(LINE), self.left)
        self.left -= number
        return LINE * number

    read1 = read

    def fileno(self) -> int:
        raise OSError("a pipe that is none")

    def isatty(self) -> bool:
        return False

    def write(self, text: str) -> int:
        self.written += text.count("\n")
        return len(text)

    def flush(self) -> None:
        pass


class Echo:
    """Answers every text."""

    @classmethod
    def load(cls, path: str | None, threads: int | None) -> Echo:
        return cls()

    def hints(self, locale: str | None = None, order: str | None = None) -> None:
        pass

    def translate(self, texts: list[str], *_: object) -> list[Translation]:
        return [Translation(text, "2018-05-09", 1.0, False, (Reading("2018-05-09", 1.0),)) for text in texts]


def peak(number: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """The most bytes that Python held while it read so many lines."""
    stream = Stream(number)
    with monkeypatch.context() as patch:
        patch.setitem(vars(datelens), "Translator", Echo)
        patch.setattr("sys.stdin", stream)
        patch.setattr("sys.stdout", stream)
        tracemalloc.start()
        main(["translate"], standalone_mode=False)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert stream.written == number
    return most


def test_more_lines_take_no_more_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    peak(1, monkeypatch)  # imports
    few, many = (peak(lines, monkeypatch) for lines in (30_000, 120_000))
    assert few > 1e6  # a chunk and its answers: all of a few chunks would show
    assert many < 1.2 * few
