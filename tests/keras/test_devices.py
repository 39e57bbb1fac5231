"""Several devices: each takes a part of every batch, and the losses are those of one."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path

import keras
import pytest

from datelens.keras.devices import hardware, shared_out

TOY = Path(__file__).parent

# Trains the toy twice on the same batches, and prints of each run the losses, the devices and some weights
SCRIPT = """
import contextlib, json, sys
from pathlib import Path
import keras
import numpy as np
import toy
from datelens.keras import fit as module
from datelens.keras.run import start_run

def trained(name):
    run = start_run(Path(sys.argv[1]) / name, toy.recipe(examples=64, model={"dropout": 0.2}), toy.TASK)
    losses, devices = [], set()
    def note(event):
        distribution = keras.distribution.distribution()
        devices.add(1 if distribution is None else distribution.device_mesh.devices.size)
        if isinstance(event, module.Stepped):
            losses.append(event.losses["loss"])
    outcome = module.fit(run, toy.TASK, callbacks=[note])
    kernel = run.load_model().trainable_variables[1]
    weights = np.array(kernel.value).tolist()
    return {"losses": losses, "devices": sorted(devices), "exact": outcome.exact, "kernel": weights}

both = trained("two")
module.shared_out = contextlib.nullcontext
print(json.dumps({"two": both, "one": trained("one"), "after": keras.distribution.distribution() is None}))
"""


@pytest.mark.skipif(keras.backend.backend() != "jax", reason="Keras distributes on JAX alone")
def test_two_devices_train_as_one_with_the_same_batches(tmp_path: Path) -> None:
    flags = "--xla_force_host_platform_device_count=2"
    cheaply = {"JAX_DISABLE_MOST_OPTIMIZATIONS": "1", "JAX_PLATFORMS": "cpu", "XLA_FLAGS": flags}
    path = os.pathsep.join([str(TOY), *sys.path])
    environment = {**os.environ, **cheaply, "KERAS_BACKEND": "jax", "PYTHONPATH": path}
    command = [sys.executable, "-c", SCRIPT, str(tmp_path)]
    process = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert process.returncode == 0, process.stderr
    result = json.loads(process.stdout.splitlines()[-1])
    two, one = result["two"], result["one"]
    assert (two["devices"], one["devices"], result["after"]) == ([2], [1], True)
    assert len(one["losses"]) == 4
    assert len(set(one["losses"])) == 4
    assert two["losses"] == pytest.approx(one["losses"], rel=1e-5)
    assert two["exact"] == one["exact"]
    for first, second in zip(two["kernel"], one["kernel"], strict=True):
        assert first == pytest.approx(second, abs=1e-5)


@pytest.mark.parametrize(
    ("seen", "batch", "used"), [(1, 16, 1), (2, 16, 2), (3, 16, 2), (4, 6, 3), (2, 7, 1), (0, 8, 1)]
)
def test_as_many_devices_as_part_a_batch_evenly(
    seen: int, batch: int, used: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []

    class Parallel:
        def __init__(self, devices: list[str], auto_shard_dataset: bool) -> None:
            asked.append(devices)

        def scope(self) -> object:
            return contextlib.nullcontext()

    monkeypatch.setattr(keras.backend, "backend", lambda: "jax")
    monkeypatch.setattr(keras.distribution, "list_devices", lambda: [f"cpu:{number}" for number in range(seen)])
    monkeypatch.setattr(keras.distribution, "DataParallel", Parallel)
    with shared_out(batch) as number:
        assert number == used
    assert asked == ([[f"cpu:{number}" for number in range(used)]] if used > 1 else [])


def test_the_card_names_the_processor_and_the_backend() -> None:
    assert f"Keras {keras.__version__} on {keras.backend.backend()}" in hardware()
