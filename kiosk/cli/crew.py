"""``kiosk crew``: what the crew's screens need before they open."""

from __future__ import annotations

import getpass
import sys

import typer

from kiosk.crew import set_pin
from kiosk.errors import UsageError
from kiosk.locations import data_dir

__all__ = ["app"]

app = typer.Typer(add_completion=False, no_args_is_help=True)


@app.callback()
def crew() -> None:
    """Set what the crew's screens need."""


@app.command()
def pin() -> None:
    """Set the PIN of the crew's screens: asked for twice, or one line of standard input."""
    if sys.stdin.isatty():
        first = getpass.getpass("New PIN: ")
        if getpass.getpass("Once more: ") != first:
            raise UsageError("the two are not the same")
    else:
        first = sys.stdin.readline().strip()
    set_pin(data_dir(), first)
    typer.echo("the crew's screens open with F9 and this PIN")
