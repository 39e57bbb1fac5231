"""What comes out: plain, frozen data without a way back to the model."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from datelens import iso as _iso

GREGORIAN = "gregorian"
"""The calendar of dates as ISO 8601 writes them, which is the proleptic Gregorian one."""

ANSWER = "answer"
"""The one field of an output that is no date."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a text, with the probability that the model gives to it.

    Attributes:
        iso: `2016-01-05`, `2016-01`, `2016`, `--01-05`, or None for "no date"; of a model of another task its answer,
            whatever that is, or None for no answer.
        probability: of the whole output string, from 0 to 1.
        calendar: the calendar of the text; None where the model's task is none of dates.
    """

    iso: str | None
    probability: float
    calendar: str | None = GREGORIAN

    @property
    def date(self) -> datetime.date | None:
        """The day, or None where the reading is no full date."""
        return None if self.calendar is None else _iso.to_date(self.iso)


@dataclass(frozen=True, slots=True)
class Translation:
    """A text and its readings, best first.

    Attributes:
        text: as it came.
        iso: the answer; None where the text is no date or the model doubts too much to give one.
        confidence: probability of the first reading, whether or not it became the answer.
        ambiguous: whether a second reading has real mass.
        readings: those found, best first; at least one.
    """

    text: str
    iso: str | None
    confidence: float
    ambiguous: bool
    readings: tuple[Reading, ...]

    @property
    def date(self) -> datetime.date | None:
        """The day, or None where the answer is no full date."""
        return None if self.readings[0].calendar is None else _iso.to_date(self.iso)

    def to_dict(self) -> dict[str, Any]:
        """The record that `--format jsonl` and the service give."""
        return {
            "text": self.text,
            "iso": self.iso,
            "confidence": self.confidence,
            "ambiguous": self.ambiguous,
            "readings": [{"iso": r.iso, "probability": r.probability} for r in self.readings],
        }


@dataclass(frozen=True, slots=True)
class AttentionMap:
    """How much each input symbol counted for each output character.

    Attributes:
        text: as it came.
        iso: the reading that the map belongs to, None for "no date".
        method: how the weights were made: `attention`, `occlusion`, …
        input: the input symbols as the person wrote them, hints first (`<lang:de>`). A symbol is usually one
            character; where folding joined or split characters it is all of those that stay together.
        output: the output characters, `("∅",)` for "no date".
        weights: a row for each output character over `input`; rows of `attention` sum to 1.
        spans: for each input symbol the `(start, stop)` of `text` that it stands for, None for a hint.
        probability: that the model gives to the reading.
        calendar: of the reading; None where the model's task is none of dates.
    """

    text: str
    iso: str | None
    method: str
    input: tuple[str, ...]
    output: tuple[str, ...]
    weights: tuple[tuple[float, ...], ...]
    spans: tuple[tuple[int, int] | None, ...]
    probability: float
    calendar: str | None = GREGORIAN

    @property
    def fields(self) -> tuple[str | None, ...]:
        """What each output character writes, which is `year`, `month`, `day`, None for a hyphen, or else `answer`."""
        if self.calendar is None:
            return (ANSWER,) * len(self.output)
        return tuple(_iso.fields("".join(self.output)))

    @property
    def hints(self) -> int:
        """How many of the input symbols are hints; they come first."""
        return sum(span is None for span in self.spans)

    def to_dict(self) -> dict[str, Any]:
        """The record that `datelens map -o x.json` writes."""
        return {
            "text": self.text,
            "iso": self.iso,
            "method": self.method,
            "input": list(self.input),
            "output": list(self.output),
            "weights": [list(row) for row in self.weights],
        }
