from __future__ import annotations

from itertools import pairwise

import pytest

from datelens.draw.colours import GROUND, grey_256, on_dark


@pytest.mark.parametrize("sign", [1, -1])
def test_colours_get_lighter_at_every_step(sign: int) -> None:
    light = [0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (on_dark(sign * i / 20) for i in range(21))]
    assert all(low < high for low, high in pairwise(light))


def test_nothing_is_the_ground_and_more_than_all_is_all() -> None:
    assert on_dark(0) == GROUND
    assert on_dark(1.5) == on_dark(1) == (255, 214, 102)
    assert on_dark(-1.5) == on_dark(-1)


def test_greys_stay_in_the_ramp_of_256() -> None:
    assert [grey_256(strength) for strength in (0, 0.5, 1, 2)] == [233, 244, 255, 255]
    assert [grey_256(strength) for strength in (-0.2, -1, -2)] == [17, 21, 21]
