"""Optional parts that are missing: who asked is named, whoever noticed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from datelens.cli.extras import needed
from datelens.errors import MissingExtraError

MISSING = {
    "a library": (ModuleNotFoundError("No module named 'keras'", name="keras"), "train"),
    "a part of it": (ModuleNotFoundError("No module named 'keras.ops'", name="keras.ops"), "train"),
    "a part that knows what it lacks": (MissingExtraError("training", "spark"), "spark"),
}


@pytest.mark.parametrize(("error", "extra"), MISSING.values(), ids=MISSING)
def test_the_command_that_needs_it_is_named(error: Exception, extra: str) -> None:
    expected = rf"^`datelens export` needs an optional part: pip install \"datelens\[{extra}\]\"$"
    with pytest.raises(MissingExtraError, match=expected), needed("train", "`datelens export`"):
        raise error


def test_a_module_of_ours_that_is_missing_is_a_mistake_of_ours() -> None:
    with pytest.raises(ModuleNotFoundError, match=r"datelens\.nowhere"), needed("train", "`datelens export`"):
        raise ModuleNotFoundError("No module named 'datelens.nowhere'", name="datelens.nowhere")


def test_columns_without_arrow_say_how_to_install_it() -> None:
    code = (
        "import sys\nsys.modules['pyarrow'] = None\n"
        "try:\n    import datelens.columns\nexcept Exception as error:\n    print(type(error).__name__, error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    expected = '`datelens.columns` needs an optional part: pip install "datelens[columns]"'
    assert done.stdout == f"MissingExtraError {expected}\n"
