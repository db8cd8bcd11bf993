"""Nobody touched or said anything for a while."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Click, Key
from textual.screen import ModalScreen
from textual.widgets import Static

from kiosk.ui.conversation import Conversation
from kiosk.ui.screens.opened import close
from kiosk.ui.strings import tr
from kiosk.ui.widgets.tile import Face, Tile

__all__ = ["StillThereScreen"]


class StillThereScreen(ModalScreen[None]):
    """Goes at any touch, key or word; where none comes, the order closes."""

    AUTO_FOCUS = "#here"  # the likelier answer takes the keys

    def __init__(self, conversation: Conversation) -> None:
        super().__init__()
        self._conversation = conversation

    def compose(self) -> ComposeResult:
        """The question and its two answers."""
        with Vertical(classes="dialog"):
            yield Static(tr("Are you still there?"), classes="heading")
            with Horizontal(classes="answers"):
                yield Tile(Face("start_over", tr("Start over")), id="start_over")
                yield Tile(Face("here", tr("Yes, I am here")), id="here", leads=True)

    @on(Tile.Pressed, "#start_over")
    def _start_over(self) -> None:
        self._conversation.reset()

    @on(Tile.Pressed, "#here")
    def _here(self) -> None:
        close(self)

    def on_click(self, _: Click) -> None:
        """A touch anywhere."""
        close(self)

    def on_key(self, key: Key) -> None:
        """Any key, but those that go from answer to answer."""
        if key.key not in ("tab", "shift+tab", "enter", "space"):
            close(self)
