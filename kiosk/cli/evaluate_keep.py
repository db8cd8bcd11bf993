"""``kiosk eval keep``: what a long run printed, for the results page."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from kiosk.cli.doctor import Machine
from kiosk.errors import UsageError
from kiosk.evaluation.runs import RUNS, Run, keep
from kiosk.locations import checkout

__all__ = ["commit_here", "keep_run", "machine_here"]


def keep_run(
    name: Annotated[str, typer.Argument(help=f"What it was: {', '.join(RUNS)}.")],
    command: Annotated[str, typer.Option(help="How it was started, for the page.")] = "",
    commit: Annotated[
        str, typer.Option(help="What was measured; without it, what stands here now.")
    ] = "",
    docs: Annotated[Path | None, typer.Option("--docs", help="Where RESULTS.md is.")] = None,
) -> None:
    """Keep what a run printed with --json, the last line of standard input, and show it on the
    results page."""
    lines = sys.stdin.read().split("\n")
    last = next((line for line in reversed(lines) if line.strip()), "")
    try:
        printed = json.loads(last)
    except ValueError as bad:
        raise UsageError(f"standard input does not end in a line of JSON: {bad}") from bad
    if not isinstance(printed, dict):
        raise UsageError("the last line of standard input is no JSON object")
    run = Run(
        command=command or name,
        commit=commit or commit_here(),
        machine=machine_here(),
        at=datetime.now().astimezone(),
        printed=printed,
    )
    typer.echo(keep(docs or checkout() / "docs", name, run))


def machine_here() -> str:
    """This machine, in half a line."""
    machine = Machine.read()
    return (
        f"{machine.processor}, {machine.cores} cores, {machine.memory_mb} MB, "
        f"Python {machine.python}"
    )


def commit_here() -> str:
    """The commit of the checkout, and whether what was measured differs from it."""

    def git(*arguments: str) -> str:
        ran = subprocess.run(
            ["git", "-C", checkout(), *arguments], capture_output=True, text=True, check=False
        )
        return ran.stdout.strip()

    try:
        commit = git("rev-parse", "--short=12", "HEAD")
        changed = git("status", "--porcelain", "--", "kiosk", "menus", "tests/scenarios")
    except OSError:
        return "unknown (no git here)"
    return f"{commit or 'unknown'}{', with changes that are not committed' if changed else ''}"
