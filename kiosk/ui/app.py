"""The application: themes, the way from screen to screen, and the ways out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.events import Event, Key, MouseDown
from textual.screen import Screen

from kiosk.dialog import Session
from kiosk.ui.conversation import Conversation
from kiosk.ui.ports import OpenSound, Patience
from kiosk.ui.screens.attract import AttractScreen
from kiosk.ui.screens.order import OrderScreen
from kiosk.ui.themes import THEMES

__all__ = ["KioskApp"]


class KioskApp(App[None]):
    """The kiosk in a terminal, from 80 columns by 24 rows up.

    The order screen lies at the bottom of the stack for good; while nobody is there, the attract
    screen covers it.
    """

    CSS_PATH = [  # noqa: RUF012 - as the base has it
        "styles/base.tcss",
        "styles/order.tcss",
        "styles/customise.tcss",
        "styles/attract.tcss",
    ]
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - as the base has it
    VERTICAL_BREAKPOINTS = [(0, "-short"), (32, "-tall")]  # noqa: RUF012 - as the base has it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Leave", priority=True),
        Binding("f3", "next_theme", "Colours"),
    ]

    def __init__(
        self,
        new_session: Callable[[], Session],
        open_sound: OpenSound | None = None,
        patience: Patience | None = None,
    ) -> None:
        super().__init__()
        self.conversation = Conversation(self, new_session, open_sound, patience or Patience())
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name

    def get_default_screen(self) -> Screen[Any]:
        """The order screen."""
        return OrderScreen(self.conversation)

    def on_mount(self) -> None:
        """Open the counter, and cover it until a guest comes."""
        self.conversation.left.subscribe(self, self._cover)
        self.conversation.open()
        self._cover(None)

    async def on_unmount(self) -> None:
        """Close what the conversation opened."""
        await self.conversation.close()

    async def on_event(self, event: Event) -> None:
        """Every key and touch shows that somebody is there."""
        if isinstance(event, Key | MouseDown):
            self.conversation.stir()
        await super().on_event(event)

    def action_next_theme(self) -> None:
        """Light, dark, high contrast, round and round."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]

    def _cover(self, _: None) -> None:
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.push_screen(AttractScreen(self.conversation))
