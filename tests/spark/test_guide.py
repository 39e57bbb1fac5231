"""The guide to Spark: its Python is run, and gives what it shows; its first command is run by `test_cluster`."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

from pyspark.sql import SparkSession

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "spark.md"


def test_the_python_of_the_guide_gives_what_it_shows(spark: SparkSession) -> None:
    blocks = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    examples = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, PAGE.name, str(PAGE), 0)
    assert len(examples.examples) > 15
    printed: list[str] = []
    runner = doctest.DocTestRunner()
    runner.run(examples, out=printed.append)
    assert runner.failures == 0, "".join(printed)
