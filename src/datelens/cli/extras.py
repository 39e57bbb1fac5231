"""Optional parts: the error for one that is not installed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from datelens.errors import MissingExtraError


@contextmanager
def needed(extra: str, feature: str) -> Iterator[None]:
    """Import an optional part in this block; a library that is not there becomes the error that says how to install it.

    Args:
        extra: of the package, such as `train`.
        feature: what needs it, as the beginning of a sentence: "`datelens generate`".

    Raises:
        MissingExtraError: a module outside datelens is missing.
    """
    try:
        yield
    except MissingExtraError as error:  # what is imported knows what it lacks, but not for which command
        raise MissingExtraError(feature, error.extra) from error
    except ModuleNotFoundError as error:
        if (error.name or "datelens").partition(".")[0] == "datelens":
            raise
        raise MissingExtraError(feature, extra) from error
