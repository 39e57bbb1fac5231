"""The machine that something was measured on, described without naming it."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from datelens.runtime import available_threads

CPUINFO = Path("/proc/cpuinfo")

# What decides how fast whole numbers of eight bits are multiplied, the best first
_EXTENSIONS = {"amx_int8": "AMX", "avx512_vnni": "AVX-512 with VNNI", "avx_vnni": "AVX2 with VNNI", "avx2": "AVX2"}


def described(libraries: Sequence[str] = ("numpy", "onnxruntime")) -> str:
    """Cores, processor, instructions, Python and the releases of some libraries, in one line."""
    processor, flags = processor_of(CPUINFO.read_text(encoding="utf-8") if CPUINFO.exists() else "")
    found = [name for flag, name in _EXTENSIONS.items() if flag in flags]
    cores = available_threads()
    parts = [
        f"{cores} core{'s' if cores > 1 else ''} of {processor or platform.machine()}",
        *found[:1],
        f"{platform.system()}, Python {platform.python_version()}",
        *(f"{name} {version(name)}" for name in libraries),
    ]
    return ", ".join(parts)


def processor_of(cpuinfo: str) -> tuple[str, frozenset[str]]:
    """The name of the processor and its flags, from what Linux says; empty where it says nothing.

    Example:
        >>> processor_of("model name : Some CPU\\nflags : fpu avx2\\n")[0]
        'Some CPU'
    """
    fields = dict(line.split(":", 1) for line in reversed(cpuinfo.splitlines()) if ":" in line)
    named = {key.strip(): value.strip() for key, value in fields.items()}
    return named.get("model name", ""), frozenset(named.get("flags", named.get("Features", "")).split())
