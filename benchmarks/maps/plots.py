"""Plots of several models as small SVG files: lines over examples or over lengths."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from datelens.files import written_whole

Line = Sequence[tuple[float, float]]

COLOURS = ("#b23a0e", "#17509e", "#5c5a6b", "#2b7a3d", "#8a4fb0", "#b08900", "#0f8a8a", "#a02060")


def plot(path: Path, lines: Mapping[str, Line], across: str, ticks: Mapping[float, str] | None = None) -> None:
    """Write a plot of shares.

    Args:
        path: of the SVG.
        lines: of each model the points (x, share), by its name.
        across: what the horizontal axis is.
        ticks: its labels by place; None lets them be chosen.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    # the same data makes the same file, with text that can be read and searched
    with mpl.rc_context({"svg.hashsalt": "datelens", "svg.fonttype": "none", "font.size": 10}):
        figure = Figure(figsize=(7.2, 4.2), layout="constrained")
        axes = figure.subplots()
        for (name, points), colour in zip(lines.items(), COLOURS[: len(lines)], strict=True):
            axes.plot(
                [x for x, _ in points], [100 * share for _, share in points], "o-", ms=3, label=name, color=colour
            )
        axes.set_xlabel(across)
        axes.set_ylabel("exact match, %")
        axes.grid(visible=True, color="#d9d6e5", linewidth=0.6)
        axes.spines[["top", "right"]].set_visible(False)
        if ticks is not None:
            axes.set_xticks(list(ticks), list(ticks.values()))
        else:
            axes.xaxis.set_major_formatter("{x:,.0f}")
        axes.legend(frameon=False, fontsize=9)
        with written_whole(path) as part:
            figure.savefig(part, format="svg", metadata={"Date": None})
