"""``kiosk eval pauses``: how often a guest is cut off, against how long every guest waits."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from kiosk.cli.evaluate_show import UNHURRIED, figures_table, progress_of
from kiosk.cli.options import AsJson
from kiosk.cli.speech import HIBARI, recogniser, voice_engine
from kiosk.evaluation.figures import as_percent
from kiosk.evaluation.pauses.hearing import Remembering
from kiosk.evaluation.pauses.said import said_in
from kiosk.evaluation.pauses.score import measure
from kiosk.evaluation.scenarios.file import read_scenarios
from kiosk.speech.audio import Audio
from kiosk.workers import Scheduler

__all__ = ["pauses"]


def pauses(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Scenario files.")],
    turns: Annotated[int, typer.Option(min=1, help="Guests' turns to say, at most.")] = 300,
    seed: Annotated[int, typer.Option(help="Which turns, and where they pause.")] = 1,
    as_json: AsJson = False,
) -> None:
    """Guests who pause: turns that end too early, against the delay of those that do not.

    The turns of scenarios are said by the default voice with pauses of 0.3 to 1.2 s put in, and
    heard by the real pipeline. The delay is from the end of the last word until the turn is over
    and its words are there. Where a guest is cut off, what follows is heard as a turn of its own:
    mostly the order comes out the same, and where it does not, it counts as changed.
    """
    report = asyncio.run(_measure(files, turns, seed))
    if as_json:
        typer.echo(json.dumps(report))
        return
    console = Console(highlight=False)
    console.print(f"{report['n']} turns, {report['paused']} of them with pauses")
    table = figures_table("a turn ends", "cut off", "order changed", "delay p50", "p95")
    for point in report["understood"]:
        ships = " (ships)" if point["ships"] else ""
        table.add_row(f"by what was said, pace {point['pace']:g}{ships}", *_figures(point))
    for point in report["silence"]:
        table.add_row(f"after {point['seconds']:g} s of silence", *_figures(point))
    console.print(table)


def _figures(point: dict[str, Any]) -> tuple[str, ...]:
    delays = (f"{point[name]:.0f} ms" for name in ("delay_ms_p50", "delay_ms_p95"))
    return as_percent(point["false_cutoffs"]), as_percent(point["orders_changed"]), *delays


async def _measure(files: list[Path], turns: int, seed: int) -> dict[str, Any]:
    said = await said_in([read_scenarios(file) for file in files], turns, seed)
    scheduler = Scheduler()
    async with voice_engine(scheduler, HIBARI) as voice, recogniser(scheduler) as engine:

        async def speak(text: str) -> Audio:
            audio: Audio = await voice.call("speak", text, deadline_s=UNHURRIED)
            return audio

        with progress_of(len(said)) as step:
            return await measure(said, speak, Remembering(engine), seed, step)
