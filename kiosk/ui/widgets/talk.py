"""The line to talk with by typing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from textual.message import Message
from textual.widgets import Input

__all__ = ["TalkLine"]

MAX_WORDS: Final = 2_000


class TalkLine(Input):
    """Typed words become :class:`TalkLine.Said`; ``/quit`` becomes :class:`TalkLine.Quit`."""

    @dataclass
    class Said(Message):
        """The guest typed this."""

        text: str

    class Quit(Message):
        """The guest wants to leave."""

    def __init__(self) -> None:
        super().__init__(placeholder="Type here, Enter to say it", max_length=MAX_WORDS)
        self.border_subtitle = "PgUp looks back, /quit or ctrl-q leaves"

    async def action_submit(self) -> None:
        """Say what is typed and empty the line."""
        text = self.value.strip()
        self.clear()
        if text.lower() == "/quit":
            self.post_message(self.Quit())
        elif text:
            self.post_message(self.Said(text))
