"""What a conversation needs from outside, as small protocols."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Literal, Protocol

from kiosk.dialog.reply import Status
from kiosk.order.edits import Edit

__all__ = ["Clock", "Event", "Journal", "MemoryJournal", "StandingClock", "WallClock"]


class Clock(Protocol):
    """The time in the store."""

    def now(self) -> time:
        """Local time of the store."""
        ...


@dataclass(frozen=True, slots=True)
class StandingClock:
    """A clock that stands still: scenarios, replays, tests."""

    at: time

    def now(self) -> time:
        """The time at which it stands."""
        return self.at


class WallClock:
    """The machine's clock, in its own time zone."""

    def now(self) -> time:
        """Local time of the machine."""
        return datetime.now().astimezone().time()


@dataclass(frozen=True, slots=True)
class Event:
    """What happened in one turn, enough to make the order again; no word that a guest said."""

    by: Literal["words", "touch", "silence", "staff"]
    edits: tuple[Edit, ...]
    """In the order in which they were applied, those that a "yes" stood for included."""
    status: Status
    """Of the order after the turn."""


class Journal(Protocol):
    """Where each turn is kept before its reply is handed out."""

    def append(self, event: Event) -> None:
        """Keep ``event``; returns when it is safe.

        Raises:
            StoreError: it could not be kept.
        """
        ...


@dataclass(slots=True)
class MemoryJournal:
    """A journal that lives as long as the process."""

    events: list[Event] = field(default_factory=list)

    def append(self, event: Event) -> None:
        """Keep ``event``."""
        self.events.append(event)
