"""What is said while training: how fast it goes, how long it takes, and what a sample looks like."""

from __future__ import annotations

import pytest

from datelens.cli.train_progress import Pace, line, sample_map, shown_progress
from datelens.keras.fit import Stepped, Validated
from datelens.keras.validation import Sample, Score

SAMPLE = Sample(("<lang:en>", *"two"), "2", ("2",), 0.75, ((0.0, 0.1, 0.8, 0.1),))


def stepped(step: int, seconds: float) -> Stepped:
    return Stepped(step, 100, {"loss": 1.0}, seconds)


def validated(sample: Sample = SAMPLE, pointing: float | None = 0.5) -> Validated:
    return Validated(20, 320, {"loss": 1.25}, Score(0.9, pointing, sample), best=True, seconds=9.0)


def test_the_first_step_compiles_and_does_not_count() -> None:
    pace = Pace(size=16)
    assert (pace.examples, pace.left) == (None, None)
    pace.note(stepped(10, 60.0))
    assert (pace.examples, pace.left) == (None, None)
    pace.note(stepped(20, 62.0))
    assert pace.examples == 10 * 16 / 2
    assert pace.left == 80 * 16 / 80


def test_a_validation_is_a_line() -> None:
    pace = Pace(size=16)
    pace.note(stepped(10, 60.0))
    pace.note(stepped(20, 62.0))
    assert line(validated(), pace) == (
        "      320 examples  loss 1.2500  exact 90.00%  pointing 50.00%  best  80/s  0:16 left  'two' -> 2"
    )
    assert line(validated(pointing=None), Pace(16)) == "      320 examples  loss 1.2500  exact 90.00%  best  'two' -> 2"


def test_the_sample_is_drawn_over_its_hints_and_its_text() -> None:
    drawn = sample_map(validated(), columns=80)
    assert "lang:en" in drawn
    assert "75 %" in drawn
    assert all(character in drawn for character in "two2")


@pytest.mark.parametrize(
    "sample",
    [Sample(tuple("two"), "2", (), 1.0, ()), Sample(tuple("two"), "2", ("2",), 1.0, None)],
    ids=["nothing was written", "no attention"],
)
def test_where_there_is_no_map_nothing_is_drawn(sample: Sample) -> None:
    assert sample_map(validated(sample), columns=80) == ""


def test_an_output_that_is_no_date_is_drawn_all_the_same() -> None:
    rows = ((0.5, 0.5, 0.0),) * 5
    assert "-" in sample_map(validated(Sample(tuple("two"), "2", tuple("-----"), 1.0, rows)), columns=80)


def test_maps_are_for_terminals(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with shown_progress(16) as show:
        show(stepped(10, 1.0))
        show(validated())
    assert capsys.readouterr().err.count("\n") == 1
    monkeypatch.setenv("FORCE_COLOR", "1")
    with shown_progress(16) as show:
        show(stepped(10, 1.0))
        show(validated())
    assert "lang:en" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("steps", "said"),
    [([], "Compiling the first step"), ([10], "Training, loss 1.0000"), ([10, 100], "Finishing, loss")],
)
def test_the_bar_says_what_goes_on(
    steps: list[int], said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "120")
    with shown_progress(16) as show:
        for step in steps:
            show(stepped(step, 1.0))
    last = capsys.readouterr().err.rpartition("\r")[2]  # what stands there in the end
    assert last.startswith(f"\x1b[2K{said}"), last
