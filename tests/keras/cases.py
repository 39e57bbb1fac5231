"""Every layer of the kit, in the forms that its contract is checked in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import expected
import numpy as np
from contract import Case

from datelens.keras import (
    AdditiveAttention,
    AttentionDecoder,
    AttentionDecoderCell,
    BidirectionalEncoder,
    MultiplicativeAttention,
)

Weights = dict[str, tuple[int, ...]]

# every axis has a prime of its own, so that swapped axes cannot pass
BATCH, INPUT, FEATURES, UNITS, ATTENTION, SYMBOLS, OUTPUT, EMBEDDING = 3, 7, 11, 5, 13, 17, 2, 19

random = np.random.default_rng(1)
MASK = np.arange(INPUT) < np.array([[INPUT], [4], [1]])
ANNOTATIONS = random.normal(size=(BATCH, INPUT, FEATURES)).astype("float32")
STATE = random.normal(size=(BATCH, 2 * UNITS)).astype("float32")
TARGETS = random.integers(0, SYMBOLS, (BATCH, OUTPUT)).astype("int32")

ADDITIVE: Weights = {
    "state_kernel": (UNITS, ATTENTION),
    "annotation_kernel": (FEATURES, ATTENTION),
    "bias": (ATTENTION,),
    "energy_kernel": (ATTENTION,),
}
MULTIPLICATIVE: Weights = {"state_kernel": (UNITS, FEATURES)}
ENERGY: dict[str, Weights] = {"additive": ADDITIVE, "multiplicative": MULTIPLICATIVE, "none": {}}


def within(folder: str, weights: Weights) -> Weights:
    return {f"{folder}/{name}": shape for name, shape in weights.items()}


def cell_weights(attention: str, recurrence: str, embedding: int | None) -> Weights:
    fed, gates = embedding or SYMBOLS, 3 if recurrence == "gru" else 4
    weights = {
        "feedback_kernel": (fed, gates * UNITS),
        "state_kernel": (UNITS, 2 * UNITS if recurrence == "gru" else 4 * UNITS),
        "proposal_kernel": (UNITS, UNITS),
        "context_kernel": (FEATURES, gates * UNITS),
        "bias": (gates * UNITS,),
        "readout_feedback_kernel": (fed, SYMBOLS),
        "readout_state_kernel": (UNITS, SYMBOLS),
        "readout_context_kernel": (FEATURES, SYMBOLS),
        "readout_bias": (SYMBOLS,),
        "embeddings": (SYMBOLS, embedding or 0),
    }
    left_out = ({"proposal_kernel"} if recurrence == "lstm" else set()) | ({"embeddings"} if not embedding else set())
    own = {name: shape for name, shape in weights.items() if name not in left_out}
    return own | within("attention", ENERGY[attention])


def cell(attention: str, recurrence: str = "gru", embedding: int | None = None) -> Case:
    over_input = () if attention == "none" else ((-1, -2),)
    size = UNITS if recurrence == "gru" else 2 * UNITS
    return Case(
        AttentionDecoderCell,
        {
            "units": UNITS,
            "output_size": SYMBOLS,
            "attention": attention,
            "readout": "previous",
            "attention_units": ATTENTION,
            "seed": 1,
            "recurrence": recurrence,
            "embedding": embedding,
        },
        {"feedback": TARGETS[:, 0], "state": STATE[:, :size], "annotations": ANNOTATIONS, "mask": MASK},
        cell_weights(attention, recurrence, embedding),
        ((-1, SYMBOLS), (-1, size), *over_input),
        ("bfloat16", "bfloat16", *(["float32"] * len(over_input))),
        expected.cell,
    )


def decoder(attention: str, feedback: str, taught: bool, recurrence: str = "gru", **more: Any) -> Case:
    over_input = () if attention == "none" else ((-1, OUTPUT, -2),)
    embedding = more.get("embedding")
    size = UNITS if recurrence == "gru" else 2 * UNITS
    arguments = {
        "units": UNITS,
        "output_size": SYMBOLS,
        "attention": attention,
        "readout": "previous" if taught else "current",
        "return_attention": attention != "none",
        "attention_units": ATTENTION,
        "feedback": feedback,
        "start": 2,
        "seed": 1,
        "recurrence": recurrence,
        "embedding": embedding,
        "sampling": 0.0,
        "padding": None,
    }
    return Case(
        AttentionDecoder,
        {**arguments, **more},
        {"annotations": ANNOTATIONS, "mask": MASK, **({"targets": TARGETS} if taught else {})},
        within("cell", cell_weights(attention, recurrence, embedding))
        | {"initial_kernel": (FEATURES, size), "initial_bias": (size,)},
        ((-1, OUTPUT, SYMBOLS), *over_input),
        ("bfloat16", *(["float32"] * len(over_input))),
        expected.decoder,
        others={} if taught else {"output_length": OUTPUT},
    )


def encoder(recurrence: str) -> Case:
    gates, biases = (4, ()) if recurrence == "lstm" else (3, (2,))
    weights = {
        "kernel": (FEATURES, gates * UNITS),
        "recurrent_kernel": (UNITS, gates * UNITS),
        "bias": (*biases, gates * UNITS),
    }
    return Case(
        BidirectionalEncoder,
        {"units": UNITS, "recurrence": recurrence, "seed": 1},
        {"sequences": ANNOTATIONS, "mask": MASK},
        within(f"forward_forward/{recurrence}_cell", weights) | within(f"backward/{recurrence}_cell", weights),
        ((-1, -2, 2 * UNITS),),
        ("bfloat16",),
        expected.encoder,
        sequence="sequences",
    )


def attention(name: str) -> Case:
    kind, arguments = (AdditiveAttention, {"units": ATTENTION}) if name == "additive" else (MultiplicativeAttention, {})
    return Case(
        kind,
        {**arguments, "seed": 1},
        {"state": STATE[:, :UNITS], "annotations": ANNOTATIONS, "mask": MASK},
        ENERGY[name],
        ((-1, FEATURES), (-1, -2)),
        ("bfloat16", "float32"),
        expected.attention(name),
    )


CASES = {
    "additive": attention("additive"),
    "multiplicative": attention("multiplicative"),
    "encoder, lstm": encoder("lstm"),
    "encoder, gru": encoder("gru"),
    "cell, additive": cell("additive"),
    "cell, multiplicative, lstm": cell("multiplicative", "lstm", EMBEDDING),
    "cell, none": cell("none"),
    "decoder, additive, taught": decoder("additive", "soft", True),
    "decoder, additive, soft": decoder("additive", "soft", False),
    "decoder, multiplicative, lstm, taught": decoder(
        "multiplicative", "soft", True, "lstm", embedding=EMBEDDING, sampling=0.5, padding=3
    ),
    "decoder, multiplicative, choice": decoder("multiplicative", "choice", False),
    "decoder, additive, lstm, soft": decoder("additive", "soft", False, "lstm", embedding=EMBEDDING),
    "decoder, none, taught": decoder("none", "choice", True, "lstm"),
}
# each argument of each layer is somewhere another than its default
CONFIGURED = ["additive", "encoder, gru", "cell, multiplicative, lstm", "decoder, multiplicative, lstm, taught"]
# long enough that two draws of it are never alike
LONG = {"annotations": ANNOTATIONS, "mask": MASK, "targets": random.integers(0, SYMBOLS, (BATCH, 23)).astype("int32")}
SAMPLED = {
    "drawn": replace(decoder("additive", "choice", True, sampling=0.5), inputs=LONG),
    "soft": replace(decoder("none", "soft", True, "lstm", sampling=0.5, embedding=EMBEDDING), inputs=LONG),
}
