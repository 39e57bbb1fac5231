"""The curves of a run as a picture: loss and exact match over the examples, from its log."""

from __future__ import annotations

import csv
from pathlib import Path

from datelens.files import written_whole

_INCHES = (7.0, 4.5)


def draw_curves(log: Path, picture: Path) -> bool:
    """Draw the log of a run; says whether it could: there is one with a row in it, and matplotlib is there.

    Args:
        log: CSV as `datelens.keras.log.CsvLog` writes it.
        picture: the SVG file to write.
    """
    try:
        from matplotlib import rc_context
        from matplotlib.figure import Figure
    except ModuleNotFoundError:
        return False
    rows = read(log) if log.is_file() else {}
    if not rows.get("examples"):
        return False
    # nothing of the clock and of chance in the file: the same log is the same picture
    with rc_context({"svg.hashsalt": picture.name, "svg.fonttype": "none"}):
        figure = Figure(figsize=_INCHES, layout="constrained")
        above, below = figure.subplots(2, 1, sharex=True)
        for name in ("loss", "guide"):
            if rows[name]:
                above.plot(rows["examples"], rows[name], marker=".", label=name)
        above.set(yscale="log", ylabel="loss")
        for name in ("exact", "pointing"):
            if rows[name]:
                below.plot(rows["examples"], [100 * share for share in rows[name]], marker=".", label=name)
        below.set(xlabel="examples", ylabel="per cent", ylim=(-2, 102))
        for part in (above, below):
            part.grid(alpha=0.3)
            part.legend()
        with written_whole(picture) as part:
            figure.savefig(part, format="svg", metadata={"Date": None})
    return True


def read(log: Path) -> dict[str, list[float]]:
    """The columns of a log; one that has empty cells is left empty, since the run has no such figure."""
    with log.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = ("examples", "loss", "guide", "exact", "pointing")
    columns = {name: [row[name] for row in rows] for name in names}
    return {name: list(map(float, cells)) if all(cells) else [] for name, cells in columns.items()}
