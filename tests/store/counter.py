"""A counter with a journal: the guest speaks order notation, the clock stands where it is put."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

from kiosk.dialog import Journal, Session, StandingClock
from kiosk.menu import Menu
from kiosk.store import OrderJournal, Store, StoreDay
from tests.dialog.notation import NotationRung

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@dataclass
class Clock:
    """The machine's clock, which may jump."""

    at: datetime = NOON

    def __call__(self) -> datetime:
        return self.at


def opened(folder: Path, clock: Clock | None = None, destinations: Sequence[str] = ()) -> Store:
    """The store in ``folder``, in the time zone of the clock."""
    return Store(folder, destinations=destinations, day=StoreDay(clock=clock or Clock()))


def guest(menu: Menu, journal: Journal) -> Session:
    """A session that keeps its turns in ``journal``."""
    return Session(menu, NotationRung(menu), clock=StandingClock(time(12)), journal=journal)


async def orders(store: Store, menu: Menu, *turns: str) -> OrderJournal:
    """A guest comes and says this; their order is placed where the last is "yes"."""
    journal = store.order(menu)
    session = guest(menu, journal)
    session.greet()
    for turn in turns:
        await session.hear(turn)
    return journal


COKE = ("add 1 coke +large", "done", "yes")
"""What a guest says who wants that and nothing else."""
