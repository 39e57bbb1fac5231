"""The figures of a report as words and numbers, for whatever shows them."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from datelens.evaluation.report import Evaluation, Group, Report, Share

NOTHING = "–"

_LISTED = 12  # languages in a sentence

GROUPS: Mapping[str, Callable[[Report], Sequence[Group]]] = {
    "precision": lambda report: report.by_precision,
    "family": lambda report: report.by_family,
    "language": lambda report: report.by_language,
}
"""What rows are put together by, with the groups of it."""


def percent(share: Share | float | None) -> str:
    """A share in percent; a dash for a share of nothing.

    Example:
        >>> percent(Share(997, 1000)), percent(Share(0, 0))
        ('99.70 %', '–')
    """
    value = share.value if isinstance(share, Share) else share
    return NOTHING if value is None or math.isnan(value) else f"{100 * value:.2f} %"


def number(value: float | None) -> str:
    """A number with its thousands parted; a dash where there is none."""
    return NOTHING if value is None else f"{value:,.0f}"


def calibration_error(report: Report) -> str:
    """The expected calibration error in percent; a dash of a reader without confidence."""
    return percent(report.calibration.error if report.calibration else None)


def mean_risk(report: Report) -> str:
    """The mean risk over all coverages in percent; a dash of a reader without confidence."""
    return percent(report.calibration.area if report.calibration else None)


FIGURES: Mapping[str, Callable[[Report], str]] = {
    "exact match": lambda report: percent(report.exact),
    "exact match, clear rows": lambda report: percent(report.clear),
    "non-dates refused": lambda report: percent(report.non_dates_refused),
    "dates refused": lambda report: percent(report.dates_refused),
    "wrong date without a warning": lambda report: percent(report.wrong_unflagged),
    "ambiguous dates flagged": lambda report: percent(report.ambiguous_flagged),
    "clear dates flagged": lambda report: percent(report.clear_flagged),
    "expected calibration error": calibration_error,
    "mean risk over coverage": mean_risk,
    "seconds": lambda report: f"{report.seconds:,.2f}",
    "strings a second": lambda report: number(report.per_second),
}
"""The figures that stand side by side, by what they are called."""


def counted(count: int, noun: str) -> str:
    """How many there are of something.

    Example:
        >>> counted(1, "row"), counted(1200, "row")
        ('1 row', '1,200 rows')
    """
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def heading(evaluation: Evaluation) -> str:
    """What was evaluated on, in one line."""
    aid = "with their hints" if evaluation.hinted else "unaided"
    rows = counted(evaluation.rows, "row")
    return f"{evaluation.source}: {rows}, {evaluation.ambiguous:,} of them ambiguous, read {aid}"


def ceiling_sentence(evaluation: Evaluation) -> str:
    """What ambiguity leaves to be reached."""
    if evaluation.ceiling.hits == evaluation.ceiling.of:
        return "No text is labelled with two dates, so that all rows could be read right."
    return f"No reader could reach an exact match of more than {percent(evaluation.ceiling)} on these rows."


def languages_sentence(report: Report, bar: float, least: int) -> str:
    """How many languages are read worse than `bar`, and the worst of them; empty where no row names its language."""
    low = [group for group in report.ranked if (group.clear.value or 0.0) < bar]
    named, ranked = sum(bool(group.name) for group in report.by_language), len(report.ranked)
    if not named:
        return ""
    if not ranked:
        each = "" if named == 1 else "each "
        return f"{counted(named, 'language')}, {each}with fewer than {least} clear rows."
    listed = f": {', '.join(f'{group.name} {percent(group.clear)}' for group in low[:_LISTED])}" if low else ""
    listed += ", …" if len(low) > _LISTED else ""
    under = f"under {100 * bar:g} %{listed}."
    if named == 1:
        return f"1 language, with {least} clear rows or more, {'' if low else 'not '}{under}"
    return (
        f"{named:,} languages, {ranked:,} of them with {least} clear rows or more, "
        f"of which {len(low)} {'is' if len(low) == 1 else 'are'} {under}"
    )


def hints_sentence(report: Report) -> str:
    """How many rows were read without all their hints; empty where none were."""
    left_out = report.hints_left_out
    return f"The hints of {counted(left_out, 'row')} are not known to it and were left out." if left_out else ""


def mistakes_title(report: Report) -> str:
    """What the mistakes are called: those of a reader without confidence are in no order of sureness."""
    return "The surest mistakes" if report.calibration is not None else "Mistakes"


def to_dict(evaluation: Evaluation) -> dict[str, Any]:
    """The evaluation as a JSON object, everything in it; a share has its value beside its counts."""
    return {field.name: _plain(getattr(evaluation, field.name)) for field in dataclasses.fields(evaluation)}


def _plain(value: object) -> Any:
    """Data as JSON knows it."""
    if isinstance(value, Share):
        return {"hits": value.hits, "of": value.of, "share": value.value}
    if dataclasses.is_dataclass(value):
        record = {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return record | ({"per_second": value.per_second} if isinstance(value, Report) else {})
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return None if isinstance(value, float) and math.isnan(value) else value
