"""The line on top: whose counter this is, and whether it can hear."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

__all__ = ["Masthead"]


class Masthead(Horizontal):
    """The restaurant's name on the left, the microphone on the right."""

    def __init__(self, house: str) -> None:
        super().__init__()
        self._house = house

    def compose(self) -> ComposeResult:
        """Two labels."""
        yield Static(self._house, id="house", markup=False)
        yield Static("", id="microphone", markup=False)

    def show_microphone(self, words: str, *, listening: bool) -> None:
        """``words`` say which microphone listens, or why none does."""
        label = self.query_one("#microphone", Static)
        label.update(f"{'●' if listening else '○'} {words}")
        label.set_class(listening, "-on")
