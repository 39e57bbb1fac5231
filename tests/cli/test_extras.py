"""Optional parts that are missing: who asked is named, whoever noticed."""

from __future__ import annotations

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
