"""The line to talk with by typing."""

from __future__ import annotations

from typing import Final

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input

from kiosk.ui.conversation import Conversation
from kiosk.ui.ports import Heard
from kiosk.ui.strings import tr
from kiosk.ui.widgets.level import LevelMeter
from kiosk.ui.widgets.state import StateLine

__all__ = ["TalkBar", "TalkLine"]

_LONGEST: Final = 2_000
"""Characters of one turn: as many as the session reads."""


class TalkLine(Input):
    """Typed words are a turn like spoken ones; ``/quit`` leaves."""

    def __init__(self, conversation: Conversation) -> None:
        super().__init__(
            placeholder=tr("Speak, touch, or type here and press Enter"),
            max_length=_LONGEST,
            select_on_focus=False,
        )
        self._conversation = conversation

    async def action_submit(self) -> None:
        """Say what is typed and empty the line."""
        text = self.value.strip()
        self.clear()
        if text.lower() == "/quit":
            await self.app.action_quit()
        elif text:
            self._conversation.hear(Heard(text))


class TalkBar(Horizontal):
    """What the kiosk is doing now, how loud it hears, and the line to type into: the foot of every
    screen."""

    def __init__(self, conversation: Conversation) -> None:
        super().__init__()
        self._conversation = conversation

    def compose(self) -> ComposeResult:
        """Side by side."""
        yield StateLine(self._conversation)
        yield LevelMeter(self._conversation)
        yield TalkLine(self._conversation)
