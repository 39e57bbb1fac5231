"""How far a map can be believed. Pure functions of maps, rows of weights and probabilities.

    gold          where the weight lies, against where the date is written
    tokens        runs of letters, runs of digits, other characters: what can be gone without being guessed back
    agreement     two ways to weigh the same symbols: same top, overlap, Kendall's tau, Jensen-Shannon divergence
    change        how often a digit would change by chance; comprehensiveness and sufficiency
    intervention  a field of the text is changed: do only its digits change?

What is counted are the digits of a reading. Hyphens are function characters, written after what came before and not
after any character of the text: they are left out.
"""

from __future__ import annotations

from datelens.explain.faithfulness.agreement import divergence, drift, kendall_tau, overlap, same_top, top
from datelens.explain.faithfulness.change import chance_of_change, comprehensiveness, sufficiency
from datelens.explain.faithfulness.gold import (
    Gold,
    Span,
    alignment_error,
    gold_hits,
    gold_mass,
    gold_of,
    inside,
    is_century,
    own_digits,
)
from datelens.explain.faithfulness.intervention import only_the_field_changed
from datelens.explain.faithfulness.tokens import by_token, token_of, tokens

__all__ = [
    "Gold",
    "Span",
    "alignment_error",
    "by_token",
    "chance_of_change",
    "comprehensiveness",
    "divergence",
    "drift",
    "gold_hits",
    "gold_mass",
    "gold_of",
    "inside",
    "is_century",
    "kendall_tau",
    "only_the_field_changed",
    "overlap",
    "own_digits",
    "same_top",
    "sufficiency",
    "token_of",
    "tokens",
    "top",
]
