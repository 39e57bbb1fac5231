"""A job for a cluster, in which one executor is killed with its worker, and then others: `spark-submit cluster_job.py`.

Arguments: a JSON file with texts, the folder where each death is noted, and the file for the answers.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pyarrow as pa
from pyspark import TaskContext
from pyspark.sql import SparkSession
from pyspark.sql import functions as sf

from datelens.spark import translate_column

EXECUTOR = b"CoarseGrainedExecutorBackend"
WORKER = b"org.apache.spark.deploy.worker.Worker"


def main(texts: list[str | None], deaths: Path, output: Path) -> None:
    """Translate the texts, and write down what came out."""

    def parent(process: int) -> int:
        fields = Path(f"/proc/{process}/status").read_text().split()
        return int(fields[fields.index("PPid:") + 1])

    def kill(processes: dict[int, bytes]) -> None:
        for process, what in processes.items():
            if what not in Path(f"/proc/{process}/cmdline").read_bytes():
                raise ValueError(f"process {process} must be {what.decode()}, or it is not for this test to kill")
            (deaths / f"{what.decode()} {process}").touch()
        for process in processes:
            with suppress(ProcessLookupError):  # an executor ends by itself when its worker does
                os.kill(process, signal.SIGKILL)

    def rows(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The texts of a partition. The first attempt at the second one ends in the middle: its executor is killed, and
        the very first time the worker that would start another."""
        task = TaskContext.get()
        for batch in batches:
            numbers = batch.column(0).to_pylist()
            half = len(numbers) // 2
            yield pa.RecordBatch.from_pydict({"n": numbers[:half], "when": [texts[n] for n in numbers[:half]]})
            if task.partitionId() == 1 and task.attemptNumber() == 0:
                executor = parent(os.getppid())  # this process is a child of PySpark's daemon, and that of the executor
                kill({executor: EXECUTOR} if any(deaths.iterdir()) else {parent(executor): WORKER, executor: EXECUTOR})
            yield pa.RecordBatch.from_pydict({"n": numbers[half:], "when": [texts[n] for n in numbers[half:]]})

    def places(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Where a worker has datelens from, and whether it has pandas."""
        import datelens

        try:
            import pandas as pd
        except ImportError:
            pd = None
        for _ in batches:
            pass
        yield pa.RecordBatch.from_pydict({"file": [datelens.__file__], "pandas": [pd is not None]})

    spark = SparkSession.builder.getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    numbers = spark.range(0, len(texts), 1, numPartitions=4)
    frame = numbers.mapInArrow(rows, "n long, when string")
    answers = translate_column(frame, "when").withColumn("when_date", sf.col("when_date").cast("string"))
    found = {
        "rows": [row.asDict() for row in answers.collect()],
        "places": [row.asDict() for row in numbers.mapInArrow(places, "file string, pandas boolean").collect()],
    }
    output.write_text(json.dumps(found), encoding="utf-8")
    spark.stop()


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), Path(sys.argv[2]).resolve(), Path(sys.argv[3]))
