"""The tutorial's figures: what stands in them, and the tutorial's own network taken step by step."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from pathlib import Path

import keras
import numpy as np
import pytest
from click.testing import CliRunner

from benchmarks.figures.__main__ import groups, main, page
from benchmarks.figures.original import steps
from benchmarks.figures.plan import PLANS
from benchmarks.original.model import OriginalDecoder
from datelens.records import AttentionMap
from datelens.translator import Translator

READINGS = {
    "5-jan-2016": [["2016-01-05"]],
    "saturday-9-may-2018": [["2018-05-09"]],
    "january-2016-5": [["2016-01-05"]],
    "january-2016-05": [["2016-01-05"]],
    "two-readings": [["2021-04-03", "2021-03-04"]],
    "a-hint": [["2021-04-03", "2021-03-04"]],
    "hindi": [["2011-05-05"]],
    "arabic": [["2003-05-04"]],
    "japanese": [["2016-01-05"]],
}


@pytest.fixture(scope="module")
def translator() -> Translator:
    return Translator.load(threads=1)


class Theirs:
    """Stands in for the tutorial's network."""

    def explain(self, text: str) -> AttentionMap:
        spans = (None, *((i, i + 1) for i in range(len(text))))
        row = (0.5, 0.5, *[0.0] * (len(text) - 1))
        return AttentionMap(
            text, "2016-01-02", "attention", ("<padding>", *text), tuple("2016-01-02"), (row,) * 10, spans, 0.5
        )


def test_every_figure_shows_the_right_readings(translator: Translator) -> None:
    found = {plan.slug: [[panel.reading for panel in group] for group in groups(plan, translator)] for plan in PLANS}
    assert found == READINGS


def test_the_tutorial_s_network_stands_beside_where_it_was_wrong(translator: Translator) -> None:
    beside = {
        plan.slug: [panel.name for panel in groups(plan, translator, Theirs())[0]]  # type: ignore[arg-type]
        for plan in PLANS
    }
    assert [slug for slug, names in beside.items() if "the tutorial's network" in names] == [
        "january-2016-5",
        "january-2016-05",
    ]
    assert beside["two-readings"] == ["day first", "month first"]
    assert beside["a-hint"] == ["told DMY", "told en_US"]


def test_the_command_writes_small_pictures_and_a_page_that_shows_them(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["-o", str(tmp_path)], catch_exceptions=False)
    assert result.exit_code == 0
    written = (tmp_path / "figures.md").read_text(encoding="utf-8")
    for plan in PLANS:
        path = tmp_path / "figures" / f"{plan.slug}.svg"
        assert ElementTree.parse(path).getroot().tag.endswith("svg")
        assert path.stat().st_size < 20_000
        assert f"](figures/{plan.slug}.svg)" in written
    assert written == "\n".join(page(PLANS, Translator.load())) + "\n"
    assert max(map(len, written.splitlines())) <= 120


def test_steps_in_numpy_are_those_of_the_layer() -> None:
    layer = OriginalDecoder(5, 7, seed=3, name="decoder")
    annotations = np.random.default_rng(2).normal(0, 1, (1, 6, 4)).astype("float32")
    written = np.asarray(layer(annotations))[0]
    weights = {weight.name: np.asarray(keras.ops.convert_to_numpy(weight.value)) for weight in layer.weights}
    distributions, looked = steps(annotations[0], weights)
    np.testing.assert_allclose(distributions, written, atol=1e-5)
    np.testing.assert_allclose(looked.sum(axis=1), 1, atol=1e-6)
    assert looked.shape == (6, 6)
