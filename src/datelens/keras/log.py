"""The log of a run as CSV: a row for every validation."""

from __future__ import annotations

import csv
from pathlib import Path

from datelens.files import written_whole
from datelens.keras.fit import Event, Validated

COLUMNS = ("step", "examples", "seconds", "loss", "guide", "exact", "pointing")


class CsvLog:
    """A callback that adds a row to a CSV file at every validation.

    Rows of steps that come again, because the run was resumed from before them, are replaced. The file is written
    whole each time: it is small.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rows: list[dict[str, str]] = []
        if path.is_file():
            with path.open(newline="", encoding="utf-8") as file:
                self.rows = list(csv.DictReader(file))

    def __call__(self, event: Event) -> None:
        if not isinstance(event, Validated):
            return
        kept = [row for row in self.rows if int(row["step"]) < event.step]
        pointing = event.score.pointing
        row = {
            "step": str(event.step),
            "examples": str(event.examples),
            "seconds": f"{event.seconds:.1f}",
            "loss": f"{event.losses.get('loss', float('nan')):.6f}",
            "guide": f"{event.losses['guide']:.6f}" if "guide" in event.losses else "",
            "exact": f"{event.score.exact:.6f}",
            "pointing": "" if pointing is None else f"{pointing:.6f}",
        }
        self.rows = [*kept, row]
        with written_whole(self.path) as part, part.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, COLUMNS, lineterminator="\r\n")
            writer.writeheader()
            writer.writerows(self.rows)
