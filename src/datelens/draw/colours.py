"""Colours: from a strength between -1 and 1 to a colour whose lightness alone tells the order.

Two ramps leave a dark ground: towards amber above zero, towards blue below. Each gets lighter at every step, so that
maps stay readable in grey, in print and for eyes that do not tell the hues apart.
"""

from __future__ import annotations

RGB = tuple[int, int, int]

GROUND: RGB = (24, 24, 37)
_ABOVE: tuple[RGB, ...] = (GROUND, (92, 45, 76), (186, 75, 72), (240, 138, 60), (255, 214, 102))
_BELOW: tuple[RGB, ...] = (GROUND, (33, 62, 112), (38, 110, 168), (77, 168, 214), (164, 224, 240))


def on_dark(strength: float) -> RGB:
    """The colour on a dark ground, lighter for more.

    Example:
        >>> on_dark(0), on_dark(1)
        ((24, 24, 37), (255, 214, 102))
    """
    ramp = _ABOVE if strength >= 0 else _BELOW
    place = min(1.0, abs(strength)) * (len(ramp) - 1)
    step = min(int(place), len(ramp) - 2)
    red, green, blue = (
        round(low + (high - low) * (place - step)) for low, high in zip(ramp[step], ramp[step + 1], strict=True)
    )
    return red, green, blue


def grey_256(strength: float) -> int:
    """The nearest of the 24 greys of a 256-colour terminal, lighter for more; blues of its cube below zero."""
    blue = round(5 * min(1.0, -strength))
    return 16 + blue if blue > 0 else 233 + round(22 * min(1.0, max(0.0, strength)))


PAPER: RGB = (241, 240, 246)
_ABOVE_ON_PAPER: RGB = (178, 58, 14)
_BELOW_ON_PAPER: RGB = (23, 80, 158)


def on_light(strength: float) -> RGB:
    """The colour on a light ground, darker for more; the same as in SVG, where strength is opacity.

    Example:
        >>> on_light(1)
        (178, 58, 14)
    """
    ink = _ABOVE_ON_PAPER if strength >= 0 else _BELOW_ON_PAPER
    share = min(1.0, abs(strength))
    red, green, blue = (round(ground + share * (full - ground)) for ground, full in zip(PAPER, ink, strict=True))
    return red, green, blue
