"""What a column is told of one text: the translation, weighed with what its column is settled as."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from datelens.answers import answer as answered
from datelens.bundle import Thresholds
from datelens.columns.month_numbers import MonthNumber
from datelens.columns.month_settlement import MonthSettlement
from datelens.columns.numbers import Numbers
from datelens.columns.settlement import Settlement
from datelens.iso import NO_DATE
from datelens.records import Reading, Translation

SURE = 0.95
"""The confidence from which the model is believed to mean a date of another calendar, against the numbers."""


class Answer(NamedTuple):
    """The answer to one text; a tuple, because there are many.

    Attributes:
        iso: the date; None where there is none, or none that is sure enough.
        confidence: the probability of the first reading.
        ambiguous: whether another reading has real mass.
        order: in which an open text was read.
        readings: with their probabilities, where the text is ambiguous or its date is not sure enough.
    """

    iso: str | None
    confidence: float
    ambiguous: bool = False
    order: str | None = None
    readings: tuple[tuple[str | None, float], ...] = ()

    @property
    def doubt(self) -> str:
        """The readings in words, `2021-04-03 (0.66) or 2021-03-04 (0.32)`; without numbers where no model doubts."""
        by_rows = any(probability == 0 for _, probability in self.readings)
        return " or ".join(
            (iso or NO_DATE) if by_rows else f"{iso or NO_DATE} ({probability:.2f})"
            for iso, probability in self.readings
        )


def answer(translation: Translation, order: str | None = None) -> Answer:
    """A translation as it is."""
    unsure = translation.ambiguous or translation.iso != translation.readings[0].iso
    readings = tuple((reading.iso, reading.probability) for reading in translation.readings) if unsure else ()
    return Answer(translation.iso, translation.confidence, translation.ambiguous, order, readings)


def open_answer(translation: Translation, numbers: Numbers, settlement: Settlement, thresholds: Thresholds) -> Answer:
    """The answer to an open text, which the model has read with the order of its column as a hint.

    Where the column is settled, and no other number stands in the text, arithmetic says which date it is; the model
    says whether it is one at all. With p what it gives to dates and d the doubt that is left of the order, the answer
    has p (1 - d). A date that it is sure of and that the numbers are in no order (in another calendar) is left alone.

    Where the column is not settled, a text is ambiguous as soon as clear rows speak for another order than the one that
    it was read in, and where its day and its year of two digits may change places.
    """
    order = numbers.order_of(translation.iso)
    if settlement.order is None:
        either = {"DMY", "YMD"} if numbers.triple else set()
        return _disputed(translation, numbers, sorted((settlement.spoken_for | either) & numbers.dates.keys()))
    settled = numbers.dates.get(settlement.order)
    sure_of_another = translation.iso not in numbers.dates.values() and translation.confidence >= SURE
    if settled is None or sure_of_another or translation.readings[0].iso is None:
        return answer(translation, order)
    if not numbers.alone:
        return _disputed(translation, numbers, [settlement.order])
    mass = sum(reading.probability for reading in translation.readings if reading.iso is not None)
    reading = Reading(settled, min(mass, 1.0) * (1 - settlement.doubt))
    return answer(answered(translation.text, (reading,), thresholds), settlement.order)


def month_answer(
    translation: Translation, month: MonthNumber, settlement: MonthSettlement, thresholds: Thresholds
) -> Answer:
    """The answer to a name and a number, which the model has read with what the column is settled as.

    Where the number is settled to be a year, or a day, the doubt that is left of it is left of the answer. Where it is
    not, a text that is written as spreadsheets write months of years (`Jan-16`), or stands in a column where some
    number is a year, is ambiguous.
    """
    plainly = answer(translation)
    if plainly.ambiguous or plainly.iso is None or not (month.is_day(plainly.iso) or month.is_year(plainly.iso)):
        return plainly
    if settlement.kind is not None:
        reading = Reading(plainly.iso, plainly.confidence * (1 - settlement.doubt))
        return answer(answered(translation.text, (reading,), thresholds))
    if not month.is_day(plainly.iso) or not settlement.doubts(month.kind):
        return plainly
    other = f"{month.year}-{plainly.iso[2:4]}"
    return plainly._replace(ambiguous=True, readings=((plainly.iso, plainly.confidence), (other, 0.0)))


def _disputed(translation: Translation, numbers: Numbers, orders: Sequence[str]) -> Answer:
    """The translation as it is, but ambiguous if its numbers are another date in one of the orders."""
    plainly = answer(translation, numbers.order_of(translation.iso))
    others = sorted({numbers.dates[order] for order in orders} - {translation.iso})
    if not others or translation.ambiguous or translation.iso not in numbers.dates.values():
        return plainly
    readings = ((translation.iso, translation.confidence), *((iso, 0.0) for iso in others))
    return plainly._replace(ambiguous=True, readings=readings)
