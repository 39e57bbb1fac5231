"""What a worker does, in this process: readers are made from recipes, once each."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import pytest
from pyspark import SparkFiles

from datelens.columns import ColumnReader
from datelens.spark import worker
from datelens.spark.worker import ReaderRecipe, bundle_folder, reader_of, shipped_model
from datelens.translator import Translator, shipped_path


def test_a_recipe_makes_an_equal_reader(untrained: Path) -> None:
    translator = Translator.load(untrained, refusal_threshold=0.125)
    reader = ColumnReader(translator, "DMY", beside_month="year", limit=7)
    recipe = ReaderRecipe.of(reader)
    assert len(pickle.dumps(recipe)) < 1000
    made = reader_of(pickle.loads(pickle.dumps(recipe)))
    expected = ReaderRecipe(str(untrained), translator.thresholds, "DMY", False, "year", 7)
    assert ReaderRecipe.of(made) == recipe == expected
    assert made.translator.threads == 1


def test_readers_of_one_bundle_share_its_sessions(untrained: Path) -> None:
    translator = Translator.load(untrained)
    recipes = [ReaderRecipe.of(ColumnReader(translator, order)) for order in ("DMY", "MDY", "DMY")]
    first, second, third = map(reader_of, recipes)
    assert first is third
    assert first is not second
    assert first.translator is second.translator


def test_the_shipped_model_is_wherever_the_worker_has_it() -> None:
    assert ReaderRecipe.of(ColumnReader()).path is None
    assert bundle_folder(None) == shipped_path()


def test_a_bundle_that_spark_has_brought_is_found(
    untrained: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SparkFiles, "get", lambda name: str(tmp_path / name))
    shutil.copytree(untrained, tmp_path / "model")
    assert bundle_folder("/elsewhere/model") == tmp_path / "model"
    assert bundle_folder(str(untrained)) == untrained
    assert bundle_folder("/elsewhere/other") == Path("/elsewhere/other")


def test_a_datelens_in_an_archive_has_its_model_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SparkFiles, "getRootDirectory", lambda: str(tmp_path))
    monkeypatch.setattr(worker, "shipped_path", lambda: tmp_path / "datelens.zip" / "datelens" / "models" / "dates")
    folder = shipped_model.__wrapped__()
    assert folder.is_relative_to(tmp_path)
    assert Translator.load(folder).bundle.description == Translator.load().bundle.description
