"""What was heard and what was said, as it happens."""

from __future__ import annotations

from typing import Final

from rich.table import Table
from rich.text import Text
from textual.containers import VerticalScroll
from textual.widget import Widget

from kiosk.ui.conversation import Conversation
from kiosk.ui.strings import tr
from kiosk.ui.told import By, Caption

__all__ = ["Captions", "Spoken"]

_HEARING: Final = ".-hearing"
"""Selects the words of a turn that is under way."""
_COLOURS: Final[dict[By, str]] = {"guest": "secondary", "house": "primary", "fault": "error"}


class Spoken(Widget):
    """One utterance: who said it, and the words beside."""

    def __init__(self, caption: Caption, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self.caption = caption

    def render(self) -> Table:
        """On as many rows as it takes."""
        by, text = self.caption.by, self.caption.text
        colour = self.app.theme_variables[_COLOURS[by]]
        grid = Table.grid(expand=True, padding=(0, 1, 0, 0), pad_edge=False)
        grid.add_column(width=6, no_wrap=True)
        grid.add_column(ratio=1)
        grid.add_row(
            Text(_label(by), f"bold {colour}"), Text(text, "" if by == "house" else colour)
        )
        return grid


def _label(by: By) -> str:
    match by:
        case "guest":
            return tr("You")
        case "house":
            return tr("Kiosk")
        case "fault":
            return tr("Sorry")


class Captions(VerticalScroll):
    """The conversation, the latest at the bottom."""

    can_focus = False

    def __init__(self, conversation: Conversation) -> None:
        super().__init__()
        self._conversation = conversation

    def on_mount(self) -> None:
        """All that was said so far; from now on, what is said."""
        self.catch_up()
        self._conversation.captioned.subscribe(self, self._follow)
        self._conversation.intercom.hearing.subscribe(self, self._hear)
        self._conversation.left.subscribe(self, self._clear)

    def catch_up(self) -> None:
        """Add what was said while its screen was closed, and is not here yet."""
        there = {id(spoken.caption) for spoken in self.query(Spoken)}
        for caption in self._conversation.captions:
            if id(caption) not in there:
                self._add(caption)

    def _follow(self, caption: Caption) -> None:
        """Add what is told, unless the screen has caught up with it before this came."""
        there = any(spoken.caption is caption for spoken in self.query(Spoken))
        if self.screen in self.app.screen_stack and not there:
            self._add(caption)

    def _add(self, caption: Caption) -> None:
        kept = self._conversation.captions.maxlen or 0
        for old in self.query(Spoken)[: -kept + 1]:
            old.remove()
        # What is being said stays below what the kiosk says meanwhile.
        self.mount(Spoken(caption), before=next(iter(self.query(_HEARING)), None))
        self.anchor()

    def _hear(self, words: str) -> None:
        """What is being said, until it is a caption."""
        self.query(_HEARING).remove()
        if words:
            self.mount(Spoken(Caption("guest", f"{words} …"), classes=_HEARING.removeprefix(".")))
            self.anchor()

    def _clear(self, _: None) -> None:
        self.query(Spoken).remove()
