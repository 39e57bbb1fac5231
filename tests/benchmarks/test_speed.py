"""The benchmark of speed: its rows, its times, and what its page says of them."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import count, cycle
from pathlib import Path

import pytest

from benchmarks import page, results, texts
from benchmarks.machine import described, processor_of
from benchmarks.speed import page as speed_page
from benchmarks.speed import processes
from benchmarks.speed.throughput import Contender, Plain, Throughput, measure, ratio
from benchmarks.timing import Times, each_in_turns, in_turns
from datelens.evaluation.readers import Answer, Answered
from datelens.evaluation.report import Share
from datelens.evaluation.rows import Row
from datelens.translator import Translator

DAY = "2016-05-05"


def test_files_hold_no_text_twice_and_are_the_same_again() -> None:
    file = texts.multilingual(60)
    assert len({row.text for row in file.rows}) == 60
    assert max(len(row.text) for row in file.rows) <= texts.LONGEST
    assert len({row.language for row in file.rows}) > 20
    assert all(row.hints == (None, None) for row in file.rows)
    assert texts.multilingual(30).rows == file.rows[:30]


def test_files_are_what_they_are_called() -> None:
    assert {row.language for row in texts.english(4).rows} == {"en"}
    assert {row.iso for row in texts.junk(8).rows} == {None}
    assert max(len(row.text) for row in texts.prose(60).rows) > texts.LONGEST


def ticking(*steps: float) -> Iterator[float]:
    """A clock that has moved by so much whenever it is asked, over and over."""
    now = 0.0
    for step in cycle(steps):
        now += step
        yield now


def test_tasks_are_done_in_turns() -> None:
    done: list[str] = []
    clock = ticking(0.0, 1.0, 0.0, 3.0, 0.0, 2.0, 0.0, 5.0)
    tasks = {"a": lambda: done.append("a"), "b": lambda: done.append("b")}
    found = in_turns(tasks, 2, lambda: next(clock))
    assert done == ["a", "b", "a", "b"]
    assert found == {"a": Times((1.0, 2.0)), "b": Times((3.0, 5.0))}
    assert (found["b"].median, found["b"].spread) == (4.0, 0.25)


def test_every_text_is_given_to_all_in_turns() -> None:
    given: list[tuple[str, str]] = []
    tasks = {name: lambda text, name=name: given.append((name, text)) for name in "ab"}
    found = each_in_turns(tasks, ["x", "y"], clock=lambda: 0.0)
    assert given == [("a", "x"), ("b", "x"), ("a", "y"), ("b", "y")]
    assert found["a"].seconds == (0.0, 0.0)
    given.clear()
    clock = ticking(*[0.0, 1.0] * 6)
    assert each_in_turns(tasks, ["x", "y", "z"], 2, lambda: next(clock))["b"].seconds == (1.0, 1.0, 1.0)
    assert given == [("a", "x"), ("a", "y"), ("b", "x"), ("b", "y"), ("a", "z"), ("b", "z")]


@pytest.mark.parametrize(("share", "expected"), [(0.0, 1.0), (0.5, 3.0), (0.99, 5.0), (1.0, 5.0)])
def test_percentiles_are_times_that_were_measured(share: float, expected: float) -> None:
    assert Times((5.0, 1.0, 2.0, 4.0, 3.0)).percentile(share) == expected


class FakeReader:
    """Reads all as 5 May 2016, each row in a second and one more second every time."""

    name, tells_precision, chunk = "fake", True, 3

    def __init__(self) -> None:
        self.given: list[list[Row]] = []

    def read(self, rows: Sequence[Row]) -> Answered:
        self.given.append(list(rows))
        return Answered((Answer(DAY, DAY),) * len(rows), len(rows) + len(self.given) - 1.0)


ROWS = tuple(Row(f"{i} May 2016", DAY if i < 6 else None, None, None, "x", "de" if i else "") for i in range(8))


def test_throughput_is_that_of_the_median_and_beside_its_exact_match() -> None:
    reader, slow = FakeReader(), FakeReader()
    contenders = [Contender("all", reader, 100), Contender("some", slow, 4, told=True)]
    found = measure(texts.File("x", "y", ROWS), contenders, 3)
    assert found["all"] == Throughput("all", 8, Times((8.0, 9.0, 10.0)), Share(6, 8))
    assert found["all"].per_second == pytest.approx(8 / 9)
    assert [row.text[0] for row in slow.given[0]] == ["0", "2", "4", "6"]
    assert [row.locale for row in slow.given[0]] == [None, "de", "de", "de"]
    assert found["some"].exact == Share(3, 4)
    assert ratio(found, "all", "some") == pytest.approx(8 / 9 / (4 / 5))


def test_datelens_is_asked_as_anybody_asks_it(untrained: Path) -> None:
    translator = Translator.load(untrained, threads=1)
    clock = count()
    answered = Plain(translator, "datelens", clock=lambda: float(next(clock))).read(ROWS)
    assert answered.seconds == 1.0
    wanted = translator.translate([row.text for row in ROWS])
    assert [(a.iso, a.confidence) for a in answered.answers] == [(t.iso, t.confidence) for t in wanted]


def throughputs(**rates: float) -> dict[str, Throughput]:
    """Of readers that are all right on half of the rows, datelens on all; two rows each."""
    return {
        name: Throughput(name, 2, Times((2 / rate,)), Share(2 if name.startswith("datelens") else 1, 2))
        for name, rate in rates.items()
    }


def results_of(**changes: float) -> speed_page.Results:
    rates = {speed_page.ONE: 60.0, speed_page.TWO: 100.0, speed_page.DATEUTIL: 100.0, speed_page.DATEPARSER: 0.5}
    latency = {"datelens": Times((0.0006,)), "dateparser": Times((0.002,))}
    return speed_page.Results(
        machine="a machine",
        model="a model",
        repetitions=1,
        files=[(texts.File("x", "y", ROWS[:2]), throughputs(**(rates | changes)))],
        latency={"date": latency, "junk": latency},
        starts={"datelens": Times((0.3,)), "dateparser": Times((0.5,))},
        streamed=processes.Streamed(1_000, 90_000_000, 100_000_000),
        sizes={"datelens": (4_000_000, 130_000_000)},
    )


def test_the_page_says_what_holds() -> None:
    written = "\n".join(speed_page.lines(results_of()))
    assert "| strings a second, datelens, 2 threads, beside dateparser | 200 × | ≥ 150 × | yes |" in written
    assert "| strings a second, datelens, 2 threads, beside dateutil | 1 × | ≥ 1 × | yes |" in written
    assert "| exact, beside dateutil | 100.00 % | > 50.00 % | yes |" in written
    assert "| one text, warm | 0.60 ms | ≤ 0.70 ms | yes |" in written
    assert "| the same beside dateparser | 0.3 × | ≤ 1/3 × | yes |" in written
    assert "| a cold process | 300 ms | ≤ 500 ms | yes |" in written
    assert "| memory, 1,000 lines | 100.0 MB | ≤ 200.0 MB | yes |" in written
    assert "| datelens | 4.0 MB | 130.0 MB |" in written
    assert "**no**" not in written


@pytest.mark.parametrize("slower", [{speed_page.DATEUTIL: 101.0}, {speed_page.DATEPARSER: 0.7}], ids=str)
def test_the_page_says_what_does_not_hold(slower: dict[str, float]) -> None:
    assert sum("**no**" in line for line in speed_page.lines(results_of(**slower))) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone tells how much memory a process takes")
def test_a_stream_is_read_to_its_end_and_its_memory_is_known(untrained: Path) -> None:
    streamed = processes.stream(cycle(["5 Jan 2016", "no date"]), 40, str(untrained))
    assert streamed.lines == 40
    assert 0 < streamed.early <= streamed.peak < 2**30


def test_a_cold_process_that_prints_no_date_is_an_error() -> None:
    with pytest.raises(RuntimeError, match="a program must print 2016-01-05; got 'x"):
        processes._start("print('x')")


def test_a_package_is_measured_with_all_that_it_needs() -> None:
    assert processes.needed("pandas") >= {"pandas", "numpy", "python-dateutil"}
    assert processes.installed("datelens") > 100_000
    assert processes.installed("pandas") > processes.installed("python-dateutil") > 10_000


def test_a_machine_is_described_without_its_name() -> None:
    assert processor_of("model name\t: A\nflags\t: x avx2\n\nmodel name\t: B\nflags\t: y\n") == ("A", {"x", "avx2"})
    assert processor_of("") == ("", frozenset())
    assert "Python 3." in described()
    assert "numpy " in described()


def test_pages_are_put_together(tmp_path: Path) -> None:
    page.write_page(tmp_path / "RESULTS-b.md", ["# B", "", "How.", "", "## First", "", "1", "", "## Second", "", "2"])
    page.write_page(tmp_path / "RESULTS-a.md", ["# A", "", "Short."])
    lines = list(results.collected(tmp_path))
    assert [line for line in lines if line.startswith("- ")] == ["- [A](RESULTS-a.md)", "- [B](RESULTS-b.md)"]
    assert [line for line in lines if line.startswith("#")] == ["# Results", "## A", "## B", "### First"]
    assert lines[-1] == "The rest is in [RESULTS-b.md](RESULTS-b.md)."
    assert "2" not in lines
