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

from datelens.errors import BackendError, MissingExtraError, shown

BACKENDS = ("jax", "tensorflow", "torch")
"""What the layers run on, the preferred first."""

BATCH_WORKER = "datelens-batches"
"""Name of the processes that prepare batches: they need no Keras and do not load it."""


def _choose_backend() -> None:
    """Name a backend in the environment, unless somebody has chosen one.

    Raises:
        BackendError: the one chosen is not installed, or the layers do not run on it.
        MissingExtraError: none is installed.
    """
    if "keras" in sys.modules:
        return
    installed = [name for name in BACKENDS if importlib.util.find_spec(name)]
    if not installed:
        raise MissingExtraError("training", "train")
    chosen = os.environ.setdefault("KERAS_BACKEND", installed[0])
    if chosen in installed:
        return
    known = chosen in BACKENDS
    raise BackendError(
        f"the environment variable KERAS_BACKEND is {shown(chosen)}, which is "
        f"{'not installed' if known else 'none of ' + ', '.join(BACKENDS)}. Unset it, or set it to what is installed "
        f"({', '.join(installed)}){f', or run: pip install {chosen}' if known else ''}."
    )


if multiprocessing.current_process().name != BATCH_WORKER:
    if importlib.util.find_spec("keras") is None:
        raise MissingExtraError("training", "train")
    _choose_backend()

    from datelens.keras.additive_attention import AdditiveAttention
    from datelens.keras.decoder import AttentionDecoder
    from datelens.keras.decoder_cell import AttentionDecoderCell
    from datelens.keras.encoder import BidirectionalEncoder
    from datelens.keras.generation import beam_search, greedy_search
    from datelens.keras.losses import coverage_loss, guided_alignment, masked_cross_entropy
    from datelens.keras.metrics import ExactMatch, SymbolAccuracy
    from datelens.keras.model import AttentionTranslator, model_config, model_weights
    from datelens.keras.multiplicative_attention import MultiplicativeAttention
    from datelens.keras.sampling import InverseSigmoid

    __all__ = [
        "AdditiveAttention",
        "AttentionDecoder",
        "AttentionDecoderCell",
        "AttentionTranslator",
        "BidirectionalEncoder",
        "ExactMatch",
        "InverseSigmoid",
        "MultiplicativeAttention",
        "SymbolAccuracy",
        "beam_search",
        "coverage_loss",
        "greedy_search",
        "guided_alignment",
        "masked_cross_entropy",
        "model_config",
        "model_weights",
    ]
