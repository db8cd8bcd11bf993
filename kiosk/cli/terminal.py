"""``kiosk`` alone: the screen in this terminal."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kiosk.cli.terminal_sound import LocalSound
from kiosk.config import settings
from kiosk.dialog import Session, WallClock
from kiosk.errors import UsageError
from kiosk.menu import find_menu, load_menu
from kiosk.ui import KioskApp
from kiosk.understanding import Rules

__all__ = ["screen"]


def screen(
    menu: Annotated[
        str | None, typer.Option("--menu", "-m", help="A menu file, or the name of one in menus/.")
    ] = None,
    sound: Annotated[
        bool, typer.Option("--sound/--no-sound", help="Listen and speak, where there are devices.")
    ] = True,
) -> None:
    """Take orders on a screen in this terminal, by typing and by voice."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("the screen needs a terminal", hint="order by text: kiosk order")
    sold = load_menu(find_menu(menu if menu is not None else settings().menu))
    rules = Rules(sold)
    KioskApp(
        lambda: Session(sold, rules, clock=WallClock()),
        LocalSound.found().opened if sound else None,
    ).run()
