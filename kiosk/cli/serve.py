"""``kiosk serve``: the screen in a browser, for a demo or a touch screen that runs one."""

from __future__ import annotations

import shlex
import sys
from typing import Annotated, Final

import typer

from kiosk.cli.options import SoldFrom
from kiosk.config import settings
from kiosk.menu import find_menu, load_menu
from kiosk.ui.web import KioskServer

__all__ = ["serve"]

_LOOPBACK: Final = "127.0.0.1"
_KIOSK: Final = (sys.executable, "-c", "from kiosk.cli import main; main()", "screen")


def serve(
    menu: SoldFrom = None,
    host: Annotated[
        str,
        typer.Option(
            help="Where to listen; any other address than this machine's own lets "
            "everybody on that network order."
        ),
    ] = _LOOPBACK,
    port: Annotated[int, typer.Option(min=1, max=65_535)] = 8000,
    screens: Annotated[
        int, typer.Option(min=1, help="Browsers at one time; each loads models of its own.")
    ] = 1,
    sound: Annotated[
        bool, typer.Option("--sound/--no-sound", help="Listen and speak at this machine.")
    ] = False,
) -> None:
    """Serve the screen to a browser."""
    path = find_menu(menu if menu is not None else settings().menu)
    house = load_menu(path).name
    command = [*_KIOSK, "--menu", str(path), "--sound" if sound else "--no-sound"]
    server = KioskServer(shlex.join(command), house, host, port, screens)
    server.try_address()
    typer.echo(f"{house} at http://{host}:{port} (ctrl-c ends it)", err=True)
    server.serve()
