"""Behind the counter: what the crew's screens work with, and what is noted for them meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from textual.app import App
from textual.timer import Timer

from kiosk.crew import Door, Printer, Register, Sale, SoldOut, Volume
from kiosk.dialog import Session
from kiosk.ui.conversation import Conversation, State, Told

__all__ = ["BehindCounter", "Crew", "Stage"]

_RING_S: Final = 8.0
"""Between two rings of the terminal's bell while a guest waits for a person, in seconds."""


@dataclass(frozen=True, slots=True)
class Stage:
    """How one engine is."""

    name: str
    state: str
    """In one word: ready, busy, restarting, failed."""
    detail: str = ""
    """How often it was started again, and why; empty where it never was."""


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
    reopen: Callable[[Sale], Session] | None = None
    """A session that has that order before it, to amend it. None: orders cannot be amended here."""
    printer: Printer | None = None
    """Prints tickets again. None: there is no printer."""
    register: Register = field(default_factory=Register)


class BehindCounter:
    """Notes every order, keeps what is sold out, and rings while a guest waits for a person."""

    def __init__(self, app: App[Any], conversation: Conversation, crew: Crew) -> None:
        self._app = app
        self._conversation = conversation
        self._crew = crew
        self._ringing: Timer | None = None

    def begin(self) -> None:
        """From now on."""
        self._conversation.told.subscribe(self._app, self._note)
        self._conversation.left.subscribe(self._app, self._left)
        self._conversation.stated.subscribe(self._app, self._stated)
        self.keep()

    def keep(self) -> None:
        """What is sold out, from the next turn on."""
        self._conversation.session.sold_out = self._crew.sold_out.ids

    def _note(self, _: Told) -> None:
        session, ticket = self._conversation.session, self._conversation.ticket
        now = datetime.now().astimezone()
        self._crew.register.note(session.status, session.menu, session.cart, now, ticket)

    def _left(self, _: None) -> None:
        self._crew.register.close()
        self.keep()

    def _stated(self, state: State) -> None:
        if state == "person" and self._ringing is None:
            self._app.bell()
            self._ringing = self._app.set_interval(_RING_S, self._app.bell)
        elif state != "person" and self._ringing is not None:
            self._ringing.stop()
            self._ringing = None
