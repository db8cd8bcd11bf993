"""``kiosk eval speech``: recorded orders, in noise, from the sound to the cart."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape

from kiosk.cli.evaluate_show import UNHURRIED, ByRung, figures_table, left_out, progress_of
from kiosk.cli.ladder import open_rung
from kiosk.cli.options import AsJson
from kiosk.cli.speech import recogniser
from kiosk.evaluation.rows import SPEECH_COLUMNS, speech_rows
from kiosk.evaluation.rungs import RungName
from kiosk.evaluation.speech.index import SpokenSet, read_set
from kiosk.evaluation.speech.measure import Heard, measure_speech, planned
from kiosk.speech.pipeline import Ears
from kiosk.workers import Scheduler

__all__ = ["speech"]


def speech(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Recordings and index.jsonl.")],
    conditions: Annotated[
        str, typer.Option(help="As clean,car_10,babble_5; without it, eleven common ones.")
    ] = "",
    by: ByRung = RungName.RULES,
    show: Annotated[int, typer.Option("--limit", "--show", min=0, help="Failures to show.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Spoken orders: word error rate, the right cart, silent errors, by noise level.

    The oracle is the share of right carts when the true words are typed: what it lacks is not the
    recogniser's fault.
    """
    spoken = read_set(folder)
    names = [name.strip() for name in conditions.split(",") if name.strip()]
    report = asyncio.run(_measure(spoken, planned(spoken, names), by))
    if as_json:
        typer.echo(json.dumps(report, ensure_ascii=False))
        return
    _show(report, show)


async def _measure(spoken: SpokenSet, plan: list[Heard], by: RungName) -> dict[str, Any]:
    scheduler = Scheduler()
    async with open_rung(by) as rung, recogniser(scheduler) as worker:
        worker.patience = UNHURRIED
        with progress_of(len(plan)) as step:
            return await measure_speech(spoken, plan, Ears(worker, scheduler), rung, step)


def _show(report: dict[str, Any], limit: int) -> None:
    console = Console(highlight=False, soft_wrap=True)
    table = figures_table(*SPEECH_COLUMNS)
    for row in speech_rows(report):
        table.add_row(*map(escape, row))
    console.print(table)
    for failed in report["failed"][:limit]:
        console.print(
            f"\n[bold]{escape(failed['file'])}[/] {escape(failed['condition'])}: "
            f"{escape(failed['said'])}"
        )
        console.print(f"  heard {escape(failed['heard']) or 'nothing'}")
        for name in ("want", "got"):
            console.print(f"  {name:5} {escape('; '.join(failed[name]) or 'nothing')}")
        for difference in failed["silent"]:
            console.print(f"  [red]silent: {escape(difference)}[/]")
    if limit:
        left_out(console, len(report["failed"]) - limit)
