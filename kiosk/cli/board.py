"""``kiosk board``: the order confirmation board of the kiosk on this machine."""

from __future__ import annotations

import asyncio
import sys
from typing import Annotated

import typer

from kiosk.board import FileFeed
from kiosk.cli.glass import Terminal, shown
from kiosk.errors import UsageError
from kiosk.locations import data_dir
from kiosk.ui.confirmation import BoardApp
from kiosk.ui.themes import THEMES

__all__ = ["board"]

_NAMES = [theme.name for theme in THEMES]


def board(
    theme: Annotated[str, typer.Option(help=f"Colours: {', '.join(_NAMES)}.")] = _NAMES[0],
) -> None:
    """Show the order that is being taken on this machine, large, for the guest to check."""
    if theme not in _NAMES:
        raise UsageError(f"there are no colours {theme!r}", hint=f"use {', '.join(_NAMES)}")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("the board needs a terminal")
    app = BoardApp(FileFeed(data_dir()), theme)
    app.driver_class = Terminal
    asyncio.run(shown(app))
