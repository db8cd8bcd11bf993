"""The terminal that a screen is drawn on, and what becomes of it."""

from __future__ import annotations

import signal
import sys
from typing import Any, TextIO, cast

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from kiosk.files import Lossy

__all__ = ["Terminal", "shown"]


class Terminal(LinuxDriver):
    """A terminal that may go at any moment, drawn on by stdout.

    Textual draws on stderr, which as a service is the system's log. When the terminal goes, the
    kernel tells the kiosk to end and to go on; but it is never taken up anew. And what is still
    drawn goes nowhere: the thread that draws would die of it, and the end wait for it for ever.
    """

    def __init__(self, app: App[Any], **settings: Any) -> None:
        super().__init__(app, **settings)
        signal.signal(signal.SIGCONT, signal.SIG_IGN)
        self._file = cast(Any, Lossy(cast(TextIO, sys.__stdout__)))


async def shown(app: App[Any]) -> None:
    """Run a screen to its end.

    What it fails with is raised. Textual would print it to stderr with all that the code at fault
    held, guests' words among it, and end as if nothing had been wrong.
    """
    app._fatal_error = app._close_messages_no_wait  # type: ignore[method-assign]
    await app.run_async()
    if app._exception is not None:
        raise app._exception
