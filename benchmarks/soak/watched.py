"""What a process holds at a moment, as Linux tells it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True, slots=True)
class Held:
    """What a process holds.

    Attributes:
        minutes: since the soak began.
        resident: bytes of memory.
        files: open file descriptors.
        threads: of the process.
    """

    minutes: float
    resident: int
    files: int
    threads: int


def held(process: int, minutes: float) -> Held:
    """What a process holds now."""
    folder = Path("/proc") / str(process)
    status = (folder / "status").read_text(encoding="utf-8")
    resident, threads = (
        int(re.findall(rf"^{name}:\s+(\d+)", status, re.MULTILINE)[0]) for name in ("VmRSS", "Threads")
    )
    return Held(minutes, resident * 1024, sum(1 for _ in (folder / "fd").iterdir()), threads)


def ends(moments: Sequence[Held]) -> tuple[Sequence[Held], Sequence[Held]]:
    """The second quarter of the moments and the last: caches fill in the first.

    Example:
        >>> [[moment.minutes for moment in part] for part in ends([Held(m, 0, 0, 0) for m in range(8)])]
        [[2, 3], [6, 7]]
    """
    quarter = max(len(moments) // 4, 1)
    return moments[quarter : 2 * quarter] or moments[:1], moments[-quarter:]


def growth(moments: Sequence[Held]) -> float:
    """How much more memory is held late than early, as a share: medians, since a moment may catch a call halfway.

    Example:
        >>> growth([Held(0, size, 0, 0) for size in (50, 100, 100, 110)])
        0.1
    """
    early, late = (median(moment.resident for moment in part) for part in ends(moments))
    return round(late / early - 1, 6)
