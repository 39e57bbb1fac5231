"""The benchmark of columns: its file, and what its page says."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from benchmarks import columns
from datelens.columns.evidence import look


@pytest.mark.parametrize("name", ["en_US", "de_DE"])
def test_a_pool_has_its_shares_and_is_the_same_again(name: str) -> None:
    texts = columns.pool(name, 200, 1)
    assert len(set(texts)) == len(texts) == 200
    assert sum(look(text)[0].open for text in texts) == pytest.approx(200 * columns.OPEN, abs=2)
    assert columns.pool(name, 200, 1) == texts
    assert columns.pool(name, 200, 2) != texts


def test_a_file_holds_every_text_of_its_pools(tmp_path: Path) -> None:
    pools = {"a": ["x", "y", 'z"'], "b": ["1", "2", "3"]}
    columns.write_file(tmp_path / "in.csv", pools, 7)
    with (tmp_path / "in.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 7
    assert {row["a"] for row in rows} == set(pools["a"])


def a_measurement(seconds: float, memory: int, rows_out: int) -> columns.Measured:
    told = "dates.csv: utf-8.\nen_US: MDY, 10 rows for, 0 against.\nen_US: 100 dates.\n"
    return columns.Measured(100, 50, (seconds, 9.0, 0.1), (8.0, 8.0, 8.0), memory << 20, told, rows_out, 3, 1 << 20)


def test_the_page_holds_bars_against_medians() -> None:
    page = "\n".join(columns.lines("a machine", a_measurement(10.0, 400, 100)))
    assert "| rate, of the bare runtime's | 89 % | ≥ 80 % | yes |" in page
    assert "| rows out | 100 | 100 | yes |" in page
    assert "| columns settled | 1 | 5 | **no** |" in page
    failed = "\n".join(columns.lines("a machine", a_measurement(20.0, 501, 99)))
    assert failed.count("**no**") == 3
