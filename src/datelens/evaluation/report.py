"""How well rows were read: every figure of an evaluation, as plain frozen data."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from datelens import metrics
from datelens.evaluation.readers import Answer, Answered, Reader
from datelens.evaluation.rows import Row
from datelens.metrics import Bin

PRECISIONS = ("full", "month", "month-day", "year", "none")

LEAST_ROWS = 50
"""A language with fewer clear rows is not ranked: its share would say little."""

WORST, MISTAKES = 10, 3
"""How many languages are shown with mistakes, and how many mistakes of each."""

SUREST = 10
"""How many mistakes are shown of all rows together."""

_POINTS = 200  # of a risk-coverage curve that are kept


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many.

    Attributes:
        hits: those that count.
        of: all that were looked at.
    """

    hits: int
    of: int

    @property
    def value(self) -> float | None:
        """The share; None of nothing."""
        return self.hits / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Group:
    """The rows that have something in common.

    Attributes:
        name: what: a language, a family, a precision.
        exact: how many of them were read right.
        clear: how many of those that are not ambiguous.
    """

    name: str
    exact: Share
    clear: Share


@dataclass(frozen=True, slots=True)
class Mistake:
    """A row that was read wrong.

    Attributes:
        text: of the row.
        iso: the right reading.
        answer: what came instead; None for a refusal.
        confidence: in the first reading, if the reader knows any.
    """

    text: str
    iso: str | None
    answer: str | None
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Worst:
    """A language that is read badly, with some mistakes in it."""

    language: str
    clear: Share
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True, slots=True)
class Calibration:
    """What confidence is worth; of first readings, whether or not they became the answer.

    Attributes:
        error: the expected calibration error.
        table: the reliability table.
        risk_coverage: (coverage, risk): the share of rows kept, the surest first, and the share of errors in it.
        area: the mean risk over all coverages.
    """

    error: float
    table: tuple[Bin, ...]
    risk_coverage: tuple[tuple[float, float], ...]
    area: float


