"""The examples in docstrings give what they say."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import datelens

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(datelens.__path__, "datelens.")
    if not module.name.endswith("__main__")
)


@pytest.mark.parametrize("name", ["datelens", *MODULES])
def test_the_examples_of_a_module_give_what_they_say(name: str) -> None:
    module = importlib.import_module(name)
    examples = [test for test in doctest.DocTestFinder().find(module) if test.examples]
    names = (
        {}
        if not any("translator." in test.docstring for test in examples)
        else {"translator": datelens.Translator.load()}
    )
    for test in examples:
        printed: list[str] = []
        runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
        test.globs.update(datelens=datelens, **names)
        runner.run(test, out=printed.append)
        assert runner.failures == 0, "".join(printed)


def test_there_are_modules_and_examples() -> None:
    assert len(MODULES) > 40
    assert any(test.examples for test in doctest.DocTestFinder().find(importlib.import_module("datelens.folding")))
