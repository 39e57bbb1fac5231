"""Measuring: cases and a model in, all figures of its maps out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from datelens.evaluation.maps.cases import MapCase
from datelens.evaluation.maps.figures import FIGURES
from datelens.evaluation.maps.look import Attend, Look, as_it_is, look
from datelens.evaluation.maps.tally import Tally
from datelens.explain.faithfulness import by_token, gold_of, only_the_field_changed, own_digits, tokens
from datelens.explain.symbols import merged
from datelens.hints import NO_HINTS, Hints
from datelens.translator import Translator

Attribute = Callable[[Sequence[str], str], tuple[np.ndarray, np.ndarray]]
"""From input symbols and an output: weights of another method, float array (output, input), and for each output symbol
how far they are from adding up, float array (output,)."""

Tracked = Callable[[Iterable[MapCase]], Iterable[MapCase]]


@dataclass(frozen=True, slots=True)
class MapReport:
    """The figures of the maps of one model.

    Attributes:
        model: its name.
        source: where the texts are from.
        texts: how many there were.
        right: those that were read right; the others' maps are not asked for.
        hinted: whether the model was given the hints of the texts.
        values: of each figure that has cases its value and their number, by the names of `FIGURES`.
    """

    model: str
    source: str
    texts: int
    right: int
    hinted: bool
    values: Mapping[str, tuple[float, int]]


def measure(
    translator: Translator,
    cases: Sequence[MapCase],
    *,
    model: str,
    source: str,
    hinted: bool = False,
    twins: Sequence[Translator] = (),
    attributes: Mapping[str, Attribute] | None = None,
    attend: Attend = as_it_is,
    seed: int = 0,
    tracked: Tracked = iter,
) -> MapReport:
    """The figures of the maps of a model.

    Args:
        translator: of a model with attention.
        cases: texts that are clear, with their gold spans.
        model, source, hinted: see `MapReport`.
        twins: translators of the same recipe with other seeds.
        attributes: other ways to weigh by their names, `gradient` and `integrated`.
        attend: what is measured in place of the attention.
        seed: of the shuffled weights.
        tracked: wraps the cases, to show how far it is.

    Raises:
        ExplanationError: the model has no attention.
    """
    tally, random = Tally(), np.random.default_rng(seed)
    readers = [translator, *twins]
    asked = [_Asked(case.row.text, case.row.locale, case.row.order) for case in cases]
    readings = [_readings(reader, asked) for reader in readers]
    anew = [[_Asked(changed.text, text.locale, text.order) for changed in case.changed]
            for case, text in zip(cases, asked, strict=True)]  # fmt: skip
    after = iter(_readings(translator, [one for several in anew for one in several]))
    read_anew = [[next(after) for _ in several] for several in anew]
    right = 0
    for number, case in enumerate(tracked(cases)):
        iso = case.row.iso
        if iso is None or readings[0][number] != iso:
            continue
        right += 1
        looks = [
            look(reader.reader.network, case.row.text, _hints(reader, asked[number]), iso, attend)
            for reader, theirs in zip(readers, readings, strict=True)
            if theirs[number] == iso
        ]
        seen, gold = looks[0], gold_of(iso, case.spans)
        tally.gold(seen, gold, own_digits(case.row.text, iso, case.spans))
        tally.erasure(seen, gold)
        tally.attention(seen, gold, random)
        for name, attribute in (attributes or {}).items():
            _attributed(tally, seen, name, attribute, translator)
        for changed, reading in zip(case.changed, read_anew[number], strict=True):
            tally.add(f"{changed.field} only", only_the_field_changed(iso, reading, changed.field))
            if reading == changed.iso:
                hints = _hints(translator, asked[number])
                seen_anew = look(translator.reader.network, changed.text, hints, changed.iso, attend)
                tally.intervention(seen, seen_anew, changed)
        if len(looks) == len(readers) > 1:
            tally.drift(looks)
    means = {name: tally.mean(name) for name in FIGURES}
    values = {name: (value, count) for name, (value, count) in means.items() if value is not None}
    return MapReport(model, source, len(cases), right, hinted, values)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A text with its hints."""

    text: str
    locale: str | None
    order: str | None


def _hints(translator: Translator, asked: _Asked) -> Hints:
    """The hints of a text, none where the model does not know them."""
    known = translator.knows(asked.locale, asked.order)
    return translator.hints(asked.locale, asked.order) if known else NO_HINTS


def _readings(translator: Translator, asked: Sequence[_Asked]) -> list[str | None]:
    """The first reading of each text."""
    known = [_hints(translator, one) != NO_HINTS for one in asked]
    translations = translator.translate(
        [one.text for one in asked],
        [one.locale if knows else None for one, knows in zip(asked, known, strict=True)],
        [one.order if knows else None for one, knows in zip(asked, known, strict=True)],
    )
    return [translation.readings[0].iso for translation in translations]


def _attributed(tally: Tally, seen: Look, name: str, attribute: Attribute, translator: Translator) -> None:
    """The map against another way to weigh."""
    alphabet = translator.bundle.description.input_alphabet
    weights, gaps = attribute([alphabet.symbols[number] for number in seen.source], seen.iso)
    found = tokens(seen.map_)
    for place in seen.digits:
        row = merged(weights[place].tolist(), seen.symbols)
        if name == "gradient":
            row = tuple(map(abs, row))
        positive = [max(weight, 0.0) for weight in row]
        tally.agreement(name, seen.map_.weights[place], row, found, by_token(positive, found))
        if name == "integrated":
            tally.add("completeness", float(gaps[place]))
