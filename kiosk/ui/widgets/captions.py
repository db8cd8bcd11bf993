"""What was heard and what was said, as it happens."""

from __future__ import annotations

from typing import Final, Literal

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

__all__ = ["Captions"]

By = Literal["guest", "house", "fault"]
_LABELS: Final[dict[By, str]] = {"guest": "You", "house": "Kiosk", "fault": "Sorry"}
KEPT: Final = 200
"""Captions that can be scrolled back to."""


class Caption(Horizontal):
    """One utterance and who said it."""

    def __init__(self, by: By, text: str) -> None:
        super().__init__(classes=f"-{by}")
        self.by = by
        self.text = text

    def compose(self) -> ComposeResult:
        """The speaker and the words."""
        yield Static(_LABELS[self.by], classes="speaker")
        yield Static(self.text, classes="words", markup=False)


class Captions(VerticalScroll):
    """The conversation, the latest at the bottom."""

    can_focus = False

    def add(self, by: By, text: str) -> None:
        """One more caption; ``text`` is shown as it is, on as many rows as it takes."""
        for old in self.query(Caption)[: -KEPT + 1 or None]:
            old.remove()
        self.mount(Caption(by, " ".join(text.split())))
        self.scroll_end(animate=False)

    def clear(self) -> None:
        """As before the first word."""
        self.query(Caption).remove()
