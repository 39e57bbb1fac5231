"""Arguments that several functions take."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from datelens.arguments import whole_number
from datelens.errors import ArgumentError


@pytest.mark.parametrize("value", [3, np.int64(3), np.uint8(3), np.array(3)], ids=repr)
def test_a_whole_number_of_any_kind_becomes_one_of_python(value: Any) -> None:
    assert (whole_number("units", value), type(whole_number("units", value))) == (3, int)


@pytest.mark.parametrize("value", [0, -1, 1.0, True, "3", None, np.array([1, 2])], ids=repr)
def test_what_is_no_positive_whole_number_is_named(value: Any) -> None:
    with pytest.raises(ArgumentError, match="`units` must be a positive whole number; got "):
        whole_number("units", value)
