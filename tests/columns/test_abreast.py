"""Work on several items at once: as many as may be, in their order, and no further than they are needed."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pyarrow as pa
import pytest
from written_columns import WRITTEN, column

from datelens.columns.abreast import abreast, ahead
from datelens.columns.arrow import translate_array
from datelens.columns.reader import ColumnReader
from datelens.translator import Translator


@pytest.mark.parametrize("threads", [1, 2, 3])
@pytest.mark.parametrize("items", [0, 1, 2, 3, 10])
def test_results_come_in_the_order_of_the_items(items: int, threads: int) -> None:
    assert list(abreast(str, range(items), threads)) == list(map(str, range(items)))
    assert list(ahead(map(str, range(items)), threads)) == list(map(str, range(items)))


def test_as_many_are_worked_on_at_once_as_there_are_threads() -> None:
    together = threading.Barrier(3, timeout=30)
    assert sorted(abreast(lambda _: together.wait(), range(6), 3)) == [0, 0, 1, 1, 2, 2]


def test_one_thread_is_the_caller_s_own() -> None:
    assert list(abreast(lambda _: threading.current_thread(), [1], 1)) == [threading.current_thread()]
    assert list(ahead((threading.current_thread() for _ in [1]), 1)) == [threading.current_thread()]
    assert list(ahead((threading.current_thread() for _ in [1]), 2)) != [threading.current_thread()]


def counted(taken: list[int]) -> Iterator[int]:
    for number in range(100):
        taken.append(number)
        yield number


def test_no_more_is_taken_than_is_needed_soon() -> None:
    taken: list[int] = []
    assert next(abreast(str, counted(taken), 2)) == "0"
    assert len(taken) == 3
    taken.clear()
    assert next(ahead(counted(taken), 2)) == 0
    assert len(taken) <= 2


def broken(number: int) -> int:
    if number == 2:
        raise ValueError("no such thing")
    return number


@pytest.mark.parametrize("threads", [1, 2])
def test_an_error_comes_where_its_item_would(threads: int) -> None:
    for results in (abreast(broken, range(9), threads), ahead(map(broken, range(9)), threads)):
        assert [next(results), next(results)] == [0, 1]
        with pytest.raises(ValueError, match="no such thing"):
            next(results)


def test_threads_change_no_answer(translator: Translator, monkeypatch: pytest.MonkeyPatch) -> None:
    for bound in ("SHORTEST_SLICE", "SLICE"):
        monkeypatch.setattr(f"datelens.columns.table.{bound}", 40)
    texts, _ = column(WRITTEN["day first"][1], 300, 60, seed=7)
    array = pa.array([*texts, "5. März 2016", "n/a", "3.4."])
    readers_of = [ColumnReader(translator), ColumnReader(translator)]
    readers_of[0].threads, readers_of[1].threads = 1, 2
    alone, abreast_ = (translate_array(array, reader=reader) for reader in readers_of)
    assert alone.equals(abreast_)
    assert alone.field("iso").null_count < 10
