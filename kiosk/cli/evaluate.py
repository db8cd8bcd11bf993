"""``kiosk eval``: the yardsticks, for people and as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape

from kiosk.cli.bench import measure_contenders, measure_machine
from kiosk.cli.evaluate_dialogs import dialogs
from kiosk.cli.evaluate_keep import commit_here, keep_run, machine_here
from kiosk.cli.evaluate_noise import noise
from kiosk.cli.evaluate_pauses import pauses
from kiosk.cli.evaluate_show import ByRung, Shown, figures_table, left_out, progress_of
from kiosk.cli.evaluate_speech import speech
from kiosk.cli.evaluate_speech_set import speech_set
from kiosk.cli.ladder import open_rung, tuned_rungs
from kiosk.cli.options import AsJson
from kiosk.evaluation.measure import measure_conversations, measure_folders
from kiosk.evaluation.report import Measured, Results, write_results
from kiosk.evaluation.rows import (
    MODEL_COLUMNS,
    SET_COLUMNS,
    TURN_COLUMNS,
    conversation_rows,
    model_rows,
    set_row,
    turn_rows,
)
from kiosk.evaluation.rungs import RungName
from kiosk.evaluation.turns.file import TurnSet, read_turns
from kiosk.evaluation.turns.measure import MOST_TURNS, measure_turns, unsure_of
from kiosk.locations import checkout

__all__ = ["app"]

app = typer.Typer(add_completion=False, help="Measure how well guests are understood.")
app.command()(dialogs)
app.command("keep")(keep_run)
app.command()(noise)
app.command()(pauses)
app.command()(speech)
app.command()(speech_set)


@app.command()
def foodordering(
    folders: Annotated[list[Path], typer.Argument(metavar="DIR…", help="Restaurant folders.")],
    by: ByRung = RungName.RULES,
    limit: Shown = 10,
    as_json: AsJson = False,
) -> None:
    """Unordered exact match on restaurants' labelled utterances.

    Each utterance is read with an empty cart; what would end in a question is scored on its best
    reading.
    """
    sets = measure_folders(folders, open_rung(by))
    if as_json:
        typer.echo(json.dumps({"sets": sets}, ensure_ascii=False))
        return
    table = figures_table(*SET_COLUMNS)
    for one in sets:
        table.add_row(*map(escape, set_row(one)))
    console = Console(highlight=False, soft_wrap=True)
    console.print(table)
    for one in sets:
        for place in one["unread"]:
            console.print(f"[yellow]{escape(place)}: not a phrase and a value, left out[/]")
        for wrong in one["wrong"][:limit]:
            console.print(f"\n[bold]{escape(one['name'])}[/]: {escape(wrong['said'])}")
            console.print(f"  [green]want[/] {escape(wrong['want'])}")
            console.print(f"  [red]got[/]  {escape(wrong['got'])}")
        left_out(console, len(one["wrong"]) - limit)


@app.command()
def scenarios(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Scenario files.")],
    by: ByRung = RungName.RULES,
    seed: Annotated[int, typer.Option(help="Which wordings the replies take.")] = 0,
    limit: Shown = 10,
    as_json: AsJson = False,
) -> None:
    """Conversations: final cart and outcome, silent errors, questions asked."""
    report = measure_conversations(files, open_rung(by), seed=seed)
    if as_json:
        typer.echo(json.dumps(report, ensure_ascii=False))
        return
    _show_scenarios(report, limit)


@app.command()
def turns(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Turn files.")],
    by: ByRung = RungName.RULES,
    limit: Shown = 10,
    as_json: AsJson = False,
) -> None:
    """Hard single turns: the right cart, and how sure of it; also where the rules alone fail."""
    sets = [read_turns(file) for file in files]
    with progress_of(sum(len(one.turns) for one in sets)) as step:
        report = measure_turns(sets, open_rung(by), step)
    if as_json:
        typer.echo(json.dumps(report, ensure_ascii=False))
        return
    _show_turns(report, limit)


@app.command()
def models(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Turn files.")],
    most: Annotated[
        int, typer.Option(min=0, help="Read so many of them, drawn by seed; 0 reads all.")
    ] = MOST_TURNS,
    as_json: AsJson = False,
) -> None:
    """Each tuned language model by itself, also as it came, on turns the rules are unsure of.

    As it came, it is told the notation and shown two worked turns; both are held to what may be
    written.
    """
    measured = _by_itself([read_turns(file) for file in files], most)
    if as_json:
        typer.echo(json.dumps(measured, ensure_ascii=False))
        return
    table = figures_table(*MODEL_COLUMNS)
    for row in model_rows(measured):
        table.add_row(*row)
    Console(highlight=False, soft_wrap=True).print(table)


def _by_itself(sets: list[TurnSet], most: int = MOST_TURNS) -> dict[str, dict[str, Any]]:
    unsure, rungs = unsure_of(sets, most), tuned_rungs()
    with progress_of(2 * len(rungs) * sum(len(one.turns) for one in unsure)) as step:
        return {
            name.value: {
                key: measure_turns(unsure, open_rung(name, tuned=key == "tuned"), step)
                for key in ("came", "tuned")
            }
            for name in rungs
        }


@app.command()
def report(
    folders: Annotated[
        list[Path] | None,
        typer.Option("--foodordering", metavar="DIR", help="A restaurant folder; may be repeated."),
    ] = None,
    files: Annotated[
        list[Path] | None,
        typer.Option("--scenarios", metavar="FILE", help="A scenario file; may be repeated."),
    ] = None,
    hard: Annotated[
        list[Path] | None,
        typer.Option("--turns", metavar="FILE", help="A turn file; may be repeated."),
    ] = None,
    rungs: Annotated[
        list[RungName] | None, typer.Option("--rung", help="What to measure; may be repeated.")
    ] = None,
    docs: Annotated[
        Path | None, typer.Option("--docs", help="Where RESULTS.md is written.")
    ] = None,
    bench: Annotated[
        bool,
        typer.Option("--bench", help="With kiosk bench --compare and kiosk eval models."),
    ] = False,
) -> None:
    """Measure everything and write the results page with its pictures.

    Without --scenarios, the conversations that come with the project are played.
    """
    files = files or sorted((checkout() / "tests" / "scenarios").glob("*.yaml"))
    sets = [read_turns(file) for file in hard or []]
    timed = measure_machine() if bench else None
    contenders = measure_contenders() if bench else []
    measured = {
        name.value: Measured(
            measure_folders(folders or [], open_rung(name)),
            measure_conversations(files, open_rung(name)) if files else None,
            measure_turns(sets, open_rung(name)) if sets else None,
        )
        for name in rungs or [RungName.RULES]
    }
    page = write_results(
        docs or checkout() / "docs",
        Results(
            measured,
            commit=commit_here(),
            machine=machine_here(),
            at=datetime.now().astimezone(),
            bench=timed,
            models=_by_itself(sets) if bench else None,
            contenders=contenders,
        ),
    )
    typer.echo(page)


def _show_scenarios(report: Mapping[str, Any], limit: int) -> None:
    console = Console(highlight=False, soft_wrap=True)
    table = figures_table("", "")
    for name, value in conversation_rows(report):
        table.add_row(name, value)
    console.print(table)
    for failed in report["failed"][:limit]:
        console.print(f"\n[bold]{escape(failed['menu'])}: {escape(failed['name'])}[/]")
        for turn in failed["turns"]:
            console.print(f"  [dim]guest[/] {escape(turn['guest'])}")
            console.print(f"  [dim]kiosk[/] {escape(turn['reply'])}")
        for why in failed["why"]:
            console.print(f"  [red]{escape(why)}[/]")
        for difference in failed["silent"]:
            console.print(f"  [red]silent: {escape(difference)}[/]")
    left_out(console, len(report["failed"]) - limit)


def _show_turns(report: Mapping[str, Any], limit: int) -> None:
    console = Console(highlight=False, soft_wrap=True)
    table = figures_table(*TURN_COLUMNS)
    for row in turn_rows(report):
        table.add_row(*map(escape, row))
    console.print(table)
    for wrong in report["wrong"][:limit]:
        console.print(f"\n[bold]{escape(wrong['where'])}[/] {escape(wrong['guest'])}")
        for name in ("cart", "want", "got"):
            console.print(f"  {name:4} {escape('; '.join(wrong[name]) or 'nothing')}")
    left_out(console, len(report["wrong"]) - limit)
