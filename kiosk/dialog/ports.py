"""What a conversation needs from outside, as small protocols."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, tzinfo
from itertools import count
from typing import Literal, Protocol

from kiosk.dialog.reply import Status
from kiosk.menu.availability import Availability
from kiosk.menu.model import Menu
from kiosk.order.edits import Edit
from kiosk.order.engine import Order

__all__ = [
    "Actor",
    "Clock",
    "Event",
    "Journal",
    "MemoryJournal",
    "StandingClock",
    "WallClock",
    "replayed",
]

Actor = Literal["words", "touch", "silence", "staff"]
"""By what a turn came about."""


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


@dataclass(frozen=True, slots=True)
class WallClock:
    """The machine's clock."""

    zone: tzinfo | None = None
    """Time zone of the store; none is the machine's."""

    def now(self) -> time:
        """Local time of the store."""
        return datetime.now().astimezone(self.zone).time()


@dataclass(frozen=True, slots=True)
class Event:
    """What happened in one turn, enough to make the order again; no word that a guest said."""

    by: Actor
    edits: tuple[Edit, ...]
    """In the order in which they were applied, those that a "yes" stood for included."""
    status: Status
    """Of the order after the turn."""
    available: Availability = field(default_factory=Availability)
    """What could be sold in that turn: at another hour the same edits may do something else."""
    language: str = "en"
    """Code of the language that the guest reads, in which an order that is cut off goes on."""


def replayed(menu: Menu, events: Iterable[Event]) -> Order:
    """The order that ``events`` come to: what their session had."""
    order = Order()
    for event in events:
        order, _ = order.turn(menu, event.edits, event.available)
    return order


class Journal(Protocol):
    """Where each turn is kept before its reply is handed out, and what the ticket gets beside."""

    guest: str | None
    """The name for the ticket; to be set before the order is placed."""
    table: str | None
    """Likewise the number of the table."""

    @property
    def number(self) -> int | None:
        """Of the ticket; none until the order is placed."""
        ...

    def append(self, event: Event) -> None:
        """Hand ``event`` over, after all that were handed over before; waits for no disk.

        Raises:
            StoreError: nothing can be kept any more.
        """
        ...

    async def safe(self) -> None:
        """Return when what was handed over would survive a power cut.

        Raises:
            StoreError: the last event could not be kept.
        """
        ...


@dataclass(slots=True)
class MemoryJournal:
    """A journal that lives as long as the process."""

    events: list[Event] = field(default_factory=list)
    guest: str | None = None
    table: str | None = None
    number: int | None = None
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    """Of the tickets, for all orders of one counter."""

    def append(self, event: Event) -> None:
        """Keep ``event``."""
        self.events.append(event)

    async def safe(self) -> None:
        """There is nothing safer to wait for; an order that is placed has its number now."""
        if self.number is None and any(event.status == "placed" for event in self.events):
            self.number = next(self.numbers)
