"""The backend that Keras runs on: chosen by whoever sets KERAS_BACKEND, else the first that is installed."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys

import pytest

import datelens.keras as package
from datelens.errors import BackendError, MissingExtraError


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A process that has not imported Keras."""
    monkeypatch.delitem(sys.modules, "keras")
    monkeypatch.delenv("KERAS_BACKEND", raising=False)
    return monkeypatch


def install(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: name if name in names else None)


@pytest.mark.parametrize(
    ("installed", "chosen"), [(("torch", "jax"), "jax"), (("torch",), "torch"), (("torch", "tensorflow"), "tensorflow")]
)
def test_the_first_that_is_installed_is_taken(
    installed: tuple[str, ...], chosen: str, fresh: pytest.MonkeyPatch
) -> None:
    install(fresh, *installed)
    fresh.setenv("KERAS_BACKEND", "")
    fresh.delenv("KERAS_BACKEND")
    package._choose_backend()
    assert os.environ["KERAS_BACKEND"] == chosen


def test_a_choice_is_kept(fresh: pytest.MonkeyPatch) -> None:
    install(fresh, "jax", "torch")
    fresh.setenv("KERAS_BACKEND", "torch")
    package._choose_backend()
    assert os.environ["KERAS_BACKEND"] == "torch"


REFUSALS = {
    "not installed": (
        "tensorflow",
        r"is 'tensorflow', which is not installed\. .* \(jax\), or run: pip install tensorflow",
    ),
    "unknown": (
        "theano",
        r"is 'theano', which is none of jax, tensorflow, torch\. Unset it, or set it to .* \(jax\)\.$",
    ),
}


@pytest.mark.parametrize(("chosen", "message"), REFUSALS.values(), ids=REFUSALS)
def test_a_backend_that_is_not_there_is_named(chosen: str, message: str, fresh: pytest.MonkeyPatch) -> None:
    install(fresh, "jax")
    fresh.setenv("KERAS_BACKEND", chosen)
    with pytest.raises(BackendError, match=message):
        package._choose_backend()


def test_without_any_the_extra_is_named(fresh: pytest.MonkeyPatch) -> None:
    install(fresh)
    with pytest.raises(MissingExtraError, match=r"training needs an optional part: .*datelens\[train\]"):
        package._choose_backend()


def test_a_command_says_so_and_ends() -> None:
    command = [sys.executable, "-c", "from datelens.cli.main import main; main()", "train", "-o", "never"]
    environment = {**os.environ, "KERAS_BACKEND": "theano", "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (process.returncode, process.stdout) == (2, "")
    assert process.stderr.startswith("Error: the environment variable KERAS_BACKEND is 'theano', which is none of jax,")
