"""One line that says what the kiosk is doing now."""

from __future__ import annotations

from typing import Final, Literal

from textual.reactive import reactive
from textual.widgets import Static

__all__ = ["State", "StateLine"]

State = Literal["opening", "listening", "ready", "thinking", "speaking", "person", "over"]
_WORDS: Final[dict[State, str]] = {
    "opening": "One moment, opening the counter …",
    "listening": "Listening: speak, or type below",
    "ready": "Ready: type what you would like",
    "thinking": "Thinking …",
    "speaking": "Speaking: you may type already",
    "person": "A person has been called",
    "over": "Thank you! The next order begins in a moment; ctrl-n: at once",
}


class StateLine(Static):
    """A dot in the colour of the state, and its words."""

    state: reactive[State] = reactive[State]("opening")

    def render(self) -> str:
        """The words of the state."""
        return f"● {_WORDS[self.state]}"

    def watch_state(self, before: State, now: State) -> None:
        """Change the colour."""
        self.remove_class(f"-{before}")
        self.add_class(f"-{now}")
