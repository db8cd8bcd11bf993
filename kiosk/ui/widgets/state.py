"""One line that says what the kiosk is doing now."""

from __future__ import annotations

from textual.reactive import reactive
from textual.widgets import Static

from kiosk.ui.conversation import Conversation, State
from kiosk.ui.strings import tr

__all__ = ["StateLine"]


class StateLine(Static):
    """A dot in the colour of the state, and its words."""

    state: reactive[State] = reactive[State]("opening", layout=True)

    def __init__(self, conversation: Conversation) -> None:
        super().__init__()
        self._conversation = conversation

    def on_mount(self) -> None:
        """Show the state, and every one that follows."""
        self._follow(self._conversation.state)
        self._conversation.stated.subscribe(self, self._follow)

    def _follow(self, state: State) -> None:
        self.state = state

    def render(self) -> str:
        """The words of the state."""
        return f"● {_words(self.state)}"

    def watch_state(self, before: State, now: State) -> None:
        """Change the colour."""
        self.remove_class(f"-{before}")
        self.add_class(f"-{now}")


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
