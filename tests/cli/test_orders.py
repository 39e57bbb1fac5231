"""`--order`, wherever a command has it."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from datelens.cli.main import main
from datelens.cli.orders import OrderChoice


@pytest.mark.parametrize("given", ["DMY", "dmy", "Dmy"])
def test_an_order_is_taken_in_capitals_or_not(given: str) -> None:
    assert OrderChoice().convert(given, None, None) == "DMY"


def test_another_word_is_refused_with_those_that_can_be() -> None:
    with pytest.raises(click.BadParameter, match="'DYM' is not one of 'DMY', 'MDY', 'YMD'"):
        OrderChoice().convert("DYM", None, None)


@pytest.mark.parametrize("name", ["translate", "map", "profile", "convert"])
def test_the_help_shows_orders_as_they_stand_everywhere(name: str) -> None:
    assert "--order [DMY|MDY|YMD]" in CliRunner().invoke(main, [name, "--help"]).output
