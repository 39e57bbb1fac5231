"""Notebooks: results that draw themselves where they are the value of a cell.

Records are plain data and know nothing of drawing, so the notebook is told how to show them:

    %load_ext datelens
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape
from typing import Any

from datelens.draw import svg
from datelens.draw.panels import panel, percent
from datelens.errors import DatelensError
from datelens.records import AttentionMap, Translation

Explain = Callable[[str], AttentionMap]

_SAME = 1e-6  # two probabilities of one reading by one model


def register(shell: Any, explain: Explain | None = None) -> None:
    """Tell a shell of IPython how to show maps and translations; nothing is drawn before one is shown.

    Args:
        shell: what `get_ipython()` returns.
        explain: gives the map of a text, to be drawn below a translation.
    """
    formatter = shell.display_formatter.formatters["text/html"]
    formatter.for_type(AttentionMap, map_html)
    formatter.for_type(Translation, partial(translation_html, explain=explain))


def map_html(record: AttentionMap) -> str:
    """The picture of a map."""
    return svg.draw([[panel(record)]])


def translation_html(translation: Translation, explain: Explain | None = None) -> str:
    """A text, its readings with their probabilities, and the map of the first.

    A translation does not know the model or the hints that it comes from. The map is drawn only where `explain` gives
    the first reading the same probability, which is to say that it asks the same model in the same way.
    """
    doubt = "" if translation.iso else " (refused)"
    none = "no answer" if translation.readings[0].calendar is None else "no date"
    rows = "".join(
        f"<tr><td>{escape(reading.iso or none)}{doubt if i == 0 else ''}</td>"
        f'<td><meter value="{reading.probability:.4f}"></meter> {percent(reading.probability)}</td></tr>'
        for i, reading in enumerate(translation.readings)
    )
    written = escape(translation.text.encode("utf-8", "replace").decode())
    table = f'<table><caption style="text-align: start" dir="auto">{written}</caption>{rows}</table>'
    record = _explained(translation, explain) if explain else None
    return table if record is None else table + svg.draw([[panel(record)]], heading=False)


def _explained(translation: Translation, explain: Explain) -> AttentionMap | None:
    try:
        record = explain(translation.text)
    except DatelensError:  # what cannot be explained can still be shown
        return None
    best = translation.readings[0]
    same = record.iso == best.iso and abs(record.probability - best.probability) < _SAME
    return record if same else None
