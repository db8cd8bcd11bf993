"""The application of the order confirmation board: one screen, read only, in the guest's words."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen

from kiosk.board import Feed
from kiosk.ui.screens.board import BoardScreen
from kiosk.ui.themes import THEMES

__all__ = ["BoardApp"]


class BoardApp(App[None]):
    """Hangs in the lane, and shows the order as it grows."""

    CSS_PATH = ["styles/base.tcss", "styles/board.tcss"]  # noqa: RUF012 - as the base has it
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - as the base has it
    VERTICAL_BREAKPOINTS = [(0, "-short"), (32, "-tall")]  # noqa: RUF012 - as the base has it
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", "Leave", priority=True)]

    def __init__(self, feed: Feed, theme: str = THEMES[0].name) -> None:
        super().__init__()
        self._feed = feed
        for each in THEMES:
            self.register_theme(each)
        self.theme = theme

    def get_default_screen(self) -> Screen[Any]:
        """The board."""
        return BoardScreen(self._feed)
