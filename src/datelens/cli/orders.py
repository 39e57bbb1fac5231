"""The option `--order`: its three values, in capitals as they stand everywhere else."""

from __future__ import annotations

import click

from datelens.hints import ORDERS


class OrderChoice(click.Choice[str]):
    """DMY, MDY or YMD, in capitals or not.

    Click's own choice that ignores capitals shows small letters, which no page and no other message does.
    """

    def __init__(self) -> None:
        super().__init__(ORDERS)

    def normalize_choice(self, choice: object, ctx: click.Context | None) -> str:
        """What is compared and shown."""
        return str(choice).upper()
