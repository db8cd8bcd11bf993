"""``kiosk eval``: the yardsticks, for people and as JSON."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from kiosk.evaluation.foodordering.folder import read_folder
from kiosk.evaluation.foodordering.score import score_folder
from kiosk.evaluation.rungs import RungName, rung
from kiosk.evaluation.scenarios.file import read_scenarios
from kiosk.evaluation.scenarios.score import ScenarioScore, play_all

__all__ = ["app"]

app = typer.Typer(add_completion=False, help="Measure how well guests are understood.")

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
ByRung = Annotated[RungName, typer.Option("--rung", help="What reads the guest's words.")]
Shown = Annotated[int, typer.Option("--limit", min=0, help="Failures to show.")]


@app.command()
def foodordering(
    folders: Annotated[list[Path], typer.Argument(metavar="DIR…", help="Restaurant folders.")],
    by: ByRung = "rules",
    limit: Shown = 10,
    as_json: AsJson = False,
) -> None:
    """Unordered exact match on restaurants' labelled utterances.

    Each utterance is read with an empty cart; what would end in a question is scored on its best
    reading.
    """
    sets = food_sets(folders, by)
    if as_json:
        typer.echo(json.dumps({"sets": sets}, ensure_ascii=False))
        return
    table = _table("set", "n", "exact match", "in reach", "sure", "right if sure", "p50", "p95")
    for one in sets:
        table.add_row(
            escape(one["name"]),
            str(one["n"]),
            _percent(one["exact_match"]),
            _percent(one["in_reach"]),
            _percent(one["sure_share"]),
            _percent(one["sure_right"]),
            _ms(one["ms_p50"]),
            _ms(one["ms_p95"]),
        )
    console = Console(highlight=False, soft_wrap=True)
    console.print(table)
    for one in sets:
        for place in one["unread"]:
            console.print(f"[yellow]{escape(place)}: not a phrase and a value, left out[/]")
        for wrong in one["wrong"][:limit]:
            console.print(f"\n[bold]{escape(one['name'])}[/]: {escape(wrong['said'])}")
            console.print(f"  [green]want[/] {escape(wrong['want'])}")
            console.print(f"  [red]got[/]  {escape(wrong['got'])}")
        _left_out(console, len(one["wrong"]) - limit)


@app.command()
def scenarios(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Scenario files.")],
    by: ByRung = "rules",
    seed: Annotated[int, typer.Option(help="Which wordings the replies take.")] = 0,
    limit: Shown = 10,
    as_json: AsJson = False,
) -> None:
    """Conversations: final cart and outcome, silent errors, questions asked."""
    report = scenario_score(files, by, seed).report()
    if as_json:
        typer.echo(json.dumps(report, ensure_ascii=False))
        return
    _show_scenarios(report, limit)


def food_sets(folders: Sequence[Path], by: RungName) -> list[dict[str, Any]]:
    """The report of every folder.

    Raises:
        UsageError: a folder cannot be read, or no menu can be made of it.
    """
    from kiosk.understanding import SURE

    read = [read_folder(folder) for folder in folders]

    async def score() -> list[dict[str, Any]]:
        return [(await score_folder(folder, rung(by))).report(SURE) for folder in read]

    return asyncio.run(score())


def scenario_score(files: Sequence[Path], by: RungName, seed: int) -> ScenarioScore:
    """Every scenario of every file, played.

    Raises:
        UsageError: a file is not what it should be.
        MenuError: a menu cannot be sold from.
    """
    sets = [read_scenarios(file) for file in files]
    return asyncio.run(play_all(sets, rung(by), seed=seed))


def _show_scenarios(report: Mapping[str, Any], limit: int) -> None:
    console = Console(highlight=False, soft_wrap=True)
    table = _table("", "")
    held_out = report["held_out"]
    for name, value in (
        ("scenarios", str(report["n"])),
        ("final cart and outcome", _percent(report["final"])),
        (f"  of {held_out['n']} held out", _percent(held_out["final"])),
        ("stated turns", _percent(report["turns"])),
        ("option changes found", _percent(report["modifier_recall"])),
        ("option changes right", _percent(report["modifier_precision"])),
        ("silent errors", str(report["silent_errors"])),
        ("questions per order", f"{report['questions_per_order']:.2f}"),
        ("turn, median", _ms(report["ms_p50"])),
        ("turn, 95th percentile", _ms(report["ms_p95"])),
    ):
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
    _left_out(console, len(report["failed"]) - limit)


def _left_out(console: Console, more: int) -> None:
    if more > 0:
        console.print(f"[dim]… and {more} more; --limit shows them[/]")


def _table(first: str, *others: str) -> Table:
    table = Table(box=None, pad_edge=False, show_header=bool(first))
    table.add_column(first)
    for name in others:
        table.add_column(name, justify="right")
    return table


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _ms(value: float) -> str:
    return f"{value:.1f} ms"