@dataclass(frozen=True, slots=True)
class Report:
    """All figures of one reader on some rows.

    Attributes:
        reader: its name.
        rows: how many there were.
        exact: those whose answer is the right reading, "no date" included.
        clear: the same among rows that are not ambiguous.
        by_language, by_family, by_precision: the same by what rows have in common, in the order of the names.
        non_dates_refused, dates_refused: refusal both ways; the second should be none.
        ambiguous_flagged, clear_flagged: doubt both ways, of dates; the second should be none. Rows whose hints the
            reader was given are left out of the first: a locale or an order settles what the text leaves open, so that
            no doubt is due. None of a reader that never flags.
        wrong_unflagged: dates that were given another date as the answer, without a warning.
        calibration: None of a reader without confidence.
        worst: the languages of at least `LEAST_ROWS` clear rows that are read worst, with mistakes.
        seconds: that the answers took.
        hints_left_out: rows that hold a hint which the reader was not given, because it knows or takes none such.
        mistakes: the surest `SUREST` of all clear rows, whatever their language; each is told once.
    """

    reader: str
    rows: int
    exact: Share
    clear: Share
    by_language: tuple[Group, ...]
    by_family: tuple[Group, ...]
    by_precision: tuple[Group, ...]
    non_dates_refused: Share
    dates_refused: Share
    ambiguous_flagged: Share | None
    clear_flagged: Share | None
    wrong_unflagged: Share
    calibration: Calibration | None
    worst: tuple[Worst, ...]
    seconds: float
    hints_left_out: int = 0
    mistakes: tuple[Mistake, ...] = ()

    @property
    def per_second(self) -> float | None:
        """Rows read a second."""
        return self.rows / self.seconds if self.seconds > 0 else None

    @property
    def ranked(self) -> list[Group]:
        """The languages of at least `LEAST_ROWS` clear rows, the worst first."""
        return _ranked(self.by_language)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of all readers on the same rows.

    Attributes:
        source: where the rows are from.
        rows, ambiguous: how many there are, and how many of them are ambiguous.
        hinted: whether the readers were given the hints of the rows.
        ceiling: the best exact match that any reader could reach.
        reports: one a reader.
    """

    source: str
    rows: int
    ambiguous: int
    hinted: bool
    ceiling: Share
    reports: tuple[Report, ...]


def evaluation(
    source: str, rows: Sequence[Row], readers: Sequence[tuple[Reader, Answered]], *, hinted: bool
) -> Evaluation:
    """The figures of all readers on the same rows.

    Args:
        source: where the rows are from.
        rows: what was read, as the readers were given it.
        readers: each with its answers.
        hinted: whether the rows hold their hints.
    """
    reports = [
        report(reader.name, rows, answered, tells_precision=reader.tells_precision) for reader, answered in readers
    ]
    return Evaluation(source, len(rows), sum(row.ambiguous for row in rows), hinted, ceiling(rows), tuple(reports))


def report(reader: str, rows: Sequence[Row], answered: Answered, *, tells_precision: bool = True) -> Report:
    """The figures of a reader.

    Args:
        reader: its name.
        rows: what it read.
        answered: what it said, one answer a row.
        tells_precision: whether `2016-01` and `2016-01-01` are different answers of this reader.
    """
    answers = answered.answers
    if not tells_precision:
        answers = tuple(_cut(answer, row.iso) for answer, row in zip(answers, rows, strict=True))
    correct = metrics.right([answer.iso for answer in answers], [row.iso for row in rows])
    clear = np.array([not row.ambiguous for row in rows], bool)
    dated = np.array([row.iso is not None for row in rows], bool)
    refused = np.array([answer.iso is None for answer in answers], bool)
    flagged = np.array([bool(answer.ambiguous) for answer in answers], bool)
    flags = any(answer.ambiguous is not None for answer in answers)
    aided = np.array([answer.aided for answer in answers], bool)
    wrong = _wrong(rows, answers, correct | ~clear)

    def grouped(key: Callable[[Row], str]) -> tuple[Group, ...]:
        return _groups([key(row) for row in rows], correct, clear)

    by_language = grouped(lambda row: row.language)
    return Report(
        reader=reader,
        rows=len(rows),
        exact=_share(correct),
        clear=_share(correct[clear]),
        by_language=by_language,
        by_family=grouped(lambda row: row.family),
        by_precision=tuple(sorted(grouped(lambda row: precision(row.iso)), key=lambda g: PRECISIONS.index(g.name))),
        non_dates_refused=_share(refused[~dated]),
        dates_refused=_share(refused[dated]),
        ambiguous_flagged=_share(flagged[dated & ~clear & ~aided]) if flags else None,
        clear_flagged=_share(flagged[dated & clear]) if flags else None,
        wrong_unflagged=_share((~correct & ~refused & ~flagged)[dated]),
        calibration=_calibration(answers, rows),
        worst=_worst(by_language, wrong),
        seconds=answered.seconds,
        hints_left_out=answered.hints_left_out,
        mistakes=surest([mistake for mistakes in wrong.values() for mistake in mistakes], SUREST),
    )


def ceiling(rows: Iterable[Row]) -> Share:
    """The best exact match that any reader could reach: of rows with the same text and hints, the most common reading.

    Example:
        >>> ceiling([Row("1/2/03", "2003-01-02"), Row("1/2/03", "2003-02-01"), Row("1/2/03", "2003-02-01")])
        Share(hits=2, of=3)
    """
    readings: dict[tuple[str, str | None, str | None], Counter[str | None]] = defaultdict(Counter)
    for row in rows:
        readings[row.text, row.locale, row.order][row.iso] += 1
    return Share(sum(max(counts.values()) for counts in readings.values()), sum(map(Counter.total, readings.values())))


def precision(iso: str | None) -> str:
    """How much of a date a reading says, one of `PRECISIONS`.

    Example:
        >>> [precision(iso) for iso in ("2016-01-05", "2016-01", "--01-05", "2016", None)]
        ['full', 'month', 'month-day', 'year', 'none']
    """
    if iso is None:
        return "none"
    if iso.startswith("--"):
        return "month-day"
    return {4: "year", 7: "month", 10: "full"}[len(iso)]


def _cut(answer: Answer, target: str | None) -> Answer:
    """A full date, as far as the right reading goes."""
    if answer.iso is None or target is None:
        return answer
    iso = f"-{answer.iso[4:]}" if target.startswith("--") else answer.iso[: len(target)]
    return replace(answer, iso=iso, reading=iso)


def _share(chosen: np.ndarray) -> Share:
    return Share(int(chosen.sum()), len(chosen))


def _groups(names: Sequence[str], correct: np.ndarray, clear: np.ndarray) -> tuple[Group, ...]:
    """The rows of each name."""
    distinct, places = np.unique(names, return_inverse=True)
    return tuple(
        Group(str(name), _share(correct[places == i]), _share(correct[(places == i) & clear]))
        for i, name in enumerate(distinct)
    )


def _ranked(languages: Iterable[Group]) -> list[Group]:
    ranked = [group for group in languages if group.name and group.clear.of >= LEAST_ROWS]
    return sorted(ranked, key=lambda group: (group.clear.value or 0.0, group.name))


def _calibration(answers: Sequence[Answer], rows: Sequence[Row]) -> Calibration | None:
    """What the confidence of the first readings is worth."""
    confidences = np.array([answer.confidence for answer in answers if answer.confidence is not None])
    if not len(answers) or len(confidences) < len(answers):
        return None
    correct = metrics.right([answer.reading for answer in answers], [row.iso for row in rows])
    coverage, risk = metrics.risk_coverage(confidences, correct)
    kept = np.unique(np.linspace(0, len(coverage) - 1, _POINTS).astype(int))
    return Calibration(
        error=metrics.expected_calibration_error(confidences, correct),
        table=tuple(metrics.reliability_table(confidences, correct)),
        risk_coverage=tuple(zip(coverage[kept].tolist(), risk[kept].tolist(), strict=True)),
        area=metrics.area_under_risk(confidences, correct),
    )


def _wrong(rows: Sequence[Row], answers: Sequence[Answer], passed: np.ndarray) -> dict[str, list[Mistake]]:
    """The mistakes in the rows that have not passed, by their language."""
    wrong: dict[str, list[Mistake]] = defaultdict(list)
    for place in np.flatnonzero(~passed).tolist():
        row, answer = rows[place], answers[place]
        wrong[row.language].append(Mistake(row.text, row.iso, answer.iso, answer.confidence))
    return wrong


def _worst(languages: Iterable[Group], wrong: Mapping[str, Sequence[Mistake]]) -> tuple[Worst, ...]:
    """The languages that are read worst, each with its surest mistakes."""
    imperfect = [group for group in _ranked(languages) if group.clear.hits < group.clear.of]
    return tuple(Worst(group.name, group.clear, surest(wrong[group.name], MISTAKES)) for group in imperfect[:WORST])


def surest(mistakes: Iterable[Mistake], number: int) -> tuple[Mistake, ...]:
    """The surest of some mistakes, those of equal sureness by their text; a row that came again is not told again."""
    told = dict.fromkeys(mistakes)
    return tuple(sorted(told, key=lambda mistake: (-(mistake.confidence or 0.0), mistake.text))[:number])
