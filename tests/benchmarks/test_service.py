"""The service under load: the client counts what it is told, and the page says which bars hold."""

from __future__ import annotations

import asyncio
from itertools import cycle
from pathlib import Path

from live_service import on_a_socket

from benchmarks.service.__main__ import Cost, Measured, lines
from benchmarks.service.client import Told, bounded, question, unbounded
from datelens.translator import Translator
from datelens.web.settings import Settings


def test_the_client_counts_what_it_is_told(untrained: Path) -> None:
    translator = Translator.load(untrained, threads=1)
    with on_a_socket(translator, Settings(longest_text=10)) as live:
        served = asyncio.run(bounded(live.port, cycle([question(["5 Jan"]), question(["6 Jan", "7"])]), 2, most=3))
        wrong = asyncio.run(unbounded(live.port, cycle([question(["a" * 11])]), 100, 0.1))
    assert served.count(200) == 6
    assert served.texts == 9
    assert served.rate > 0
    assert 0 < served.quantile(0.5) <= served.quantile(1)
    assert set(wrong.latencies) == {422}
    assert wrong.texts == 0


def test_a_service_that_is_not_there_is_counted(untrained: Path) -> None:
    with on_a_socket(Translator.load(untrained, threads=1)) as live:
        port = live.port
    assert set(asyncio.run(unbounded(port, cycle([question(["a"])]), 100, 0.05)).latencies) == {0}


def test_the_page_says_which_bars_hold() -> None:
    load = Told(10.0, 4000, {200: [0.01] * 3990 + [0.3] * 10})
    overload = Told(10.0, 20_000, {200: [0.5] * 200, 503: [0.01] * 600})
    cost = Cost(800e-6, 50e-6, 31.4, 400e-6, 200e-6)
    page = "\n".join(lines("a machine", Measured(6000.0, 1000.0, load, cost, 100e6, 101e6, overload, 0.1)))
    assert "| errors | 0 | 0 | yes |" in page
    assert "two threads | 40 % | ≥ 60 % | **no** |" in page
    assert "| 99 of 100 within | 10 ms | ≤ 250 ms | yes |" in page
    assert "| the service, for a text | 800 µs |" in page
    assert "| bare runtime, a thousand at once | 200 µs |" in page
    assert "| bare runtime, 31 at once | 400 µs |" in page
    assert "| processors in use | 0.3 of " in page
    assert "| growth under load | 1.0 % | ≤ 5 % | yes |" in page
    assert "| told to come again (503) | 600 | > 0 | yes |" in page
    assert "| anything else | 0 | 0 | yes |" in page
