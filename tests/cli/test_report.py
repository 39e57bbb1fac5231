"""What commands share that write a report: where it goes is looked at before the work."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import datelens
from datelens.cli.main import main
from datelens.cli.report import check_output
from datelens.errors import OutputExistsError


def test_what_can_be_written_passes(tmp_path: Path) -> None:
    (tmp_path / "old.txt").touch()
    (tmp_path / "link.txt").symlink_to(tmp_path / "new.txt")
    for output, force in ((None, False), ("new.txt", False), ("link.txt", False), ("old.txt", True)):
        check_output(output and tmp_path / output, force=force)
    check_output(Path("/dev/null"), force=False)


def test_what_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "old.txt").touch()
    (tmp_path / "link.txt").symlink_to(tmp_path / "no" / "new.txt")
    with pytest.raises(OutputExistsError, match="is there already"):
        check_output(tmp_path / "old.txt", force=False)
    with pytest.raises(IsADirectoryError, match="is a folder"):
        check_output(tmp_path, force=True)
    for name in ("no/new.txt", "link.txt"):
        with pytest.raises(FileNotFoundError, match="no such folder"):
            check_output(tmp_path / name, force=True)


@pytest.mark.parametrize("call", [["evaluate"], ["map", "5 Jan 2016"], ["profile"]], ids=lambda call: call[0])
def test_a_command_asks_before_it_loads_a_model(
    call: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(vars(datelens), "Translator", None)
    (tmp_path / "rows.csv").write_text("text,iso\n5 Jan 2016,2016-01-05\n")
    file = [] if call[0] == "map" else [str(tmp_path / "rows.csv")]
    result = CliRunner().invoke(main, [*call, *file, "-o", str(tmp_path / "no" / "x.html")])
    assert (result.exit_code, result.stderr) == (2, f"Error: {tmp_path / 'no'}: no such folder\n")
