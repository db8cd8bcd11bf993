"""How loud it is before the microphone, as a bar."""

from __future__ import annotations

from typing import Final

from textual.reactive import reactive
from textual.widgets import Static

from kiosk.ui.conversation import Conversation
from kiosk.ui.told import State

__all__ = ["LevelMeter", "bar"]

_CELLS: Final = 8
_LOOK_S: Final = 0.1
"""Between two looks at the level, in seconds."""
_QUIET_DB: Final = -60.0
_LOUD_DB: Final = -12.0
"""Levels of an empty and of a full bar, in dB below full scale: a room at night, and a guest who
speaks close to the microphone."""


class LevelMeter(Static):
    """There only while a microphone listens; its length says it, not its colour."""

    cells: reactive[int] = reactive(0)

    def __init__(self, conversation: Conversation) -> None:
        super().__init__()
        self._conversation = conversation

    def on_mount(self) -> None:
        """Look at the level from now on."""
        self._follow(self._conversation.state)
        self._conversation.stated.subscribe(self, self._follow)
        self.set_interval(_LOOK_S, self._look)

    def _follow(self, _: State) -> None:
        self.set_class(self._conversation.intercom.microphone is not None, "-on")

    def _look(self) -> None:
        sound = self._conversation.intercom.sound
        self.cells = _filled(sound.level_db) if sound is not None else 0

    def render(self) -> str:
        """The bar."""
        return _drawn(self.cells)


def bar(level_db: float) -> str:
    """A level in dB below full scale as a bar of 8 cells."""
    return _drawn(_filled(level_db))


def _filled(level_db: float) -> int:
    share = (level_db - _QUIET_DB) / (_LOUD_DB - _QUIET_DB)
    return round(_CELLS * min(1.0, max(0.0, share)))


def _drawn(cells: int) -> str:
    return "━" * cells + "─" * (_CELLS - cells)
