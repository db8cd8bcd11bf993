"""The application: a theme, one screen, and the ways out."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType

from kiosk.dialog import Session
from kiosk.ui.ports import OpenSound, Patience
from kiosk.ui.screens.ordering import Ordering
from kiosk.ui.theme import COUNTER

__all__ = ["KioskApp"]


class KioskApp(App[None]):
    """The kiosk in a terminal, from 80 columns by 24 rows up."""

    CSS_PATH = "kiosk.tcss"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - as the base has it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Leave", priority=True),
    ]

    def __init__(
        self,
        new_session: Callable[[], Session],
        open_sound: OpenSound | None = None,
        patience: Patience | None = None,
    ) -> None:
        super().__init__()
        self._ordering = Ordering(new_session, open_sound, patience or Patience())

    def on_mount(self) -> None:
        """Dress up and open the counter."""
        self.register_theme(COUNTER)
        self.theme = COUNTER.name
        self.push_screen(self._ordering)
