from __future__ import annotations

from itertools import pairwise

import pytest

from datelens.draw.colours import GROUND, grey_256, on_dark, on_light
from datelens.draw.svg import style


@pytest.mark.parametrize("sign", [1, -1])
def test_colours_get_lighter_at_every_step(sign: int) -> None:
    light = [0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (on_dark(sign * i / 20) for i in range(21))]
    assert all(low < high for low, high in pairwise(light))


def test_nothing_is_the_ground_and_more_than_all_is_all() -> None:
    assert on_dark(0) == GROUND
    assert on_dark(1.5) == on_dark(1) == (255, 214, 102)
    assert on_dark(-1.5) == on_dark(-1)


def test_more_is_warm_and_less_is_cold() -> None:
    for colour in (on_dark, on_light):
        (red, _, blue), (red_below, _, blue_below) = colour(1), colour(-1)
        assert red > blue
        assert red_below < blue_below


def test_light_colours_are_those_of_the_style_sheet() -> None:
    sheet = style().partition("@media")[0]
    named = {"ground": on_light(0), "above": on_light(1), "below": on_light(-1)}
    for name, (red, green, blue) in named.items():
        assert f".{name} {{ fill: #{red:02x}{green:02x}{blue:02x}; }}" in sheet


def test_greys_stay_in_the_ramp_of_256() -> None:
    assert [grey_256(strength) for strength in (0, 0.5, 1, 2)] == [233, 244, 255, 255]
    assert [grey_256(strength) for strength in (-0.05, -0.2, -1, -2)] == [233, 17, 21, 21]
