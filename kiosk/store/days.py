"""The store's day, and the numbers of its tickets."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

__all__ = ["StoreDay", "next_number"]


@dataclass(frozen=True, slots=True)
class StoreDay:
    """When a day begins at this store, and what time it is."""

    begins: time = time(4)
    """Local time; what is sold after midnight and before it belongs to the day before."""
    zone: ZoneInfo | None = None
    """Time zone of the store; none is the machine's."""
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    """The machine's clock, with a time zone; it may be set back at any time."""
    first: int = 1
    """Number of the first ticket of a day."""

    def now(self) -> datetime:
        """The time in the store, with its time zone."""
        return self.clock().astimezone(self.zone)

    def of(self, at: datetime) -> date:
        """The day to which that moment belongs."""
        local = at.astimezone(self.zone)
        return local.date() if local.time() >= self.begins else local.date() - timedelta(days=1)


def next_number(db: sqlite3.Connection, day: date, first: int) -> int:
    """The next ticket of ``day``, from ``first`` on; never one that was given out, also where the
    clock was set back, the orders of that day are purged, or some were kept elsewhere."""
    taken = True
    while taken:
        (number,) = db.execute(
            "INSERT INTO days (day, last) VALUES (?, ?) "
            "ON CONFLICT (day) DO UPDATE SET last = last + 1 RETURNING last",
            (day.isoformat(), first),
        ).fetchone()
        (taken,) = db.execute(
            "SELECT EXISTS (SELECT 1 FROM orders WHERE day = ? AND ticket = ?)",
            (day.isoformat(), number),
        ).fetchone()
    return int(number)
