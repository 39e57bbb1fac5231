"""Attention layers for Keras 3, the translator built from them, and the loop that trains it.

Keras settles its backend when it is first imported. Where the environment variable `KERAS_BACKEND` is not set and
nobody has imported Keras yet, this package names the first installed of JAX, TensorFlow and torch before it does.
`~/.keras/keras.json` is not asked: Keras writes that file by itself, so it says nothing about anybody's choice.
"""

from __future__ import annotations

import importlib.util
import multiprocessing
import os
import sys

from datelens.errors import MissingExtraError

BATCH_WORKER = "datelens-batches"
"""Name of the processes that prepare batches: they need no Keras and do not load it."""


def _choose_backend() -> None:
    """Name a backend in the environment, unless somebody has chosen one."""
    if "keras" in sys.modules or "KERAS_BACKEND" in os.environ:
        return
    installed = (name for name in ("jax", "tensorflow", "torch") if importlib.util.find_spec(name))
    os.environ["KERAS_BACKEND"] = next(installed, "jax")


if multiprocessing.current_process().name != BATCH_WORKER:
    if importlib.util.find_spec("keras") is None:
        raise MissingExtraError("training", "train")
    _choose_backend()

    from datelens.keras.additive_attention import AdditiveAttention
    from datelens.keras.decoder import AttentionDecoder
    from datelens.keras.decoder_cell import AttentionDecoderCell
    from datelens.keras.losses import guided_alignment, masked_cross_entropy
    from datelens.keras.model import AttentionTranslator, model_config, model_weights
    from datelens.keras.multiplicative_attention import MultiplicativeAttention

    __all__ = [
        "AdditiveAttention",
        "AttentionDecoder",
        "AttentionDecoderCell",
        "AttentionTranslator",
        "MultiplicativeAttention",
        "guided_alignment",
        "masked_cross_entropy",
        "model_config",
        "model_weights",
    ]
