"""The reader of columns: texts that stand in many rows to answers, in two passes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from itertools import islice
from typing import get_args

from datelens.bundle import DATES
from datelens.columns.abreast import abreast
from datelens.columns.answers import Answer, answer, month_answer, open_answer
from datelens.columns.evidence import Evidence, Evidences, confirmed, gathered, look, question
from datelens.columns.month_numbers import MonthNumber, Sense, month_number_of
from datelens.columns.month_settlement import MonthSettlement
from datelens.columns.numbers import Numbers, numbers_of, plain
from datelens.columns.settlement import Settlement, settle_all
from datelens.columns.table import Known, slices
from datelens.errors import ArgumentError, BundleError, shown
from datelens.records import Translation
from datelens.translator import Translator

Settlements = Mapping[str | None, Settlement]
"""The settlement of the rows of each locale."""

LIMIT = 1 << 20
"""So many answers are remembered, of all columns together: some 100 MB, and more than most files have that differ."""

CLEAR_LIMIT = 1 << 17
"""So many answers of the first pass are kept for the second."""

LOCALES_LIMIT = 1 << 12
"""So many names are remembered to be locales or none."""


class ColumnReader:
    """Reads columns: `gather` over all rows first, `settle` what that tells, then `read` over all rows.

    What it remembers makes it fast and changes nothing: the evidence is a sum over rows, and the answer to a text
    follows from the text, its locale and the settlement alone. So batches, processes and machines may share the work
    in any way. A reader is for one thread, though it computes in several.

    Args:
        translator: reads the texts; None takes the shipped model.
        order: of day, month and year where the caller knows it; then there is nothing to settle.
        settles: whether rows that admit several orders are settled by the others.
        beside_month: what the one number beside a month is (`Jan-16`), `day` or `year`, where the caller knows it.
        limit: of answers remembered.

    Attributes:
        threads: in which slices of texts are worked out, side by side.
        knows: whether a name is a locale that the model knows.

    Raises:
        BundleError: the model of the translator reads no dates.
        HintError: the order cannot be.
        ArgumentError: so cannot the number beside a month.
    """

    def __init__(
        self,
        translator: Translator | None = None,
        order: str | None = None,
        *,
        settles: bool = True,
        beside_month: Sense | None = None,
        limit: int = LIMIT,
    ) -> None:
        self.translator = Translator.load() if translator is None else translator
        bundle = self.translator.bundle
        if bundle.description.grammar != DATES:
            raise BundleError(
                f"columns are read by models of dates; the bundle {shown(str(bundle.path), 200)} is of another task. "
                f"`Translator.translate` answers many texts with it."
            )
        self.order = self.translator.hints(None, order).order
        self.settles = settles and order is None
        if beside_month not in (None, *get_args(Sense)):
            raise ArgumentError(f"`beside_month` must be 'day', 'year' or None; got {shown(beside_month)}.")
        self.beside_month = beside_month
        self.limit = limit
        self._languages = bundle.description.input_alphabet.hints.get("lang", ())
        self.threads = self.translator.most_threads()
        self.knows: Callable[[str], bool] = lru_cache(LOCALES_LIMIT)(self.translator.knows)
        self._alone = self.translator.alone()
        self._clear: dict[str | None, dict[str, Answer]] = {}
        self._known: dict[Hashable, Known] = {}

    def gather(self, counts: Mapping[str, int], locale: str | None = None) -> Evidence:
        """The evidence of some rows.

        The model is asked about the texts alone whose numbers rule an order out; what it says is kept for `read`.

        Args:
            counts: distinct texts, and how many rows hold each.
            locale: of these rows.
        """
        evidence = Evidence()
        kept = self._clear.setdefault(locale, {})
        rows = list(counts.items())
        some = (rows[part] for part in slices(len(rows), self.threads))
        for found, answers in abreast(partial(self._look, locale=locale), some, self.threads):
            evidence = evidence.merge(found)
            kept.update(islice(answers.items(), max(CLEAR_LIMIT - sum(map(len, self._clear.values())), 0)))
        return evidence

    def settle(self, evidences: Evidences) -> dict[str | None, Settlement]:
        """What the rows of each locale are settled as."""
        if not self.settles:
            return dict.fromkeys(evidences or [None], self.unsettled())
        settlements = settle_all(evidences, self.translator.translate, self._languages)
        if self.beside_month is None:
            return settlements
        return {locale: replace(one, months=self._months()) for locale, one in settlements.items()}

    def unsettled(self) -> Settlement:
        """What is known of rows that tell nothing: the order, if the caller said it."""
        return Settlement(self.order, given=self.order is not None, months=self._months())

    def _months(self) -> MonthSettlement:
        return MonthSettlement(self.beside_month, given=self.beside_month is not None)

    def locale_of(self, said: str | None, otherwise: str | None) -> str | None:
        """The locale of a row: what it says, or the other where it says nothing, or nothing that the model knows."""
        name = (said or "").strip()
        return name if name and self.knows(name) else otherwise

    def known(self, settlement: Settlement, locale: str | None = None) -> Known:
        """The answers to the texts of a settlement and a locale, those remembered and those to come.

        Args:
            settlement: of their column.
            locale: of their rows.
        """
        if sum(map(len, self._known.values())) > self.limit:
            self._known.clear()
        read = partial(self.read, settlement=settlement, locale=locale)
        return self._known.setdefault((locale, *settlement.key), Known(read, self.threads))

    def read(self, texts: Sequence[str], settlement: Settlement, locale: str | None = None) -> list[Answer]:
        """The answer to each of some distinct texts; each is read once.

        Open ones are read with what the column is settled as, the others as they stand. Of these, those that are
        ambiguous (`3.4.`, a month that languages share) are read again with that. The number beside a month is read as
        the year that it is in the column.

        Args:
            texts: distinct, for they are read as often as they stand here.
            settlement: of their column.
            locale: of their rows.
        """
        if not self.settles:
            return self._as_told(texts, settlement, locale)
        kept = self._clear.get(locale, {})
        answers = {text: kept[text] for text in texts if text in kept}
        opened: dict[str, Numbers] = {}
        months: dict[str, MonthNumber] = {}
        clear, again = [], []
        for text in texts:
            if text in answers:
                continue
            written = plain(text)
            if (numbers := numbers_of(written)) is not None and numbers.open:
                opened[text] = numbers
            elif (month := month_number_of(written)) is not None and month.open:
                months[text] = month
            else:
                clear.append(text)
        for translation in self._alone.translate(clear, locale):
            answers[translation.text] = answer(translation)
            again += [translation.text] if translation.ambiguous else []
        hinted = locale or settlement.language
        if (hinted, settlement.order) == (locale, None):
            again = []  # there is nothing more to say
        for translation in self._alone.translate([*again, *opened], hinted, settlement.order):
            of_open = opened.get(translation.text)
            answers[translation.text] = (
                answer(translation)
                if of_open is None
                else open_answer(translation, of_open, settlement, self.translator.thresholds)
            )
        answers |= self._of_months(months, settlement, hinted)
        return [answers[text] for text in texts]

    def _of_months(
        self, months: Mapping[str, MonthNumber], settlement: Settlement, locale: str | None
    ) -> dict[str, Answer]:
        """The answers to names and numbers: as years where the column has them, if the name is a month's."""
        read: dict[str, Translation] = {}
        if settlement.months.kind == "year":
            questions = [month.as_year for month in months.values()]
            translations = self._alone.translate(questions, locale)
            read = {
                text: translation
                for (text, month), translation in zip(months.items(), translations, strict=True)
                if month.is_year(translation.readings[0].iso)
            }
        others = [text for text in months if text not in read]
        read |= {translation.text: translation for translation in self._alone.translate(others, locale)}
        return {
            text: month_answer(read[text], month, settlement.months, self.translator.thresholds)
            for text, month in months.items()
        }

    def _as_told(self, texts: Sequence[str], settlement: Settlement, locale: str | None) -> list[Answer]:
        """The answers where no row settles another: the caller has said the order, or each row is left to itself."""
        months = {text: month for text in texts if (month := month_number_of(plain(text))) is not None}
        answers = self._of_months(months, settlement, locale)
        others = [text for text in texts if text not in months]
        for translation in self._alone.translate(others, locale, settlement.order):
            text = translation.text
            numbers = None if settlement.order is None else numbers_of(plain(text))
            if numbers is None:
                answers[text] = answer(translation)
            elif numbers.open:
                answers[text] = open_answer(translation, numbers, settlement, self.translator.thresholds)
            else:  # a date in one order alone, which may be another than was said
                answers[text] = answer(translation, numbers.order_of(translation.iso))
        return [answers[text] for text in texts]

    def _look(self, some: Sequence[tuple[str, int]], locale: str | None) -> tuple[Evidence, dict[str, Answer]]:
        """The evidence of some texts, each with its rows; and the answers to clear ones that were read for it."""
        sights, asked = {}, {}
        for text, _ in some:
            sights[text], numbers = look(text)
            if numbers is not None:
                asked[text] = numbers
        kept = {}
        questions = [question(text, numbers) for text, numbers in asked.items()]
        translations = self._alone.translate(questions, locale)
        for (text, numbers), translation in zip(asked.items(), translations, strict=True):
            sights[text] = confirmed(sights[text], numbers, translation)
            if translation.text == text and not numbers.open and not translation.ambiguous:
                kept[text] = answer(translation)
        return gathered((text, sights[text], rows) for text, rows in some), kept


def reader_for(
    reader: ColumnReader | None, order: str | None, settle: bool, load: Callable[[], Translator] = Translator.load
) -> ColumnReader:
    """The reader that a caller brings; else one that is made as the caller says.

    Args:
        reader: the caller's.
        order, settle: what the caller says of the column; see `ColumnReader`.
        load: gives the translator of the one that is made.

    Raises:
        ArgumentError: there is a reader, which was told of order and settling when it was made.
        HintError: the order cannot be.
    """
    if reader is None:
        return ColumnReader(load(), order, settles=settle)
    if order is not None or not settle:
        raise ArgumentError(
            "say `order` and `settle` where the `reader` is made, as ColumnReader(order='DMY'), and not beside it; "
            f"got `order` {shown(order)} and `settle` {shown(settle)}."
        )
    return reader
