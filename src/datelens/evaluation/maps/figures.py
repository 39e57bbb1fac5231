"""The figures of maps: what they are called, what they count, and how good they should be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Unit = Literal["share", "number", "bits", "log"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: the mean of something over its cases.

    Attributes:
        section: what it stands under.
        name: in words.
        unit: a share is shown in percent, a log-probability in nats.
        bar: what it should reach; None where nothing is promised.
        falling: whether less is better.
    """

    section: str
    name: str
    unit: Unit = "share"
    bar: float | None = None
    falling: bool = False

    def met(self, value: float) -> bool | None:
        """Whether a value reaches the bar; None without one."""
        if self.bar is None:
            return None
        return value <= self.bar if self.falling else value >= self.bar


GOLD, OCCLUSION = "Gold spans", "Occlusion"
GRADIENT, INTEGRATED = "Gradient times input", "Integrated gradients"
ATTENTION, ERASURE, TEXT, SEEDS = "Changed attention", "Erasure", "Changed text", "Other seeds"

NOTES: Mapping[str, str] = {
    GOLD: "Every digit of readings that are right.",
    OCCLUSION: (
        "Digits without the century. A symbol, or a whole token (run of letters, run of digits, any other character), "
        "is made unknown; a digit is told by it where that costs at least 0.05 nats. Tau over characters is mostly "
        "noise among those that do not matter; published figures against gradients are 0.13 to 0.44."
    ),
    GRADIENT: "Digits without the century; of the gradients the absolute values.",
    INTEGRATED: "Digits without the century; from the text with every symbol unknown.",
    ATTENTION: (
        "Digits without the century; one step is given other weights. Without its gold span a digit can only be "
        "guessed, so it is held against the chance that a digit of its place, drawn anew, is another."
    ),
    ERASURE: "Digits without the century; the mean over the first one, two and three tokens of the map.",
    TEXT: "One field is written anew; both texts read right before the map is asked.",
    SEEDS: "Jensen-Shannon divergence of a digit's weights, the mean over all pairs of models.",
}


def _agreement(prefix: str, section: str, bars: tuple[float | None, ...] = (None,) * 3) -> dict[str, Figure]:
    """The figures of attention against another way to weigh."""
    return {
        f"{prefix} same token": Figure(section, "same top token", bar=bars[0]),
        f"{prefix} token overlap": Figure(section, "overlap over tokens", "number", bars[1]),
        f"{prefix} token tau": Figure(section, "Kendall's tau over tokens", "number"),
        f"{prefix} same character": Figure(section, "same top character", bar=bars[2]),
        f"{prefix} character overlap": Figure(section, "overlap over characters", "number"),
        f"{prefix} character tau": Figure(section, "Kendall's tau over characters", "number"),
    }


FIGURES: Mapping[str, Figure] = {
    "gold top": Figure(GOLD, "largest weight inside", bar=0.995),
    "gold mass": Figure(GOLD, "weight inside", bar=0.97),
    "alignment error": Figure(GOLD, "soft alignment error", "number", falling=True),
    "own digit": Figure(GOLD, "largest weight on the very digit, where the text writes it"),
    **_agreement("occlusion", OCCLUSION, (0.99, 0.97, 0.92)),
    "occlusion told": Figure(OCCLUSION, "digits told by one character"),
    "occlusion told same character": Figure(OCCLUSION, "same top character, of those"),
    "occlusion in gold": Figure(OCCLUSION, "occlusion's top character inside the gold span", bar=0.99),
    **_agreement("gradient", GRADIENT),
    **_agreement("integrated", INTEGRATED),
    "completeness": Figure(INTEGRATED, "how far a digit's weights are from adding up", "log", falling=True),
    "drawn kept": Figure(ATTENTION, "digit kept with the weights of the map"),
    "uniform changed": Figure(ATTENTION, "digit changed by even weights"),
    "permuted changed": Figure(ATTENTION, "digit changed by shuffled weights"),
    "largest changed": Figure(ATTENTION, "digit changed without the map's largest weight"),
    "gold changed": Figure(ATTENTION, "digit changed without the gold span's weight"),
    "gold other": Figure(ATTENTION, "probability of another digit then"),
    "gold chance": Figure(ATTENTION, "chance of another digit"),
    "gold to chance": Figure(ATTENTION, "the one as a share of the other", bar=0.97),
    "comprehensiveness": Figure(ERASURE, "comprehensiveness: lost without the map's tokens", "number"),
    "sufficiency": Figure(ERASURE, "sufficiency: lost with them alone", "number", falling=True),
    **{
        f"{field} only": Figure(TEXT, f"another {field}: only digits of the {field} change", bar=0.99)
        for field in ("day", "month", "year")
    },
    "changed follows": Figure(TEXT, "largest weight of the digits that changed inside the new text", bar=0.99),
    "others stay": Figure(TEXT, "overlap of the other digits' weights, before and after", "number"),
    "drift": Figure(SEEDS, "drift", "bits", 0.05, falling=True),
}
"""In the order in which they are shown."""
