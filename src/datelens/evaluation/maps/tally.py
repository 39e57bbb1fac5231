"""A tally of values by figure, and what each kind of question adds to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

import numpy as np

from datelens.evaluation.maps.cases import Changed
from datelens.evaluation.maps.look import Look
from datelens.explain.faithfulness import (
    Gold,
    Span,
    alignment_error,
    by_token,
    chance_of_change,
    comprehensiveness,
    drift,
    gold_hits,
    gold_mass,
    gold_of,
    inside,
    kendall_tau,
    overlap,
    same_top,
    sufficiency,
    tokens,
    top,
)
from datelens.iso import fields

TOLD = 0.05
"""The drop in log-probability from which on a digit is told by a character; below, it can be guessed back."""

RATIONALES = 3
"""The tokens of a map that are erased or kept: the first, the first two, …"""

_LEAST = 1e-38  # what a weight of 0 counts for where all others are taken away


class Tally:
    """Values by the names of the figures; None is no case."""

    def __init__(self) -> None:
        self.values: dict[str, list[float]] = defaultdict(list)
        self._lesions: list[tuple[tuple[int, str | None, int], str]] = []

    def add(self, name: str, value: float | bool | None) -> None:
        """A case of a figure."""
        if value is not None:
            self.values[name].append(float(value))

    def mean(self, name: str) -> tuple[float | None, int]:
        """The mean of a figure and its number of cases; None without any."""
        if name == "gold chance":
            chances = chance_of_change(self._lesions)
            return (sum(chances) / len(chances) if chances else None), len(chances)
        if name == "gold to chance":
            (other, cases), (chance, _) = self.mean("gold other"), self.mean("gold chance")
            return (other / chance if other is not None and chance else None), cases
        values = self.values.get(name, [])
        return (sum(values) / len(values) if values else None), len(values)

    def gold(self, seen: Look, gold: Gold, own: Sequence[Span | None]) -> None:
        """Where the weight lies."""
        for name, cases in (
            ("gold top", gold_hits(seen.map_, gold)),
            ("gold mass", gold_mass(seen.map_, gold)),
            ("own digit", gold_hits(seen.map_, own)),
        ):
            for case in cases:
                self.add(name, case)
        if any(span is not None for span in gold):
            self.add("alignment error", alignment_error(seen.map_, gold))

    def erasure(self, seen: Look, gold: Gold) -> None:
        """What happens when symbols are made unknown: occlusion, comprehensiveness and sufficiency."""
        found = tokens(seen.map_)
        every = range(len(seen.symbols))
        chosen = {place: _rationales(seen.map_.weights[place], found) for place in seen.digits}
        kept = [kept for several in chosen.values() for kept in several]
        said = seen.without(
            [
                (),
                *((place,) for place in every),
                *(range(*token) for token in found),
                *kept,
                *(set(every) - set(one) for one in kept),
            ]
        )
        drops = said[0] - said[1:]  # (questions, output)
        by_character, by_tokens = drops[: len(every)], drops[len(every) : len(every) + len(found)]
        rest = np.exp(said[1 + len(every) + len(found) :])
        gone, alone = rest[: len(kept)], rest[len(kept) :]
        first = 0
        for place, several in chosen.items():
            row = seen.map_.weights[place]
            self.agreement("occlusion", row, by_character[:, place].tolist(), found, by_tokens[:, place].tolist())
            told = bool(by_character[:, place].max() >= TOLD)
            self.add("occlusion told", told)
            if told:
                self.add("occlusion told same character", same_top(row, by_character[:, place].tolist()))
            span, most = gold[place], top(by_character[:, place].tolist())
            if span is not None and most is not None:
                self.add("occlusion in gold", inside(seen.map_, span)[most])
            whole, these = float(np.exp(said[0, place])), slice(first, first + len(several))
            self.add("comprehensiveness", comprehensiveness(whole, gone[these, place].tolist()))
            self.add("sufficiency", sufficiency(whole, alone[these, place].tolist()))
            first += len(several)

    def agreement(
        self,
        prefix: str,
        row: Sequence[float],
        other: Sequence[float],
        found: Sequence[tuple[int, int]],
        over_tokens: Sequence[float],
    ) -> None:
        """A row of the map against another way to weigh, over characters and over tokens."""
        for kind, first, second in (("character", row, other), ("token", by_token(row, found), over_tokens)):
            self.add(f"{prefix} same {kind}", same_top(first, second))
            self.add(f"{prefix} {kind} overlap", overlap(first, second))
            self.add(f"{prefix} {kind} tau", kendall_tau(first, second))

    def attention(self, seen: Look, gold: Gold, random: np.random.Generator) -> None:
        """What happens when steps are given other weights, or what the map points at is taken from the attention."""
        places = seen.digits
        looked = np.maximum(seen.trace.attention[places].astype(np.float64), _LEAST)
        if not places or looked.shape[1] < 2:
            return
        largest = looked.copy()
        for case, place in enumerate(places):
            largest[case, slice(*seen.symbols[int(np.argmax(seen.map_.weights[place]))].places)] = 0
        kinds = {
            "drawn kept": seen.weights[places],
            "uniform changed": np.ones_like(looked),
            "permuted changed": random.permuted(looked, axis=1),
            "largest changed": largest,
        }
        changed, _ = seen.with_weights(places * len(kinds), np.concatenate(list(kinds.values())))
        for name, cases in zip(kinds, np.split(changed, len(kinds)), strict=True):
            for case in cases:
                self.add(name, case != (name == "drawn kept"))
        self._without_gold(seen, gold, dict(zip(places, looked, strict=True)))

    def _without_gold(self, seen: Look, gold: Gold, looked: dict[int, np.ndarray]) -> None:
        """What happens when the weight of the gold span goes to the rest of the text."""
        lesions = {}
        for place, row in looked.items():
            span = gold[place]
            if span is None:
                continue
            kept = row.copy()
            for symbol, taken in zip(seen.symbols, inside(seen.map_, span), strict=True):
                if taken:
                    kept[slice(*symbol.places)] = 0
            if kept.any():
                lesions[place] = kept
        if not lesions:
            return
        changed, other = seen.with_weights(list(lesions), np.stack(list(lesions.values())))
        for case, place in enumerate(lesions):
            self.add("gold changed", changed[case])
            self.add("gold other", other[case])
            self._lesions.append((seen.place_of(place), seen.iso[place]))

    def intervention(self, before: Look, after: Look, changed: Changed) -> None:
        """How the map follows a field that is written anew.

        A digit of the field that is the same in both readings, such as a century, may have stayed where it was.
        """
        gold = gold_of(changed.iso, changed.spans)
        hits = gold_hits(after.map_, gold)
        old, new = tokens(before.map_), tokens(after.map_)
        for place, name in enumerate(fields(changed.iso)):
            if name == changed.field:
                if before.iso[place] != changed.iso[place]:
                    self.add("changed follows", hits[place])
            elif name is not None and len(old) == len(new):
                self.add(
                    "others stay",
                    overlap(by_token(before.map_.weights[place], old), by_token(after.map_.weights[place], new)),
                )

    def drift(self, looks: Collection[Look]) -> None:
        """How far the maps of several models are apart."""
        for rows in zip(*(seen.map_.weights for seen in looks), fields(next(iter(looks)).iso), strict=True):
            if rows[-1] is not None:
                self.add("drift", drift(rows[:-1]))


def _rationales(row: Sequence[float], found: Sequence[tuple[int, int]]) -> list[list[int]]:
    """The symbols of the first token of a row, of the first two, …"""
    weights = by_token(row, found)
    order = sorted(range(len(found)), key=lambda token: -weights[token])
    return [
        [place for token in order[:size] for place in range(*found[token])]
        for size in range(1, min(RATIONALES, len(found)) + 1)
    ]
