"""Translate any human date to ISO 8601, and see why.

>>> import datelens
>>> datelens.translate("Saturday 9 May 2018").iso
'2018-05-09'
"""

from __future__ import annotations

import importlib
import threading
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, overload

from datelens.errors import DatelensError

if TYPE_CHECKING:
    from datelens.records import AttentionMap, Reading, Translation
    from datelens.translator import Translator

__all__ = ["AttentionMap", "DatelensError", "Reading", "Translation", "Translator", "translate"]

__version__ = "0.1.0"

# Where the names come from that are imported when they are first asked for: importing datelens costs nothing
_HOMES = {
    "AttentionMap": "datelens.records",
    "Reading": "datelens.records",
    "Translation": "datelens.records",
    "Translator": "datelens.translator",
}

_loading = threading.Lock()
_translator: Translator | None = None


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(importlib.import_module(_HOMES[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})


def _shipped() -> Translator:
    """The translator of the shipped model, loaded once."""
    global _translator
    if _translator is None:
        from datelens.translator import Translator

        with _loading:
            if _translator is None:
                _translator = Translator.load()
    return _translator


@overload
def translate(  # type: ignore[overload-overlap]  # a string is an iterable of strings too
    texts: str, locale: str | None = None, order: str | None = None, readings: int = 1
) -> Translation: ...


@overload
def translate(
    texts: Iterable[str],
    locale: str | Sequence[str | None] | None = None,
    order: str | Sequence[str | None] | None = None,
    readings: int = 1,
) -> list[Translation]: ...


def translate(
    texts: str | Iterable[str],
    locale: str | Sequence[str | None] | None = None,
    order: str | Sequence[str | None] | None = None,
    readings: int = 1,
) -> Translation | list[Translation]:
    """Translate a text, or many, with the shipped model, which is loaded with the first of them.

    Args:
        texts: one string, or several.
        locale: where they are from (`en_GB`, `pt-BR`): one for all, or one a text; None where it is not known.
        order: of day, month and year in them (`DMY`, `MDY`, `YMD`): one for all, or one a text.
        readings: how many to list at most; see `Translator.translate`.

    Returns:
        a translation for one string, a list of them for several.

    Raises:
        TextError: a text is not a string.
        HintError: a locale or order cannot be, or is not known to the model.
        ArgumentError: `readings` is not a positive whole number.

    Example:
        >>> datelens.translate("03/04/2021", locale="en_GB").iso
        '2021-04-03'
    """
    return _shipped().translate(texts, locale, order, readings)


def load_ipython_extension(shell: Any) -> None:
    """Let maps and translations draw themselves in a notebook, after `%load_ext datelens`."""
    from datelens.draw import notebook

    notebook.register(shell, lambda text: _shipped().explain(text))
