"""Ensembles: at every step the mean of what the members say and look at, in all three graphs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from random_model import INPUT, OUTPUT, random_weights

from datelens.bundle import Bundle, Description, write_bundle
from datelens.cli.export import build_graphs
from datelens.keras.onnx_ensemble import joined
from datelens.runtime import Network
from datelens.translator import Translator

# Members may differ in every size
SIZES = (
    {"embedding": 8, "encoder_units": 14, "units": 16, "attention_units": 8},
    {"embedding": 5, "encoder_units": 6, "units": 7, "attention_units": 3},
)
TEXTS = ["5 jan 2016", "3.4.21", "x"]


def bundles(folder: Path, attention: str, precision: str, temperature: float = 1.5) -> tuple[list[Bundle], Bundle]:
    """Two models, and both as one."""
    random = np.random.default_rng(7)
    weights = [
        random_weights(random, inputs=len(INPUT), symbols=len(OUTPUT), attention=attention, scale=1.0, **sizes)
        for sizes in SIZES
    ]
    configs: list[dict[str, Any]] = [{**sizes, "attention": attention, "readout": "current"} for sizes in SIZES]
    plain = Description(INPUT, OUTPUT, 10, precision=precision, temperature=temperature)
    singles = [
        write_bundle(folder / f"one{number}", described := replace(plain, config=config), build_graphs(own, described))
        for number, (own, config) in enumerate(zip(weights, configs, strict=True))
    ]
    together, config = joined(weights, configs)
    described = replace(plain, config=config)
    return singles, write_bundle(folder / "all", described, build_graphs(together, described))


def test_what_all_members_find_impossible_has_a_probability_all_the_same(tmp_path: Path) -> None:
    _, ensemble = bundles(tmp_path, "additive", "float32", temperature=0.005)
    translator = Translator(ensemble)
    assert len(translator.translate(TEXTS, readings=4)) == len(TEXTS)
    sources = np.array([[*INPUT.encode("5 jan 2016"), 0, 0]], np.int32)
    said, _ = Network(ensemble).force(sources, np.array([OUTPUT.encode("9999-12-31")], np.int32))
    assert np.isfinite(said).all()
    assert said.min() < -80  # e^-80 is about what float32 can hold


@pytest.mark.parametrize("precision", ["float32", "int8"])
@pytest.mark.parametrize("attention", ["additive", "multiplicative", "none"])
def test_each_step_is_the_mean_of_the_members(attention: str, precision: str, tmp_path: Path) -> None:
    singles, ensemble = bundles(tmp_path, attention, precision)
    numbers = [INPUT.encode(text) for text in TEXTS]
    sources = np.array([row + [0] * (12 - len(row)) for row in numbers], np.int32)
    targets = np.array([OUTPUT.encode(iso) for iso in ("2016-01-05", "2021-04-03", "2021-03-04")], np.int32)
    apart = [Network(bundle).force(sources, targets) for bundle in singles]
    together, looked = Network(ensemble).force(sources, targets)
    said = [np.exp(logs) for logs, _ in apart]
    assert np.abs(said[0] - said[1]).max() > 0.05  # or the mean would show nothing
    np.testing.assert_allclose(np.exp(together), np.mean(said, axis=0), atol=1e-5)
    if attention == "none":
        assert looked is None
    else:
        np.testing.assert_allclose(looked, np.mean([attended for _, attended in apart], axis=0), atol=1e-5)


def test_all_ways_to_read_agree(tmp_path: Path) -> None:
    _, ensemble = bundles(tmp_path, "additive", "int8")
    translator = Translator(ensemble)
    listed = translator.translate(TEXTS, readings=4)
    assert [translator.translate(text, readings=4) for text in TEXTS] == listed
    for translation in listed:
        best = translation.readings[0]
        explained = translator.explain(translation.text, iso=best.iso or "∅")
        assert explained.probability == pytest.approx(best.probability, rel=1e-4)
        assert [sum(row) for row in explained.weights] == pytest.approx([1.0] * len(explained.output), abs=1e-4)
