"""A standalone cluster of two workers on loopback: executors that have a zip of datelens, and die, lose nothing."""

from __future__ import annotations

import json
import os
import re
import shlex
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pyarrow as pa
import pyspark

import datelens
from datelens.columns import frames

SPARK = Path(pyspark.__file__).parent
PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "spark.md"
TEXTS = [*(f"{day}/04/2021" for day in range(13, 31)), "03/04/2021", None, "01/02/2020", "Saturday 9 May 2018"] * 3
SHORT_LIVED = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"


@contextmanager
def process(command: list[str], environment: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that is there for as long as this block."""
    with log.open("wb") as stream:
        started = subprocess.Popen(command, env=environment, stdout=stream, stderr=stream, cwd=log.parent)
        try:
            yield started
        finally:
            started.terminate()
            started.wait()


@contextmanager
def cluster(folder: Path, environment: dict[str, str]) -> Iterator[str]:
    """A master and two workers; the address of the master."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    address, here = f"spark://127.0.0.1:{port}", ["--host", "127.0.0.1", "--webui-port", "0", "--port"]
    start = [str(SPARK / "bin" / "spark-class"), "org.apache.spark.deploy"]
    commands = {"master": ["master.Master", *here, port]}
    for number in (1, 2):
        work = ["--cores", "1", "--memory", "600m", "--work-dir", str(folder / f"work {number}")]
        commands[f"worker {number}"] = ["worker.Worker", *here, "0", *work, address]
    with ExitStack() as stack:
        for name, (of_spark, *options) in commands.items():
            command = [start[0], f"{start[1]}.{of_spark}", *options]
            stack.enter_context(process(command, environment, folder / f"{name}.log"))
        yield address


def test_workers_that_die_lose_nothing_and_need_a_zip_alone(tmp_path: Path) -> None:
    package = Path(datelens.__file__).parent
    with zipfile.ZipFile(tmp_path / "datelens.zip", "w") as archive:  # laid out as the wheel is
        for file in sorted(package.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                archive.write(file, file.relative_to(package.parent))
    (tmp_path / "bare").mkdir()
    (tmp_path / "bare" / "pandas.py").write_text("raise ImportError('there is no pandas here')\n")
    (tmp_path / "deaths").mkdir()
    (tmp_path / "texts.json").write_text(json.dumps(TEXTS), encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | {
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_DAEMON_MEMORY": "256m",
        "SPARK_DAEMON_JAVA_OPTS": SHORT_LIVED,
        "SPARK_MASTER_OPTS": "-Dspark.master.rest.enabled=false",
    }
    [written] = re.findall(r"^spark-submit .*$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    settings = {
        "spark.driver.memory": "512m",
        "spark.executor.memory": "512m",
        "spark.executor.extraJavaOptions": SHORT_LIVED,
        "spark.ui.enabled": "false",
    }
    with cluster(tmp_path, {**environment, "PYTHONPATH": str(tmp_path / "bare")}) as address:
        command = [address if part.startswith("spark://") else part for part in shlex.split(written)]
        command[:1] = [str(SPARK / "bin" / "spark-submit"), *(f"--conf={name}={settings[name]}" for name in settings)]
        command[-1:] = [str(Path(__file__).with_name("cluster_job.py")), "texts.json", "deaths", "found.json"]
        done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))

    table = pa.table({"n": range(len(TEXTS)), "when": pa.array(TEXTS)})
    expected = frames.translate_column(table, "when").to_pylist()
    expected = [row | {"when_date": row["when_date"] and row["when_date"].isoformat()} for row in expected]
    # Their confidence depends on how many rows spoke for the order: none was lost, and none counted twice
    assert sorted(found["rows"], key=lambda row: row["n"]) == expected

    deaths = [file.name.split()[0].rpartition(".")[2] for file in (tmp_path / "deaths").iterdir()]
    assert deaths.count("Worker") == 1
    assert deaths.count("CoarseGrainedExecutorBackend") >= 2  # in each of the two passes
    assert found["places"]
    for place in found["places"]:
        assert "datelens.zip" in place["file"]
        assert not place["pandas"]
