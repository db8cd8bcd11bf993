"""``kiosk bench``: how long each stage takes on this machine, beside what it may take."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from rich import progress
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from kiosk.cli.bench_compare import CONTENDERS, compare, table
from kiosk.cli.bench_run import Bench
from kiosk.cli.options import AsJson
from kiosk.evaluation.bench import Report
from kiosk.evaluation.bench.compare import Measured

__all__ = ["ROUNDS", "bench", "measure_contenders", "measure_machine"]

ROUNDS = 10
"""Spoken orders that are taken unless another number is named."""

_IDLE = 0.5
"""Load up to which a machine counts as doing nothing else."""


def bench(
    rounds: Annotated[int, typer.Option(min=1, help="Spoken orders to take.")] = ROUNDS,
    compared: Annotated[
        bool,
        typer.Option("--compare", help="Beside it, the whole menu in a prompt and JSON back."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Time every stage with the engines that a kiosk loads, and weigh all of them together.

    The recorded guest of the demo orders again and again. Figures are told beside the budget of
    the reference machine (2 cores, no GPU), and never judged by the exit status.

    With --compare, the ladder and its larger model read 40 more turns, and so does the same base
    model as others would use it: accuracy, time and tokens of each.
    """
    contenders = measure_contenders() if compared else []
    report = measure_machine(rounds)
    if as_json:
        told = report.as_json()
        if compared:
            told["compare"] = [one.as_json() for one in contenders]
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    _show(report)
    if compared:
        Console(highlight=False, soft_wrap=True).print(table(contenders))


def measure_machine(rounds: int = ROUNDS) -> Report:
    """All figures of this machine, its progress drawn on stderr where that is a terminal.

    Raises:
        KioskError: as ``Bench.run``.
    """
    run = Bench(rounds)
    with _progress(run.steps) as step:
        return asyncio.run(run.run(step))


def measure_contenders() -> list[Measured]:
    """What ours and what others would do make of the same turns, one after another.

    Raises:
        KioskError: as ``compare``.
    """
    with _progress(len(CONTENDERS)) as step:
        return asyncio.run(compare(step))


@contextmanager
def _progress(steps: int) -> Iterator[Callable[[str], None]]:
    """What tells of each step."""
    console = Console(stderr=True)
    columns = (
        progress.TextColumn("{task.description}", markup=False),
        progress.BarColumn(),
        progress.TimeElapsedColumn(),
    )
    with progress.Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as drawn:
        task = drawn.add_task("", total=steps + 1)

        def step(what: str) -> None:
            drawn.update(task, description=what, advance=1)

        yield step


def _show(report: Report) -> None:
    console = Console(highlight=False, soft_wrap=True)
    table = Table(box=None, pad_edge=False)
    table.add_column("stage")
    for name in ("n", "median", "95th", "budget", ""):
        table.add_column(name, justify="right", no_wrap=True)
    for stage in report.stages:
        budget = stage.budget
        table.add_row(
            escape(budget.name),
            str(len(stage.ms)),
            f"{stage.p50:.1f} ms",
            f"{stage.p95:.1f} ms",
            f"{budget.p50_ms:g} / {budget.p95_ms:g} ms",
            _verdict(stage.p50 <= budget.p50_ms and stage.p95 <= budget.p95_ms),
        )
    if report.memory_mb is not None:
        table.add_row(
            *("memory of all processes", "", f"{report.memory_mb:.0f} MB", ""),
            f"{report.memory_budget_mb} MB",
            _verdict(report.memory_mb <= report.memory_budget_mb),
        )
    table.add_row(
        *("cold start to the greeting", "1", f"{report.cold_start_s:.1f} s", ""),
        f"{report.cold_start_budget_s:g} s",
        _verdict(report.cold_start_s <= report.cold_start_budget_s),
    )
    console.print(table)
    if report.load > _IDLE:
        console.print(f"[yellow]other programs were at work: load {report.load:.1f}[/]")
    for fault in report.faults:
        console.print(f"[yellow]{escape(fault)}[/]")


def _verdict(within: bool) -> str:
    return "[green]within[/]" if within else "[red]over[/]"
