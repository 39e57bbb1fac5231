"""The layer beside the same by hand: both are done, agree, and are judged by their ratio."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.layers import __main__ as layers
from benchmarks.timing import Times


@pytest.mark.usefixtures("cheap_compilation")
def test_the_layer_and_the_hand_written_decoder_agree_and_are_measured(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    done = CliRunner().invoke(layers.main, ["--quick", "-o", str(path)])
    assert done.exit_code == 0, done.output
    assert "| taught, with gradients | " in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("seconds", "judged"), [(1.05, "| 1.05 × | ≤ 1.1 × | yes |"), (1.2, "| 1.2 × | ≤ 1.1 × | **no** |")]
)
def test_the_bar_is_a_tenth(seconds: float, judged: str) -> None:
    found = {"taught": {layers.LAYER: Times((seconds,)), layers.BY_HAND: Times((1.0,))}}
    [row] = [line for line in layers.lines("a machine", layers.QUICK, found) if line.startswith("| taught")]
    assert row.endswith(judged)
