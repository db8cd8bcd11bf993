"""One line that says what the kiosk is doing now."""

from __future__ import annotations

from typing import Final

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from kiosk.ui.conversation import Conversation
from kiosk.ui.strings import tr
from kiosk.ui.told import State

__all__ = ["StateLine"]

_ROOM: Final = 12
"""Columns that are there for the words in any case (``base.tcss``)."""
_COLOURS: Final[dict[State, str]] = {
    "opening": "$muted",
    "listening": "$success",
    "ready": "$success",
    "thinking": "$primary",
    "speaking": "$primary",
    "person": "$warning",
    "crew": "$warning",
    "over": "$success",
}


class StateLine(Static):
    """A dot in the colour of the state, and its words."""

    state: reactive[State] = reactive[State]("opening")

    def __init__(self, conversation: Conversation) -> None:
        super().__init__()
        self._conversation = conversation

    def on_mount(self) -> None:
        """Show the state, and every one that follows."""
        self._follow(self._conversation.state)
        self._conversation.stated.subscribe(self, self._follow)

    def _follow(self, state: State) -> None:
        self.state = state

    def render(self) -> Content:
        """The words of the state, in its colour: a class for it would style the line anew at each
        of the three states of a turn."""
        return Content.styled(_line(self.state), _COLOURS[self.state])

    def watch_state(self, before: State, now: State) -> None:
        """Make room for words that need more or less of it than before.

        To lay a screen out anew takes longer than all else that a state changes.
        """
        room = [max(_ROOM, len(_line(state))) for state in (before, now)]
        self.refresh(layout=room[0] != room[1])


def _line(state: State) -> str:
    return f"● {_words(state)}"


def _words(state: State) -> str:
    words: dict[State, str] = {
        "opening": tr("One moment"),
        "listening": tr("Listening"),
        "ready": tr("Ready"),
        "thinking": tr("Thinking"),
        "speaking": tr("Speaking"),
        "person": tr("A person has been called"),
        "crew": tr("A person is helping you"),
        "over": tr("Thank you!"),
    }
    return words[state]
