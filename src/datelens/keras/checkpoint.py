"""Checkpoints: arrays and plain data in one file, written whole or not at all."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from datelens.errors import CheckpointError, shown
from datelens.files import written_whole

VERSION = 1
_META = "meta"


def write_json(path: Path, data: Any) -> None:
    """Write plain data as JSON."""
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    with written_whole(path) as part:
        part.write_text(text, encoding="utf-8")


def write_checkpoint(path: Path, arrays: Mapping[str, np.ndarray], meta: Mapping[str, Any]) -> None:
    """Write arrays and what goes with them."""
    named: dict[str, Any] = {_META: np.array(json.dumps({"version": VERSION, **meta})), **arrays}
    with written_whole(path) as part, part.open("wb") as file:
        np.savez(file, **named)


def read_checkpoint(path: Path) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
    """The arrays of a checkpoint and what goes with them.

    Raises:
        CheckpointError: not there, broken, or of a newer version.
    """
    try:
        # opened here, since numpy leaves the file open where it turns out to be no archive
        with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in archive.files}
        meta = json.loads(str(arrays.pop(_META)))
    except FileNotFoundError as error:
        raise CheckpointError(f"there is no checkpoint at {shown(str(path), 300)}.") from error
    except (OSError, ValueError, KeyError, EOFError, TypeError, zipfile.BadZipFile) as error:
        raise CheckpointError(f"the checkpoint {shown(str(path), 300)} is broken: {error}.") from error
    if meta.get("version") != VERSION:
        came = shown(meta.get("version"))
        raise CheckpointError(
            f"the checkpoint {shown(str(path), 300)} has version {came}; this release reads {VERSION}."
        )
    return arrays, meta
