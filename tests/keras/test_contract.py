"""The contract, kept by every layer of the kit."""

from __future__ import annotations

from pathlib import Path

import contract
import pytest
from cases import CASES, CONFIGURED, SAMPLED
from contract import Case

every_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


@pytest.mark.parametrize("name", CONFIGURED)
def test_no_argument_is_lost_on_the_way_through_the_config(name: str) -> None:
    contract.check_config(CASES[name])


@every_case
def test_weights_have_their_names_and_shapes(case: Case) -> None:
    contract.check_build(case)


@every_case
def test_outputs_have_the_shapes_and_dtypes_announced(case: Case) -> None:
    contract.check_shapes(case)


@every_case
def test_outputs_are_what_numpy_says(case: Case) -> None:
    contract.check_reference(case)


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


@pytest.mark.parametrize("case", SAMPLED.values(), ids=SAMPLED)
def test_a_seed_settles_what_is_drawn(case: Case) -> None:
    contract.check_draws(case)


@every_case
def test_padding_gets_zero_weight_and_changes_no_output(case: Case) -> None:
    contract.check_padding(case)


@every_case
def test_a_mask_that_keras_carries_is_honoured(case: Case) -> None:
    contract.check_carried_mask(case)
    contract.check_carried_mask_in_a_model(case)
