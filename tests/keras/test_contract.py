"""The contract, kept by every layer of the kit."""

from __future__ import annotations

from pathlib import Path

import contract
import numpy as np
import pytest
from contract import Case

from datelens.keras import AdditiveAttention, AttentionDecoder, AttentionDecoderCell, MultiplicativeAttention

# every axis has a prime of its own, so that swapped axes cannot pass
BATCH, INPUT, FEATURES, UNITS, ATTENTION, SYMBOLS, OUTPUT = 3, 7, 11, 5, 13, 17, 2

random = np.random.default_rng(1)
MASK = np.arange(INPUT) < np.array([[INPUT], [4], [1]])
ANNOTATIONS = random.normal(size=(BATCH, INPUT, FEATURES)).astype("float32")
STATE = random.normal(size=(BATCH, UNITS)).astype("float32")
TARGETS = random.integers(0, SYMBOLS, (BATCH, OUTPUT)).astype("int32")

ADDITIVE = {
    "state_kernel": (UNITS, ATTENTION),
    "annotation_kernel": (FEATURES, ATTENTION),
    "bias": (ATTENTION,),
    "energy_kernel": (ATTENTION,),
}
CELL = {
    "feedback_kernel": (SYMBOLS, 3 * UNITS),
    "proposal_kernel": (UNITS, UNITS),
    "context_kernel": (FEATURES, 3 * UNITS),
    "readout_feedback_kernel": (SYMBOLS, SYMBOLS),
    "readout_state_kernel": (UNITS, SYMBOLS),
    "readout_context_kernel": (FEATURES, SYMBOLS),
    "readout_bias": (SYMBOLS,),
}
CELL["state_kernel"] = (UNITS, 2 * UNITS)
CELL["bias"] = (3 * UNITS,)
DECODER = {f"cell/{name}": shape for name, shape in CELL.items()}
DECODER |= {"initial_kernel": (FEATURES, UNITS), "initial_bias": (UNITS,)}


def within(folder: str, weights: dict[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    return {f"{folder}/{name}": shape for name, shape in weights.items()}


def cell(attention: str, readout: str, energy: dict[str, tuple[int, ...]]) -> Case:
    over_input = () if attention == "none" else ((-1, -2),)
    return Case(
        AttentionDecoderCell,
        {
            "units": UNITS,
            "output_size": SYMBOLS,
            "attention": attention,
            "readout": readout,
            "attention_units": ATTENTION,
            "seed": 1,
        },
        {"feedback": TARGETS[:, 0], "state": STATE, "annotations": ANNOTATIONS, "mask": MASK},
        CELL | within("attention", energy),
        ((-1, SYMBOLS), (-1, UNITS), *over_input),
        ("bfloat16", "bfloat16", *(["float32"] * len(over_input))),
    )


def decoder(attention: str, readout: str, feedback: str, taught: bool, energy: dict[str, tuple[int, ...]]) -> Case:
    over_input = () if attention == "none" else ((-1, OUTPUT, -2),)
    return Case(
        AttentionDecoder,
        {
            "units": UNITS,
            "output_size": SYMBOLS,
            "attention": attention,
            "readout": readout,
            "return_attention": attention != "none",
            "attention_units": ATTENTION,
            "feedback": feedback,
            "start": 2,
            "seed": 1,
        },
        {"annotations": ANNOTATIONS, "mask": MASK, **({"targets": TARGETS} if taught else {})},
        DECODER | within("cell/attention", energy),
        ((-1, OUTPUT, SYMBOLS), *over_input),
        ("bfloat16", *(["float32"] * len(over_input))),
        others={} if taught else {"output_length": OUTPUT},
    )


MULTIPLICATIVE = {"state_kernel": (UNITS, FEATURES)}
ATTEND = {"state": STATE, "annotations": ANNOTATIONS, "mask": MASK}
ATTENDED = (((-1, FEATURES), (-1, -2)), ("bfloat16", "float32"))

CASES = {
    "additive": Case(AdditiveAttention, {"units": ATTENTION, "seed": 1}, ATTEND, ADDITIVE, *ATTENDED),
    "multiplicative": Case(MultiplicativeAttention, {"seed": 1}, ATTEND, MULTIPLICATIVE, *ATTENDED),
    "cell, additive": cell("additive", "previous", ADDITIVE),
    "cell, multiplicative": cell("multiplicative", "previous", MULTIPLICATIVE),
    "cell, none": cell("none", "previous", {}),
    "decoder, additive, taught": decoder("additive", "previous", "soft", True, ADDITIVE),
    "decoder, additive, soft": decoder("additive", "previous", "soft", False, ADDITIVE),
    "decoder, multiplicative, taught": decoder("multiplicative", "previous", "soft", True, MULTIPLICATIVE),
    "decoder, multiplicative, free": decoder("multiplicative", "current", "choice", False, MULTIPLICATIVE),
    "decoder, none, taught": decoder("none", "current", "choice", True, {}),
}
every_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


@pytest.mark.parametrize("name", ["additive", "cell, multiplicative", "decoder, multiplicative, taught"])
def test_no_argument_is_lost_on_the_way_through_the_config(name: str) -> None:
    contract.check_config(CASES[name])


@every_case
def test_weights_have_their_names_and_shapes(case: Case) -> None:
    contract.check_build(case)


@every_case
def test_outputs_have_the_shapes_and_dtypes_announced(case: Case) -> None:
    contract.check_shapes(case)


@every_case
def test_gradients_reach_every_weight(case: Case) -> None:
    contract.check_gradients(case)


@every_case
def test_a_saved_model_loads_to_identical_outputs(case: Case, tmp_path: Path) -> None:
    contract.check_file(case, tmp_path)


@every_case
def test_mixed_precision_keeps_weights_and_attention_in_float32(case: Case) -> None:
    contract.check_mixed_precision(case)


@every_case
def test_a_compiled_call_gives_the_same(case: Case) -> None:
    contract.check_compiled(case)


@every_case
def test_a_seed_settles_every_weight(case: Case) -> None:
    contract.check_seed(case)


@every_case
def test_padding_gets_zero_weight_and_changes_no_output(case: Case) -> None:
    contract.check_padding(case, tuple(-2 in shape for shape in case.outputs))
