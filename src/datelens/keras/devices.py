"""Devices: batches shared out to all that JAX sees, without a word in the recipe.

Data parallelism: every device holds all weights and computes the losses and gradients of its part of each batch, which
are averaged before the step. So the losses are those of one device with the same batches, up to rounding.
"""

from __future__ import annotations

import os
import platform
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import keras


@contextmanager
def shared_out(batch: int) -> Iterator[int]:
    """Share out the batches of models that are built and trained in this block; gives the number of devices.

    With another backend than JAX, one device, or a distribution that somebody has set already, nothing is changed.

    Args:
        batch: pairs a batch. It is parted evenly, so of three devices a batch of 256 takes two.
    """
    seen = keras.distribution.list_devices() if keras.backend.backend() == "jax" else []
    number = max((number for number in range(1, len(seen) + 1) if batch % number == 0), default=1)
    if number == 1 or keras.distribution.distribution() is not None:
        yield 1
        return
    with keras.distribution.DataParallel(devices=seen[:number], auto_shard_dataset=False).scope():
        yield number


def hardware() -> str:
    """What a model is trained on, for its card: `2 cores of x86_64, Keras 3.15.1 on jax`."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    backend = keras.backend.backend()
    return f"{_accelerators()}{cores} cores of {platform.machine()}, Keras {keras.__version__} on {backend}"


def _accelerators() -> str:
    """The devices beside the processor: `2 × NVIDIA H200, `; empty where there are none that JAX sees."""
    if keras.backend.backend() != "jax":
        return ""
    import jax

    kinds = Counter(device.device_kind for device in jax.devices() if device.platform != "cpu")
    return "".join(f"{number} × {kind}, " for kind, number in kinds.items())
