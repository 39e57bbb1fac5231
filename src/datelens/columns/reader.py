"""The reader of columns: texts that stand in many rows to answers, in two passes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from datelens.columns.answers import Answer, answer, open_answer
from datelens.columns.evidence import Evidence, Evidences, Sight, confirmed, gathered, look
from datelens.columns.memory import LIMIT, Memory
from datelens.columns.numbers import numbers_of, plain
from datelens.columns.settlement import Settlement, settle_all
from datelens.records import Translation
from datelens.translator import Translator

Settlements = Mapping[str | None, Settlement]
"""The settlement of the rows of each locale."""


class ColumnReader:
    """Reads columns: `gather` over all rows first, `settle` what that tells, then `read` over all rows.

    What it remembers makes it fast and changes nothing: the evidence is a sum over rows, and the answer to a text
    follows from the text, its locale and the settlement alone. So batches, processes and machines may share the work
    in any way. A reader is for one thread.

    Args:
        translator: reads the texts; None takes the shipped model.
        order: of day, month and year where the caller knows it; then there is nothing to settle.
        settles: whether rows that admit several orders are settled by the others.
        limit: of texts remembered.

    Raises:
        HintError: the order cannot be.
    """

    def __init__(
        self,
        translator: Translator | None = None,
        order: str | None = None,
        *,
        settles: bool = True,
        limit: int = LIMIT,
    ) -> None:
        self.translator = Translator.load() if translator is None else translator
        self.order = self.translator.hints(None, order).order
        self.settles = settles and order is None
        self._languages = self.translator.bundle.description.input_alphabet.hints.get("lang", ())
        self._sights: Memory[Sight] = Memory(limit)
        self._read: Memory[Translation] = Memory(limit)
        self._answers: Memory[Answer] = Memory(limit)

    def gather(self, counts: Mapping[str, int], locale: str | None = None) -> Evidence:
        """The evidence of some rows.

        The model is asked about the texts alone whose numbers rule an order out; what it says is kept for `read`.

        Args:
            counts: distinct texts, and how many rows hold each.
            locale: of these rows.
        """
        texts = list(counts)
        remembered = self._sights.recall(locale, texts)
        new = [text for text, sight in zip(texts, remembered, strict=True) if sight is None]
        found = dict(zip(new, self._look(new, locale), strict=True))
        self._sights.keep(locale, found.keys(), found.values())
        sights = [sight or found[text] for text, sight in zip(texts, remembered, strict=True)]
        return gathered(zip(texts, sights, counts.values(), strict=True))

    def settle(self, evidences: Evidences) -> dict[str | None, Settlement]:
        """What the rows of each locale are settled as."""
        self._sights = Memory(self._sights.limit)  # whoever settles has seen all rows
        if not self.settles:
            return {locale: Settlement(self.order, given=self.order is not None) for locale in evidences or [None]}
        return settle_all(evidences, self.translator.translate, self._languages)

    def read(self, texts: Sequence[str], settlement: Settlement, locale: str | None = None) -> list[Answer]:
        """The answer to each of some distinct texts.

        Args:
            texts: distinct, for they are read as often as they stand here.
            settlement: of their column.
            locale: of their rows.
        """
        context = (locale, *settlement.key)
        answers = self._answers.recall(context, texts)
        new = [text for text, known in zip(texts, answers, strict=True) if known is None]
        found = dict(zip(new, self._answer(new, settlement, locale), strict=True))
        self._answers.keep(context, found.keys(), found.values())
        return [known or found[text] for text, known in zip(texts, answers, strict=True)]

    def _look(self, texts: Sequence[str], locale: str | None) -> list[Sight]:
        seen = [look(text) for text in texts]
        asked = [text for text, (_, numbers) in zip(texts, seen, strict=True) if numbers]
        translations = self._translated(asked, locale)
        self._read.keep(locale, asked, translations)
        answers = iter(translations)
        return [confirmed(sight, numbers, next(answers)) if numbers else sight for sight, numbers in seen]

    def _answer(self, texts: Sequence[str], settlement: Settlement, locale: str | None) -> list[Answer]:
        """Each text is read once: open ones with what the column is settled as, the others as they stand.

        Of the others, those that are ambiguous (`3.4.`, a month that languages share) are read again with that.
        """
        if not self.settles:
            return [answer(translation) for translation in self.translator.translate(texts, locale, settlement.order)]
        numbers = [numbers_of(plain(text)) for text in texts]
        is_open = [known is not None and known.open for known in numbers]
        hinted = locale or settlement.language
        clear = self._translated([text for text, opened in zip(texts, is_open, strict=True) if not opened], locale)
        answers = {translation.text: answer(translation) for translation in clear}
        again = [translation.text for translation in clear if translation.ambiguous]
        if (hinted, settlement.order) != (locale, None):
            for translation in self.translator.translate(again, hinted, settlement.order):
                answers[translation.text] = answer(translation)
        opened = [text for text, one in zip(texts, is_open, strict=True) if one]
        of_open = dict(zip(opened, self.translator.translate(opened, hinted, settlement.order), strict=True))
        thresholds = self.translator.thresholds
        return [
            open_answer(of_open[text], known, settlement, thresholds) if known and text in of_open else answers[text]
            for text, known in zip(texts, numbers, strict=True)
        ]

    def _translated(self, texts: Sequence[str], locale: str | None) -> list[Translation]:
        """The translations of texts without what their column is settled as; those of `gather` are known already."""
        known = self._read.recall(locale, texts)
        new = [text for text, translation in zip(texts, known, strict=True) if translation is None]
        found = dict(zip(new, self.translator.translate(new, locale), strict=True))
        return [one or found[text] for text, one in zip(texts, known, strict=True)]
