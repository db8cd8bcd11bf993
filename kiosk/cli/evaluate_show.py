"""What the yardsticks of ``kiosk eval`` share: options, a bar, tables, patience."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Final

import typer
from rich import progress
from rich.console import Console
from rich.table import Table

from kiosk.evaluation.rungs import RungName

__all__ = ["UNHURRIED", "ByRung", "Shown", "figures_table", "left_out", "progress_of"]

ByRung = Annotated[RungName, typer.Option("--rung", help="What reads the guest's words.")]
Shown = Annotated[int, typer.Option("--limit", min=0, help="Failures to show.")]
UNHURRIED: Final = 30.0
"""Patience with engines for which nobody waits, in seconds: a restart of one is in it."""


@contextmanager
def progress_of(turns: int) -> Iterator[Callable[[], None]]:
    """What is called after each turn; drawn on stderr where that is a terminal."""
    console = Console(stderr=True)
    columns = (progress.BarColumn(), progress.MofNCompleteColumn(), progress.TimeRemainingColumn())
    with progress.Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as drawn:
        task = drawn.add_task("", total=turns)
        yield lambda: drawn.advance(task)


def left_out(console: Console, more: int) -> None:
    """Say that there are more failures than were shown, if there are."""
    if more > 0:
        console.print(f"[dim]… and {more} more; --limit shows them[/]")


def figures_table(first: str, *others: str) -> Table:
    """An empty table of figures: names on the left, numbers on the right."""
    table = Table(box=None, pad_edge=False, show_header=bool(first))
    table.add_column(first)
    for name in others:
        table.add_column(name, justify="right")
    return table
