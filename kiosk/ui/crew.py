"""Behind the counter: what the crew's screens work with, and what goes on there meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from textual.app import App
from textual.timer import Timer

from kiosk.crew import Deliveries, Door, Register, SoldOut, Volume
from kiosk.ui.conversation import Conversation
from kiosk.ui.told import State

__all__ = ["BehindCounter", "Crew", "Stage", "StageState"]

StageState = Literal["starting", "ready", "busy", "restarting", "failed", "stopped"]
_RING_S: Final = 8.0
"""Between two rings of the terminal's bell while a guest waits for a person, in seconds."""
_NOTICE_S: Final = 20.0
"""How long what a person should know stands on the guests' screen; on the crew's it stays."""


@dataclass(frozen=True, slots=True)
class Stage:
    """How one engine is."""

    name: str
    """As the log calls it."""
    state: StageState
    restarts: int = 0
    """How often it was started again."""
    fault: str = ""
    """Why it was the last time, as the engine words it; empty where it never was."""


def _no_stages() -> Sequence[Stage]:
    return ()


@dataclass(slots=True)
class Crew:
    """What the crew's screens need from outside."""

    door: Door
    sold_out: SoldOut
    volume: Volume | None = None
    """Of the speaker. None: there is no speaker."""
    stages: Callable[[], Sequence[Stage]] = _no_stages
    reload: Callable[[], None] | None = None
    """Reads the menu's file again, for the guests to come. It may raise ``MenuError``, and then the
    menu is what it was. None: the menu has no file."""
    register: Register | None = None
    """The orders of this counter. None: none are kept."""
    deliveries: Deliveries | None = None
    """Where they go. None: nowhere."""
    notices: Sequence[str] = ()
    """What a person should know, a sentence each: that orders are not safe, above all. They may
    change."""


class BehindCounter:
    """Keeps what is sold out, tells what a person should know, and rings while a guest waits for
    one."""

    def __init__(self, app: App[Any], conversation: Conversation, crew: Crew) -> None:
        self._app = app
        self._conversation = conversation
        self._crew = crew
        self._ringing: Timer | None = None
        self._told: Sequence[str] = ()
        """Of the notices, what was told."""

    def begin(self) -> None:
        """From now on."""
        self._conversation.left.subscribe(self._app, self._left)
        self._conversation.stated.subscribe(self._app, self._stated)
        self.keep()

    def tell(self) -> None:
        """What a person should know by now, across the screen, where no guest reads there."""
        was, self._told = self._told, tuple(self._crew.notices)
        for notice in self._told:
            if notice not in was:
                self._app.notify(notice, severity="error", timeout=_NOTICE_S, markup=False)

    def keep(self) -> None:
        """What is sold out, from the next turn on."""
        self._conversation.stock(self._crew.sold_out.ids)

    def _left(self, _: None) -> None:
        self.keep()
        self.tell()

    def _stated(self, state: State) -> None:
        if state == "person" and self._ringing is None:
            self._app.bell()
            self._ringing = self._app.set_interval(_RING_S, self._app.bell)
        elif state != "person" and self._ringing is not None:
            self._ringing.stop()
            self._ringing = None
