"""What was heard and what was said, as it happens."""

from __future__ import annotations

from typing import Final, Literal

from rich.table import Table
from rich.text import Text
from textual.containers import VerticalScroll
from textual.widgets import Static

__all__ = ["By", "Caption", "Captions"]

By = Literal["guest", "house", "fault"]
_LABELS: Final[dict[By, str]] = {"guest": "You", "house": "Kiosk", "fault": "Sorry"}
_COLOURS: Final[dict[By, str]] = {"guest": "secondary", "house": "primary", "fault": "error"}
_KEPT: Final = 100
"""Captions that can be scrolled back to."""


class Caption(Static):
    """One utterance: who said it, and the words beside."""

    def __init__(self, by: By, text: str, colours: dict[str, str]) -> None:
        colour = colours[_COLOURS[by]]
        grid = Table.grid(expand=True, padding=(0, 2, 0, 0), pad_edge=False)
        grid.add_column(width=5)
        grid.add_column(ratio=1)
        words = Text(text, "" if by == "house" else colour)
        grid.add_row(Text(_LABELS[by], f"bold {colour}"), words)
        super().__init__(grid)
        self.by = by
        self.text = text


class Captions(VerticalScroll):
    """The conversation, the latest at the bottom."""

    can_focus = False

    def add(self, by: By, text: str) -> None:
        """One more caption; ``text`` is shown as it is, on as many rows as it takes."""
        for old in self.query(Caption)[: -_KEPT + 1]:
            old.remove()
        self.mount(Caption(by, " ".join(text.split()), self.app.theme_variables))
        self.scroll_end(animate=False)

    def clear(self) -> None:
        """As before the first word."""
        self.query(Caption).remove()
