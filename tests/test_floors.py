"""The floors: lower ones never import higher ones, and to translate takes numpy and ONNX Runtime alone."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import datelens

PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"
SETTINGS = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["tool"]["importlinter"]

# Prints the packages outside the standard library and datelens that a piece of code has imported
LOADED = """
import sys
{code}
roots = {{name.partition(".")[0] for name, module in sys.modules.items() if getattr(module, "__file__", None)}}
print(*sorted(roots - set(sys.stdlib_module_names) - {{"datelens"}}))
"""


def packages_loaded_by(code: str) -> set[str]:
    """The packages that a fresh process holds after running the code; those of `site` are left out."""
    return printed_by(LOADED.format(code=code)) - printed_by(LOADED.format(code=""))


def printed_by(code: str) -> set[str]:
    process = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True)
    assert process.returncode == 0, process.stderr
    return set(process.stdout.split())


def test_no_contract_between_the_floors_is_broken() -> None:
    # In a process of its own: it sets up logging anew, and so closes the streams of other libraries' handlers
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    command = [sys.executable, "-c", code, "--no-cache", "--config", str(PYPROJECT)]
    process = subprocess.run(command, capture_output=True, check=False, text=True)
    assert process.returncode == 0, process.stdout + process.stderr
    assert f"{len(SETTINGS['contracts'])} kept, 0 broken" in process.stdout


def test_every_module_has_its_place_in_the_house() -> None:
    placed = {
        module.strip(" ()")
        for contract in SETTINGS["contracts"]
        for layer in contract.get("layers", ())
        for module in layer.replace("|", ":").split(":")
    }
    modules = {f"datelens.{module.name}" for module in pkgutil.iter_modules(datelens.__path__)}
    assert modules - {"datelens.models", "datelens.__main__"} <= placed


@pytest.mark.parametrize("module", ["errors", "iso", "folding", "alphabet", "hints", "records", "pairs", "files"])
def test_the_ground_floor_stands_alone(module: str) -> None:
    loaded = packages_loaded_by(f"import importlib.util; importlib.import_module('datelens.{module}')")
    assert loaded <= {"numpy", "onnxruntime"}


def test_to_translate_takes_numpy_and_onnx_runtime_alone() -> None:
    loaded = packages_loaded_by("import datelens; datelens.translate('5 Jan 2016')")
    assert loaded == {"numpy", "onnxruntime"}
