"""`datelens convert`: where the output and the rejects go, in which format, packed how; and files that are no files."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from datelens.cli.convert import beside_output
from datelens.cli.main import main

RUN = (sys.executable, "-c", "from datelens.cli.main import main; main(prog_name='datelens')")


def convert(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["convert", *map(str, arguments)], catch_exceptions=False)


@pytest.mark.parametrize("said", [True, False])
def test_the_rejects_never_take_the_place_of_what_is_read(said: bool, tmp_path: Path) -> None:
    file = tmp_path / "out.rejects.csv"
    file.write_text("when\n5 Jan 2016\n")
    rejects = ("--rejects", file) if said else ()
    result = convert(file, "--column", "when", "-o", tmp_path / "out.csv", *rejects, "--force")
    assert result.exit_code == 2
    assert "--rejects and FILE must be two files" in result.stderr
    assert file.read_text() == "when\n5 Jan 2016\n"


def test_a_format_that_is_said_leaves_the_packing_to_the_ending(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("when\n5 Jan 2016\n")
    for name in ("x.csv.gz", "x.gz", "x.dat.gz"):
        convert(tmp_path / "in.csv", "--column", "when", "--format", "csv", "-o", tmp_path / name)
        assert gzip.decompress((tmp_path / name).read_bytes()) == b"when,when_iso\n5 Jan 2016,2016-01-05\n"
    result = convert(tmp_path / "in.csv", "--column", "when", "--format", "parquet", "-o", tmp_path / "y.gz")
    assert result.exit_code == 2
    assert "Parquet is packed in itself: name an --output without .gz." in result.stderr


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_a_pipe_takes_the_output(form: str, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("when\n5 Jan 2016\n")
    command = [*RUN, "convert", "in.csv", "--column", "when", "-o", "/dev/stdout", "--format", form]
    done = subprocess.run([*command, "--rejects", "rejects.csv"], cwd=tmp_path, capture_output=True, check=True)
    (tmp_path / "out").write_bytes(done.stdout)
    convert(tmp_path / "out", "--column", "when", "-o", tmp_path / "again.csv")
    assert (tmp_path / "again.csv").read_text().splitlines()[1] == "5 Jan 2016,2016-01-05"


@pytest.mark.parametrize(
    ("output", "rejects"),
    [
        ("2024.01.csv", "2024.01.rejects.csv"),
        ("2024.01.csv.gz", "2024.01.rejects.csv"),
        ("v1.2.parquet", "v1.2.rejects.csv"),
        ("clean", "clean.rejects.csv"),
        ("orders.2024", "orders.2024.rejects.csv"),
    ],
)
def test_each_output_has_rejects_of_its_own(tmp_path: Path, output: str, rejects: str) -> None:
    assert beside_output(tmp_path / output) == tmp_path / rejects


def test_a_pipe_is_refused_because_it_cannot_be_read_twice(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    result = convert(tmp_path / "pipe", "--column", "when", "-o", tmp_path / "out.csv")
    assert result.exit_code == 2
    assert "must be a file on disk, because it is read twice" in result.stderr


def test_standard_input_is_refused_likewise(tmp_path: Path) -> None:
    result = convert("-", "--column", "when", "-o", tmp_path / "out.csv")
    assert result.exit_code == 2
    assert "- must be a file on disk, because it is read twice" in result.stderr


def test_ctrl_c_ends_a_run_for_real(tmp_path: Path) -> None:
    lines = "".join(f"{number} March {1900 + number % 150}\n" for number in range(100_000))
    (tmp_path / "in.csv").write_text("when\n" + lines)
    command = [*RUN, "convert", "in.csv", "--column", "when", "-o", "out.csv"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert process.stderr.readline().startswith("in.csv: ")  # it is on its way
        process.send_signal(signal.SIGINT)
        told = process.stderr.read()
    assert process.returncode == 130
    assert told.endswith("Nothing was written to out.csv.\nInterrupted.\n")
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]
