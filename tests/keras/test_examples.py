"""What is public in the kit is documented, with an example that gives what it says on every backend."""

from __future__ import annotations

import doctest
import inspect
from typing import Any

import pytest

import datelens.keras as kit

KINDS = [name for name in kit.__all__ if inspect.isclass(getattr(kit, name))]
# what computes something of a paper, and so has axes and a source
COMPUTED = [name for name in kit.__all__ if not name.startswith("model_")]
SHAPES = {"InverseSigmoid": "scalar"}
OURS = {"AttentionTranslator", "BidirectionalEncoder", "SymbolAccuracy", "ExactMatch", "masked_cross_entropy"}


def examples_of(name: str) -> doctest.DocTest:
    thing: Any = getattr(kit, name)
    module = inspect.getmodule(thing)
    return doctest.DocTestParser().get_doctest(inspect.getdoc(thing) or "", dict(vars(module)), name, None, 0)


@pytest.mark.parametrize("name", kit.__all__)
def test_its_example_gives_what_it_says(name: str) -> None:
    test = examples_of(name)
    assert test.examples, f"{name} has no example"
    printed: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    runner.run(test, out=printed.append)
    assert runner.failures == 0, "".join(printed)


@pytest.mark.parametrize("name", COMPUTED)
def test_it_names_axes_a_formula_and_its_source(name: str) -> None:
    text = inspect.getdoc(getattr(kit, name)) or ""
    for part in ("Args:", "Returns:", "Example:"):
        assert f"\n{part}\n" in text, part
    assert SHAPES.get(name, "`(batch, ") in text or "`(batch,)`" in text, "axes"
    assert "=" in text or "Σ" in text, "a formula"
    assert "\nReference:\n" in text or name in OURS, "a source"


@pytest.mark.parametrize("name", KINDS)
def test_it_can_be_loaded_by_its_registered_name(name: str) -> None:
    assert kit.__dict__[name] is __import__("keras").saving.get_registered_object(f"datelens>{name}")
