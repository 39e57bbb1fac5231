"""Agreement of rows of weights: values worked out by hand, and rows that are broken on purpose."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from datelens.errors import ArgumentError
from datelens.explain.faithfulness import (
    by_token,
    divergence,
    drift,
    kendall_tau,
    overlap,
    same_top,
    token_of,
    tokens,
    top,
)
from datelens.explain.faithfulness.agreement import Row
from datelens.records import AttentionMap

TEXT = "le 5 mäi१६一月, '16"


def over(text: str, hints: tuple[str, ...] = ()) -> AttentionMap:
    """A map without rows over a text and hints."""
    spans = (*(None for _ in hints), *((i, i + 1) for i in range(len(text))))
    return AttentionMap(text, None, "attention", (*hints, *text), (), (), spans, 1.0)


def test_tokens_are_runs_of_letters_and_of_digits_and_all_else_alone() -> None:
    written = [TEXT[start:stop] for start, stop in tokens(over(TEXT))]
    assert written == ["le", " ", "5", " ", "mäi", "१६一", "月", ",", " ", "'", "16"]


def test_marks_beside_each_other_are_tokens_of_their_own_and_so_are_hints() -> None:
    assert tokens(over("..5", ("<lang:de>", "<order:DMY>"))) == [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5)]


def test_letters_keep_their_marks() -> None:
    map_ = AttentionMap("a\u0301b", None, "", ("a\u0301", "b"), (), (), ((0, 2), (2, 3)), 1.0)
    assert tokens(map_) == [(0, 2)]
    assert tokens(over("ทิ้ง")) == [(0, 4)]


def test_weights_are_summed_over_tokens() -> None:
    found = [(0, 1), (1, 4)]
    assert by_token([0.5, 0.25, 0.125, 0.125], found) == [0.5, 0.5]
    assert [token_of(place, found) for place in range(4)] == [0, 1, 1, 1]


def test_the_top_is_the_first_of_the_largest_and_never_below_zero() -> None:
    assert top([0.1, 0.4, 0.4]) == 1
    assert top([0.0, -1.0]) is None
    assert top([]) is None
    assert same_top([1, 2], [0, 5]) is True
    assert same_top([1, 2], [5, 0]) is False
    assert same_top([1, 2], [0, -5]) is None


def test_overlap_is_what_two_distributions_share() -> None:
    assert overlap([3, 1, 0, 0], [1, 1, 2, 0]) == 0.25 + 0.25  # ¾ ¼ 0 0 and ¼ ¼ ½ 0
    assert overlap([3, 1, -8], [3, 1, 0]) == 1.0
    assert overlap([1, 0], [0, 1]) == 0.0
    assert overlap([1, 0], [0, -1]) is None


def test_tau_counts_pairs() -> None:
    assert kendall_tau([1, 2, 3, 4], [1, 2, 3, 4]) == 1
    assert kendall_tau([1, 2, 3, 4], [4, 3, 2, 1]) == -1
    # of the six pairs of (1 2 3 4) and (2 1 4 3) two are discordant
    assert kendall_tau([1, 2, 3, 4], [2, 1, 4, 3]) == pytest.approx((4 - 2) / 6)
    # ties: the pair (0, 0) of the first row, 5 of 6 pairs told; in the second all 6: (4 - 1) / √30
    assert kendall_tau([0, 0, 1, 2], [1, 2, 4, 3]) == pytest.approx((4 - 1) / math.sqrt(5 * 6))
    assert kendall_tau([1, 1, 1], [1, 2, 3]) is None


def test_divergence_is_in_bits() -> None:
    assert divergence([1, 0], [0, 7]) == pytest.approx(1.0)
    assert divergence([1, 3], [2, 6]) == 0.0
    # p = (1, 0), q = (½, ½), m = (¾, ¼): ½ log2(4/3) + ½ (½ log2(2/3) + ½ log2 2)
    by_hand = 0.5 * math.log2(4 / 3) + 0.5 * (0.5 * math.log2(2 / 3) + 0.5)
    assert divergence([1, 0], [1, 1]) == pytest.approx(by_hand)
    assert divergence([0, 0], [1, 1]) is None


@pytest.mark.parametrize("compare", [same_top, overlap, kendall_tau, divergence])
def test_rows_over_other_symbols_are_not_compared(compare: Callable[[Row, Row], object]) -> None:
    for shorter in ([1.0], [1.0, 2.0]):  # arithmetic would stretch the first to any length
        with pytest.raises(ArgumentError, match=f"a weight for each symbol; got 3 and {len(shorter)}"):
            compare([1.0, 2.0, 3.0], shorter)


def test_drift_is_the_mean_over_pairs_of_models() -> None:
    same, other = [1.0, 0.0], [0.0, 1.0]
    assert drift([same, same, same]) == 0.0
    assert drift([same, same, other]) == pytest.approx(2 / 3)
    assert drift([same]) is None
