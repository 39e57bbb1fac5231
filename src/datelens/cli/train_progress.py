"""How training goes, on standard error: a line a validation; on a terminal a bar and the map of a sample, too."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from datelens.errors import shown

if TYPE_CHECKING:
    from datelens.keras.fit import Callback, Event, Stepped, Validated


class Pace:
    """How fast a session trains: a step is measured from the one before it, the first not at all, it compiles.

    Args:
        size: examples a step.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self._first: Stepped | None = None
        self._last: Stepped | None = None

    def note(self, event: Stepped) -> None:
        """Look at the clock: a step was made."""
        self._first, self._last = self._first or event, event

    @property
    def examples(self) -> float | None:
        """Examples a second; None after less than two steps."""
        if self._first is None or self._last is None or self._last.seconds <= self._first.seconds:
            return None
        return (self._last.step - self._first.step) * self.size / (self._last.seconds - self._first.seconds)

    @property
    def left(self) -> float | None:
        """Seconds to the end at this pace."""
        if self._last is None or self.examples is None:
            return None
        return (self._last.steps - self._last.step) * self.size / self.examples


def line(event: Validated, pace: Pace) -> str:
    """What is said of a validation."""
    pointing = "" if event.score.pointing is None else f"  pointing {event.score.pointing:.2%}"
    sample = event.score.sample
    facts = f"{event.examples:>9,} examples  loss {event.losses['loss']:.4f}  exact {event.score.exact:.2%}{pointing}"
    mark = "  best" if event.best else ""
    speed = "" if pace.examples is None else f"  {pace.examples:,.0f}/s"
    left = "" if not pace.left else f"  {clock(pace.left)} left"
    return f"{facts}{mark}{speed}{left}  {shown(sample.text, 40)} -> {''.join(sample.output)}"


def clock(seconds: float) -> str:
    """A time as a clock shows it.

    Example:
        >>> clock(59.6), clock(3725)
        ('1:00', '1:02:05')
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def doing(event: Stepped) -> str:
    """What goes on after a step: after the last one the network is measured and kept, which takes a while."""
    return "Training" if event.step < event.steps else "Finishing"


@contextmanager
def shown_progress(size: int) -> Iterator[Callback]:
    """A callback that shows how training goes.

    Args:
        size: examples a step.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
    from rich.text import Text

    from datelens.keras.fit import Stepped, Validated

    console = Console(stderr=True, highlight=False, soft_wrap=True)
    pace = Pace(size)
    rate = TextColumn("{task.fields[rate]}")
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        bar = progress.add_task("Compiling the first step", total=None, rate="")

        def show(event: Event) -> None:
            if isinstance(event, Stepped):
                pace.note(event)
                speed = "" if pace.examples is None else f"{pace.examples:,.0f} examples/s"
                description = f"{doing(event)}, loss {event.losses['loss']:.4f}"
                progress.update(bar, completed=event.step, total=event.steps, description=description, rate=speed)
            elif isinstance(event, Validated):
                console.print(line(event, pace), markup=False)
                if console.is_terminal and (drawn := sample_map(event, console.width)):
                    console.print(Text.from_ansi(drawn))

        yield show


def sample_map(event: Validated, columns: int) -> str:
    """The map of the sample of a validation, drawn for a terminal; empty where there is none."""
    from datelens.draw import terminal
    from datelens.draw.panels import panels

    record = event.score.sample.map()
    if record is None:
        return ""
    return terminal.draw(panels([record]), terminal.style_for(os.environ, terminal=True, columns=columns))
