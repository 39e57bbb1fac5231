"""The log of a run for TensorBoard: the same figures as in the CSV log, in event files."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any, Self

from datelens.errors import MissingExtraError
from datelens.keras.fit import Event, Stepped, Validated

FOLDER = "tensorboard"
"""Of the event files, in the folder of a run."""


class TensorBoardLog:
    """A callback that writes the losses, the exact match and the pointing of every validation, and closes its file.

    Where a run is resumed, TensorBoard is told to forget the steps that come again.

    Args:
        folder: where the event files go; made if it is not there.

    Raises:
        MissingExtraError: tensorboardX is not installed.
    """

    def __init__(self, folder: Path) -> None:
        try:
            from tensorboardX import SummaryWriter
        except ModuleNotFoundError as error:
            raise MissingExtraError("`--tensorboard`", "tensorboard") from error
        self._open = SummaryWriter
        self._folder = folder
        self._writer: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._writer is not None:
            self._writer.close()

    def __call__(self, event: Event) -> None:
        if self._writer is None and isinstance(event, Stepped):
            self._writer = self._open(str(self._folder), purge_step=event.step)
        if not isinstance(event, Validated):
            return
        figures = {**event.losses, "exact": event.score.exact, "pointing": event.score.pointing}
        for name, value in figures.items():
            if value is not None:
                self._writer.add_scalar(name, value, event.step)
        self._writer.flush()
