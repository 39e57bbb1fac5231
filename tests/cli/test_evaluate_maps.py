"""`datelens evaluate --maps`: figures of maps from a file, from generated texts, with gradients and other seeds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result

from datelens import translator
from datelens.cli import evaluate_maps
from datelens.cli.main import main
from datelens.iso import reading_by_law

SPANS = {"day": [0, 1], "month": [2, 5], "year": [6, 10]}
LINES = (
    {"text": "5 Jan 2016", "iso": "2016-01-05", "locale": "en", "spans": SPANS},
    {"text": "03/04/2021", "iso": "2021-04-03", "spans": {}},
    {"text": "2016-01-05", "iso": "2016-01-05", "spans": {}},
    {"text": "hello", "iso": None},
)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["evaluate", *map(str, arguments)], catch_exceptions=False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "dates.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in LINES), encoding="utf-8")
    return path


def figures(*arguments: str | Path) -> dict[str, Any]:
    result = run(*arguments, "--maps", "--format", "json")
    assert result.exit_code == 0, result.stderr
    record: dict[str, Any] = json.loads(result.stdout)
    return record


def test_of_a_file_the_clear_dates_that_are_left_to_the_model_are_measured(file: Path) -> None:
    record = figures(file)
    assert (record["source"], record["texts"], record["right"], record["hinted"]) == ("dates.jsonl", 1, 1, False)
    assert record["figures"]["gold top"]["cases"] == 8
    assert record["figures"]["year only"]["cases"] == 1
    assert "drift" not in record["figures"]
    assert figures(file, "--hints")["hinted"] is True


def test_the_seed_is_of_what_is_asked_about_a_file_too(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seeds = []
    measure = evaluate_maps.measure
    monkeypatch.setattr(
        evaluate_maps, "measure", lambda *args, **named: (seeds.append(named["seed"]), measure(*args, **named))[1]
    )
    assert (
        figures(file, "--seed", "3", "--model", evaluate_maps.__file__.replace("cli/evaluate_maps.py", "models/dates"))[
            "model"
        ]
        == "dates"
    )
    assert seeds == [3]


def test_a_model_in_the_folder_where_one_stands_is_not_called_the_shipped_one(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(Path(evaluate_maps.__file__).parents[1] / "models" / "dates")
    assert figures(file, "--model", ".")["model"] == "dates"


def test_without_a_file_clear_dates_are_made() -> None:
    record = figures("-n", "4", "--seed", "3")
    assert (record["source"], record["texts"]) == ("held-out split, seed 3", 4)
    import random

    cases = list(evaluate_maps.made("held-out", 30, 3, random.Random(1)))
    assert len(cases) == 30
    for case in cases:
        assert case.row.iso is not None
        assert not case.row.ambiguous
        assert reading_by_law(case.row.text) is None
    assert sum(len(case.changed) for case in cases) > 30


def test_a_page_and_another_seed(file: Path, tmp_path: Path) -> None:
    shipped = evaluate_maps.__file__.replace("cli/evaluate_maps.py", "models/dates")
    assert run(file, "--maps", "--twin", shipped, "-o", tmp_path / "maps.html").exit_code == 0
    page = (tmp_path / "maps.html").read_text(encoding="utf-8")
    assert "<h1>Maps: dates.jsonl</h1>" in page
    assert "0.000 bits" in page


def test_the_model_is_loaded_once(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = []
    load = translator.load_bundle
    monkeypatch.setattr(translator, "load_bundle", lambda path: (loaded.append(path), load(path))[1])
    assert figures(file)["texts"] == 1
    assert len(loaded) == 1


def test_gradients_come_from_a_run(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Gradients:
        methods = ("gradient", "integrated")

        def attribute(self, symbols: Sequence[str], iso: str, method: str) -> tuple[np.ndarray, np.ndarray]:
            assert symbols == list("5 jan 2016")
            return np.eye(len(iso), len(symbols)) * (-1 if method == "gradient" else 1), np.full(len(iso), 0.125)

    monkeypatch.setattr(evaluate_maps, "open_gradients", lambda run: Gradients())
    record = figures(file, "--run", "runs/mine")["figures"]
    assert record["completeness"] == {"value": 0.125, "cases": 6, "bar": None, "met": None}
    assert record["gradient same token"]["cases"] == 6  # their absolute values
    assert record["gradient same token"]["value"] == record["integrated same token"]["value"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--maps", "--peer", "dateutil"], "--peer has no maps; leave it or --maps out."),
        (["--run", "x"], "--run is asked about maps; say --maps too."),
        (["--twin", "x"], "--twin is asked about maps; say --maps too."),
        (["--maps", "-o", "x.pdf"], "`--output` must end in .txt, .json, .html"),
    ],
)
def test_wrong_usage_ends_with_2(arguments: list[str], message: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
