"""Files that are written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from datelens.errors import NoSpaceError, OutputExistsError
from datelens.files import refuse_existing, written_whole


def entries(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def write_half(part: Path, error: type[BaseException]) -> None:
    part.write_text("half")
    raise error("halfway")


def test_the_file_is_there_when_the_block_ends_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "dates.csv"
    with written_whole(target) as part:
        part.write_text("2016-01-05")
        assert not target.exists()
        assert part.parent == tmp_path
        assert part.suffix == ".csv"
    assert target.read_text() == "2016-01-05"
    assert entries(tmp_path) == ["dates.csv"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_full_device_is_told(tmp_path: Path) -> None:
    target = tmp_path / "dates.csv"
    target.symlink_to("/dev/full")
    with (
        pytest.raises(
            NoSpaceError, match=r"no space is left on the device of '.*dates\.csv', .* Make room, then do it"
        ),
        written_whole(target) as part,
    ):
        part.write_text("2016-01-05")


def test_what_stood_there_stays_where_the_device_is_full(tmp_path: Path) -> None:
    target = tmp_path / "dates.csv"
    target.write_text("before")
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    with pytest.raises(NoSpaceError, match="what stood there before still does"), written_whole(target):
        raise full
    assert (target.read_text(), entries(tmp_path)) == ("before", ["dates.csv"])


def test_another_trouble_is_not_taken_for_a_full_device(tmp_path: Path) -> None:
    with pytest.raises(PermissionError, match="no"), written_whole(tmp_path / "dates.csv"):
        raise PermissionError(errno.EACCES, "no")


def test_who_reads_meanwhile_sees_what_was_there_before(tmp_path: Path) -> None:
    target = tmp_path / "dates.csv"
    target.write_text("before")
    with written_whole(str(target)) as part:
        part.write_text("after")
        assert target.read_text() == "before"
    assert target.read_text() == "after"


def test_a_block_that_fails_leaves_everything_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "dates.csv"
    target.write_text("before")
    for error in (ZeroDivisionError, KeyboardInterrupt):
        with pytest.raises(error, match="halfway"), written_whole(target) as part:
            write_half(part, error)
    assert target.read_text() == "before"
    assert entries(tmp_path) == ["dates.csv"]


def test_two_writers_of_one_file_do_not_meet(tmp_path: Path) -> None:
    target = tmp_path / "dates.csv"
    with written_whole(target) as first:
        first.write_text("first")
        with written_whole(target) as second:
            second.write_text("second")
        assert target.read_text() == "second"
    assert target.read_text() == "first"


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    link = tmp_path / "link.csv"
    link.symlink_to(tmp_path / "there" / "dates.csv")
    with written_whole(link) as part:
        part.write_text("2016-01-05")
    assert link.is_symlink()
    assert (tmp_path / "there" / "dates.csv").read_text() == "2016-01-05"


def test_what_is_no_regular_file_is_written_to_directly() -> None:
    with written_whole(os.devnull) as part:
        assert part == Path(os.devnull)
        part.write_text("2016-01-05")
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def test_a_pipe_is_written_to_directly(tmp_path: Path) -> None:
    """`/dev/stdout` leads to `/proc/self/fd/pipe:[1]` there, which is no path."""
    reading, writing = os.pipe()
    link = tmp_path / "out.csv"
    link.symlink_to(f"/dev/fd/{writing}")
    with written_whole(link) as part:
        part.write_text("2016-01-05")
    os.close(writing)
    with os.fdopen(reading) as file:
        assert file.read() == "2016-01-05"
    assert entries(tmp_path) == ["out.csv"]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o444])
def test_what_is_replaced_hands_on_its_mode_and_is_as_private_meanwhile(mode: int, tmp_path: Path) -> None:
    target = tmp_path / "dates.csv"
    target.touch()
    target.chmod(mode)
    with written_whole(target) as part:
        part.write_text("2016-01-05")
        assert stat.S_IMODE(part.stat().st_mode) == mode | stat.S_IWUSR
    assert (target.read_text(), stat.S_IMODE(target.stat().st_mode)) == ("2016-01-05", mode)


@pytest.mark.parametrize("name", ["x" * 240, "x" * 250 + ".csv", "é" * 120 + ".csv", "x." + "y" * 240])
def test_a_name_may_be_as_long_as_the_file_system_has_it(name: str, tmp_path: Path) -> None:
    with written_whole(tmp_path / name) as part:
        part.write_text("2016-01-05")
    assert entries(tmp_path) == [name]


def test_the_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    with written_whole(tmp_path / "dates.csv") as part:
        part.write_text("2016-01-05")
    (tmp_path / "other.csv").touch()
    assert (tmp_path / "dates.csv").stat().st_mode == (tmp_path / "other.csv").stat().st_mode


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"no such folder: .*runs'"), written_whole(tmp_path / "runs" / "x.csv"):
        pass


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError, match="a file was expected"), written_whole(tmp_path):
        pass


def test_a_file_that_is_there_is_replaced_with_force_alone(tmp_path: Path) -> None:
    target = tmp_path / "dates.csv"
    refuse_existing(target)
    target.touch()
    refuse_existing(target, force=True)
    with pytest.raises(OutputExistsError, match=r"dates.csv' is there already\. .* replace it with --force\."):
        refuse_existing(str(target))


def test_a_device_is_written_to_without_force() -> None:
    refuse_existing(os.devnull)
