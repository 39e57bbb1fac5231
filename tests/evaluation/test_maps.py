"""Figures of maps: the shipped model's are good, and those of broken maps are bad, one by one."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import pytest
from random_model import HINTS, INPUT, OUTPUT, random_weights

from datelens.bundle import DATES, Description, write_bundle
from datelens.cli.export import build_graphs
from datelens.evaluation.maps import FIGURES, Changed, MapCase, MapReport, measure
from datelens.evaluation.maps.tally import Tally
from datelens.evaluation.rows import Row
from datelens.translator import Translator

Spans = dict[str, tuple[int, int]]


def labelled(text: str, iso: str, **parts: str) -> tuple[str, str, Spans]:
    """A text with its reading, and in which words of it the fields are written."""
    return text, iso, {name: (text.index(part), text.index(part) + len(part)) for name, part in parts.items()}


TEXTS = (
    labelled("5 Jan 2016", "2016-01-05", day="5", month="Jan", year="2016"),
    labelled("Saturday 9 May 2018", "2018-05-09", day="9", month="May", year="2018"),
    labelled("26th January 2016", "2016-01-26", day="26th", month="January", year="2016"),
    labelled("3 April 1989", "1989-04-03", day="3", month="April", year="1989"),
    labelled("July 8th 1999", "1999-07-08", day="8th", month="July", year="1999"),
    labelled("24/11/1987", "1987-11-24", day="24", month="11", year="1987"),
    labelled("27. Mai 2031", "2031-05-27", day="27", month="Mai", year="2031"),
    labelled("17 ottobre 1964", "1964-10-17", day="17", month="ottobre", year="1964"),
)


def cases() -> list[MapCase]:
    """The texts, each with another year."""
    return [
        MapCase(Row(text, iso), spans, (Changed("year", *in_1977(text, iso), spans),)) for text, iso, spans in TEXTS
    ]


def in_1977(text: str, iso: str) -> tuple[str, str]:
    """A text that writes its year in full, and its reading, in another year."""
    return text.replace(iso[:4], "1977"), f"1977{iso[4:]}"


def even(weights: np.ndarray) -> np.ndarray:
    """A map that says nothing."""
    return np.full_like(weights, 1 / weights.shape[1])


class Shuffler:
    """Makes a map that says something else: every row in another order."""

    def __init__(self) -> None:
        self.random = np.random.default_rng(4)

    def __call__(self, weights: np.ndarray) -> np.ndarray:
        return self.random.permuted(weights, axis=1)


@pytest.fixture(scope="module")
def reports() -> dict[str, MapReport]:
    """Of the shipped model: its own maps, and two kinds of broken ones."""
    translator = Translator.load(threads=1)
    asked = partial(
        measure, translator, cases(), model="m", source="s", twins=[translator], attributes=dict(attributes(translator))
    )
    return {"true": asked(), "even": asked(attend=even), "shuffled": asked(attend=Shuffler())}


def attributes(translator: Translator) -> dict[str, object]:
    """Stands in for gradients: the attention itself, which any other map should disagree with."""

    def attribute(symbols: list[str], iso: str) -> tuple[np.ndarray, np.ndarray]:
        from datelens.explain.forced import force, target_of

        network = translator.reader.network
        source = network.bundle.description.input_alphabet.encode(symbols)
        looked = force(network, [source], target_of(network, iso)).attention
        assert looked is not None
        return looked[0], np.full(len(iso), 0.25)

    return {"gradient": attribute, "integrated": attribute}


def value(report: MapReport, name: str) -> float:
    return report.values[name][0]


def test_every_figure_has_cases(reports: dict[str, MapReport]) -> None:
    assert reports["true"].right == len(TEXTS)
    missing = {name for name in FIGURES if name not in reports["true"].values} - {"day only", "month only"}
    assert missing == set()
    assert reports["true"].values["gold top"][1] == 8 * len(TEXTS)
    assert reports["true"].values["occlusion told"][1] == 6 * len(TEXTS)  # without the century
    assert reports["true"].values["drift"][1] == 8 * len(TEXTS)


def test_only_digits_that_are_others_than_before_are_expected_to_follow(reports: dict[str, MapReport]) -> None:
    years = [iso[:4] for _, iso, _ in TEXTS]
    changed = sum(before != after for year in years for before, after in zip(year, "1977", strict=True))
    assert changed == 23 < 4 * len(TEXTS)
    assert reports["true"].values["changed follows"][1] == changed


# Where no broken map can do badly, because the figure asks the model and not the map
OF_THE_MODEL = {
    "occlusion told", "occlusion in gold", "completeness", "uniform changed", "permuted changed", "gold changed",
    "gold other", "gold chance", "gold to chance", "day only", "month only", "year only",
}  # fmt: skip


# What is the same for every digit and every text ranks nothing, drifts nowhere and follows nothing
OF_NO_EVEN_MAP = {name for name in FIGURES if name.endswith(" tau")} | {"drift", "others stay"}


@pytest.mark.parametrize(
    ("broken", "name"),
    [("even", name) for name in FIGURES if name not in OF_THE_MODEL | OF_NO_EVEN_MAP]
    + [("shuffled", name) for name in FIGURES if name not in OF_THE_MODEL],
)
def test_a_broken_map_scores_badly(reports: dict[str, MapReport], broken: str, name: str) -> None:
    good, bad = value(reports["true"], name), value(reports[broken], name)
    worse = bad - good if FIGURES[name].falling else good - bad
    assert worse > 0.1, f"{good:.3f} and {bad:.3f}"


def test_true_maps_score_well(reports: dict[str, MapReport]) -> None:
    report = reports["true"]
    for name, least in (
        ("gold top", 0.95), ("gold mass", 0.9), ("own digit", 0.9), ("drawn kept", 1.0), ("uniform changed", 0.4),
        ("permuted changed", 0.4), ("largest changed", 0.3), ("gold to chance", 0.6), ("occlusion same token", 0.6),
        ("year only", 1.0), ("changed follows", 0.95), ("others stay", 0.9),
    ):  # fmt: skip
        assert value(report, name) >= least, name
    assert value(report, "drift") == 0.0
    assert value(report, "completeness") == 0.25


def test_a_model_that_looks_at_nothing_is_found_out(tmp_path: Path) -> None:
    translator = blind(tmp_path)
    texts = ["5 jan 2016", "9 may 2018", "24/11/1987"]
    isos = [translator.translate(text).readings[0].iso for text in texts]
    spans = {"year": (5, 9), "month": (2, 5), "day": (0, 1)}
    asked = [MapCase(Row(text, iso), spans) for text, iso in zip(texts, isos, strict=True)]
    report = measure(translator, asked, model="m", source="s")
    assert report.right == 3
    # Its readings are as improbable as any, so that a digit need not be the likeliest one with its own weights either
    own = 1 - value(report, "drawn kept")
    assert own < 0.5
    for name in ("uniform changed", "permuted changed", "largest changed", "gold changed"):
        assert value(report, name) == pytest.approx(own), name


def blind(folder: Path) -> Translator:
    """A model of random weights whose context vector counts for nothing."""
    config = {"units": 16, "encoder_units": 14, "attention": "additive", "readout": "current", "attention_units": 8}
    weights = random_weights(
        np.random.default_rng(8), inputs=len(INPUT), symbols=len(OUTPUT), embedding=8, encoder_units=14, units=16,
        attention_units=8,
    )  # fmt: skip
    for part in ("gates", "readout"):
        weights[f"decoder/{part}/context_kernel"][:] = 0
    description = Description(INPUT, OUTPUT, 10, DATES, config=config)
    return Translator(write_bundle(folder / "blind", description, build_graphs(weights, description)), threads=1)


def test_texts_that_are_read_wrong_are_left_out(untrained: Path) -> None:
    translator = Translator.load(untrained, threads=1)
    wrong = "2016-01-05" if translator.translate("5 jan 2016").readings[0].iso != "2016-01-05" else "2017-01-05"
    asked = [MapCase(Row("5 jan 2016", wrong)), MapCase(Row("hello", None))]
    report = measure(translator, asked, model="m", source="s")
    assert (report.texts, report.right, dict(report.values)) == (2, 0, {})


def test_hints_that_the_model_does_not_know_are_left_out(untrained: Path) -> None:
    translator = Translator.load(untrained, threads=1)
    assert "<lang:de>" in HINTS
    known = translator.translate("5 jan", locale="de").readings[0].iso
    plain = translator.translate("5 jan").readings[0].iso
    asked = [MapCase(Row("5 jan", known, "de")), MapCase(Row("5 jan", plain, "xx"))]
    assert measure(translator, asked, model="m", source="s").right == sum(case.row.iso is not None for case in asked)


def test_the_ratio_is_that_of_the_means() -> None:
    tally = Tally()
    assert tally.mean("gold to chance") == (None, 0)
    tally._lesions = [((10, "day", 9), "1"), ((10, "day", 9), "2")]
    tally.add("gold other", 0.25)
    tally.add("gold other", 0.5)
    assert tally.mean("gold chance") == (0.5, 2)
    assert tally.mean("gold to chance") == (0.75, 2)
