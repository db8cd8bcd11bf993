"""The line on top: whose counter this is, whether it can hear, and the way to the settings."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from kiosk.ui.conversation import Conversation
from kiosk.ui.strings import tr
from kiosk.ui.told import State
from kiosk.ui.widgets.tile import Face, Tile

__all__ = ["Masthead"]


class Masthead(Horizontal):
    """The restaurant's name on the left, the microphone and the settings on the right."""

    def __init__(self, conversation: Conversation) -> None:
        super().__init__()
        self._conversation = conversation
        self._named: str | None = None
        """The microphone that is shown."""

    def compose(self) -> ComposeResult:
        """Two labels and what opens the settings."""
        yield Static(self._conversation.session.menu.name, id="house", markup=False)
        yield Static("", id="microphone", markup=False)
        yield Tile(Face("settings", tr("Language · Aa")), id="settings")

    def on_mount(self) -> None:
        """Show the microphone, now and as it comes and goes."""
        self._show()
        self._conversation.stated.subscribe(self, self._follow)

    def on_resize(self) -> None:
        """More or less fits beside the name of the house."""
        self._show()

    def _follow(self, _: State) -> None:
        if self._conversation.intercom.microphone != self._named:
            self._show()

    def _show(self) -> None:
        name = self._named = self._conversation.intercom.microphone
        label = self.query_one("#microphone", Static)
        called = tr("Microphone") if self.app.has_class("-narrow") else name
        label.update(f"● {called}" if name else "○ " + tr("no microphone"))
        label.set_class(name is not None, "-on")
