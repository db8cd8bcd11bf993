"""The rows of a line with its price: beside the words, or below where those need the room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rich.console import Console, ConsoleOptions
from rich.table import Table
from rich.text import Text

__all__ = ["Priced", "PricedRow"]

_QUANTITY: Final = 2
"""Columns that a quantity has in any case, so that words stand below each other."""


@dataclass(frozen=True, slots=True)
class PricedRow:
    """One row of a line; what it does not have is empty."""

    quantity: Text
    words: Text
    amount: Text


@dataclass(frozen=True, slots=True)
class Priced:
    """Rows as Rich draws them; no word of them is cut while one alone fits beside its quantity."""

    rows: Sequence[PricedRow]

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> Iterator[Table]:
        """In a table that fills the width."""
        beside = options.max_width >= self._widest()
        table = Table.grid(expand=True, padding=(0, 1, 0, 0), pad_edge=False)
        table.add_column(justify="right", no_wrap=True, min_width=_QUANTITY)
        table.add_column(ratio=1, overflow="fold")
        if beside:
            table.add_column(justify="right", no_wrap=True)
        for row in self.rows:
            cells = (row.quantity, row.words, row.amount)
            table.add_row(*(cells if beside else cells[:2]))
            if row.amount and not beside:
                amount = row.amount.copy()
                amount.justify = "right"
                table.add_row("", amount)
        yield table

    def _widest(self) -> int:
        """Columns with which the longest word stands beside the longest amount."""
        words = max((_longest_word(row.words.plain) for row in self.rows), default=0)
        quantity = max((row.quantity.cell_len for row in self.rows), default=0)
        amount = max((row.amount.cell_len for row in self.rows), default=0)
        return max(_QUANTITY, quantity) + 1 + words + 1 + amount


def _longest_word(words: str) -> int:
    indent = len(words) - len(words.lstrip())
    return indent + max(map(len, words.split()), default=0)
