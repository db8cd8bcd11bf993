"""While nobody is there: whose counter this is, what is good here, and how to begin."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Click, Key
from textual.screen import Screen
from textual.widgets import Static

from kiosk.ui.conversation import Conversation
from kiosk.ui.strings import tr
from kiosk.ui.widgets.talk import TalkLine

__all__ = ["AttractScreen"]


class AttractScreen(Screen[None]):
    """Covers the counter until a touch, a key or a word wakes it."""

    def __init__(self, conversation: Conversation) -> None:
        super().__init__()
        self._conversation = conversation

    def compose(self) -> ComposeResult:
        """The house, and the invitation."""
        with Vertical(id="welcome"):
            yield Static(self._conversation.session.menu.name, id="sign", markup=False)
            yield Static(tr("Touch to order, or just say hello"), id="invitation")

    def on_mount(self) -> None:
        """Go as soon as a guest is there, however they woke the kiosk."""
        self._conversation.came.subscribe(self, self._go)

    def on_click(self, _: Click) -> None:
        """A touch wakes."""
        self._conversation.wake()

    def on_key(self, key: Key) -> None:
        """A key wakes; what it writes is the first letter of what is typed."""
        if key.key in ("tab", "shift+tab") or key.key.startswith("f"):
            return
        line = self.app.screen_stack[0].query_one(TalkLine)
        self._conversation.wake()
        if key.character and key.is_printable:
            line.insert_text_at_cursor(key.character)

    def _go(self, _: None) -> None:
        if self.is_current:
            self.dismiss()
