"""The exception tree."""

from __future__ import annotations

import inspect
import pickle

import pytest

from datelens import errors

PARENTS = {
    "ArgumentError": ValueError,
    "HintError": ValueError,
    "TextError": TypeError,
    "BundleError": ValueError,
    "BundleNotFoundError": FileNotFoundError,
    "AlphabetError": ValueError,
    "RecipeError": ValueError,
    "CheckpointError": ValueError,
    "DivergenceError": ArithmeticError,
    "DataError": ValueError,
    "OutputExistsError": FileExistsError,
    "NoSpaceError": OSError,
    "DrawingError": ValueError,
    "ExplanationError": ValueError,
    "MissingExtraError": ImportError,
    "BackendError": ImportError,
}

CLASSES = [value for _, value in inspect.getmembers(errors, inspect.isclass)]


def example(kind: type[Exception]) -> Exception:
    return kind("a feature", "train") if kind is errors.MissingExtraError else kind("what came and what was expected")


@pytest.mark.parametrize(("name", "parent"), PARENTS.items(), ids=PARENTS)
def test_an_error_is_also_its_built_in_parent(name: str, parent: type[Exception]) -> None:
    assert issubclass(getattr(errors, name), parent)


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_every_error_is_under_the_root_exported_and_in_the_tree(kind: type[Exception]) -> None:
    assert issubclass(kind, errors.DatelensError)
    assert kind.__name__ in errors.__all__
    assert kind is errors.DatelensError or f"── {kind.__name__}" in (errors.__doc__ or "")
    assert kind is errors.DatelensError or kind.__name__ in PARENTS


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_an_error_survives_pickling(kind: type[Exception]) -> None:
    error = example(kind)
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is kind
    assert str(copy) == str(error)
    assert vars(copy) == vars(error)


def test_a_missing_extra_says_how_to_install_it() -> None:
    error = errors.MissingExtraError("`datelens train`", "train")
    assert str(error) == '`datelens train` needs an optional part: pip install "datelens[train]"'
    assert (error.feature, error.extra) == ("`datelens train`", "train")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("5 Jan", "'5 Jan'"),
        ("ä\n\0", r"'ä\n\x00'"),
        ("\ud800", r"'\ud800'"),
        ("ไทย \u202e\u200b", r"'ไทย \u202e\u200b'"),
        (None, "None"),
        ("x" * 58, "'" + "x" * 58 + "'"),
        ("x" * 59, "'" + "x" * 56 + "..."),
    ],
    ids=["plain", "escaped", "surrogate", "direction", "no string", "60 characters", "61 characters"],
)
def test_a_value_is_shown_with_what_cannot_be_seen_escaped_and_cut_at_60(value: object, text: str) -> None:
    assert errors.shown(value) == text
    assert len(text) <= 60


def test_the_width_of_a_shown_value_can_be_chosen() -> None:
    assert errors.shown("abcdefgh", width=8) == "'abcd..."
