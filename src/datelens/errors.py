"""Every error that datelens raises on purpose.

    DatelensError
    ├── ArgumentError           (ValueError)    a number or choice that cannot be
    ├── HintError               (ValueError)    a language, region, locale or order that is not known
    ├── TextError               (TypeError)     something that is not a string where a text was expected
    ├── BundleError             (ValueError)    a bundle that is broken, foreign or too new
    │   └── BundleNotFoundError (FileNotFoundError)
    ├── AlphabetError           (ValueError)    symbols that cannot make an alphabet, or are outside it
    ├── RecipeError             (ValueError)    a recipe with an unknown key or a wrong value
    ├── CheckpointError         (ValueError)    a checkpoint that does not fit the run
    ├── DivergenceError         (ArithmeticError)  a training run whose loss is no number any more
    ├── DataError               (ValueError)    a file or column that cannot be read as what was asked for
    ├── OutputExistsError       (FileExistsError)  a file stands where the result should go
    ├── NoSpaceError            (OSError)       the device is full
    ├── ExplanationError        (ValueError)    a reading that cannot be explained as asked
    ├── DrawingError            (ValueError)    a map that cannot be drawn as asked
    ├── MissingExtraError       (ImportError)   an optional part is not installed
    └── BackendError            (ImportError)   the backend that Keras should run on is not there

Catch the root to catch them all:

    try:
        datelens.translate("03/04/2021", locale="en_XX")
    except datelens.DatelensError as error:
        print(error)

A wrong argument of a layer, loss or metric of `datelens.keras` is a ValueError, as it is of Keras' own.
"""

from __future__ import annotations

__all__ = [
    "AlphabetError",
    "ArgumentError",
    "BackendError",
    "BundleError",
    "BundleNotFoundError",
    "CheckpointError",
    "DataError",
    "DatelensError",
    "DivergenceError",
    "DrawingError",
    "ExplanationError",
    "HintError",
    "MissingExtraError",
    "NoSpaceError",
    "OutputExistsError",
    "RecipeError",
    "TextError",
    "shown",
]


class DatelensError(Exception):
    """The root: whatever datelens raises on purpose is one of these."""


# Asking


class ArgumentError(DatelensError, ValueError):
    """An argument is a number or choice that cannot be, or does not fit the others."""


class HintError(DatelensError, ValueError):
    """A hint (language, region, locale or order) is not one that the model knows."""


class TextError(DatelensError, TypeError):
    """What came to be translated is not a string."""


# Loading


class BundleError(DatelensError, ValueError):
    """A bundle on disk is broken, was changed, is newer than this release or is none at all."""


class BundleNotFoundError(BundleError, FileNotFoundError):
    """There is no bundle at the path."""


class AlphabetError(DatelensError, ValueError):
    """The symbols given cannot make an alphabet, or one of them is outside it."""


# Training


class RecipeError(DatelensError, ValueError):
    """A recipe holds an unknown key or a value that cannot be."""


class CheckpointError(DatelensError, ValueError):
    """A checkpoint is broken or belongs to another recipe."""


class DivergenceError(DatelensError, ArithmeticError):
    """The loss of a training run is no number any more."""


# Files


class DataError(DatelensError, ValueError):
    """A file or a column cannot be read as what was asked for."""


class OutputExistsError(DatelensError, FileExistsError):
    """A file already stands where the result should go."""


class NoSpaceError(DatelensError, OSError):
    """A file cannot be written, because the device or one's share of it is full."""


class ExplanationError(DatelensError, ValueError):
    """A reading cannot be explained in the way that was asked for, or is none that the model can write."""


class DrawingError(DatelensError, ValueError):
    """A map cannot be drawn in the way that was asked for."""


# Installing


class MissingExtraError(DatelensError, ImportError):
    """An optional part of datelens is needed and not installed."""

    def __init__(self, feature: str, extra: str) -> None:
        self.feature = feature
        self.extra = extra
        super().__init__(f'{feature} needs an optional part: pip install "datelens[{extra}]"')

    def __reduce__(self) -> tuple[type, tuple[str, str]]:
        return type(self), (self.feature, self.extra)


class BackendError(DatelensError, ImportError):
    """The backend that was chosen for Keras is not installed, or is none."""


def shown(value: object, width: int = 60) -> str:
    """The value as an error message shows it: its `repr`, in which what is not printable is escaped, cut at `width`."""
    return cut(repr(value), width)


def cut(text: str, width: int = 60) -> str:
    """The text, cut at `width` characters."""
    return text if len(text) <= width else text[: width - 3] + "..."
